import type { Person } from "../model/cohort.ts";
import type { CivilDate, Weekday } from "../model/date.ts";
import { weekdayOf } from "../model/date.ts";
import { offsetOf } from "./instant.ts";

/** Hours of one day: minutes after midnight in the first person's zone. */
export interface SharedHours {
  readonly from: number;
  readonly until: number;
}

type Worker = Pick<Person, "zone" | "hours" | "weekdays">;

/** The hours of a day, as the first of two people counts days, in which both work by their weekdays and hours. */
export function findSharedHours(one: Worker, other: Worker, date: CivilDate): readonly SharedHours[] {
  return shareHours(one, other, weekdayOf(date), offsetOf(one.zone, date) - offsetOf(other.zone, date));
}

/** `ahead` is how many minutes the first one's clock is ahead of the other's. */
function shareHours(one: Worker, other: Worker, day: Weekday, ahead: number): readonly SharedHours[] {
  if (!one.weekdays.includes(day)) return [];
  const found = [-1, 0, 1].flatMap((shift) => {
    const there = (((day - 1 + shift + 7) % 7) + 1) as Weekday;
    if (!other.weekdays.includes(there)) return [];
    const from = Math.max(one.hours[0], other.hours[0] + ahead + shift * WHOLE_DAY);
    const until = Math.min(one.hours[1], other.hours[1] + ahead + shift * WHOLE_DAY);
    return from < until ? [{ from, until }] : [];
  });
  return found.sort((a, b) => a.from - b.from);
}

const WHOLE_DAY = 24 * 60;
const WEEK: readonly Weekday[] = [1, 2, 3, 4, 5, 6, 7];

/** Hours that two people share week after week. */
export interface WeeklyHours {
  readonly hours: readonly SharedHours[];
  /** The days on which they do, as the first of the two counts them, sorted. */
  readonly weekdays: readonly Weekday[];
}

/**
 * What two people share in the week around a day: the hours that most days have; null for none. Clocks change on
 * weekends, so the day's own offsets stand for the week.
 */
export function findWeeklyHours(one: Worker, other: Worker, middle: CivilDate): WeeklyHours | null {
  const ahead = offsetOf(one.zone, middle) - offsetOf(other.zone, middle);
  const byHours = new Map<string, { hours: readonly SharedHours[]; weekdays: Weekday[] }>();
  for (const day of WEEK) {
    const hours = shareHours(one, other, day, ahead);
    if (hours.length === 0) continue;
    const name = JSON.stringify(hours);
    const entry = byHours.get(name) ?? { hours, weekdays: [] };
    entry.weekdays.push(day);
    byHours.set(name, entry);
  }
  const [most] = [...byHours.values()].sort((a, b) => b.weekdays.length - a.weekdays.length);
  return most ?? null;
}
