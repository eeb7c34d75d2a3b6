import type { Kind } from "../../kinds/model/kind.ts";
import type { Cohort } from "../../model/cohort.ts";
import type { CivilDate } from "../../model/date.ts";
import { addDays } from "../../model/date.ts";
import type { Occurrence } from "../../model/issue.ts";
import { formatKey } from "../../model/key.ts";
import { directoryOf } from "../../model/lookup/directory.ts";
import { listConcerned } from "./phase.ts";

/** What the calendar says of an occurrence: to be made, not yet come up (and listed nowhere), or missed, with the reason. */
export type OccurrenceStatus =
  | { readonly is: "due" }
  | { readonly is: "future" }
  | { readonly is: "missed"; readonly reason: string };

/** An intern never has more open issues than this; later ones wait (promise 8). */
const MAX_OPEN_PER_INTERN = 3;

/** What the clock says of an occurrence the forge does not have yet. */
export function findOccurrenceStatus(
  cohort: Cohort,
  kind: Pick<Kind, "opens">,
  occurrence: Occurrence,
  today: CivilDate,
): OccurrenceStatus {
  if (occurrence.opens > today) return { is: "future" };
  if (occurrence.closes !== null && occurrence.closes <= today)
    return { is: "missed", reason: `missed: it would be closed by now, its last day was ${occurrence.closes}` };
  if (occurrence.late === "skip" && occurrence.due !== null && occurrence.due < today)
    return { is: "missed", reason: `missed: its due date, ${occurrence.due}, has passed` };
  const lastDay = lastDayOf(cohort, kind, occurrence);
  if (today > lastDay) return { is: "missed", reason: `missed: it was over on ${lastDay}` };
  return { is: "due" };
}

/**
 * The day after which it helps nobody any more: an intern's own last day for what interns do, and for what is about
 * somebody who left, unless it counts from the end, so that they are still thanked; for everything else the day before
 * a timer would close it, or without one the last day of the internship it is about, or of the whole programme.
 */
function lastDayOf(cohort: Cohort, kind: Pick<Kind, "opens">, occurrence: Occurrence): CivilDate {
  const owner = directoryOf(cohort).intern(occurrence.owner);
  if (owner !== null) return owner.left ?? owner.end;
  const subjects = listConcerned(cohort, occurrence, false);
  const ends = subjects.map((intern) => intern.left ?? intern.end).sort();
  const last = ends.at(-1) ?? cohort.end;
  const isForAll = occurrence.intern === null && occurrence.project === null;
  const areGone = !isForAll && subjects.length > 0 && subjects.every((intern) => intern.left !== null);
  if (areGone && kind.opens.base.at !== "end") return last;
  if (occurrence.closes !== null) return addDays(occurrence.closes, -1);
  return [occurrence.due ?? occurrence.opens, last, ...(isForAll ? [cohort.end] : [])].sort().at(-1) ?? last;
}

/** Counts open issues per owner and says which occurrence has to wait. Call in the order of opening. */
export function createQueue(
  cohort: Cohort,
  openNow: ReadonlyMap<string, number>,
): (occurrence: Occurrence) => string | null {
  const open = new Map(openNow);
  const directory = directoryOf(cohort);
  return (occurrence) => {
    const owner = occurrence.owner;
    if (owner === null || directory.intern(owner) === null) return null;
    const count = open.get(owner) ?? 0;
    if (count >= MAX_OPEN_PER_INTERN)
      return `waits: ${owner} has ${count} open issues already, ${formatKey(occurrence.key)} comes when one is closed`;
    open.set(owner, count + 1);
    return null;
  };
}
