import { describe, expect, it } from "vitest";
import { countWeeks, weekIndex } from "../../../src/core/calendar/weeks.ts";
import type { CivilDate } from "../../../src/core/model/date.ts";

describe("countWeeks", () => {
  it.each<[string, CivilDate, CivilDate, number]>([
    ["GitLab's 110 days of 2020", "2020-06-15", "2020-10-02", 16],
    ["Outreachy's 89 days", "2025-06-02", "2025-08-29", 13],
    ["Google Summer of Code's twelve weeks and its last day", "2025-06-02", "2025-09-01", 13],
    ["sixteen weeks, Monday to Friday", "2026-06-01", "2026-09-18", 16],
    ["one day", "2026-06-01", "2026-06-01", 1],
    ["a span over 29 February", "2028-02-21", "2028-03-05", 2],
  ])("counts %s as people do", (_name, start, end, weeks) => {
    expect(countWeeks(start, end)).toBe(weeks);
  });
});

describe("weekIndex", () => {
  it.each<[string, CivilDate, number]>([
    ["the first day", "2026-06-03", 1],
    ["the seventh day", "2026-06-09", 1],
    ["the eighth day", "2026-06-10", 2],
    ["the day before", "2026-06-02", 0],
    ["eight days before", "2026-05-26", -1],
  ])("counts from the subject's own start, a Wednesday: %s", (_name, date, index) => {
    expect(weekIndex("2026-06-03", date)).toBe(index);
  });
});
