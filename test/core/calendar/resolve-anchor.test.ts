import { describe, expect, it } from "vitest";
import { resolveAnchor } from "../../../src/core/calendar/resolve-anchor.ts";
import { weekIndex } from "../../../src/core/calendar/weeks.ts";
import { buildWorkCalendar } from "../../../src/core/calendar/work-calendar.ts";
import type { CivilDate } from "../../../src/core/model/date.ts";
import { buildPerson } from "../../support/cohort.ts";
import { anchor } from "../../support/kind.ts";

const NG = { NG: [{ date: "2026-06-12", name: "Democracy Day" }] } as const;
const context = {
  start: "2026-06-01",
  end: "2026-09-18",
  occurrence: "2026-06-11",
  milestones: new Map<string, CivilDate>([["midterm", "2026-07-19"]]),
  calendar: buildWorkCalendar(buildPerson("ada", { holidays: "NG" }), NG),
} as const;

describe("resolveAnchor", () => {
  it.each<[name: string, text: string, expected: CivilDate | null]>([
    ["the first day", "start", "2026-06-01"],
    ["the last day", "end", "2026-09-18"],
    ["two weeks ahead", "start - 2w", "2026-05-18"],
    ["a month after, the owner's weekend skipped backwards", "end + 1m", "2026-10-16"],
    ["half of 109 days, from Sunday back to Friday", "mid", "2026-07-24"],
    ["the same as a share", "50%", "2026-07-24"],
    ["a share that is not whole, rounded: 43.6 days", "40%", "2026-07-15"],
    ["no share at all", "0%", "2026-06-01"],
    ["the whole share", "100%", "2026-09-18"],
    ["working days counted from the share's own working day", "50% - 2d", "2026-07-22"],
    ["the first day of a week", "week 3", "2026-06-15"],
    ["a later day of a week", "week 3 + 2d", "2026-06-17"],
    ["working days over a holiday and a weekend", "occurrence + 2d", "2026-06-16"],
    ["the occurrence itself", "occurrence", "2026-06-11"],
    ["weeks that end on a holiday, moved back", "start + 2w - 3d", "2026-06-09"],
    ["a calendar week after a holiday's eve", "occurrence + 1w", "2026-06-18"],
    ["a day that the file names, weekend or not", "milestone:midterm", "2026-07-19"],
    ["an offset from it, moved back", "milestone:midterm + 1w", "2026-07-24"],
    ["offsets of nothing, moved back all the same", "milestone:midterm + 0d", "2026-07-17"],
    ["an unknown milestone", "milestone:midtrm", null],
  ])("finds %s: %s", (_name, text, expected) => {
    expect(resolveAnchor(anchor(text), context)).toBe(expected);
  });

  it("knows no occurrence where nothing repeats", () => {
    expect(resolveAnchor(anchor("occurrence + 2d"), { ...context, occurrence: null })).toBeNull();
  });

  it("clips a month to the length of a shorter one, also in leap years", () => {
    const plain = buildWorkCalendar(null, {});
    const on = (start: CivilDate, text: string) => resolveAnchor(anchor(text), { ...context, start, calendar: plain });
    expect(on("2028-01-31", "start + 1m")).toBe("2028-02-29");
    expect(on("2027-01-31", "start + 1m")).toBe("2027-02-26");
    expect(on("2028-02-28", "start + 1d")).toBe("2028-02-29");
    expect(on("2028-02-29", "start + 52w")).toBe("2029-02-27");
  });

  it.each([
    [50, 8, "2020-08-07"],
    [63, 10, "2020-08-21"],
    [69, 11, "2020-08-28"],
    [75, 12, "2020-09-04"],
    [81, 13, "2020-09-11"],
    [88, 14, "2020-09-18"],
  ])("puts the decision at %i%% of GitLab's 110 days into week %i", (percent, week, date) => {
    const span = { start: "2020-06-15", end: "2020-10-02" } as const;
    const resolved = resolveAnchor(anchor(`${percent}%`), {
      ...context,
      ...span,
      calendar: buildWorkCalendar(null, {}),
    });
    expect(resolved).toBe(date);
    expect(weekIndex(span.start, date as CivilDate)).toBe(week);
  });
});
