/**
 * Part of step 3, arranging: where a block of the render goes among the blocks placed so far. Takes the list and the
 * block to put in; gives a position and a depth. Changes nothing.
 */
import type { Block } from "../markdown/block.ts";
import { isRewording } from "../markdown/resemblance.ts";

/** A block of the merged text, and where it comes from. */
export interface PlacedBlock {
  readonly block: Block;
  /** Whose spelling `block` has. */
  readonly from: "theirs" | "ours";
  /** Index in theirs, -1 for what is new there. */
  readonly theirs: number;
  /** Index in ours of what it answers to, -1 for what people wrote. A half for what is gone: it stood between two. */
  readonly ours: number;
  /** Whether it is where the render has it, so that its neighbours of the render may go beside it. */
  readonly isAnchor: boolean;
  /** List items it stands inside. */
  readonly depth: number;
  /** A person wrote it, whatever it answers to. */
  readonly isPersons: boolean;
  /** Whose it is. `gone` holds a place until all is put in, and is then left out. */
  readonly is: "theirs" | "ours" | "gone";
}

/** A block of ours to put in: one that the template added, or moved. */
export interface Insertion {
  /** Of `block` in `ours`. */
  readonly index: number;
  readonly block: Block;
  readonly ours: readonly Block[];
  /** For each of `ours` the item it stands inside, or -1. */
  readonly parents: readonly number[];
  /** What is put in after it. */
  readonly coming: ReadonlySet<number>;
}

export interface Position {
  /** Before which of the placed blocks. */
  readonly at: number;
  readonly depth: number;
  /** Whether others may go beside it: not inside something that was moved. */
  readonly isAnchor: boolean;
}

/**
 * Beside the nearest neighbour of the render that is still there, past what people wrote below that one, and never
 * between an item and what stands under it. Null when the item it belongs under is gone.
 */
export function findPosition(placed: readonly PlacedBlock[], insertion: Insertion): Position | null {
  const home = findHome(placed, insertion);
  if (home === null) return null;
  const { to, depth, isAnchor } = home;
  let at = passAnswer(placed, chooseSpot(placed, insertion, home), insertion.block, home);
  while (at < to && (placed[at]?.depth ?? 0) > depth && !belongsBelow(placed, at, depth, insertion)) at++;
  return { at, depth, isAnchor };
}

/** The blocks among which an insertion goes: inside the item that the render has around it, or among all. */
interface Home {
  /** The item around it, or 0. */
  readonly from: number;
  /** The first block behind it all. */
  readonly to: number;
  readonly depth: number;
  readonly isAnchor: boolean;
}

function findHome(placed: readonly PlacedBlock[], insertion: Insertion): Home | null {
  if ((insertion.parents[insertion.index] ?? -1) === -1)
    return { from: 0, to: placed.length, depth: 0, isAnchor: true };
  const from = placed.findIndex((block) => isParent(block, insertion));
  const parent = placed[from];
  if (parent === undefined) return null;
  const depth = parent.depth + 1;
  const end = placed.findIndex((block, at) => at > from && block.depth < depth && block.is !== "gone");
  return { from, to: end === -1 ? placed.length : end, depth, isAnchor: parent.isAnchor };
}

/** What a person made of the parent will do, if it is a rewording of it. */
function isParent(placed: PlacedBlock, { index, ours, parents }: Insertion): boolean {
  const parent = parents[index] ?? -1;
  const rendered = ours[parent];
  if (placed.ours !== parent || placed.is === "gone" || rendered === undefined) return false;
  return !placed.isPersons || isRewording(placed.block, rendered);
}

/** Before the neighbour that the render has after it, or behind the one it has before it: whichever is closer. */
function chooseSpot(placed: readonly PlacedBlock[], { index, block }: Insertion, home: Home): number {
  const { from, to, depth } = home;
  const isSteady = (at: number) => placed[at]?.isAnchor === true || (depth > 0 && at === from);
  const { before, after } = findNeighbours(placed, index, home, isSteady) ??
    findNeighbours(placed, index, home, () => true) ?? { before: -1, after: to };
  if (before === -1) return after;
  const isSibling = (at: number) => placed[at]?.block.kind === "item" && placed[at]?.depth === depth;
  const isCloser = (placed[after]?.ours ?? Infinity) - index < index - (placed[before]?.ours ?? 0);
  const joinsList = block.kind === "item" && !isSibling(before) && isSibling(after);
  if (after !== -1 && (isCloser || joinsList)) return after;
  return placed[before]?.is === "gone" ? before + 1 : passTheirs(placed, before, block, home);
}

/** The last block that the render has before, and the first behind that which it has after; -1 for none, null for neither. */
function findNeighbours(
  placed: readonly PlacedBlock[],
  index: number,
  { from, to }: Home,
  counts: (at: number) => boolean,
): { readonly before: number; readonly after: number } | null {
  let [before, after] = [-1, -1];
  for (let at = from; at < to; at++) {
    const ours = placed[at]?.ours ?? -1;
    if (ours === -1 || !counts(at)) continue;
    if (ours < index) [before, after] = [at, -1];
    else if (after === -1) after = at;
  }
  return before === -1 && after === -1 ? null : { before, after };
}

/** Right below a heading that was kept for an answer, the answer stays: a position there is moved past it. */
function passAnswer(placed: readonly PlacedBlock[], at: number, block: Block, home: Home): number {
  const above = placed.findLast((other, index) => index < at && other.is !== "gone");
  const isKept = above?.block.kind === "heading" && (above.is === "theirs" || !above.isAnchor);
  if (!isKept) return at;
  const answer = placed.findIndex((other, index) => index >= at && other.is !== "gone");
  return answer === -1 ? at : passTheirs(placed, answer - 1, block, home);
}

/**
 * The position behind a neighbour, past what people wrote below that: an answer stays where it was given. An item goes
 * behind items only.
 */
function passTheirs(placed: readonly PlacedBlock[], neighbour: number, block: Block, { to, depth }: Home): number {
  const start = placed[neighbour];
  const isInList =
    block.kind === "item" && start?.block.kind === "item" && start.depth === depth && start.is !== "gone";
  let at = neighbour + 1;
  for (; at < to; at++) {
    const next = placed[at];
    if (next === undefined) break;
    if (next.depth > depth && (next.is !== "ours" || next.ours === -1)) continue;
    if (next.is !== "theirs" || next.ours !== -1) break;
    if (isInList ? next.block.kind !== "item" : next.block.kind === "heading") break;
  }
  return at;
}

/**
 * Whether the blocks from `at` on, which are deeper, belong inside this insertion or inside one that is still to come
 * between. Not where what a person wrote would come to stand inside it with them.
 */
function belongsBelow(
  placed: readonly PlacedBlock[],
  at: number,
  depth: number,
  { index, ours, parents, coming }: Insertion,
): boolean {
  let top = Infinity;
  for (let later = at; (placed[later]?.depth ?? 0) > depth; later++) {
    const block = placed[later];
    if (block === undefined || (block.is === "theirs" && block.depth <= top)) return false;
    if (block.is !== "ours" || block.depth > top) continue;
    const parent = parents[block.ours] ?? -1;
    if (!block.isAnchor || block.depth !== ours[block.ours]?.depth) return false;
    if (parent !== index && !coming.has(parent)) return false;
    top = block.depth;
  }
  return true;
}
