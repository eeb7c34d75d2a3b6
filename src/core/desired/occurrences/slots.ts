import type { Repeat } from "../../calendar/anchor.ts";
import { countWeeks, weekIndex } from "../../calendar/weeks.ts";
import type { WorkCalendar } from "../../calendar/work-calendar.ts";
import type { CivilDate } from "../../model/date.ts";
import { addDays, daysBetween, weekdayOf } from "../../model/date.ts";
import type { Occurrence } from "../../model/issue.ts";

/** One time at which a kind happens to a subject. */
export interface Slot {
  /** Last part of the key: `once`, `week-03` or `day-012`. */
  readonly name: string;
  /** Null for what happens once. */
  readonly date: CivilDate | null;
  readonly week: Occurrence["week"];
}

export const ONCE: Slot = { name: "once", date: null, week: null };

export interface SlotInput {
  readonly repeat: Repeat;
  /** First and last day, already resolved. */
  readonly from: CivilDate;
  readonly until: CivilDate;
  /** The subject's span as planned. */
  readonly start: CivilDate;
  readonly end: CivilDate;
  readonly calendar: WorkCalendar;
}

/**
 * The repeats of a subject: one in each window of `every`, counted from `from`, on the weekday asked for or the
 * window's first day. On a day off it goes back to the owner's last working day in the window, else forward to the
 * next one in it, else it is left out. Named by the week (or day) of the subject's own span in which its window
 * starts, so that neither a moved start nor a day off renames it.
 */
export function listSlots(input: SlotInput): readonly Slot[] {
  const { repeat, from, until, start, end } = input;
  const length = repeat.every.amount * (repeat.every.unit === "w" ? 7 : 1);
  const found: { index: number; date: CivilDate }[] = [];
  for (let window = from; window <= until; window = addDays(window, length)) {
    const date = placeInWindow(input, window, addDays(window, length - 1));
    const index = repeat.every.unit === "w" ? weekIndex(start, window) : daysBetween(start, window) + 1;
    if (date !== null) found.push({ index, date });
  }
  const span = repeat.every.unit === "w" ? countWeeks(start, end) : daysBetween(start, end) + 1;
  const of = Math.max(span, found.at(-1)?.index ?? 0);
  return found.map(({ index, date }) => ({
    name: nameSlot(index, repeat.every.unit),
    date,
    week: { number: index, of },
  }));
}

function placeInWindow(input: SlotInput, first: CivilDate, last: CivilDate): CivilDate | null {
  const { repeat, until, calendar } = input;
  const wanted = repeat.on === null ? first : addDays(first, (repeat.on - weekdayOf(first) + 7) % 7);
  if (wanted > until) return null;
  const fits = (date: CivilDate) =>
    first <= date && date <= last && date <= until && (calendar.isWorkingDay(date) || !calendar.worksNear(date));
  const back = calendar.previousWorkingDay(wanted);
  if (fits(back)) return back;
  const forward = calendar.nextWorkingDay(wanted);
  return fits(forward) ? forward : null;
}

/** Weeks before the first are `week-b01` for the one just before it, since a part of a key cannot hold a minus. */
function nameSlot(index: number, unit: Repeat["every"]["unit"]): string {
  const [word, digits] = unit === "w" ? ["week", 2] : ["day", 3];
  const number = String(index > 0 ? index : 1 - index).padStart(digits, "0");
  return `${word}-${index > 0 ? "" : "b"}${number}`;
}
