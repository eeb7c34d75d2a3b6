import type { Block } from "../markdown/block.ts";
import { ENOUGH, resemble } from "./resemble.ts";

/** A block the template adds: which of the render's. */
export interface Addition {
  readonly index: number;
  readonly block: Block;
  readonly ours: readonly Block[];
  /** For each of `ours` the item it stands inside, or -1. */
  readonly parents: readonly number[];
  /** What is put in after it. */
  readonly coming: ReadonlySet<number>;
}

/**
 * Before which piece an addition goes, and how deep: beside the nearest neighbour the render gives it that is still
 * there, past what people wrote below that one, and never between an item and what stands under it. Null when the
 * item it belongs under is gone.
 */
export function findSlot(pieces: readonly Piece[], addition: Addition): Slot | null {
  let [from, to, depth, steady] = [0, pieces.length, 0, true];
  if ((addition.parents[addition.index] ?? -1) !== -1) {
    const parent = pieces.findIndex((piece) => isParent(piece, addition));
    if (parent === -1) return null;
    depth = (pieces[parent]?.depth ?? 0) + 1;
    steady = pieces[parent]?.steady === true;
    from = parent;
    to = pieces.findIndex((piece, at) => at > parent && piece.depth < depth && piece.is !== "gone");
    if (to === -1) to = pieces.length;
  }
  let at = chooseNeighbour(pieces, addition, { from, to, depth });
  while (at < to && (pieces[at]?.depth ?? 0) > depth && !comeLater(pieces, at, depth, addition)) at++;
  return { at, depth, steady };
}

export interface Slot {
  readonly at: number;
  readonly depth: number;
  /** Whether others find their place beside it: not below something that was moved. */
  readonly steady: boolean;
}

/** A person's version of the parent will do, if it is one. */
function isParent(piece: Piece, { index, ours, parents }: Addition): boolean {
  const parent = parents[index] ?? -1;
  const rendered = ours[parent];
  if (piece.desired !== parent || piece.is === "gone" || rendered === undefined) return false;
  return !piece.written || resemble(piece.block, rendered) >= ENOUGH;
}

interface Range {
  readonly from: number;
  readonly to: number;
  readonly depth: number;
}

function chooseNeighbour(pieces: readonly Piece[], addition: Addition, range: Range): number {
  const at = chooseSpot(pieces, addition, range);
  const above = pieces.slice(0, at).findLast((piece) => piece.is !== "gone");
  const isHeld = above?.block.kind === "heading" && (above.is === "theirs" || !above.steady);
  if (!isHeld) return at;
  // An answer stays right below a heading that was kept for it.
  const answer = pieces.findIndex((piece, index) => index >= at && piece.is !== "gone");
  return answer === -1 ? at : passTheirs(pieces, { ...range, from: answer - 1 }, addition.block);
}

function chooseSpot(pieces: readonly Piece[], addition: Addition, range: Range): number {
  const { from, to, depth } = range;
  const isAnchor = (at: number) => pieces[at]?.steady === true || (depth > 0 && at === from);
  const steady = findNeighbours(pieces, addition.index, range, isAnchor);
  const { before, after } = steady ??
    findNeighbours(pieces, addition.index, range, () => true) ?? { before: -1, after: to };
  if (before === -1) return after;
  const isSibling = (at: number) => pieces[at]?.block.kind === "item" && pieces[at]?.depth === depth;
  const closer =
    (pieces[after]?.desired ?? Infinity) - addition.index < addition.index - (pieces[before]?.desired ?? 0);
  const joinsList = addition.block.kind === "item" && !isSibling(before) && isSibling(after);
  if (after !== -1 && (closer || joinsList)) return after;
  return pieces[before]?.is === "gone" ? before + 1 : passTheirs(pieces, { ...range, from: before }, addition.block);
}

/** The last piece the render has before, and the first behind that which it has after; -1 for none, null for neither. */
function findNeighbours(
  pieces: readonly Piece[],
  index: number,
  { from, to }: Range,
  counts: (at: number) => boolean,
): { readonly before: number; readonly after: number } | null {
  let [before, after] = [-1, -1];
  for (let at = from; at < to; at++) {
    const desired = pieces[at]?.desired ?? -1;
    if (desired === -1 || !counts(at)) continue;
    if (desired < index) [before, after] = [at, -1];
    else if (after === -1) after = at;
  }
  return before === -1 && after === -1 ? null : { before, after };
}

/** Past what people wrote below a neighbour: an answer stays where it was given. An item goes behind items only. */
function passTheirs(pieces: readonly Piece[], { from, to, depth }: Range, block: Block): number {
  const start = pieces[from];
  const inList = block.kind === "item" && start?.block.kind === "item" && start.depth === depth && start.is !== "gone";
  let at = from + 1;
  for (; at < to; at++) {
    const piece = pieces[at];
    if (piece === undefined) break;
    if (piece.depth > depth && (piece.is !== "ours" || piece.desired === -1)) continue;
    if (piece.is !== "theirs" || piece.desired !== -1) break;
    if (inList ? piece.block.kind !== "item" : piece.block.kind === "heading") break;
  }
  return at;
}

/**
 * Whether the pieces from `at` on, which are deeper, belong under this block or under one that is still to come
 * between. Not where what a person wrote would come under it with them.
 */
function comeLater(
  pieces: readonly Piece[],
  at: number,
  depth: number,
  { index, ours, parents, coming }: Addition,
): boolean {
  let top = Infinity;
  for (let later = at; (pieces[later]?.depth ?? 0) > depth; later++) {
    const piece = pieces[later];
    if (piece === undefined || (piece.is === "theirs" && piece.depth <= top)) return false;
    if (piece.is !== "ours" || piece.depth > top) continue;
    const parent = parents[piece.desired] ?? -1;
    if (!piece.steady || piece.depth !== ours[piece.desired]?.depth) return false;
    if (parent !== index && !coming.has(parent)) return false;
    top = piece.depth;
  }
  return true;
}

/** A block on its way into the merged text, and where it comes from. */
export interface Piece {
  readonly block: Block;
  /** Whose spelling `block` has. */
  readonly from: "theirs" | "ours";
  /** Index in the observed text, -1 for what is new. */
  readonly observed: number;
  /** Index in the render it answers to, -1 for what people wrote. A half stands between two: something gone. */
  readonly desired: number;
  /** Whether it stands where the render has it: neighbours of what was moved, by anybody, are not to be found beside it. */
  readonly steady: boolean;
  /** List items it shall stand inside. */
  readonly depth: number;
  /** A person wrote it, whatever it answers to. */
  readonly written: boolean;
  /** `gone` holds a place until all is in, and is then left out. */
  readonly is: "theirs" | "ours" | "gone";
}
