import type { Weekday } from "../model/date.ts";

/** Days, working days, weeks or months to go forward or back. `d` counts the working days of whoever must act. */
export interface Offset {
  readonly amount: number;
  readonly unit: "d" | "w" | "m";
}

/** A place in an internship: `start - 2w`, `63%`, `week 3`, `end - 3d`, `milestone:m2`, `occurrence + 2d`. */
export interface Anchor {
  readonly base:
    | { readonly at: "start" | "end" | "mid" | "occurrence" }
    | { readonly at: "share"; readonly percent: number }
    | { readonly at: "week"; readonly number: number }
    | { readonly at: "milestone"; readonly id: string };
  readonly offsets: readonly Offset[];
  /** As written. */
  readonly source: string;
}

/** `{ every: 1w, on: thursday, from: start, until: end }`. */
export interface Repeat {
  readonly every: Offset;
  readonly on: Weekday | null;
  readonly from: Anchor;
  readonly until: Anchor;
}
