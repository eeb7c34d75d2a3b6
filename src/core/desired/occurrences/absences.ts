import { buildWorkCalendar } from "../../calendar/work-calendar.ts";
import type { Absence, HolidayTable, Intern, Person } from "../../model/cohort.ts";
import { addDays, type CivilDate } from "../../model/date.ts";
import { formatDates, type Words } from "../audience/words.ts";

/** Working days away that others manage without. */
const SHORT = 3;

/** Who covers for somebody on a day, and how long: the backup of an absence of more than three working days. Null when nobody has to. */
export function findCover(
  person: Person,
  date: CivilDate,
  holidays: HolidayTable,
): { readonly backup: string; readonly until: CivilDate } | null {
  const absence = person.absences.find(({ from, to }) => from <= date && date <= to);
  if (absence === undefined || absence.backup === null) return null;
  return countDaysAway(person, absence, holidays) > SHORT ? { backup: absence.backup, until: absence.to } : null;
}

/** Working days of somebody that an absence takes. */
function countDaysAway(person: Person, absence: Absence, holidays: HolidayTable): number {
  const calendar = buildWorkCalendar({ ...person, absences: [] }, holidays);
  let days = 0;
  for (let date = absence.from; date <= absence.to; date = addDays(date, 1)) if (calendar.isWorkingDay(date)) days++;
  return days;
}

/** When somebody is away during an internship, and who covers: `3 to 14 August, Kim covers`. Null for never. */
export function describeAway(
  words: Words,
  person: Person,
  intern: Pick<Intern, "start" | "end" | "left">,
  nameOf: (id: string) => string,
): string | null {
  const end = intern.left ?? intern.end;
  const away = person.absences.filter(({ from, to }) => from <= end && to >= intern.start);
  if (away.length === 0) return null;
  const parts = [...away]
    .sort((a, b) => (a.from < b.from ? -1 : 1))
    .map(({ from, to, backup }) => {
      const dates = formatDates(words, from, to);
      return backup === null ? dates : `${dates}, ${words.say("covers", { name: nameOf(backup) })}`;
    });
  return parts.join("; ");
}
