import { parseKey } from "../model/key.ts";
import { parseBlocks } from "../markdown/blocks.ts";
import { cutLines } from "../text/cut-lines.ts";
import { formatMarker, parseMarker } from "./marker-state.ts";
import type { MarkerState, ParsedMarker } from "./marker-state.ts";

export type MarkerProblem =
  | "none"
  | "missing-marker"
  | "broken-marker"
  | "duplicate-marker"
  | "newer-version"
  | "two-keys";

export interface ReadBody {
  readonly key: string | null;
  readonly foundIn: "marker" | "footer" | null;
  /** Null unless the marker can be relied on. */
  readonly marker: MarkerState | null;
  readonly problem: MarkerProblem;
  /** The text people and templates share: without marker and footer, right-trimmed, else byte for byte. */
  readonly text: string;
}

/** Text, footer line and hidden marker as one body. `readBody` gives the text back, right-trimmed. */
export function composeBody(text: string, marker: MarkerState): string {
  const shown = text.trimEnd();
  const end = lineEnd(shown);
  const footer = `_Kept by Fledgling; your words stay yours · key \`${marker.key}\`_`;
  return `${shown === "" ? "" : `${shown}${end}${end}`}${footer}${end}${end}${formatMarker(marker)}`;
}

/** The line end most of a text has: browsers save `\r\n`. */
export function lineEnd(text: string): "\n" | "\r\n" {
  const all = text.split("\n").length - 1;
  return text.split("\r\n").length - 1 > all / 2 ? "\r\n" : "\n";
}

/**
 * Takes a body apart, whatever people made of it; never throws. A marker counts wherever it stands as a comment of its
 * own, since people move it, and at the very end even below a fence somebody left open; in a fence, a quote or a
 * sentence it is only text. A marker settles the key: a footer that names another one is then somebody's words.
 */
export function readBody(raw: string): ReadBody {
  const lines = readLines(raw);
  const markers = lines.flatMap((line) => line.markers);
  const verdict = judge(markers, [...new Set(lines.flatMap((line) => (line.footer === null ? [] : [line.footer])))]);
  const text = joinLines(lines, verdict.key).trimEnd();
  return { ...verdict, text };
}

const MARKER_START = /[ \t]*<!--\s*fledgling:(\d+)\b/y;
const FOOTER =
  /^[\s_*\\]*Kept by Fledgling\b[^\n]*?\bkey[\s`*_\\]+(?![\s`*_\\])([a-z0-9._\\-]+(?:\/[a-z0-9._\\-]+){3})(?![a-z0-9._\\-])[\s`*_\\.]*$/;

/** No footer of ours is longer. The pattern's time grows with the square of a line, so no longer line is matched. */
const FOOTER_LIMIT = 600;

/** One line of a body: what people see of it once the markers are out, and what was in it. */
interface Line {
  readonly raw: string;
  readonly markers: readonly ParsedMarker[];
  /** The key a footer line names. */
  readonly footer: string | null;
}

/** Lines with what they carry. A marker that people's editors broke over several lines is one line here. */
function readLines(raw: string): readonly Line[] {
  const { head, tail } = splitTail(raw);
  const body = parseBlocks(head).flatMap((block): readonly Line[] => {
    if (block.kind === "html") return readComments(block.raw);
    return cutLines(block.raw).map((line) => readLine(line, block.kind !== "code" && block.kind !== "quote"));
  });
  return [...body, ...tail];
}

/** The last lines of the text, if they are our marker and our footer, taken by sight: an open fence would hide them. */
function splitTail(raw: string): { readonly head: string; readonly tail: readonly Line[] } {
  const { head, last } = splitLast(raw);
  const marker = /^ {0,3}<!--.*-->$/.test(last) ? readComments(last) : [];
  const isMarker = marker.length === 1 && marker[0]?.markers.length === 1;
  const above = isMarker ? splitLast(head) : { head, last };
  const footer = readLine(above.last, true);
  const tail = isMarker ? marker : [];
  return footer.footer === null ? { head: isMarker ? head : raw, tail } : { head: above.head, tail: [footer, ...tail] };
}

/** The last line that says something, and all above it. */
function splitLast(text: string): { readonly head: string; readonly last: string } {
  const trimmed = text.trimEnd();
  const start = Math.max(trimmed.lastIndexOf("\n"), trimmed.lastIndexOf("\r")) + 1;
  return { head: trimmed.slice(0, start), last: trimmed.slice(start) };
}

/** An HTML block that starts as our comment: the marker, and whatever somebody typed behind it. */
function readComments(raw: string): readonly Line[] {
  const found: Line[] = [];
  let from = 0;
  for (let start = matchAt(MARKER_START, raw, from); start !== null; start = matchAt(MARKER_START, raw, from)) {
    const inner = from + start[0].length;
    const close = raw.indexOf("-->", inner);
    // Without its end a comment swallows what follows, so only its first line is ours.
    const end = close === -1 ? inner + (matchAt(/[^\r\n]*/y, raw, inner)?.[0].length ?? 0) : close;
    const marker = parseMarker(close === -1 ? 0 : Number(start[1]), raw.slice(inner, end));
    found.push({ raw: "", markers: [marker], footer: null });
    from = close === -1 ? end : end + 3;
    from += matchAt(/[ \t]*(?:\r\n?|\n)?/y, raw, from)?.[0].length ?? 0;
    if (close === -1) break;
  }
  return [...found, ...cutLines(raw.slice(from)).map((line) => readLine(line, false))];
}

function matchAt(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(text);
}

function readLine(raw: string, mayBeFooter: boolean): Line {
  const key = mayBeFooter && raw.length < FOOTER_LIMIT ? FOOTER.exec(raw.trim())?.[1] : undefined;
  const plain = key?.replace(/\\/g, "").replace(/(?<![._-])[._-]+$/, "") ?? "";
  return { raw, markers: [], footer: parseKey(plain) === null ? null : plain };
}

function judge(markers: readonly ParsedMarker[], footers: readonly string[]): Omit<ReadBody, "text"> {
  const keys = [...new Set(markers.flatMap((marker) => (marker.key === null ? [] : [marker.key])))];
  const [key = footers[0] ?? null] = keys;
  const foundIn = keys.length > 0 ? "marker" : footers.length > 0 ? "footer" : null;
  const found = { key, foundIn, marker: null } as const;
  if (markers.some((marker) => marker.is === "newer")) return { ...found, problem: "newer-version" };
  if (keys.length > 1 || (keys.length === 0 && footers.length > 1)) return { ...found, problem: "two-keys" };
  const last = markers.findLast((marker) => marker.is === "state");
  if (last === undefined) return { ...found, problem: markers.length > 0 ? "broken-marker" : "missing-marker" };
  return { ...found, marker: last.state, problem: markers.length > 1 ? "duplicate-marker" : "none" };
}

/** The text without markers and footers of `key`; what they kept apart stays apart. */
function joinLines(lines: readonly Line[], key: string | null): string {
  const kept: string[] = [];
  let cut = false;
  for (const line of lines) {
    if (line.markers.length > 0 || (line.footer !== null && line.footer === key)) {
      cut = true;
      continue;
    }
    if (cut && line.raw.trim() === "") continue;
    if (cut && kept.length > 0 && !endsInBlankLine(kept)) {
      dropBlankEnd(kept);
      kept.push("\n\n");
    }
    cut = false;
    kept.push(line.raw);
  }
  return kept.join("");
}

function endsInBlankLine(lines: readonly string[]): boolean {
  let end = "";
  for (let index = lines.length - 1; index >= 0 && end.length < 200; index--) end = `${lines[index] ?? ""}${end}`;
  return /(?:\r\n?|\n)[ \t]*(?:\r\n?|\n)[ \t]*$/.test(end.slice(-200));
}

/** Right-trims what the lines are together. */
function dropBlankEnd(lines: string[]): void {
  let last = lines.pop();
  while (last?.trimEnd() === "") last = lines.pop();
  if (last !== undefined) lines.push(last.trimEnd());
}
