import { isHosted } from "../forge/known-forges.ts";
import type { Cohort } from "../model/cohort.ts";
import type { CivilDate } from "../model/date.ts";
import { daysBetween } from "../model/date.ts";
import { countProblems } from "./render-diagnostics.ts";
import type { DaysOff, ValidateEntry } from "./parts/entry.ts";
import { clipLine } from "../text/sanitize.ts";
import { countOf, formatDay, nameOf } from "./parts/wording.ts";

/** What a sound file says: the first line is the sum. */
export function renderValidEntry(
  entry: ValidateEntry,
  cohort: Cohort,
  given: { readonly today: CivilDate; readonly folder: string },
): readonly string[] {
  const problems = countProblems(entry.diagnostics);
  const weeks = Math.ceil((daysBetween(cohort.start, cohort.end) + 1) / 7);
  return [
    `${clipLine(entry.file, 200)}: sound${problems === "" ? "" : `, with ${problems}`}.`,
    clipLine(
      `${cohort.title} (${cohort.id}): ${formatDay(cohort.start)} to ${formatDay(cohort.end)}, ${countOf(weeks, "week")}; ${describeToday(cohort, given.today)}`,
    ),
    `${countOf(cohort.interns.length, "intern")}, ${countOf(cohort.people.length, "person", "people")}, ${countOf(entry.issues, "issue")} from first to last day`,
    describePlaces(cohort, given.folder),
  ];
}

function describeToday(cohort: Cohort, today: CivilDate): string {
  if (today < cohort.start) return `it starts in ${countOf(daysBetween(today, cohort.start), "day")}`;
  if (today > cohort.end) return "it is over";
  return `this is week ${Math.floor(daysBetween(cohort.start, today) / 7) + 1}`;
}

function describePlaces({ forge }: Cohort, folder: string): string {
  if (!isHosted(forge.profile)) return clipLine(`its issues are files in ${folder}/`);
  const places = [...new Set([forge.projects.team, forge.projects.public, forge.projects.private])];
  return clipLine(`its issues live in ${places.join(", ")} on ${forge.profile.kind}`);
}

/** One line of sums by country, or one per person with the days by name: a human sees what a calendar lacks. */
export function renderDaysOff({ daysOff }: ValidateEntry, cohort: Cohort, verbose: boolean): readonly string[] {
  if (daysOff.length === 0) return ["public holidays: none taken, since nobody has a country (holidays: DE)"];
  if (verbose)
    return daysOff.map((entry) =>
      clipLine(`${nameOf(cohort, entry.person)} (${entry.code ?? "own days"}): ${listDays(entry)}`, 2000),
    );
  const codes = [...new Set(daysOff.map((entry) => entry.code))].sort((a, b) => ((a ?? "") < (b ?? "") ? -1 : 1));
  const sums = codes.map((code) => {
    const people = daysOff.filter((entry) => entry.code === code);
    const days = new Set(people.flatMap((entry) => entry.days.map((day) => day.date)));
    return `${code ?? "own days"} ${days.size} (${countOf(people.length, "person", "people")})`;
  });
  return [`public holidays on working days: ${sums.join(", ")}; --verbose lists them`];
}

function listDays({ days }: DaysOff): string {
  return days.length === 0 ? "no working day is a holiday" : days.map((day) => `${day.date} ${day.name}`).join(", ");
}
