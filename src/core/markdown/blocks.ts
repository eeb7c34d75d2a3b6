import type { Token } from "markdown-it";
import { cutLines } from "../text/cut-lines.ts";
import { rememberText } from "../text/memo.ts";
import { hashText } from "../text/hash.ts";
import { normalizeBlock } from "./normal-form.ts";
import type { BlockKind, TaskState, Block } from "./block.ts";
import MarkdownIt from "markdown-it";

const parser = new MarkdownIt("commonmark").enable("table");
parser.core.ruler.disable(["inline"]);
// A definition such as `[guide]: https://…` would leave no token, and so become part of the block above it.
parser.block.ruler.disable(["reference"]);

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

/** Past this many characters, which is more than any forge takes, a text is one block, a person's. */
const LIMIT = 1_100_000;

/** Cuts Markdown into blocks, whatever its line ends. Joining their `raw` gives the text back. Never throws. */
export const parseBlocks = rememberText((text): readonly Block[] => {
  if (text === "") return [];
  if (text.length > LIMIT) return [buildBlock({ kind: "paragraph", depth: 0, label: null }, text)];
  const lines = cutLines(text);
  const starts = findStarts(text);
  if (!starts.has(0))
    starts.set(0, { kind: (lines[0] ?? "").trim() === "" ? "blank" : "paragraph", depth: 0, label: null });
  const order = [...starts].sort(([a], [b]) => a - b);
  return order.map(([line, start], index) => buildBlock(start, lines.slice(line, order[index + 1]?.[0]).join("")));
});

/** The blocks that say something, which are those a merge is about. */
export function listBlocks(text: string): readonly Block[] {
  return parseBlocks(text).filter((block) => block.kind !== "blank");
}

/** The same block with its box showing another sign; a block without a box as it is. */
export function setBox(block: Block, sign: string): Block {
  if (block.task === null) return block;
  const box = block.raw.indexOf("[") + 1;
  const raw = `${block.raw.slice(0, box)}${sign}${block.raw.slice(box + 1)}`;
  return { ...block, raw, task: { ...block.task, state: readState(sign) } };
}

/** What stands in a block's box, `X` told from `x`; a blank without a box. */
export function boxSign(block: Block): string {
  return block.task === null ? " " : (block.raw[block.raw.indexOf("[") + 1] ?? " ");
}

/** What is known of a block from where it starts. `label` is an item's text when a box leads it. */
interface Start {
  readonly kind: BlockKind;
  readonly depth: number;
  readonly label: string | null;
}

/** First lines of blocks. What stands in a quote or a table belongs to it; an item's first paragraph is the item. */
function findStarts(text: string): Map<number, Start> {
  const starts = new Map<number, Start>();
  const tokens = parser.parse(text, {});
  let depth = 0;
  let outer: Token | null = null;
  for (const [index, token] of tokens.entries()) {
    if (outer !== null) {
      if (token.level === outer.level && token.type === outer.type.replace("_open", "_close")) outer = null;
      continue;
    }
    if (token.type === "list_item_close") depth--;
    const kind = KINDS[token.type];
    if (kind === undefined || token.map === null) continue;
    const [line] = token.map;
    const known = starts.get(line);
    if (known === undefined) starts.set(line, { kind, depth, label: null });
    else if (kind === "paragraph") starts.set(line, { ...known, label: readLabel(tokens, index) });
    if (kind === "item") depth++;
    if (kind === "quote" || kind === "table") outer = token;
  }
  return starts;
}

/** The text of the paragraph that begins on an item's own line, when it is a box with words after it. */
function readLabel(tokens: readonly Token[], index: number): string | null {
  const content = tokens[index + 1]?.content ?? "";
  return /^\[[^\S\n]\]\s+\S|^\[[xX~]\]\s+\S/.test(content) ? content.slice(3).replace(/\s+/g, " ").trim() : null;
}

function buildBlock(start: Start, raw: string): Block {
  const { kind, depth, label } = start;
  const task = label === null ? null : { state: readState(raw[raw.indexOf("[") + 1] ?? " "), label };
  const normal = normalizeBlock(kind, raw, task !== null);
  return { kind, raw, depth, task, normal, hash: hashText(normal) };
}

function readState(sign: string): TaskState {
  return sign === "~" ? "~" : sign === "x" || sign === "X" ? "x" : " ";
}
