import { describe } from "vitest";
import { addDays, weekdayOf } from "../../src/core/model/date.ts";
import { describeRights } from "./rights-suite.ts";

const ALL = Array.from({ length: 56 + 112 + 35 }, (_, index) => addDays("2026-04-06", index));
const KINDS = ["onboarding", "retro", "self-evaluation", "send-off"];

describe("sixteen weeks for people with few rights, day by day", () => {
  const days = ALL.filter((day) => weekdayOf(day) <= 5);
  describeRights("GitLab", days, KINDS);
  describeRights("GitHub", days, KINDS);
});
