/**
 * The library surface: what the command line is made of, for programs that want to plan or apply a cohort themselves.
 * Before 1.0 it promises nothing and may change with any release.
 */
export { parseCohort } from "./core/config/parse.ts";
export type { ParsedCohort } from "./core/config/parse.ts";
export { holidayCodes, holidayYears } from "./core/calendar/holiday-codes.ts";
export { buildLibrary } from "./core/kinds/library.ts";
export type { KindLibrary, TemplateSource } from "./core/kinds/library.ts";
export type { Action, ActionType, FieldChange } from "./core/model/action.ts";
export type { Cohort, ForgeKind, HolidayTable, Lane } from "./core/model/cohort.ts";
export type { Diagnostic } from "./core/model/diagnostic.ts";
export { ForgeError, InvariantError, UsageError } from "./core/model/errors.ts";
export type { Outcome, RequestCounts } from "./core/model/outcome.ts";
export type { Plan } from "./core/model/plan.ts";
export type { CohortStatus, IssueStatus } from "./core/model/status.ts";
export { readConfigs, readTemplates } from "./files.ts";
export { connectCohort, openReader, openWriter } from "./forges/index.ts";
export type { ForgeConnection, ForgeReader, ForgeWriter } from "./forges/types.ts";
export { readHolidays } from "./holidays.ts";
export { templatesFolder } from "./paths.ts";
export { applyCohort, observeStatus, planCohort } from "./reconcile.ts";
export type { CohortRun } from "./reconcile.ts";
