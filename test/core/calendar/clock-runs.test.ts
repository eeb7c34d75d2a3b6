import { describe, expect, it } from "vitest";
import { convertTime, offsetOf } from "../../../src/core/calendar/instant.ts";
import { listRuns } from "../../../src/core/calendar/clock-runs.ts";
import type { CivilDate } from "../../../src/core/model/date.ts";

const SIX = 18 * 60;

describe("an hour of Berlin, six in the evening", () => {
  it.each<[name: string, date: CivilDate, zone: string, there: CivilDate, time: number]>([
    ["UTC in summer", "2026-10-23", "UTC", "2026-10-23", 16 * 60],
    ["UTC in winter", "2026-10-30", "UTC", "2026-10-30", 17 * 60],
    ["New York before either clock changes", "2026-10-23", "America/New_York", "2026-10-23", 12 * 60],
    ["New York in the week between both", "2026-10-30", "America/New_York", "2026-10-30", 13 * 60],
    ["New York after both", "2026-11-06", "America/New_York", "2026-11-06", 12 * 60],
    ["Kolkata, half an hour off, before", "2026-10-23", "Asia/Kolkata", "2026-10-23", 21 * 60 + 30],
    ["Kolkata after", "2026-10-30", "Asia/Kolkata", "2026-10-30", 22 * 60 + 30],
    ["Lagos, without summer time, before", "2026-10-23", "Africa/Lagos", "2026-10-23", 17 * 60],
    ["Lagos after", "2026-10-30", "Africa/Lagos", "2026-10-30", 18 * 60],
    ["Auckland in its winter, a day later", "2026-09-25", "Pacific/Auckland", "2026-09-26", 4 * 60],
    ["Auckland in its summer and Berlin's", "2026-10-02", "Pacific/Auckland", "2026-10-03", 5 * 60],
    ["Auckland in its summer and Berlin's winter", "2026-10-30", "Pacific/Auckland", "2026-10-31", 6 * 60],
  ])("is right in %s", (_name, date, zone, there, time) => {
    expect(convertTime({ date, time: SIX }, "Europe/Berlin", zone)).toEqual({ date: there, time });
    expect(convertTime({ date: there, time }, zone, "Europe/Berlin")).toEqual({ date, time: SIX });
  });
});

describe("an hour that clocks skip", () => {
  it("counts as the one after", () => {
    expect(convertTime({ date: "2026-03-29", time: 150 }, "Europe/Berlin", "UTC")).toEqual({
      date: "2026-03-29",
      time: 90,
    });
  });
});

describe("an offset", () => {
  it("is that of the day, at noon", () => {
    expect(offsetOf("Europe/Berlin", "2026-10-24")).toBe(120);
    expect(offsetOf("Europe/Berlin", "2026-10-25")).toBe(60);
    expect(offsetOf("Asia/Kolkata", "2026-10-25")).toBe(330);
    expect(offsetOf("America/New_York", "2026-10-25")).toBe(-240);
  });
});

describe("runs of days", () => {
  const span = { from: "2026-09-01", until: "2026-11-30" } as const;

  it("break where the clock of either zone changes", () => {
    expect(listRuns({ time: SIX, zone: "Europe/Berlin" }, "America/New_York", span)).toEqual([
      { first: "2026-09-01", last: "2026-10-24", time: 12 * 60, shift: 0 },
      { first: "2026-10-25", last: "2026-10-31", time: 13 * 60, shift: 0 },
      { first: "2026-11-01", last: "2026-11-30", time: 12 * 60, shift: 0 },
    ]);
  });

  it("tell when it is another day there", () => {
    expect(listRuns({ time: 30, zone: "Europe/Berlin" }, "UTC", span)).toEqual([
      { first: "2026-09-01", last: "2026-10-25", time: 22 * 60 + 30, shift: -1 },
      { first: "2026-10-26", last: "2026-11-30", time: 23 * 60 + 30, shift: -1 },
    ]);
  });

  it("are one where nothing changes, and one day long at least", () => {
    expect(listRuns({ time: SIX, zone: "Africa/Lagos" }, "UTC", span)).toHaveLength(1);
    const day = { from: "2026-09-01", until: "2026-09-01" } as const;
    expect(listRuns({ time: SIX, zone: "Africa/Lagos" }, "UTC", day)).toEqual([
      { first: "2026-09-01", last: "2026-09-01", time: 17 * 60, shift: 0 },
    ]);
  });
});
