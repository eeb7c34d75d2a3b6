import { githubHarness } from "../../support/github-harness.ts";
import { describeForge } from "../contract.ts";

describeForge(githubHarness);
