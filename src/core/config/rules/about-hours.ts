import { findWeeklyHours } from "../../calendar/overlap.ts";
import type { Cohort, Intern, Person } from "../../model/cohort.ts";
import type { CivilDate } from "../../model/date.ts";
import { addDays, weekdayOf } from "../../model/date.ts";
import type { Finding } from "../problems/finding.ts";

/** Those whom an intern must be able to meet. */
const MET = ["mentor", "buddy"] as const;
const LEAST = 60;

/** G5: an hour a day in common, in every week of the internship: clocks change within it, and not everywhere. */
export function hoursAreShared(cohort: Cohort): readonly Finding[] {
  const people = new Map(cohort.people.map((person) => [person.id, person]));
  const known = new Map<string, CivilDate | null>();
  const find = (one: Person, other: Person, intern: Intern): CivilDate | null => {
    const hours = [one, other].map(({ zone, hours: daily, weekdays }) => [zone, daily, weekdays]);
    const name = JSON.stringify([hours, intern.start, intern.end]);
    if (!known.has(name)) known.set(name, findApart(one, other, intern));
    return known.get(name) ?? null;
  };
  return cohort.interns.flatMap((intern) => {
    const one = people.get(intern.person);
    if (one === undefined || intern.left !== null) return [];
    return MET.flatMap((role) => {
      const other = people.get(intern.helpers[role] ?? "");
      const week = other === undefined || other.id === one.id ? null : find(one, other, intern);
      return other === undefined || week === null ? [] : [apart(intern, role, other, week)];
    });
  });
}

function apart(intern: Intern, role: (typeof MET)[number], other: Person, week: CivilDate): Finding {
  const when = week <= intern.start ? "" : ` from the week of ${week} on`;
  return {
    code: "few-shared-hours",
    message: `${intern.person} and ${other.id}, the ${role}, share less than one working hour a day${when}`,
    remedy: `Name a ${role} nearer to ${intern.person}'s time zone, or write down hours in which both work.`,
    at: [["interns", intern.person, role]],
  };
}

/** The Monday of the first week without an hour in common. */
function findApart(one: Person, other: Person, { start, end }: Intern): CivilDate | null {
  for (let week = addDays(start, 1 - weekdayOf(start)); week <= end; week = addDays(week, 7)) {
    const shared = findWeeklyHours(one, other, week)?.hours ?? [];
    if (shared.reduce((sum, { from, until }) => sum + until - from, 0) < LEAST) return week;
  }
  return null;
}
