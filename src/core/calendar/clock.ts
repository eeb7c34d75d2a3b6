import { Temporal } from "temporal-polyfill";
import type { CivilDate } from "../model/date.ts";
import { addDays, daysBetween } from "../model/date.ts";

/** An hour of a day, as a clock on the wall of some zone shows it. */
export interface ClockTime {
  readonly date: CivilDate;
  /** Minutes after midnight. */
  readonly time: number;
}

/** Days in a row on which an hour kept in one zone falls on the same hour in another. */
export interface ClockRun {
  /** Both ends included, in the zone that keeps the hour. */
  readonly first: CivilDate;
  readonly last: CivilDate;
  /** Minutes after midnight in the other zone, and how many days later it is there: -1, 0 or 1. */
  readonly time: number;
  readonly shift: number;
}

/** What a clock in a zone shows at an ISO instant. */
export function readClock(instant: string, zone: string): ClockTime {
  const local = Temporal.Instant.from(instant).toZonedDateTimeISO(zone);
  return { date: local.toPlainDate().toString() as CivilDate, time: local.hour * 60 + local.minute };
}

/** What a clock in one zone shows when it is `at` in another. An hour that clocks skip counts as the one after. */
export function convertTime(at: ClockTime, from: string, to: string): ClockTime {
  const plainTime = Temporal.PlainTime.from({ hour: Math.floor(at.time / 60), minute: at.time % 60 });
  const local = Temporal.PlainDate.from(at.date).toZonedDateTime({ timeZone: from, plainTime }).withTimeZone(to);
  return { date: local.toPlainDate().toString() as CivilDate, time: local.hour * 60 + local.minute };
}

const offsets = new Map<string, number>();
const MOST_OFFSETS = 20_000;

/** Minutes that a zone is ahead of UTC at the noon of a day there. A cohort asks the same again and again. */
export function offsetOf(zone: string, date: CivilDate): number {
  const name = `${zone} ${date}`;
  const found = offsets.get(name);
  if (found !== undefined) return found;
  const noon = Temporal.PlainDate.from(date).toZonedDateTime({ timeZone: zone, plainTime: "12:00" });
  const offset = Math.round(noon.offsetNanoseconds / 60e9);
  if (offsets.size >= MOST_OFFSETS) offsets.clear();
  offsets.set(name, offset);
  return offset;
}

const known = new Map<string, readonly ClockRun[]>();
const MOST_KEPT = 1000;

/** How an hour kept in one zone from day to day falls in another, one run for each change of a clock in between. */
export function listRuns(
  kept: { readonly time: number; readonly zone: string },
  to: string,
  span: { readonly from: CivilDate; readonly until: CivilDate },
): readonly ClockRun[] {
  const name = [kept.time, kept.zone, to, span.from, span.until].join(" ");
  const found = known.get(name);
  if (found !== undefined) return found;
  const at = (date: CivilDate): Omit<ClockRun, "first" | "last"> => {
    const there = convertTime({ date, time: kept.time }, kept.zone, to);
    return { time: there.time, shift: daysBetween(date, there.date) };
  };
  const runs: ClockRun[] = [];
  for (let first = span.from; first <= span.until; first = addDays(runs.at(-1)?.last ?? first, 1)) {
    const here = at(first);
    const isSame = (date: CivilDate) => at(date).time === here.time && at(date).shift === here.shift;
    runs.push({ first, last: findLast(first, span.until, isSame), ...here });
  }
  if (known.size >= MOST_KEPT) known.clear();
  known.set(name, runs);
  return runs;
}

/** The day before the first one that differs, looked for in steps of a week: no zone changes its clock twice in one. */
function findLast(first: CivilDate, until: CivilDate, isSame: (date: CivilDate) => boolean): CivilDate {
  let last = first;
  for (let step = 7; step > 0; step = step === 7 ? 1 : 0) {
    for (let next = addDays(last, step); next <= until && isSame(next); next = addDays(next, step)) last = next;
  }
  return last;
}
