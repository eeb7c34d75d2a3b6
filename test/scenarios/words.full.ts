import { activityAt, RECORDED_COHORT } from "../support/recorded-world.ts";
import { describeWords, scriptOf } from "./words-suite.ts";

describeWords("six interns of four projects for sixteen weeks", scriptOf(6), 16, ["comment", "chat", "digest"]);

const recorded = { file: `${RECORDED_COHORT}kinds: { digest: on }\n`, activity: activityAt };
describeWords("the recorded world, with what was done in it", recorded, 16, ["chat", "digest"]);
