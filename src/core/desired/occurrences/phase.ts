import { resolveAnchor } from "../../calendar/resolve-anchor.ts";
import { buildWorkCalendar } from "../../calendar/work-calendar.ts";
import type { Cohort, Intern, Phase } from "../../model/cohort.ts";
import { addDays, type CivilDate } from "../../model/date.ts";
import type { Occurrence } from "../../model/issue.ts";
import { directoryOf } from "../../model/lookup/directory.ts";

/** Days of each phase that are not counted from another: getting settled, the week up to the middle, the last two weeks. */
const SETTLING = 28;
const HALFWAY = 7;
const LANDING = 14;

/** Where somebody is on a day by their dates alone: `end` is the last day, of whoever left the day they did. */
export function phaseOn(today: CivilDate, start: CivilDate, end: CivilDate): Phase {
  const mid = findMiddle(start, end);
  if (today > end) return "after";
  if (today < start) return "pre-start";
  if (today > addDays(end, -LANDING)) return "landing";
  if (today >= addDays(mid, -HALFWAY) && today <= mid) return "midpoint";
  return today < addDays(start, SETTLING) && today < mid ? "boot" : "build";
}

function findMiddle(start: CivilDate, end: CivilDate): CivilDate {
  const calendar = buildWorkCalendar(null, {});
  const anchor = { base: { at: "mid" }, offsets: [], source: "mid" } as const;
  return resolveAnchor(anchor, { start, end, occurrence: null, milestones: new Map(), calendar }) ?? end;
}

/** The interns that something is about: one, those of a project or of a helper, or all. */
export function listConcerned(cohort: Cohort, occurrence: Occurrence, isHelpers: boolean): readonly Intern[] {
  const { intern, project, key } = occurrence;
  const directory = directoryOf(cohort);
  if (isHelpers) return directory.internsOf(key.subject);
  const found = directory.intern(intern);
  if (intern !== null) return found === null ? [] : [found];
  return project === null ? cohort.interns : directory.internsOn(project);
}

/** The phase of the interns that something is about: from the first start to the last end. */
export function phaseOfInterns(cohort: Cohort, interns: readonly Intern[], today: CivilDate): Phase {
  const starts = interns.map(({ start }) => start).sort();
  const ends = interns.map(({ left, end }) => left ?? end).sort();
  return phaseOn(today, starts[0] ?? cohort.start, ends.at(-1) ?? cohort.end);
}
