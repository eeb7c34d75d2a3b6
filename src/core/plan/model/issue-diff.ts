import type { IssueAddress, Capabilities, DesiredIssue, ObservedIssue, Progress } from "../../model/issue.ts";
import type { Order } from "../../model/command.ts";
import type { ReadBody } from "../../marker/body.ts";
import type { MarkerChanges } from "../../marker/marker-state.ts";
import type { Conflict } from "../../merge/merge-body.ts";
import type { FieldChange, FieldName } from "../../model/action.ts";
/** Where a key's issue is; `coming` where this run is about to make it, null where it is not there. */
export type Find = (key: string) => IssueAddress | "coming" | null;

/** Everything an update would send, and what it leaves to people. */
export interface IssueDiff {
  readonly changes: readonly FieldChange[];
  readonly title: string | null;
  /** Merged text without marker; null when the body is not written. */
  readonly text: string | null;
  /** What changes in the marker if the body is written. */
  readonly marker: MarkerChanges;
  readonly assignee: { readonly from: string | null; readonly to: string | null } | null;
  readonly due: { readonly to: DesiredIssue["due"] } | null;
  readonly milestone: { readonly to: string | null } | null;
  readonly confidential: boolean | null;
  readonly parent: { readonly from: IssueAddress | null; readonly to: IssueAddress | null } | null;
  readonly addLabels: readonly string[];
  readonly removeLabels: readonly string[];
  /** Fields a person changed, which therefore stay. */
  readonly drift: readonly FieldName[];
  readonly conflicts: readonly Conflict[];
}

export interface DiffInput {
  readonly issue: ObservedIssue;
  readonly body: ReadBody;
  /** Reference tokens already filled in where the number is known. */
  readonly desired: DesiredIssue;
  readonly progress: Progress;
  readonly capabilities: Capabilities;
  /** Fields handed back by `--reset`: what a person set there gives way. */
  readonly reset: readonly FieldName[] | "all";
  readonly find: Find;
  /** What its owner asked for in comments: `issue` and `body` are as the forge has them, without it. */
  readonly orders: readonly Order[];
  /** Labels of earlier names of the cohort, which go. */
  readonly staleLabels: readonly string[];
}
