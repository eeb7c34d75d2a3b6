import type { ActionType } from "./action.ts";

/** What became of an action. `unknown`: sent, and no answer says whether it was done; never sent twice in one run. */
export type Result = "done" | "failed" | "unknown" | "blocked" | "stopped" | "deviated";

export interface Outcome {
  /** The action's key, or `label:NAME` / `milestone:TITLE` for what had to exist first. */
  readonly key: string;
  readonly type: ActionType | "label" | "milestone";
  readonly result: Result;
  readonly url: string | null;
  /** What went wrong and what to do next. */
  readonly error: string | null;
  /** Where what was done differs from what was planned, in words; null when it does not. */
  readonly deviation: string | null;
}

/** Requests really sent, by method; a question that goes by POST, as GraphQL has it, counts as the GET that it is. */
export interface RequestCounts {
  readonly GET: number;
  readonly POST: number;
  readonly PUT: number;
  readonly PATCH: number;
  readonly DELETE: number;
}
