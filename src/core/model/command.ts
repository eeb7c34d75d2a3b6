import type { ObservedComment } from "./issue.ts";

/**
 * What the owner of an issue can ask for in a comment. Boxes are counted from 1 down the page; `own` and `only` leave out
 * those that were promised before.
 */
export type Command =
  | { readonly does: "tick"; readonly boxes: readonly number[] | "only" | "own" | "all" }
  | { readonly does: "block" | "unblock" };

/** A comment that asks for something, and what. */
export interface Order {
  readonly comment: ObservedComment;
  readonly command: Command;
}
