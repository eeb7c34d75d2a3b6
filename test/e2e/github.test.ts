import { githubHarness } from "../support/github-harness.ts";
import { describeEndToEnd } from "./suite.ts";

describeEndToEnd(githubHarness);
