import { Temporal } from "temporal-polyfill";
import { describe, expect, it } from "vitest";
import { convertTime, dateInZone, offsetOf, readClock } from "../../../src/core/calendar/instant.ts";
import type { CivilDate } from "../../../src/core/model/date.ts";

/** Every change of these zones' clocks in these years, as Temporal tells it. */
export function checkZones(zones: readonly string[], years: { readonly from: number; readonly until: number }): void {
  describe(`clocks from ${years.from} to ${years.until}, as Temporal has them`, () => {
    it.each(zones)("of %s", (zone) => {
      const wrong: unknown[] = [];
      for (const instant of listEdges(zone, years)) wrong.push(...compare(zone, instant));
      expect(wrong).toEqual([]);
    });
  });
}

/** Two instants that are nothing special, and those around each change of a clock, in milliseconds. */
function listEdges(zone: string, { from, until }: { readonly from: number; readonly until: number }): number[] {
  const edges = [Date.UTC(from, 0, 15, 3, 7), Date.UTC(until, 6, 15, 21, 52)];
  let at = Temporal.Instant.fromEpochMilliseconds(Date.UTC(from, 0, 1)).toZonedDateTimeISO(zone);
  for (;;) {
    const next = at.getTimeZoneTransition("next");
    if (next === null || next.year > until) return edges;
    for (const minutes of [-1441, -61, -60, -31, -30, -1, 0, 1, 29, 30, 59, 60, 61, 719, 1440])
      edges.push(next.epochMilliseconds + minutes * 60_000);
    at = next;
  }
}

function compare(zone: string, milliseconds: number): readonly unknown[] {
  const instant = new Date(milliseconds).toISOString();
  const expected = Temporal.Instant.from(instant).toZonedDateTimeISO(zone);
  const date = expected.toPlainDate().toString() as CivilDate;
  const shown = { date, time: expected.hour * 60 + expected.minute };
  // The same figures read as a clock's of the zone: of an hour that comes twice the first, of one that is skipped the next.
  const utc = Temporal.Instant.from(instant)
    .round({ smallestUnit: "minute", roundingMode: "floor" })
    .toZonedDateTimeISO("UTC");
  const wall = { date: instant.slice(0, 10) as CivilDate, time: utc.hour * 60 + utc.minute };
  const there = utc.toPlainDateTime().toZonedDateTime(zone).withTimeZone("UTC");
  const back = { date: there.toPlainDate().toString(), time: there.hour * 60 + there.minute };
  const noon = expected.toPlainDate().toZonedDateTime({ timeZone: zone, plainTime: "12:00" });
  const pairs = [
    [readClock(instant, zone), shown],
    [dateInZone(instant, zone), date],
    [convertTime(wall, "UTC", zone), shown],
    [convertTime(wall, zone, "UTC"), back],
    [offsetOf(zone, date), Math.round(noon.offsetNanoseconds / 60e9)],
  ];
  return pairs
    .filter(([ours, theirs]) => JSON.stringify(ours) !== JSON.stringify(theirs))
    .map((pair) => [instant, pair]);
}
