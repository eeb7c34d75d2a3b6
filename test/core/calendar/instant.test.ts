import { Temporal } from "temporal-polyfill";
import { describe, expect, it } from "vitest";
import { compareInstants, dateInZone, minutesBetween, readClock } from "../../../src/core/calendar/instant.ts";
import { checkZones } from "./instant-suite.ts";

/** Of each way in which clocks are kept one or two, with half an hour of summer time, or with two hours. */
const ZONES = [
  "Africa/Cairo",
  "Africa/Casablanca",
  "Africa/Lagos",
  "America/New_York",
  "America/Nuuk",
  "America/Santiago",
  "America/Sao_Paulo",
  "America/St_Johns",
  "Antarctica/Troll",
  "Asia/Beirut",
  "Asia/Calcutta",
  "Asia/Gaza",
  "Asia/Katmandu",
  "Atlantic/Azores",
  "Australia/Lord_Howe",
  "Europe/Berlin",
  "Europe/Dublin",
  "Europe/London",
  "Pacific/Auckland",
  "Pacific/Chatham",
  "Pacific/Kiritimati",
  "UTC",
];

checkZones(ZONES, { from: 2026, until: 2027 });
// Samoa had no 30 December.
checkZones(["Pacific/Apia"], { from: 2011, until: 2011 });

describe("an instant", () => {
  it.each([
    "2026-06-12T09:00:00Z",
    "2026-06-12t09:00z",
    "2026-06-12 09:00:30.5+02:00",
    "2026-06-12T23:30:00,123456789-09:30",
    "2026-06-12T00:10+1400",
    "2026-06-12T09Z",
    "20260612T090000Z",
    "2026-06-30T23:59:60Z",
    "0000-03-01T00:00:00Z",
    "9999-12-31T22:00:00-02:00",
  ])("reads as Temporal reads it: %s", (text) => {
    const expected = Temporal.Instant.from(text).toZonedDateTimeISO("UTC");
    expect(readClock(text, "UTC")).toEqual({
      date: expected.toPlainDate().toString(),
      time: expected.hour * 60 + expected.minute,
    });
  });

  it.each([
    "2026-06-12",
    "2026-06-12T09:00:00",
    "2026-02-30T09:00:00Z",
    "2026-06-12T24:00:00Z",
    "2026-06-12T09:60:00Z",
    "2026-06-12T09:00:61Z",
    "2026-06-12T09:00:00+24:00",
    "2026-06-12T09:00:00+01:60",
    "2026-06-12T09:00:00.1234567890Z",
    "yesterday",
    "",
  ])("is none for Temporal, and none here: %j", (text) => {
    expect(() => Temporal.Instant.from(text)).toThrow(RangeError);
    expect(() => dateInZone(text, "UTC")).toThrow(RangeError);
  });

  it("of a zone that there is none of is a mistake", () => {
    expect(() => dateInZone("2026-06-12T09:00:00Z", "Europe/Berlim")).toThrow(RangeError);
  });
});

describe("two instants", () => {
  const pairs: readonly (readonly [string, string])[] = [
    ["2026-06-12T09:00:00Z", "2026-06-12T11:00:00+02:00"],
    ["2026-06-12T09:00:00Z", "2026-06-12T09:00:00.000000001Z"],
    ["2026-06-12T09:00:00.999999999Z", "2026-06-12T09:01:00.999999998Z"],
    ["2026-06-12T09:00:00.5Z", "2026-06-12T09:01:00.4Z"],
    ["2026-06-12T09:00:00Z", "2027-06-12T09:59:59Z"],
  ];
  it.each(pairs.flatMap(([a, b]) => [[a, b] as const, [b, a] as const]))("%s and %s", (a, b) => {
    const [one, other] = [Temporal.Instant.from(a), Temporal.Instant.from(b)];
    expect(compareInstants(a, b)).toBe(Temporal.Instant.compare(one, other));
    expect(minutesBetween(a, b)).toBe(Math.floor(one.until(other).total("minutes")));
  });
});
