import { describe, expect, it } from "vitest";
import { dateInZone } from "../../../src/core/calendar/instant.ts";
import { addDays, daysBetween } from "../../../src/core/model/date.ts";
import type { CivilDate } from "../../../src/core/model/date.ts";

describe("the day it is somewhere", () => {
  it.each<[name: string, instant: string, zone: string, date: CivilDate]>([
    ["Berlin, summer, before midnight", "2026-06-30T21:59:59Z", "Europe/Berlin", "2026-06-30"],
    ["Berlin, summer, at midnight", "2026-06-30T22:00:00Z", "Europe/Berlin", "2026-07-01"],
    ["Berlin, winter, before midnight", "2026-01-31T22:59:59Z", "Europe/Berlin", "2026-01-31"],
    ["Berlin, winter, at midnight", "2026-01-31T23:00:00Z", "Europe/Berlin", "2026-02-01"],
    ["Berlin, the night clocks go forward", "2026-03-29T00:30:00Z", "Europe/Berlin", "2026-03-29"],
    ["Berlin, the hour that comes twice", "2026-10-25T01:30:00Z", "Europe/Berlin", "2026-10-25"],
    ["Berlin, the last summer midnight", "2026-10-24T22:00:00Z", "Europe/Berlin", "2026-10-25"],
    ["New York, still yesterday", "2026-06-01T03:59:59Z", "America/New_York", "2026-05-31"],
    ["Lagos, no summer time", "2026-06-30T23:00:00Z", "Africa/Lagos", "2026-07-01"],
    ["Kathmandu, three quarters of an hour off", "2026-06-30T18:15:00Z", "Asia/Kathmandu", "2026-07-01"],
    ["Kiritimati, a day ahead of Honolulu", "2026-06-01T10:00:00Z", "Pacific/Kiritimati", "2026-06-02"],
    ["Honolulu, the same instant as the row above", "2026-06-01T09:59:00Z", "Pacific/Honolulu", "2026-05-31"],
    ["an instant with an offset of its own", "2026-06-01T00:30:00+02:00", "UTC", "2026-05-31"],
    ["29 February", "2028-02-28T23:30:00Z", "Europe/Berlin", "2028-02-29"],
  ])("is right in %s", (_name, instant, zone, date) => {
    expect(dateInZone(instant, zone)).toBe(date);
  });
});

describe("civil days", () => {
  it.each<[name: string, from: CivilDate, days: number, to: CivilDate]>([
    ["the day clocks go forward in Europe", "2026-03-28", 2, "2026-03-30"],
    ["the day they go back", "2026-10-24", 2, "2026-10-26"],
    ["a leap day", "2028-02-28", 2, "2028-03-01"],
    ["a February without one", "2027-02-28", 1, "2027-03-01"],
    ["a century that is no leap year", "2100-02-28", 1, "2100-03-01"],
    ["the turn of a year", "2026-12-31", 1, "2027-01-01"],
  ])("are counted over %s", (_name, from, days, to) => {
    expect(addDays(from, days)).toBe(to);
    expect(daysBetween(from, to)).toBe(days);
    expect(addDays(to, -days)).toBe(from);
  });
});
