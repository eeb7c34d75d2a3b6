import type { CivilDate } from "../model/date.ts";
import { addDays, addMonths, daysBetween } from "../model/date.ts";
import type { Anchor, Offset } from "./anchor.ts";
import type { WorkCalendar } from "./work-calendar.ts";

/** What an anchor is resolved on: one subject's span, and the calendar of whoever must act. */
export interface AnchorContext {
  readonly start: CivilDate;
  readonly end: CivilDate;
  /** Null for what happens once. */
  readonly occurrence: CivilDate | null;
  readonly milestones: ReadonlyMap<string, CivilDate>;
  readonly calendar: WorkCalendar;
}

/**
 * The day an anchor means. What is computed (a share, a week, an offset) goes back to a working day of the owner,
 * for opening and due dates alike; a day that the file names (start, end, a milestone, the occurrence) stays.
 * Null for a milestone without a date and for `occurrence` where nothing repeats.
 */
export function resolveAnchor(anchor: Anchor, context: AnchorContext): CivilDate | null {
  const base = locateBase(anchor.base, context);
  if (base === null) return null;
  const computed = anchor.base.at === "share" || anchor.base.at === "mid" || anchor.base.at === "week";
  const from = computed ? context.calendar.previousWorkingDay(base) : base;
  if (anchor.offsets.length === 0) return from;
  return context.calendar.previousWorkingDay(addOffsets(from, anchor.offsets, context.calendar));
}

/** The same day without going back to a working day: windows of repeats are counted from it, so no holiday may shift them. */
export function locateAnchor(anchor: Anchor, context: AnchorContext): CivilDate | null {
  const base = locateBase(anchor.base, context);
  return base === null ? null : addOffsets(base, anchor.offsets, context.calendar);
}

function locateBase(base: Anchor["base"], context: AnchorContext): CivilDate | null {
  switch (base.at) {
    case "start":
      return context.start;
    case "end":
      return context.end;
    case "occurrence":
      return context.occurrence;
    case "mid":
      return locateShare(50, context);
    case "share":
      return locateShare(base.percent, context);
    case "week":
      return addDays(context.start, 7 * (base.number - 1));
    case "milestone":
      return context.milestones.get(base.id) ?? null;
  }
}

function locateShare(percent: number, context: AnchorContext): CivilDate {
  return addDays(context.start, Math.round((percent * daysBetween(context.start, context.end)) / 100));
}

function addOffsets(date: CivilDate, offsets: readonly Offset[], calendar: WorkCalendar): CivilDate {
  let at = date;
  for (const offset of offsets) {
    if (offset.unit === "d") at = calendar.addWorkingDays(at, offset.amount);
    else if (offset.unit === "w") at = addDays(at, offset.amount * 7);
    else at = addMonths(at, offset.amount);
  }
  return at;
}
