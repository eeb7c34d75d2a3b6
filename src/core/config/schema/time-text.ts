import type { CivilDate, Weekday } from "../../model/date.ts";
import { addDays, addMonths, weekdayOf } from "../../model/date.ts";

/** As written in the file, Monday first. */
export const WEEKDAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"] as const;

/** The same in full, which may be written too. */
export const WEEKDAYS_IN_FULL = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"] as const;

export interface Length {
  readonly amount: number;
  readonly unit: "day" | "week" | "month";
}

const MOST: Readonly<Record<Length["unit"], number>> = { day: 1000, week: 150, month: 36 };

const UNITS: Readonly<Record<string, Length["unit"]>> = { d: "day", w: "week", m: "month" };

/** `16 weeks`, `110 days`, `4 months`, or as anchors have it `16w`, `110d`, `4m`; null for anything else, and for none or years of them. */
export function parseLength(text: string): Length | null {
  const found = /^([1-9]\d{0,3}) ?(?:(day|week|month)s?|([dwm]))$/.exec(text);
  if (found === null) return null;
  const amount = Number(found[1]);
  const unit = (found[2] as Length["unit"] | undefined) ?? UNITS[found[3] ?? ""] ?? "day";
  return amount <= MOST[unit] ? { amount, unit } : null;
}

/**
 * The last day of something that begins on `start`. Days are counted exactly, both ends included; weeks and months end on
 * a Friday where their last day is a weekend, so that sixteen weeks from a Monday end on a Friday.
 */
export function lastDayOf(start: CivilDate, length: Length): CivilDate {
  if (length.unit === "day") return addDays(start, length.amount - 1);
  if (length.unit === "week") return endOnWorkday(addDays(start, 7 * length.amount - 1), start);
  const next = addMonths(start, length.amount);
  // A month from 31 May has no 31 June to end before: it is over with June.
  const isCut = next.slice(8) !== start.slice(8);
  return endOnWorkday(isCut ? next : addDays(next, -1), start);
}

/** The last day after it moves back by `length`: a Friday plus three weeks is a Friday. */
export function extendBy(end: CivilDate, length: Length): CivilDate {
  if (length.unit === "day") return addDays(end, length.amount);
  return endOnWorkday(length.unit === "week" ? addDays(end, 7 * length.amount) : addMonths(end, length.amount), end);
}

function endOnWorkday(date: CivilDate, notBefore: CivilDate): CivilDate {
  const back = Math.max(0, weekdayOf(date) - 5);
  const friday = addDays(date, -back);
  return friday < notBefore ? date : friday;
}

/** Minutes after midnight of `09:00-17:00`; null when it is not two times of one day in order. */
export function parseHours(text: string): readonly [number, number] | null {
  const found = /^(\d{1,2}):(\d{2}) ?[-–] ?(\d{1,2}):(\d{2})$/.exec(text);
  if (found === null) return null;
  const [from, to] = [minutes(found[1], found[2]), minutes(found[3], found[4])];
  return from !== null && to !== null && from < to ? [from, to] : null;
}

/** Minutes after midnight of `16:00`; null when no clock shows it. */
export function parseTime(text: string): number | null {
  const found = /^(\d{1,2}):(\d{2})$/.exec(text);
  const time = found === null ? null : minutes(found[1], found[2]);
  return time === 24 * 60 ? null : time;
}

/** Weeks from one meeting to the next of `1w` or `2w`, and 0 for `1d`, every working day; null for anything else. */
export function parseRhythm(text: string): number | null {
  if (text === "1d") return 0;
  const weeks = /^([1-9]\d?) ?w$/.exec(text)?.[1];
  return weeks === undefined ? null : Number(weeks);
}

function minutes(hour: string | undefined, minute: string | undefined): number | null {
  const total = Number(hour) * 60 + Number(minute);
  return Number(minute) < 60 && total <= 24 * 60 ? total : null;
}

/** Named days as numbers, Monday first, each once. */
export function parseWeekdays(names: readonly string[]): readonly Weekday[] {
  const numbers = names
    .map((name) => (WEEKDAYS as readonly string[]).indexOf(name.slice(0, 3)) + 1)
    .filter((number) => number > 0);
  return [...new Set(numbers)].sort((a, b) => a - b) as Weekday[];
}
