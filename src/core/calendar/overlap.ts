import type { Person } from "../model/cohort.ts";
import type { CivilDate, Weekday } from "../model/date.ts";
import { addDays, daysBetween, weekdayOf } from "../model/date.ts";
import { convertTime } from "./clock.ts";

/** Hours of one day: minutes after midnight in the first person's zone. */
export interface SharedHours {
  readonly from: number;
  readonly until: number;
}

type Worker = Pick<Person, "zone" | "hours" | "weekdays">;

/** The hours of a day, as the first of two people counts days, in which both work by their weekdays and hours. */
export function findSharedHours(one: Worker, other: Worker, date: CivilDate): readonly SharedHours[] {
  if (!one.weekdays.includes(weekdayOf(date))) return [];
  const found = [-1, 0, 1].flatMap((shift) => {
    const there = addDays(date, shift);
    if (!other.weekdays.includes(weekdayOf(there))) return [];
    const [begins, ends] = other.hours.map((time) => minutesInto(date, there, time, other.zone, one.zone));
    const from = Math.max(one.hours[0], begins ?? 0);
    const until = Math.min(one.hours[1], ends ?? 0);
    return from < until ? [{ from, until }] : [];
  });
  return found.sort((a, b) => a.from - b.from);
}

/** Minutes after the midnight that begins `date` in the zone `to`; negative before it. */
function minutesInto(date: CivilDate, there: CivilDate, time: number, from: string, to: string): number {
  const day = time >= 1440 ? addDays(there, 1) : there;
  const here = convertTime({ date: day, time: time % 1440 }, from, to);
  return daysBetween(date, here.date) * 1440 + here.time;
}

/** Hours that two people share week after week. */
export interface WeeklyHours {
  readonly hours: readonly SharedHours[];
  /** The days on which they do, as the first of the two counts them, sorted. */
  readonly weekdays: readonly Weekday[];
}

/** What two people share in the week that begins on `monday`: the hours that most days have. Null for none. */
export function findWeeklyHours(one: Worker, other: Worker, monday: CivilDate): WeeklyHours | null {
  const byHours = new Map<string, { hours: readonly SharedHours[]; weekdays: Weekday[] }>();
  for (let day = 0; day < 7; day++) {
    const date = addDays(monday, day);
    const hours = findSharedHours(one, other, date);
    if (hours.length === 0) continue;
    const name = JSON.stringify(hours);
    const entry = byHours.get(name) ?? { hours, weekdays: [] };
    entry.weekdays.push(weekdayOf(date));
    byHours.set(name, entry);
  }
  const [most] = [...byHours.values()].sort((a, b) => b.weekdays.length - a.weekdays.length);
  return most ?? null;
}
