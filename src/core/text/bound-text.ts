import { splitLines } from "./lines.ts";

/**
 * How much is read of what people send, in characters: nobody writes more, and whoever does keeps no run busy, because
 * a regular expression sees no more of it. Whoever reads people's text for what it says reads it through here. A body is
 * not cut, since it is written back: `core/markdown/blocks.ts` takes one that is too long as a single paragraph.
 */
const MOST = {
  /** A comment: as much as GitHub takes. */
  comment: 65_536,
  /** One line of anything. */
  line: 4_000,
} as const;

/** The beginning of a text that is longer than its sort may be; any other as it is. */
export function boundText(text: string, sort: keyof typeof MOST): string {
  if (text.length <= MOST[sort]) return text;
  // Half a sign would be none.
  return text.slice(0, MOST[sort]).replace(/[\uD800-\uDBFF]$/, "");
}

/**
 * What a comment asks for, if anything: its first line that is no quotation, in small letters, without a slash before it
 * and full stops behind. `isWhole` is false where the line goes on beyond what is read.
 */
export function readCommandLine(comment: string): { readonly line: string; readonly isWhole: boolean } {
  const lines = splitLines(boundText(comment, "comment")).map((line) => line.trim());
  const first = lines.find((line) => line !== "" && !line.startsWith(">")) ?? "";
  const read = boundText(first, "line");
  const line = read.toLowerCase().replace(/^\//, "");
  return { line: line.replace(/(?<![.!])[.!]+$/, ""), isWhole: read === first };
}
