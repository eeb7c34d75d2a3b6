import type { ObservedComment } from "./issue.ts";

/** What the owner of an issue can ask for in a comment. Boxes are counted from 1 down the page. */
export type Command =
  | { readonly does: "tick"; readonly boxes: readonly number[] | "only" | "all" }
  | { readonly does: "block" | "unblock" };

/** A comment that asks for something, and what. */
export interface Order {
  readonly comment: ObservedComment;
  readonly command: Command;
}
