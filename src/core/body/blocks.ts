import MarkdownIt from "markdown-it";
import { hashText } from "./hash.ts";
import { normalizeBlock } from "./normal.ts";

export type BlockKind = "heading" | "paragraph" | "item" | "code" | "html" | "quote" | "table" | "rule" | "blank";

export interface Task {
  readonly state: " " | "x" | "~";
  /** Text after the box, one line. */
  readonly label: string;
}

/** The unit of merging: a heading, a paragraph, a list item's own text, a fence, a table. */
export interface Block {
  readonly kind: BlockKind;
  /** The exact text, trailing blank lines included: all blocks together are the document. */
  readonly raw: string;
  /** Columns before the block's first character. */
  readonly indent: number;
  readonly task: Task | null;
  /** What remains when ticks, bullets, escapes and blanks are ignored. */
  readonly normal: string;
  readonly hash: string;
}

const parser = new MarkdownIt("commonmark").enable("table");
parser.core.ruler.disable(["inline"]);

const KINDS: Readonly<Record<string, BlockKind>> = {
  heading_open: "heading",
  paragraph_open: "paragraph",
  list_item_open: "item",
  fence: "code",
  code_block: "code",
  html_block: "html",
  blockquote_open: "quote",
  table_open: "table",
  hr: "rule",
};

/** Past this many characters a text is one block, a person's: nobody's template is that long. */
const LIMIT = 300_000;

/** Cuts Markdown (`\n` line ends) into blocks. Joining their `raw` gives the text back. Never throws. */
export function parseBlocks(text: string): readonly Block[] {
  if (text === "") return [];
  if (text.length > LIMIT) return [buildBlock("paragraph", text)];
  const lines = text.split("\n");
  const starts = listStarts(text);
  if (!starts.has(0)) starts.set(0, (lines[0] ?? "").trim() === "" ? "blank" : "paragraph");
  const order = [...starts.keys()].sort((a, b) => a - b);
  return order.flatMap((start, index) => {
    const end = order[index + 1] ?? lines.length;
    const raw = lines.slice(start, end).join("\n") + (end < lines.length ? "\n" : "");
    return raw === "" ? [] : [buildBlock(starts.get(start) ?? "paragraph", raw)];
  });
}

/** First lines of blocks, by kind. What stands in a quote or a table belongs to it; a list item's first paragraph is the item. */
function listStarts(text: string): Map<number, BlockKind> {
  const starts = new Map<number, BlockKind>();
  let inside: string | null = null;
  let level = 0;
  for (const token of parser.parse(text, {})) {
    if (inside !== null) {
      if (token.type === inside && token.level === level) inside = null;
      continue;
    }
    const kind = KINDS[token.type];
    if (kind === undefined || token.map === null) continue;
    if (!starts.has(token.map[0])) starts.set(token.map[0], kind);
    if (kind === "quote" || kind === "table") {
      inside = token.type.replace("_open", "_close");
      level = token.level;
    }
  }
  return starts;
}

function buildBlock(kind: BlockKind, raw: string): Block {
  const normal = normalizeBlock(kind, raw);
  const task = kind === "item" ? readTask(raw) : null;
  return { kind, raw, indent: /^\s*/.exec(raw)?.[0].length ?? 0, task, normal, hash: hashText(normal) };
}

/** `- [ ] text`, `1. [x] text`; GitLab's `[~]` means "does not apply". */
export const TASK_PATTERN = /^(\s*(?:[-*+]|\d{1,9}[.)])\s+)\[([ xX~])\](\s+\S.*)?(?=\n|$)/;

function readTask(raw: string): Task | null {
  const match = TASK_PATTERN.exec(raw);
  if (match === null) return null;
  const state = match[2] === "X" ? "x" : (match[2] as Task["state"]);
  return { state, label: (match[3] ?? "").trim() };
}
