import type { FieldName } from "./action.ts";
import type { CivilDate } from "./date.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import type { Progress } from "./issue.ts";

/** Where one issue is, for people who ask. */
export interface IssueStatus {
  readonly key: string;
  readonly kind: string;
  readonly subject: string;
  /** Person id of the assignee, or null. */
  readonly person: string | null;
  readonly title: string;
  readonly state: "open" | "closed";
  readonly labels: readonly string[];
  readonly assignees: readonly string[];
  readonly due: CivilDate | null;
  readonly tasks: { readonly done: number; readonly total: number };
  readonly progress: Progress;
  readonly url: string;
  /** Who reviews it and where that stands; null where nobody does, or there is nothing to review yet. */
  readonly review: StatusReview | null;
  /** Fields people changed, which therefore stay as they are; `--reset KEY:FIELD` takes one back. */
  readonly held: readonly FieldName[];
}

export interface StatusReview {
  readonly state: "wanted" | "done";
  readonly since: CivilDate;
  /** Person ids. */
  readonly by: readonly string[];
  readonly late: boolean;
}

export interface CohortStatus {
  readonly cohort: string;
  readonly issues: readonly IssueStatus[];
  readonly diagnostics: readonly Diagnostic[];
}
