import { localHarness } from "../support/local-harness.ts";
import { describeEndToEnd } from "./suite.ts";

describeEndToEnd(localHarness);
