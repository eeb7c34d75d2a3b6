import type { Order } from "./command.ts";
import type { Lane } from "./cohort.ts";
import type { CivilDate } from "./date.ts";
import type { DigestDraft, Way } from "./digest.ts";
import type { DesiredIssue, Progress } from "./issue.ts";

export type FieldName =
  | "title"
  | "body"
  | "assignee"
  | "due"
  | "milestone"
  | "confidential"
  | "labels"
  | "parent"
  | "status"
  | "state";

/** One field, before and after, as a person would read it. */
export interface FieldChange {
  readonly field: FieldName;
  readonly before: string | null;
  readonly after: string | null;
}

interface ActionBase {
  readonly key: string;
  readonly kind: string;
  readonly lane: Lane;
  readonly place: string;
  readonly title: string;
  /** Person id whose work this is; actions are shown by person. Null for nobody's. */
  readonly person: string | null;
  /** Why, as a sentence without a capital or a full stop. */
  readonly reason: string;
  /** The day it happens: today, or later in a look-ahead. */
  readonly on: CivilDate;
  /** Requests that write. */
  readonly writes: number;
  /** Requests that read: the re-read before a write. */
  readonly reads: number;
  /** Account names the forge will notify. */
  readonly notifies: readonly string[];
}

export interface CreateAction extends ActionBase {
  readonly type: "create";
  readonly issue: DesiredIssue;
  readonly status: Progress;
  /** What follows once everything else of the run is there: it is put under its parent, or learns others' numbers. */
  readonly following: readonly ("link" | "remember")[];
}
export interface UpdateAction extends ActionBase {
  readonly type: "update";
  readonly number: number;
  readonly changes: readonly FieldChange[];
  /** Null when only labels change. */
  readonly desired: DesiredIssue | null;
  /** What its owner asked for in comments, each answered with a sign once it is done. */
  readonly orders: readonly Order[];
  readonly addLabels: readonly string[];
  readonly removeLabels: readonly string[];
}
export interface CommentAction extends ActionBase {
  readonly type: "comment";
  readonly number: number;
  readonly text: string;
  /** Set for the one comment that is ours and edited in place: what it says, and what it said when last seen, null for not there. */
  readonly digest: { readonly draft: DigestDraft; readonly before: string | null } | null;
}
/** One bundled word to one person about what waits for them. */
export interface NudgeAction extends ActionBase {
  readonly type: "nudge";
  /** By a comment in `number`, in the team's chat, or through the coordinator, who finds it in the digest. */
  readonly way: Way;
  readonly number: number | null;
  readonly text: string;
  /** Hashes of what it is about, as the digest remembers them. */
  readonly items: readonly string[];
}
export type CloseCause = "timer" | "orphan" | "duplicate";

export interface CloseAction extends ActionBase {
  readonly type: "close";
  readonly number: number;
  /** Remembered in the marker: a timer, an orphan, or a duplicate. Only an orphan that comes back is opened again. */
  readonly cause: CloseCause;
  /** Said in a comment first; null when the timer closes what is plainly over. */
  readonly comment: string | null;
}
export interface ReopenAction extends ActionBase {
  readonly type: "reopen";
  readonly number: number;
}
/** Listed so that totals add up; never performed. */
export interface StillAction extends ActionBase {
  readonly type: "unchanged" | "skipped" | "conflict";
  readonly number: number | null;
}

export type Action =
  | CreateAction
  | UpdateAction
  | CommentAction
  | NudgeAction
  | CloseAction
  | ReopenAction
  | StillAction;
export type ActionType = Action["type"];

/** In the order summaries list them. */
export const ACTION_TYPES = [
  "create",
  "update",
  "comment",
  "nudge",
  "close",
  "reopen",
  "unchanged",
  "skipped",
  "conflict",
] as const satisfies readonly ActionType[];

/** What must exist before the first issue names it. */
export interface Preparation {
  readonly type: "label" | "milestone";
  readonly place: string;
  readonly name: string;
  /** Hex without `#`, labels only. */
  readonly color: string | null;
  readonly description: string;
  readonly due: CivilDate | null;
}
