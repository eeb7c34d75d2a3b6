import type { CivilDate } from "../model/date.ts";
import { addDays, daysBetween } from "../model/date.ts";
import { convertTime } from "./instant.ts";

/** Days in a row on which an hour kept in one zone falls on the same hour in another. */
export interface ClockRun {
  /** Both ends included, in the zone that keeps the hour. */
  readonly first: CivilDate;
  readonly last: CivilDate;
  /** Minutes after midnight in the other zone, and how many days later it is there: -1, 0 or 1. */
  readonly time: number;
  readonly shift: number;
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
