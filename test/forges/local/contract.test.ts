import { localHarness } from "../../support/local-harness.ts";
import { describeForge } from "../contract.ts";

describeForge(localHarness);
