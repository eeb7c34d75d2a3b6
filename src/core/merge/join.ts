/**
 * Step 4 of the merge: the placed blocks as one text, with people's spelling, line ends and blank lines. Takes the list
 * and where its blocks come from; gives the text, or null when it would not read as that list. Changes nothing but the
 * indentation, the bullets and the line ends of what comes from the render.
 */
import { listBlocks } from "../markdown/blocks.ts";
import type { Block } from "../markdown/block.ts";
import { columnOf, contentColumn, shiftBlock, withBullet } from "../markdown/indent.ts";
import { lineEnd } from "../marker/body.ts";
import { listParents, nest } from "./depths.ts";
import type { PlacedBlock } from "./position.ts";

/** What the blocks come from. */
export interface Sources {
  /** The text of theirs. */
  readonly observed: string;
  readonly theirs: readonly Block[];
  readonly ours: readonly Block[];
}

/**
 * What stood together keeps what was between; items follow items on the next line; anything else gets a blank line.
 * Null when the result would read differently from its parts, as below a fence that somebody left open.
 */
export function joinBlocks(placed: readonly PlacedBlock[], sources: Sources): string | null {
  const parents = listParents(sources.theirs);
  if (!isAllAsWritten(placed, parents)) return null;
  const wanted = placed.map(({ block, depth }) => `${block.hash}.${depth}`).join();
  const indented = indentAll(placed, sources, parents);
  for (const isSpacious of [false, true]) {
    const text = join(placed, indented, sources, isSpacious);
    const reads = listBlocks(text).map((block) => `${block.hash}.${block.depth}`);
    if (reads.join() === wanted) return text;
  }
  return null;
}

/** Whether all that people wrote stands inside the items it was written in, where those are still there. */
function isAllAsWritten(placed: readonly PlacedBlock[], parents: readonly number[]): boolean {
  const present = new Set(placed.map((block) => block.theirs));
  const nested = nest(placed, (index) => placed[index]?.block.kind === "item");
  return placed.every(({ theirs, isPersons }, index) => {
    const above = placed[nested[index] ?? -1]?.theirs ?? -1;
    const parent = parents[theirs] ?? -1;
    return !isPersons || (parent !== -1 && !present.has(parent)) || above === parent;
  });
}

function join(
  placed: readonly PlacedBlock[],
  indented: readonly string[],
  sources: Sources,
  isSpacious: boolean,
): string {
  const { observed } = sources;
  const end = lineEnd(observed);
  const blank = observed.slice(0, observed.length - observed.trimStart().length);
  let text = blank.slice(0, Math.max(blank.lastIndexOf("\n"), blank.lastIndexOf("\r")) + 1);
  for (const [index, lines] of indented.entries()) {
    const before = placed[index - 1];
    const block = placed[index];
    if (before !== undefined && block !== undefined) text += gapBetween(before, block, sources, isSpacious, end);
    text += block?.from === "ours" ? lines.replace(/\r\n?|\n/g, end) : lines;
  }
  return `${text.trimEnd()}${observed.slice(observed.trimEnd().length)}`;
}

/** The line end and the blank lines between two blocks; people's own as they are. */
function gapBetween(
  before: PlacedBlock,
  after: PlacedBlock,
  { theirs, ours }: Sources,
  isSpacious: boolean,
  end: string,
): string {
  const blank = `${end}${end}`;
  if (before.theirs !== -1 && after.theirs === before.theirs + 1) return tailOf(theirs[before.theirs]) ?? blank;
  if (isSpacious) return blank;
  const isNextInRender = before.ours !== -1 && after.ours === before.ours + 1;
  if (isNextInRender) return tailOf(ours[before.ours])?.replace(/\r\n?|\n/g, end) ?? blank;
  return before.block.kind === "item" && after.block.kind === "item" ? end : blank;
}

/** What follows a block's last word; null when the text ends there. */
function tailOf(block: Block | undefined): string | null {
  const tail = block?.raw.slice(block.raw.trimEnd().length) ?? "";
  return /[\r\n]/.test(tail) ? tail : null;
}

/** A block that later ones may stand inside or beside, and the columns it has now. */
interface Level {
  readonly depth: number;
  /** Its index in theirs, or -1. */
  readonly theirs: number;
  readonly column: number;
  /** The column that what it holds must start at. */
  readonly content: number;
  readonly lines: string;
}

/** Every block's own lines, moved right or left where its list stands elsewhere than in the text it comes from. */
function indentAll(placed: readonly PlacedBlock[], sources: Sources, parents: readonly number[]): readonly string[] {
  const shiftOf = (block: PlacedBlock, parent: Level | null) => stayingShift(block, parent, parents, sources);
  const open: Level[] = [];
  return placed.map((one, index) => {
    const { block, from, depth, theirs } = one;
    let closed: Level | null = null;
    while ((open.at(-1)?.depth ?? -1) >= depth) closed = open.pop() ?? null;
    const parent = open.at(-1) ?? null;
    const sibling = closed?.depth === depth ? closed : null;
    const own = block.raw.trimEnd();
    const kept = columnOf(own) + (shiftOf(one, parent) ?? Infinity);
    const isItem = block.kind === "item";
    const beside = isItem ? (sibling ?? lookAhead(placed, index, parent, shiftOf)) : null;
    // Further right than the item before it, it would stand inside that.
    const column = kept < (sibling?.content ?? Infinity) ? kept : (beside?.column ?? parent?.content ?? 0);
    const shifted = shiftBlock(own, column - columnOf(own));
    const lines = from === "ours" && beside !== null ? withBullet(shifted, beside.lines) : shifted;
    if (isItem) open.push({ depth, theirs, column, content: contentColumn(lines), lines });
    return lines;
  });
}

/** The list a first item is put in front of, where that stays in its place. */
function lookAhead(
  placed: readonly PlacedBlock[],
  index: number,
  parent: Level | null,
  shiftOf: (block: PlacedBlock, parent: Level | null) => number | null,
): Pick<Level, "column" | "lines"> | null {
  const next = placed[index + 1];
  if (next?.block.kind !== "item" || next.depth !== placed[index]?.depth) return null;
  const shift = shiftOf(next, parent);
  return shift === null ? null : { column: columnOf(next.block.raw) + shift, lines: next.block.raw };
}

/** How far a block of theirs moves with the item it stands in; null when it comes from elsewhere or changes its depth. */
function stayingShift(
  placed: PlacedBlock,
  parent: Level | null,
  parents: readonly number[],
  { theirs }: Sources,
): number | null {
  const source = theirs[placed.theirs];
  if (placed.from !== "theirs" || source === undefined || source.depth !== placed.depth) return null;
  if (parent === null) return 0;
  const old = theirs[parent.theirs];
  if (old === undefined || parents[placed.theirs] !== parent.theirs) return null;
  return parent.content - contentColumn(old.raw);
}
