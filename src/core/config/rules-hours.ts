import { offsetOf } from "../calendar/clock.ts";
import { findWeeklyHours } from "../calendar/overlap.ts";
import type { Cohort, Intern, Person } from "../model/cohort.ts";
import type { CivilDate } from "../model/date.ts";
import { addDays, weekdayOf } from "../model/date.ts";
import type { Finding } from "./finding.ts";

/** Those whom an intern must be able to meet. */
const MET = ["mentor", "buddy"] as const;
const LEAST = 60;

/** G5: an hour a day in common, in every week of the internship: clocks change within it, and not everywhere. */
export function hoursAreShared(cohort: Cohort): readonly Finding[] {
  const people = new Map(cohort.people.map((person) => [person.id, person]));
  const isApart = remember(sharesTooLittle);
  return cohort.interns.flatMap((intern) => {
    const one = people.get(intern.person);
    if (one === undefined || intern.left !== null) return [];
    return MET.flatMap((role) => {
      const other = people.get(intern.helpers[role] ?? "");
      if (other === undefined || other.id === one.id) return [];
      const monday = addDays(intern.start, 1 - weekdayOf(intern.start));
      for (let week = monday; week <= intern.end; week = addDays(week, 7))
        if (isApart(one, other, week)) return [apart(intern, role, other, week)];
      return [];
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

type Judge = (one: Person, other: Person, week: CivilDate) => boolean;

function sharesTooLittle(one: Person, other: Person, week: CivilDate): boolean {
  const shared = findWeeklyHours(one, other, week)?.hours ?? [];
  return shared.reduce((sum, { from, until }) => sum + until - from, 0) < LEAST;
}

/** Weeks are alike for people with the same hours until a clock changes, and a thousand pairs have few of them. */
function remember(judge: Judge): Judge {
  const offsets = new Map<string, number>();
  const known = new Map<string, boolean>();
  const offsetIn = (zone: string, week: CivilDate): number => {
    const name = `${zone} ${week}`;
    const offset = offsets.get(name) ?? offsetOf(zone, week);
    offsets.set(name, offset);
    return offset;
  };
  return (one, other, week) => {
    const sides = [one, other].map((person) => [
      person.zone,
      person.hours,
      person.weekdays,
      offsetIn(person.zone, week),
    ]);
    const name = JSON.stringify(sides);
    const verdict = known.get(name) ?? judge(one, other, week);
    known.set(name, verdict);
    return verdict;
  };
}
