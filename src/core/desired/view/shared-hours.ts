import { findWeeklyHours, type WeeklyHours } from "../../calendar/overlap.ts";
import type { Cohort, Intern, Person } from "../../model/cohort.ts";
import { addDays, weekdayOf, type CivilDate } from "../../model/date.ts";
import { formatTime, type Words } from "../audience/words.ts";
import { directoryOf } from "../../model/lookup/directory.ts";

/** Hours in which an intern and somebody who helps them both work, in the intern's zone; null for none. */
export function describeOverlap(
  words: Words,
  cohort: Cohort,
  intern: Intern,
  helper: string | undefined,
): string | null {
  const { person } = directoryOf(cohort);
  const one = person(intern.person);
  const other = person(helper);
  if (one === null || other === null) return null;
  const runs = listShared(one, other, intern);
  if (runs.every(({ shared }) => shared === null)) return null;
  const first = runs.findIndex(({ shared }) => shared !== null);
  const parts = runs.map(({ shared, last }, index) => {
    const label = (time: string) => (index === first ? words.say("your_time", { time }) : time);
    const time = shared === null ? words.say("no_hours", {}) : tellHours(words, one, shared, label);
    if (index < runs.length - 1) return words.say("until", { time, date: words.date(last).short });
    return index === 0 ? time : words.say("from_then", { time });
  });
  return parts.join(", ");
}

interface Run {
  readonly shared: WeeklyHours | null;
  last: CivilDate;
}

/** One run for each change of the hours that two people share, from the intern's first week to the last. */
function listShared(one: Person, other: Person, intern: Intern): readonly Run[] {
  const runs: Run[] = [];
  const end = intern.left ?? intern.end;
  const monday = addDays(intern.start, 1 - weekdayOf(intern.start));
  for (let week = monday; week <= end; week = addDays(week, 7)) {
    const shared = findWeeklyHours(one, other, addDays(week, 2));
    const run = runs.at(-1);
    const last = addDays(week, 6);
    if (run !== undefined && JSON.stringify(run.shared) === JSON.stringify(shared)) run.last = last;
    else runs.push({ shared, last });
  }
  return runs;
}

/** `10:00 to 13:00`, with the days where they are not all of the intern's. */
function tellHours(
  words: Words,
  one: Person,
  { hours, weekdays }: WeeklyHours,
  label: (time: string) => string,
): string {
  const spans = hours.map(({ from, until }) =>
    words.say("hours", { from: formatTime(from), until: formatTime(until === 1440 ? 0 : until) }),
  );
  const said = label(words.list(spans));
  if (weekdays.length === one.weekdays.length) return said;
  return words.say("hours_on", { hours: said, days: words.list(weekdays.map((day) => words.weekday(day))) });
}
