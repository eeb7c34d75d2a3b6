import type { Cohort, Lane } from "../../model/cohort.ts";
import type { CivilDate } from "../../model/date.ts";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import type { Outcome, RequestCounts } from "../../model/outcome.ts";
import type { Plan } from "../../model/plan.ts";
import type { IssueStatus } from "../../model/status.ts";

/** Why one cohort could not be looked at or worked on, as a sentence and what to do about it. */
export interface Problem {
  readonly message: string;
  readonly remedy: string | null;
}

/** What a command found out about one cohort file. */
export interface Entry {
  /** The file as the user named it. */
  readonly file: string;
  /** Null when the file is too broken to tell. */
  readonly id: string | null;
  readonly diagnostics: readonly Diagnostic[];
  readonly problem: Problem | null;
}

export interface PlanEntry extends Entry {
  readonly plan: Plan | null;
}

export interface ApplyEntry extends PlanEntry {
  readonly run: string;
  readonly outcomes: readonly Outcome[];
  /** As really sent. */
  readonly requests: RequestCounts;
}

export interface ValidateEntry extends Entry {
  readonly cohort: Cohort | null;
  readonly issues: number;
  readonly daysOff: readonly DaysOff[];
}

/** Public holidays taken for one person: days they would have worked within their part of the programme. */
export interface DaysOff {
  readonly person: string;
  /** `DE-BY`; null for somebody with own days alone. */
  readonly code: string | null;
  readonly days: readonly { readonly date: CivilDate; readonly name: string }[];
}

export interface StatusIssue extends IssueStatus {
  readonly lane: Lane;
}

export interface StatusEntry extends Entry {
  readonly cohort: Cohort | null;
  readonly today: CivilDate | null;
  readonly issues: readonly StatusIssue[];
}
