import { describe, expect, it } from "vitest";
import { phaseOn } from "../../../../src/core/desired/occurrences/phase.ts";
import type { CivilDate } from "../../../../src/core/model/date.ts";

/** Sixteen weeks from Monday 1 June to Friday 18 September 2026; the middle is Friday 24 July (25 July is a Saturday). */
describe("the phase of sixteen weeks", () => {
  it.each<[phase: string, first: CivilDate, last: CivilDate]>([
    ["pre-start", "2026-01-01", "2026-05-31"],
    ["boot", "2026-06-01", "2026-06-28"],
    ["build", "2026-06-29", "2026-07-16"],
    ["midpoint", "2026-07-17", "2026-07-24"],
    ["build", "2026-07-25", "2026-09-04"],
    ["landing", "2026-09-05", "2026-09-18"],
    ["after", "2026-09-19", "2027-01-01"],
  ])("is %s from %s to %s", (phase, first, last) => {
    expect([first, last].map((day) => phaseOn(day, "2026-06-01", "2026-09-18"))).toEqual([phase, phase]);
  });
});

describe("the phase of six weeks", () => {
  it.each<[phase: string, first: CivilDate, last: CivilDate]>([
    ["boot", "2026-06-01", "2026-06-11"],
    ["midpoint", "2026-06-12", "2026-06-19"],
    ["build", "2026-06-20", "2026-06-26"],
    ["landing", "2026-06-27", "2026-07-10"],
  ])("is %s from %s to %s", (phase, first, last) => {
    expect([first, last].map((day) => phaseOn(day, "2026-06-01", "2026-07-10"))).toEqual([phase, phase]);
  });
});
