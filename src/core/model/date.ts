import { Temporal } from "temporal-polyfill";

/** A day on the calendar, `YYYY-MM-DD`, in a zone the holder knows. Never an instant. Compares as text. */
export type CivilDate = `${number}-${number}-${number}`;

/** ISO weekday: 1 is Monday, 7 is Sunday. */
export type Weekday = 1 | 2 | 3 | 4 | 5 | 6 | 7;

/** The date a text names, or null when it is not `YYYY-MM-DD` or no such day exists (2026-02-30). */
export function parseDate(text: string): CivilDate | null {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return null;
  try {
    return toCivil(Temporal.PlainDate.from(text, { overflow: "reject" }));
  } catch {
    return null;
  }
}

/** `date` plus a number of calendar days (negative goes back). */
export function addDays(date: CivilDate, days: number): CivilDate {
  return toCivil(Temporal.PlainDate.from(date).add({ days }));
}

/** `date` plus calendar months; the 31st becomes the last day of a shorter month. */
export function addMonths(date: CivilDate, months: number): CivilDate {
  return toCivil(Temporal.PlainDate.from(date).add({ months }));
}

/** Calendar days from `from` to `to`; 0 on the same day, negative when `to` is earlier. */
export function daysBetween(from: CivilDate, to: CivilDate): number {
  return Temporal.PlainDate.from(from).until(to, { largestUnit: "day" }).days;
}

export function weekdayOf(date: CivilDate): Weekday {
  return Temporal.PlainDate.from(date).dayOfWeek as Weekday;
}

/** The day it is at `instant` (ISO 8601 with an offset or Z) for somebody in `zone` (IANA name). */
export function dateInZone(instant: string, zone: string): CivilDate {
  return toCivil(Temporal.Instant.from(instant).toZonedDateTimeISO(zone).toPlainDate());
}

/** Whole minutes from one ISO instant to another; negative when the second is earlier. Throws on what is none. */
export function minutesBetween(from: string, to: string): number {
  return Math.floor(Temporal.Instant.from(from).until(Temporal.Instant.from(to)).total("minutes"));
}

/** Negative when the first of two ISO instants is the earlier one, whatever their offsets. Throws on what is none. */
export function compareInstants(a: string, b: string): number {
  return Temporal.Instant.compare(a, b);
}

function toCivil(date: Temporal.PlainDate): CivilDate {
  return date.toString() as CivilDate;
}
