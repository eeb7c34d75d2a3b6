import { githubHarness, type GitHubWorld } from "../support/github-harness.ts";
import { killThrough } from "../support/kill.ts";
import { describeKills } from "./kill-suite.ts";

describeKills(
  "github",
  async () => (await githubHarness.start()) as GitHubWorld,
  killThrough<GitHubWorld>(({ server }) => ({
    watch: (onRequest) => {
      server.fault = onRequest;
    },
  })),
);
