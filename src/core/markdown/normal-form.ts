import type { BlockKind } from "./block.ts";

/**
 * A block's normal form: what stays when a rich-text editor, a browser or another forge has rewritten the same words.
 * Ignored are ticks, bullet sort, list numbers, escapes, the sort of emphasis, `\r`, indentation, trailing blanks,
 * padding of tables, and invisible blanks. Joiners inside emoji and words are no noise and count.
 */
export function normalizeBlock(kind: BlockKind, raw: string, isTask: boolean): string {
  const lines = raw.replace(/\r\n?/g, "\n").trimEnd().split("\n");
  switch (kind) {
    case "blank":
    case "rule":
      return kind;
    case "code":
    case "html":
      return `${kind}\n${dedent(lines).join("\n")}`;
    case "heading":
      return `heading\n${normalizeHeading(lines)}`;
    case "table":
      return `table\n${lines.map(normalizeRow).join("\n")}`;
    case "quote":
      return `quote\n${lines.map((line) => normalizeWords(line.replace(/^\s*>/, ""))).join("\n")}`;
    case "item":
      return `item\n${normalizeItem(lines, isTask)}`;
    case "paragraph":
      return `paragraph\n${lines.map(normalizeWords).join("\n")}`;
  }
}

/** Words of one line as they read. Code spans are left as they are: there a backslash is a backslash. */
function normalizeWords(line: string): string {
  return line
    .split(/(`[^`]*`)/)
    .map((part, index) => (index % 2 === 1 ? part : normalizeProse(part)))
    .join("")
    .trim()
    .normalize("NFC");
}

function normalizeProse(text: string): string {
  return text
    .replace(/[\u200B\u2060\uFEFF]/g, "")
    .replace(/\\([!-/:-@[-`{-~])/g, "$1")
    .replace(/&(amp|lt|gt|quot|#39|nbsp);/g, (_, name: string) => ENTITIES[name] ?? "")
    .replace(/[ \t\u00A0]+/g, " ")
    .replace(/(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu, "*");
}

const ENTITIES: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', "#39": "'", nbsp: " " };

function normalizeItem(lines: readonly string[], isTask: boolean): string {
  const [first = "", ...rest] = lines;
  const own = first.trimStart().replace(/^(?:[-*+]|\d{1,9}[.)])(?:\s+|$)/, "");
  const words = isTask ? own.replace(/^(.*?)\[.\]/, "$1[ ]") : own;
  return [words, ...rest].map(normalizeWords).join("\n");
}

/** `## Title ##` and a title underlined with `---` are the same. */
function normalizeHeading(lines: readonly string[]): string {
  const last = (lines.at(-1) ?? "").trim();
  if (lines.length > 1 && /^(?:=+|-+)$/.test(last)) {
    return `${last.startsWith("=") ? 1 : 2} ${lines.slice(0, -1).map(normalizeWords).join("\n")}`;
  }
  const line = (lines[0] ?? "").trim();
  const level = /^#{1,6}/.exec(line)?.[0].length ?? 1;
  const words = line.slice(level).trimEnd();
  const closing = words.length - words.replace(/(?<!#)#+$/, "").length;
  const isClosed = closing > 0 && /^(?:|.*[ \t])$/.test(words.slice(0, -closing));
  return `${level} ${normalizeWords(isClosed ? words.slice(0, -closing) : words)}`;
}

function normalizeRow(row: string): string {
  const inner = row.trim().replace(/^\||(?<!\\)\|$/g, "");
  const cells = inner.split(/(?<!\\)\|/).map(normalizeWords);
  return cells.map((cell) => (/^:?-+:?$/.test(cell) ? cell.replace(/-+/, "-") : cell)).join("|");
}

/** Indentation of the first line is the list's around it; what lines have beyond that is theirs. */
function dedent(lines: readonly string[]): readonly string[] {
  const indent = /^[ \t]*/.exec(lines[0] ?? "")?.[0].length ?? 0;
  return lines.map((line) => line.slice(Math.min(indent, /^[ \t]*/.exec(line)?.[0].length ?? 0)).trimEnd());
}
