import type { WorkCalendar } from "../../calendar/work-calendar.ts";
import type { Cohort } from "../../model/cohort.ts";
import type { CivilDate } from "../../model/date.ts";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import type { Occurrence } from "../../model/issue.ts";

/** Owners whose dates could not be moved to a day they work; `occurrences` by opening day, one note per person. */
export function listAlwaysAway(
  cohort: Cohort,
  occurrences: readonly Occurrence[],
  calendars: (person: string) => WorkCalendar,
): readonly Diagnostic[] {
  const away = new Map<string, CivilDate>();
  for (const { owner, opens } of occurrences) {
    if (owner !== null && !away.has(owner) && !calendars(owner).worksNear(opens)) away.set(owner, opens);
  }
  return [...away].map(([person, date]) => ({
    severity: "warning",
    code: "no-working-day",
    message: `${person} has no working day within 60 days of ${date}, so their dates fall on plain weekdays`,
    remedy: `Check the weekdays, holidays and absences of ${person}, or name somebody else in their role.`,
    file: cohort.file,
    path: `people.${person}`,
    line: cohort.lines[`people.${person}`] ?? null,
    column: null,
    excerpt: null,
  }));
}
