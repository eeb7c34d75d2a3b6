/**
 * The library surface: what the command line is made of, for programs that want to plan or apply a cohort themselves.
 * Before 1.0 it promises nothing and may change with any release.
 */
import { parseCohort as parseFor, type ParsedCohort } from "./core/config/parse-cohort.ts";
import { FORGES } from "./forges/index.ts";
import type { Forge } from "./forges/types.ts";

export type { ParsedCohort } from "./core/config/parse-cohort.ts";
export { holidayCodes, holidayYears } from "./core/calendar/holiday-codes.ts";
export { buildLibrary } from "./core/kinds/build-library.ts";
export type { KindLibrary } from "./core/kinds/model/library.ts";
export type { TemplateSource } from "./core/kinds/model/template-source.ts";
export type { Action, ActionType, FieldChange } from "./core/model/action.ts";
export type { Cohort, HolidayTable, Lane } from "./core/model/cohort.ts";
export type { Diagnostic } from "./core/diagnostics/diagnostic.ts";
export { ForgeError, InvariantError, UsageError } from "./core/diagnostics/errors.ts";
export type { Outcome, RequestCounts } from "./core/model/outcome.ts";
export type { Plan } from "./core/model/plan.ts";
export type { CohortStatus, IssueStatus } from "./core/model/status.ts";
export { readConfigs, readTemplates } from "./program/files.ts";
export { connectCohort, FORGES, openReader, openWriter } from "./forges/index.ts";
export type { Forge, ForgeAccess, ForgeConnection, ForgeReader, ForgeWriter } from "./forges/types.ts";
export { readHolidays } from "./program/holidays.ts";
export { templatesFolder } from "./program/paths.ts";
export { buildOccurrences } from "./core/desired/occurrences/build-occurrences.ts";
export { observeStatus } from "./program/observe-status.ts";
export { applyCohort, planCohort } from "./program/reconcile.ts";
export type { CohortRun } from "./program/cohort-run.ts";

/** Reads one cohort file; `forges` are those that it may name. Never throws, whatever the text. */
export function parseCohort(
  source: { readonly file: string; readonly text: string },
  forges: readonly Forge[] = FORGES,
): ParsedCohort {
  return parseFor(
    source,
    forges.map(({ profile }) => profile),
  );
}
