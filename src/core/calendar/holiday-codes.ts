import type { Cohort } from "../model/cohort.ts";

/** Countries and regions whose public holidays a cohort's people have, sorted; nothing else has to be read. */
export function holidayCodes(cohort: Cohort): readonly string[] {
  const codes = cohort.people.flatMap((person) => (person.holidays === null ? [] : [person.holidays]));
  return [...new Set(codes)].sort();
}

/** Years whose holidays can move a date of the cohort: those of its spans and one on either side. */
export function holidayYears(cohort: Cohort): readonly number[] {
  const dates = [cohort.start, cohort.end, ...cohort.interns.flatMap((intern) => [intern.start, intern.end])];
  const years = dates.map((date) => Number(date.slice(0, 4)));
  const first = Math.min(...years) - 1;
  const last = Math.max(...years) + 1;
  return Array.from({ length: last - first + 1 }, (_, index) => first + index);
}
