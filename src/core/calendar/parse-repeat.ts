import { suggest } from "../diagnostics/suggest.ts";
import type { Weekday } from "../model/date.ts";
import type { Anchor, Offset, Repeat } from "./anchor.ts";
import { parseAnchor } from "./parse-anchor.ts";
import type { AnchorError } from "./parse-anchor.ts";

/** `repeat:` as a template's front matter writes it. */
export interface RepeatText {
  readonly every: string;
  readonly on?: string | undefined;
  readonly from?: string | undefined;
  readonly until?: string | undefined;
}

/** What is wrong in one of the keys of a `repeat`; the column is 1-based in that key's text. */
export interface RepeatError extends AnchorError {
  readonly key: "every" | "on" | "from" | "until";
}

const WEEKDAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"] as const;

/** Reads `{ every: 1w, on: thursday, from: start, until: end }`, or gives every fault in it. `from` and `until` default to start and end. */
export function parseRepeat(
  value: RepeatText,
): { readonly repeat: Repeat } | { readonly errors: readonly RepeatError[] } {
  const errors: RepeatError[] = [];
  const every = parseEvery(value.every, errors);
  const on = parseWeekday(value.on, errors);
  const from = parseEdge("from", value.from ?? "start", errors);
  const until = parseEdge("until", value.until ?? "end", errors);
  if (every?.unit === "d" && on !== null) {
    errors.push({
      key: "on",
      column: 1,
      message: "A weekday needs a length in weeks",
      remedy: "Write every: 1w, or leave out on.",
    });
  }
  if (errors.length > 0 || every === null || from === null || until === null) return { errors };
  return { repeat: { every, on, from, until } };
}

function parseEvery(text: string, errors: RepeatError[]): Offset | null {
  const match = /^\s*(\d+)\s*([dw])\s*$/.exec(text);
  const remedy = "Write a number of weeks or days, at least one: 1w, 2w or 3d.";
  if (match === null) {
    errors.push({
      key: "every",
      column: 1,
      message: `"${text}" is not a length of time that a repeat can have`,
      remedy,
    });
    return null;
  }
  const amount = Number(match[1]);
  const unit = match[2] === "d" ? "d" : "w";
  if (amount < 1 || amount > 365) {
    errors.push({ key: "every", column: 1, message: `Nothing can repeat every ${amount}${unit}`, remedy });
    return null;
  }
  return { amount, unit };
}

function parseWeekday(text: string | undefined, errors: RepeatError[]): Weekday | null {
  if (text === undefined) return null;
  const word = text.trim().toLowerCase();
  const index = WEEKDAYS.findIndex((name) => name === word || name.slice(0, 3) === word);
  if (index !== -1) return (index + 1) as Weekday;
  const near = suggest(word, WEEKDAYS);
  const remedy = near === null ? "Write an English weekday, such as thursday or thu." : `Did you mean "${near}"?`;
  errors.push({ key: "on", column: 1, message: `"${text}" is not a day of the week`, remedy });
  return null;
}

function parseEdge(key: "from" | "until", text: string, errors: RepeatError[]): Anchor | null {
  const parsed = parseAnchor(text);
  if ("error" in parsed) {
    errors.push({ key, ...parsed.error });
    return null;
  }
  if (parsed.anchor.base.at !== "occurrence") return parsed.anchor;
  errors.push({
    key,
    column: 1,
    message: "A repeat cannot start or stop at its own occurrence",
    remedy: "Write start, end or another fixed place.",
  });
  return null;
}
