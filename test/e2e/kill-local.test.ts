import { killAtRename } from "../support/kill.ts";
import { localHarness } from "../support/local-harness.ts";
import { describeKills } from "./kill-suite.ts";

describeKills("local", () => localHarness.start(), killAtRename);
