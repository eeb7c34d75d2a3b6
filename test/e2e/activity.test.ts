import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { startLocal, localHarness } from "../support/local-harness.ts";
import { recordActivity } from "../support/record-activity.ts";
import { describeActivity } from "./activity-suite.ts";

describeActivity(
  { ...localHarness, start: startLocal },
  async ({ directory }, activity) => writeFile(join(directory, "activity.json"), recordActivity(activity)),
  [1, 5],
);
