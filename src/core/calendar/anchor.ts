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

/** An anchor as text that `parseAnchor` reads back to the same base and offsets: `start - 2w`. */
export function formatAnchor(anchor: Anchor): string {
  return [formatBase(anchor.base), ...anchor.offsets.map(formatOffset)].join(" ");
}

function formatBase(base: Anchor["base"]): string {
  switch (base.at) {
    case "share":
      return `${base.percent}%`;
    case "week":
      return `week ${base.number}`;
    case "milestone":
      return `milestone:${base.id}`;
    default:
      return base.at;
  }
}

function formatOffset(offset: Offset): string {
  return `${offset.amount < 0 ? "-" : "+"} ${Math.abs(offset.amount)}${offset.unit}`;
}
