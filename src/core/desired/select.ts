import type { Kind } from "../kinds/kind.ts";
import type { Cohort, Intern } from "../model/cohort.ts";
import type { CivilDate } from "../model/date.ts";
import { addDays } from "../model/date.ts";
import type { Occurrence } from "../model/issue.ts";
import { formatKey } from "../model/key.ts";

/** Why an occurrence that has come up is not made now. `future` ones have not come up and are listed nowhere. */
export type Standing =
  | { readonly is: "due" }
  | { readonly is: "future" }
  | { readonly is: "missed"; readonly reason: string }
  | { readonly is: "waiting"; readonly reason: string };

/** An intern never has more open issues than this; later ones wait (promise 8). */
const MAX_OPEN_PER_INTERN = 3;

/** What the clock says of an occurrence the forge does not have yet. */
export function standOccurrence(
  cohort: Cohort,
  kind: Pick<Kind, "opens">,
  occurrence: Occurrence,
  today: CivilDate,
): Standing {
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
 * The day after which it helps nobody any more: an intern's own last day for what interns do; for everything else the
 * day before a timer would close it, so that whoever left early is still thanked; and without a timer the last day of
 * the internship it is about, or of the programme with everybody's extensions.
 */
function lastDayOf(cohort: Cohort, occurrence: Occurrence): CivilDate {
  const endOf = (person: string | null) => {
    const intern = cohort.interns.find((candidate) => candidate.person === person);
    return intern === undefined ? null : (intern.left ?? intern.end);
  };
  const own = endOf(occurrence.owner);
  if (own !== null) return own;
  if (occurrence.closes !== null) return addDays(occurrence.closes, -1);
  const subject = endOf(occurrence.intern);
  const ends = subject === null ? [cohort.end, ...cohort.interns.map((intern) => intern.end)] : [subject];
  return [occurrence.due ?? occurrence.opens, ...ends].sort().at(-1) ?? cohort.end;
}

/** Counts open issues per owner and says which occurrence has to wait. Call in the order of opening. */
export function createQueue(
  cohort: Cohort,
  openNow: ReadonlyMap<string, number>,
): (occurrence: Occurrence) => string | null {
  const open = new Map(openNow);
  const interns = new Set(cohort.interns.map((intern) => intern.person));
  return (occurrence) => {
    const owner = occurrence.owner;
    if (owner === null || !interns.has(owner)) return null;
    const count = open.get(owner) ?? 0;
    if (count >= MAX_OPEN_PER_INTERN)
      return `waits: ${owner} has ${count} open issues already, ${formatKey(occurrence.key)} comes when one is closed`;
    open.set(owner, count + 1);
    return null;
  };
}
