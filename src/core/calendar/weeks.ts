import type { CivilDate } from "../model/date.ts";
import { daysBetween } from "../model/date.ts";

/** The 1-based week of a span that holds `date`, counted in sevens from the span's own first day; 0 and below before it. */
export function weekIndex(start: CivilDate, date: CivilDate): number {
  return Math.floor(daysBetween(start, date) / 7) + 1;
}

/** How many weeks people say a span has, both ends worked: 110 days are 16. At least one. */
export function countWeeks(start: CivilDate, end: CivilDate): number {
  return Math.max(1, Math.round((daysBetween(start, end) + 1) / 7));
}
