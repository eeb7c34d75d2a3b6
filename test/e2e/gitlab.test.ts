import { gitlabHarness } from "../support/gitlab-harness.ts";
import { describeEndToEnd } from "./suite.ts";

describeEndToEnd(gitlabHarness);
