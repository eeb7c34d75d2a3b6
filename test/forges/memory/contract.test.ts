import { memoryHarness } from "../../support/memory-harness.ts";
import { describeForge } from "../contract.ts";

describeForge(memoryHarness);
