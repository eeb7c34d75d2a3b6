import { describe } from "vitest";
import { describeRights } from "./rights-suite.ts";

/** The first day, an ordinary week, the middle, and the last week. */
const DAYS = ["2026-06-01", "2026-06-11", "2026-07-23", "2026-09-14", "2026-09-17"];
const KINDS = ["onboarding", "retro", "self-evaluation", "send-off"];

describe("a programme for people with few rights", () => {
  describeRights("GitLab", DAYS, KINDS);
  describeRights("GitHub", DAYS, KINDS);
});
