import type { HolidayTable, Person } from "../model/cohort.ts";
import type { CivilDate } from "../model/date.ts";
import { addDays, weekdayOf } from "../model/date.ts";

/** The days one person works. Where none lies within 60 days, plain weekdays stand in and `worksNear` says so. */
export interface WorkCalendar {
  isWorkingDay(date: CivilDate): boolean;
  /** Why it is a day off: `weekend`, a holiday's name, `absence`, `not a working day`; null when it is worked. */
  why(date: CivilDate): string | null;
  /** `date` itself when it is worked, else the last one before it. */
  previousWorkingDay(date: CivilDate): CivilDate;
  /** `date` itself when it is worked, else the first one after it. */
  nextWorkingDay(date: CivilDate): CivilDate;
  /** The nth working day after `date`, or before it when `count` is negative; `date` itself for 0. */
  addWorkingDays(date: CivilDate, count: number): CivilDate;
  /** False when the person works on no day within 60 days either way, so that dates there rest on plain weekdays. */
  worksNear(date: CivilDate): boolean;
}

const FARTHEST = 60;

type Why = (date: CivilDate) => string | null;

/** Weekdays, public holidays and absences of a person as one answer; null is nobody's calendar, Monday to Friday. */
export function buildWorkCalendar(person: Person | null, holidays: HolidayTable): WorkCalendar {
  const why = person === null ? whyWeekend : buildWhy(person, holidays);
  const step = (date: CivilDate, days: 1 | -1) =>
    findWorkingDay(why, date, days) ?? findWorkingDay(whyWeekend, date, days) ?? date;
  return {
    why,
    isWorkingDay: (date) => why(date) === null,
    previousWorkingDay: (date) => step(date, -1),
    nextWorkingDay: (date) => step(date, 1),
    addWorkingDays: (date, count) => {
      let at = date;
      const direction = count < 0 ? -1 : 1;
      for (let left = Math.abs(count); left > 0; left--) at = step(addDays(at, direction), direction);
      return at;
    },
    worksNear: (date) => findWorkingDay(why, date, -1) !== null || findWorkingDay(why, date, 1) !== null,
  };
}

function findWorkingDay(why: Why, date: CivilDate, direction: 1 | -1): CivilDate | null {
  for (let distance = 0; distance <= FARTHEST; distance++) {
    const candidate = addDays(date, distance * direction);
    if (why(candidate) === null) return candidate;
  }
  return null;
}

function whyWeekend(date: CivilDate): string | null {
  return weekdayOf(date) > 5 ? "weekend" : null;
}

function buildWhy(person: Person, table: HolidayTable): Why {
  const names = new Map(
    (person.holidays === null ? [] : (table[person.holidays] ?? [])).map((holiday) => [holiday.date, holiday.name]),
  );
  for (const date of person.removeHolidays) names.delete(date);
  for (const date of person.addHolidays) names.set(date, names.get(date) ?? "holiday");
  return (date) => {
    if (!person.weekdays.includes(weekdayOf(date))) return whyWeekend(date) ?? "not a working day";
    const holiday = names.get(date);
    if (holiday !== undefined) return holiday;
    return person.absences.some((absence) => absence.from <= date && date <= absence.to) ? "absence" : null;
  };
}
