import { gitlabHarness, startGitLabWorld } from "../../support/gitlab-harness.ts";
import { describeForge } from "../contract.ts";

describeForge(gitlabHarness);
describeForge({ name: "gitlab", start: async () => startGitLabWorld({ tier: "premium", base: "/git/lab" }) });
