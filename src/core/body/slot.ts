import type { Piece } from "./arrange.ts";
import type { Block } from "./blocks.ts";

/** A block the template adds: where the render has it, and under which item (-1 for none). */
export interface Addition {
  readonly index: number;
  readonly block: Block;
  readonly parent: number;
  readonly ours: readonly Block[];
}

/** For each block the index of the list item it stands inside, or -1. */
export function parentsOf(blocks: readonly Block[]): readonly number[] {
  const open: number[] = [];
  return blocks.map((block, index) => {
    while (open.length > 0 && (blocks[open.at(-1) ?? 0]?.depth ?? 0) >= block.depth) open.pop();
    const parent = open.at(-1) ?? -1;
    if (block.kind === "item") open.push(index);
    return parent;
  });
}

/**
 * Before which piece an addition goes, and how deep: beside the nearest neighbour the render gives it that is still
 * there, past what people wrote below that one, and never between an item and what stands under it. Null when the
 * item it belongs under is gone.
 */
export function findSlot(
  pieces: readonly Piece[],
  addition: Addition,
): { readonly at: number; readonly depth: number } | null {
  let [from, to, depth] = [0, pieces.length, 0];
  if (addition.parent !== -1) {
    const parent = pieces.findIndex((piece) => piece.desired === addition.parent && piece.is !== "gone");
    if (parent === -1) return null;
    depth = (pieces[parent]?.depth ?? 0) + 1;
    from = parent;
    to = pieces.findIndex((piece, at) => at > parent && piece.depth < depth);
    if (to === -1) to = pieces.length;
  }
  let at = chooseNeighbour(pieces, addition, { from, to, depth });
  while (at < to && (pieces[at]?.depth ?? 0) > depth && !belongsUnder(pieces[at], addition)) at++;
  return { at, depth };
}

interface Range {
  readonly from: number;
  readonly to: number;
  readonly depth: number;
}

function chooseNeighbour(pieces: readonly Piece[], addition: Addition, { from, to, depth }: Range): number {
  let [before, after] = [-1, -1];
  for (let at = from; at < to; at++) {
    const { desired, is } = pieces[at] ?? { desired: -1, is: "gone" };
    if (desired < 0 && is !== "gone") continue;
    if (desired === -1) continue;
    if (desired < addition.index && (before === -1 || desired >= (pieces[before]?.desired ?? -1))) before = at;
    if (is === "gone" || desired <= addition.index) continue;
    if (after === -1 || desired < (pieces[after]?.desired ?? 0)) after = at;
  }
  if (before === -1) return after === -1 ? to : after;
  const isSibling = (at: number) => pieces[at]?.block.kind === "item" && pieces[at]?.depth === depth;
  const closer =
    (pieces[after]?.desired ?? Infinity) - addition.index < addition.index - (pieces[before]?.desired ?? 0);
  const joinsList = addition.block.kind === "item" && !isSibling(before) && isSibling(after);
  if (after !== -1 && (closer || joinsList)) return after;
  if (pieces[before]?.is === "gone") return before + 1;
  return passTheirs(pieces, { from: before, to, depth }, addition.block);
}

/** Past what people wrote below a neighbour: an answer stays where it was given. An item goes behind items only. */
function passTheirs(pieces: readonly Piece[], { from, to, depth }: Range, block: Block): number {
  const inList = block.kind === "item" && pieces[from]?.block.kind === "item";
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

/** Whether the render has this piece inside the block that is being added. */
function belongsUnder(piece: Piece | undefined, { index, block, ours }: Addition): boolean {
  if (piece === undefined || piece.desired <= index) return false;
  const end = ours.findIndex((candidate, at) => at > index && candidate.depth <= block.depth);
  return end === -1 || piece.desired < end;
}
