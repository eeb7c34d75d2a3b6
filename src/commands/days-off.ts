import { buildWorkCalendar } from "../core/calendar/work-calendar.ts";
import type { Cohort, HolidayTable, Person } from "../core/model/cohort.ts";
import type { CivilDate } from "../core/model/date.ts";
import { addDays } from "../core/model/date.ts";
import type { DaysOff } from "../core/report/parts/entry.ts";

const NOT_PUBLIC = ["weekend", "not a working day", "absence"];

/** For each person with a calendar: the public holidays that fall on days they would work within the programme. */
export function listDaysOff(cohort: Cohort, holidays: HolidayTable): readonly DaysOff[] {
  return cohort.people
    .filter((person) => person.holidays !== null || person.addHolidays.length > 0)
    .map((person) => ({ person: person.id, code: person.holidays, days: listDays(cohort, person, holidays) }));
}

function listDays(cohort: Cohort, person: Person, holidays: HolidayTable): DaysOff["days"] {
  const calendar = buildWorkCalendar(person, holidays);
  const { first, last } = spanOf(cohort, person.id);
  const days: { date: CivilDate; name: string }[] = [];
  for (let date = first; date <= last; date = addDays(date, 1)) {
    const name = calendar.why(date);
    if (name !== null && !NOT_PUBLIC.includes(name)) days.push({ date, name });
  }
  return days;
}

/** An intern's own part; for helpers, everything from the first intern's day to the last one's. */
function spanOf(cohort: Cohort, id: string): { readonly first: CivilDate; readonly last: CivilDate } {
  const own = cohort.interns.filter((intern) => intern.person === id);
  const spans = own.length > 0 ? own : cohort.interns;
  const starts = [...spans.map((intern) => intern.start), ...(own.length > 0 ? [] : [cohort.start])].sort();
  const ends = [...spans.map((intern) => intern.end), ...(own.length > 0 ? [] : [cohort.end])].sort();
  return { first: starts[0] ?? cohort.start, last: ends.at(-1) ?? cohort.end };
}
