import type { BlockKind } from "./blocks.ts";

/**
 * A block's normal form: what stays when a rich-text editor, a browser or another forge has rewritten the same words.
 * Ignored are ticks, bullet sort, list numbers, escapes, `\r`, indentation, trailing blanks, invisible joiners.
 */
export function normalizeBlock(kind: BlockKind, raw: string): string {
  const lines = raw.replace(/\r\n?/g, "\n").split("\n");
  if (kind === "blank") return "";
  if (kind === "code")
    return `code\n${lines
      .map((line) => line.trimEnd())
      .join("\n")
      .trim()}`;
  const text = lines
    .map((line) => normalizeLine(line))
    .join("\n")
    .trim();
  if (kind === "rule") return "rule";
  if (kind === "item")
    return `item\n${text.replace(/^(?:[-*+]|\d{1,9}[.)])(?:\s+|$)/, "").replace(/^\[[ xX~]\](?:\s+|$)/, "[ ] ")}`;
  if (kind === "heading") return `heading\n${normalizeHeading(text)}`;
  if (kind === "table") return `table\n${text.split("\n").map(normalizeRow).join("\n")}`;
  return `${kind}\n${text}`;
}

function normalizeLine(line: string): string {
  return line
    .replace(/[\u200B\u200D\u2060\uFEFF]/g, "")
    .replace(/\\([!-/:-@[-`{-~])/g, "$1")
    .replace(/&(amp|lt|gt|quot|#39);/g, (_, name: string) => ENTITIES[name] ?? "")
    .trim();
}

const ENTITIES: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', "#39": "'" };

/** `## Title ##` and a title underlined with `---` are the same. */
function normalizeHeading(text: string): string {
  const [first = "", second] = text.split("\n");
  if (second !== undefined && /^(=+|-+)$/.test(second)) return `${second.startsWith("=") ? 1 : 2} ${first}`;
  const match = /^(#{1,6})\s*(.*?)\s*#*$/.exec(first);
  return match === null ? text : `${match[1]?.length ?? 1} ${match[2] ?? ""}`;
}

function normalizeRow(row: string): string {
  const cells = row
    .replace(/^\||\|$/g, "")
    .split("|")
    .map((cell) => cell.trim());
  return cells.map((cell) => (/^:?-+:?$/.test(cell) ? "-" : cell)).join("|");
}
