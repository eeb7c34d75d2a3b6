import { suggest } from "../diagnostics/suggest.ts";
import type { Anchor, Offset } from "./anchor.ts";

/** What is wrong in an anchor; the column is 1-based in its text. */
export interface AnchorError {
  readonly message: string;
  readonly column: number;
  readonly remedy: string;
}

type Base = { readonly base: Anchor["base"]; readonly length: number };
type Failure = { readonly error: AnchorError };

const POINTS = ["start", "end", "mid", "occurrence"] as const;
const WORDS = [...POINTS, "week", "milestone"];
const LANGUAGE =
  "An anchor is start, end, mid, occurrence, 63%, week 3 or milestone:ID, then any offsets such as + 5d, - 2w or + 1m.";
const LONGEST = 100;
const LARGEST = 999;

/**
 * Reads a place in an internship: `start`, `end`, `mid`, `occurrence`, `63%`, `week 3` or `milestone:ID`, then
 * offsets in working days, weeks and months. A milestone's id runs to the next space, since it may hold a `-`.
 */
export function parseAnchor(text: string): { readonly anchor: Anchor } | Failure {
  if (text.length > LONGEST) return fail(`This anchor is longer than ${LONGEST} characters`, LONGEST + 1, LANGUAGE);
  const from = skipSpaces(text, 0);
  const parsed = parseBase(text.slice(from), from + 1);
  if ("error" in parsed) return parsed;
  const offsets: Offset[] = [];
  let at = skipSpaces(text, from + parsed.length);
  while (at < text.length) {
    const found = parseOffset(text.slice(at), at + 1);
    if ("error" in found) return found;
    offsets.push(found.offset);
    at = skipSpaces(text, at + found.length);
  }
  return { anchor: { base: parsed.base, offsets, source: text } };
}

function parseBase(text: string, column: number): Base | Failure {
  if (text === "") return fail("This anchor is empty", column, LANGUAGE);
  if (/^[+-]/.test(text))
    return fail("An offset needs a place to count from", column, `Write the place first: start ${text}.`);
  if (/^\d/.test(text)) return parseShare(text, column);
  const word = /^[A-Za-z_]+/.exec(text)?.[0] ?? "";
  const point = POINTS.find((name) => name === word);
  if (point !== undefined) return { base: { at: point }, length: word.length };
  if (word === "week") return parseWeek(text, column);
  if (word === "milestone") return parseMilestone(text, column);
  const shown = word === "" ? (/^\S+/.exec(text)?.[0] ?? text) : word;
  const near = suggest(shown, WORDS);
  return fail(
    `"${shown}" is not a place in an internship`,
    column,
    near === null ? LANGUAGE : `Did you mean "${near}"? ${LANGUAGE}`,
  );
}

function parseShare(text: string, column: number): Base | Failure {
  const [whole = "", digits = "", sign = ""] = /^(\d+)\s*(%?)/.exec(text) ?? [];
  const unit = /^\d+\s*([dwm])\b/.exec(text);
  if (unit !== null)
    return fail(
      "An offset needs a place to count from",
      column,
      `Write the place and a sign first: start + ${digits}${unit[1] ?? ""}.`,
    );
  if (sign === "")
    return fail(
      `"${digits}" is a number without a meaning`,
      column,
      `Write ${digits}% for a share of the time, or week ${digits}.`,
    );
  const percent = Number(digits);
  if (percent > 100)
    return fail(
      `${digits}% is past the end`,
      column,
      "Write a share from 0% to 100%, or count from the end: end + 1w.",
    );
  return { base: { at: "share", percent }, length: whole.length };
}

function parseWeek(text: string, column: number): Base | Failure {
  const match = /^week\s*(\d+)/.exec(text);
  if (match === null)
    return fail("The week has no number", column, "Write which week of the internship it is: week 3.");
  const number = Number(match[1]);
  if (number < 1 || number > LARGEST) {
    return fail(
      `There is no week ${match[1] ?? ""}`,
      column + match[0].length - (match[1] ?? "").length,
      "Weeks are counted from 1: week 1 starts on the first day.",
    );
  }
  return { base: { at: "week", number }, length: match[0].length };
}

function parseMilestone(text: string, column: number): Base | Failure {
  const match = /^milestone\s*:\s*([a-z0-9](?:[a-z0-9._-]*[a-z0-9])?)/.exec(text);
  if (match !== null) return { base: { at: "milestone", id: match[1] ?? "" }, length: match[0].length };
  const prefix = /^milestone\s*:?\s*/.exec(text)?.[0] ?? "";
  return fail(
    "The milestone has no id that a file could give",
    column + prefix.length,
    "Write a colon and the milestone's id, in lower case: milestone:midterm.",
  );
}

function parseOffset(text: string, column: number): { readonly offset: Offset; readonly length: number } | Failure {
  const match = /^([+-])\s*(\d+)\s*([A-Za-z]*)/.exec(text);
  if (match === null) return explainOffset(text, column);
  const [whole, sign = "+", digits = "", unit = ""] = match;
  if (unit !== "d" && unit !== "w" && unit !== "m") {
    const fault = unit === "" ? `"${sign} ${digits}" has no unit` : `"${unit}" is not a unit of time`;
    return fail(
      fault,
      column + whole.length - unit.length,
      "The units are d (working days), w (weeks) and m (months).",
    );
  }
  const amount = Number(digits);
  if (amount > LARGEST)
    return fail(`${digits}${unit} is too far away`, column + whole.indexOf(digits), `Write at most ${LARGEST}${unit}.`);
  return { offset: { amount: sign === "-" && amount > 0 ? -amount : amount, unit }, length: whole.length };
}

function explainOffset(text: string, column: number): Failure {
  const unsigned = /^\d+\s*[dwm]\b/.exec(text)?.[0];
  if (unsigned !== undefined)
    return fail(`"${unsigned}" has no sign`, column, `Write + ${unsigned} for later or - ${unsigned} for earlier.`);
  if (/^[+-]/.test(text))
    return fail(`"${text[0] ?? ""}" is not followed by an amount`, column, "Write an amount and a unit, such as - 2w.");
  const shown = /^\S+/.exec(text)?.[0] ?? text;
  return fail(
    `"${shown}" is not an offset`,
    column,
    "Offsets look like + 5d (working days), - 2w (weeks) or + 1m (months).",
  );
}

function skipSpaces(text: string, from: number): number {
  let at = from;
  while (text[at] === " " || text[at] === "\t") at++;
  return at;
}

function fail(message: string, column: number, remedy: string): Failure {
  return { error: { message, column, remedy } };
}
