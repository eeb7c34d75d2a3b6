import type { Fault } from "../problems/finding.ts";

/** A stretch of a file's text, in UTF-16 units from its beginning. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** What is wrong, and where in the text. */
export interface SpannedFault extends Fault {
  readonly span: Span;
}
