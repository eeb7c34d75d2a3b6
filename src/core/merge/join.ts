import type { Piece } from "./slot.ts";
import { listBlocks } from "../markdown/blocks.ts";
import type { Block } from "../markdown/block.ts";
import { parentsOf } from "./depth.ts";
import { columnOf, contentColumn, shiftBlock, withBullet } from "../markdown/indent.ts";
import { lineEnd } from "../marker/body.ts";

/** What pieces are put together from. */
export interface Sources {
  /** The observed text. */
  readonly observed: string;
  readonly theirs: readonly Block[];
  readonly ours: readonly Block[];
}

/**
 * One text of all pieces: what stood together keeps what was between; items follow items on the next line; anything
 * else gets a blank line. Null when the result would read differently from its parts, as below a fence that somebody
 * left open.
 */
export function joinPieces(pieces: readonly Piece[], sources: Sources): string | null {
  if (!isHangingAsWritten(pieces, parentsOf(sources.theirs))) return null;
  const wanted = pieces.map((piece) => `${piece.block.hash}.${piece.depth}`).join();
  for (const spacious of [false, true]) {
    const text = join(pieces, sources, spacious);
    const reads = listBlocks(text).map((block) => `${block.hash}.${block.depth}`);
    if (reads.join() === wanted) return text;
  }
  return null;
}

/** What people wrote stands inside the items it was written under, if those are there. */
function isHangingAsWritten(pieces: readonly Piece[], parents: readonly number[]): boolean {
  const present = new Set(pieces.map((piece) => piece.observed));
  const open: Piece[] = [];
  return pieces.every((piece) => {
    while ((open.at(-1)?.depth ?? -1) >= piece.depth) open.pop();
    const above = open.at(-1)?.observed ?? -1;
    if (piece.block.kind === "item") open.push(piece);
    const parent = parents[piece.observed] ?? -1;
    return !piece.written || (parent !== -1 && !present.has(parent)) || above === parent;
  });
}

function join(pieces: readonly Piece[], sources: Sources, spacious: boolean): string {
  const { observed } = sources;
  const end = lineEnd(observed);
  const indented = indentAll(pieces, sources);
  let text = observed.slice(0, observed.length - observed.trimStart().length).replace(/[^\r\n]*$/, "");
  for (const [index, core] of indented.entries()) {
    const before = pieces[index - 1];
    const piece = pieces[index];
    if (before !== undefined && piece !== undefined) text += gapBetween(before, piece, sources, spacious, end);
    text += piece?.from === "ours" ? core.replace(/\r\n?|\n/g, end) : core;
  }
  return `${text.trimEnd()}${observed.slice(observed.trimEnd().length)}`;
}

/** The line end and the blank lines between two pieces; people's own as they are. */
function gapBetween(before: Piece, after: Piece, { theirs, ours }: Sources, spacious: boolean, end: string): string {
  const blank = `${end}${end}`;
  if (before.observed !== -1 && after.observed === before.observed + 1) return tailOf(theirs[before.observed]) ?? blank;
  if (spacious) return blank;
  const isNextInRender = before.desired !== -1 && after.desired === before.desired + 1;
  if (isNextInRender) return tailOf(ours[before.desired])?.replace(/\r\n?|\n/g, end) ?? blank;
  return before.block.kind === "item" && after.block.kind === "item" ? end : blank;
}

/** What follows a block's last word; null when the text ends there. */
function tailOf(block: Block | undefined): string | null {
  const tail = block?.raw.slice(block.raw.trimEnd().length) ?? "";
  return /[\r\n]/.test(tail) ? tail : null;
}

/** An item, or what stands in for one, that later pieces may stand inside. */
interface Level {
  readonly depth: number;
  readonly observed: number;
  readonly column: number;
  readonly content: number;
  readonly core: string;
}

/** Every piece's own lines, moved right or left where its list stands elsewhere than in the text it comes from. */
function indentAll(pieces: readonly Piece[], sources: Sources): readonly string[] {
  const parents = parentsOf(sources.theirs);
  const shiftOf = (piece: Piece, parent: Level | null) => stayingShift(piece, parent, parents, sources);
  const open: Level[] = [];
  return pieces.map((piece, index) => {
    let closed: Level | null = null;
    while ((open.at(-1)?.depth ?? -1) >= piece.depth) closed = open.pop() ?? null;
    const parent = open.at(-1) ?? null;
    const sibling = closed?.depth === piece.depth ? closed : null;
    const own = piece.block.raw.trimEnd();
    const kept = columnOf(own) + (shiftOf(piece, parent) ?? Infinity);
    const isItem = piece.block.kind === "item";
    const beside = isItem ? (sibling ?? lookAhead(pieces, index, parent, shiftOf)) : null;
    // Further right than the item before it, it would stand inside that.
    const wanted = kept < (sibling?.content ?? Infinity) ? kept : (beside?.column ?? parent?.content ?? 0);
    const shifted = shiftBlock(own, wanted - columnOf(own));
    const core = piece.from === "ours" && beside !== null ? withBullet(shifted, beside.core) : shifted;
    const level = { depth: piece.depth, observed: piece.observed, column: wanted, content: contentColumn(core), core };
    if (isItem) open.push(level);
    return core;
  });
}

/** The list a first item is put in front of, where that stays in its place. */
function lookAhead(
  pieces: readonly Piece[],
  index: number,
  parent: Level | null,
  shiftOf: (piece: Piece, parent: Level | null) => number | null,
): Pick<Level, "column" | "core"> | null {
  const next = pieces[index + 1];
  if (next?.block.kind !== "item" || next.depth !== pieces[index]?.depth) return null;
  const shift = shiftOf(next, parent);
  return shift === null ? null : { column: columnOf(next.block.raw) + shift, core: next.block.raw };
}

/** How far an observed block moves with the item it stands in; null when it comes from elsewhere or changes its depth. */
function stayingShift(
  piece: Piece,
  parent: Level | null,
  parents: readonly number[],
  { theirs }: Sources,
): number | null {
  const source = theirs[piece.observed];
  if (piece.from !== "theirs" || source === undefined || source.depth !== piece.depth) return null;
  if (parent === null) return 0;
  const old = theirs[parent.observed];
  if (old === undefined || parents[piece.observed] !== parent.observed) return null;
  return parent.content - contentColumn(old.raw);
}
