import { alignHashes } from "./align.ts";
import { parseBlocks, type Block } from "./blocks.ts";
import { readTemplateChange, type Fate } from "./hunks.ts";
import { joinBlocks, type Piece } from "./join.ts";
import type { BaseBlock } from "./marker.ts";
import { setTick } from "./tick.ts";

/** Both sides changed one block, or the template wanted to change one that somebody ticked: theirs stays. */
export interface Conflict {
  readonly theirs: string | null;
  readonly ours: string | null;
  readonly because: "edited" | "ticked" | "unsafe";
}

export interface Merge {
  readonly text: string;
  /** Whether `text` differs from what was observed. */
  readonly changed: boolean;
  readonly conflicts: readonly Conflict[];
  /** Blocks of the base that a person reworded or removed. */
  readonly held: number;
  /** What goes into the marker: the new render, whether or not all of it was taken. So a conflict is told once. */
  readonly base: readonly BaseBlock[];
}

/** The base of a text as rendered: every block's hash, and whether it is ticked. */
export function baseOf(text: string): readonly BaseBlock[] {
  return listBlocks(text).map((block) => ({ hash: block.hash, ticked: block.task?.state === "x" }));
}

/**
 * Three-way merge by Markdown block. A block that still equals its base, ticks and editors' habits aside, may be
 * replaced or removed as the template did; anything else is a person's and stays, where they put it. A ticked item is
 * a statement: it is never reworded, moved or removed. Without a base nothing is touched.
 */
export function mergeBody(input: {
  readonly base: readonly BaseBlock[] | null;
  readonly observed: string;
  readonly desired: string;
}): Merge {
  const observed = listBlocks(input.observed);
  const desired = listBlocks(input.desired);
  const newBase = desired.map((block) => ({ hash: block.hash, ticked: block.task?.state === "x" }));
  if (input.base === null) return { text: input.observed, changed: false, conflicts: [], held: 0, base: newBase };
  const base = input.base;
  const found = findInObserved(base, observed);
  const change = readTemplateChange(base, desired, (index) => observed[found[index] ?? -1] ?? null);
  const held = found.filter((at) => at === -1).length;
  const placed = placeObserved(observed, desired, base, found, change.fates);
  const conflicts = [...placed.conflicts, ...listEdited(base, observed, desired, found, change.fates)];
  const pieces = insertNew(placed.pieces, desired, change.inserted);
  const text = joinBlocks(pieces, input.observed);
  if (text === null) {
    return {
      text: input.observed,
      changed: false,
      conflicts: [...conflicts, { theirs: null, ours: null, because: "unsafe" }],
      held,
      base: newBase,
    };
  }
  return { text, changed: text !== input.observed, conflicts, held, base: newBase };
}

function listBlocks(text: string): readonly Block[] {
  return parseBlocks(text).filter((block) => block.kind !== "blank");
}

/** Where each block of the base stands now: in order first, then anywhere, for what a person moved. */
function findInObserved(base: readonly BaseBlock[], observed: readonly Block[]): readonly number[] {
  const found = [
    ...alignHashes(
      base.map((block) => block.hash),
      observed.map((block) => block.hash),
    ),
  ];
  const taken = new Set(found);
  for (const [index, block] of base.entries()) {
    if (found[index] !== -1) continue;
    const moved = observed.findIndex((candidate, at) => candidate.hash === block.hash && !taken.has(at));
    if (moved === -1) continue;
    found[index] = moved;
    taken.add(moved);
  }
  return found;
}

/** The observed document in its own order, each block kept, ticked, replaced or left out. */
function placeObserved(
  observed: readonly Block[],
  desired: readonly Block[],
  base: readonly BaseBlock[],
  found: readonly number[],
  fates: readonly Fate[],
): { pieces: Piece[]; conflicts: Conflict[] } {
  const pieces: Piece[] = [];
  const conflicts: Conflict[] = [];
  for (const [at, block] of observed.entries()) {
    const index = found.indexOf(at);
    const fate = index === -1 ? null : (fates[index] ?? null);
    if (fate === null) {
      pieces.push({ block, source: "person", order: at, desired: null });
      continue;
    }
    const wasTicked = base[index]?.ticked ?? false;
    const stated = block.task !== null && (block.task.state === "~" || (block.task.state === "x" && !wasTicked));
    const fresh = fate.is === "removed" ? null : (desired[fate.desired] ?? null);
    if (fate.is === "kept") {
      pieces.push({
        block: stated ? block : followTick(block, fresh, wasTicked),
        source: "observed",
        order: at,
        desired: fate.desired,
      });
    } else if (stated) {
      conflicts.push({ theirs: block.raw.trimEnd(), ours: fresh?.raw.trimEnd() ?? null, because: "ticked" });
      pieces.push({ block, source: "person", order: at, desired: fate.is === "replaced" ? fate.desired : null });
    } else if (fate.is === "replaced" && fresh !== null) {
      pieces.push({ block: fresh, source: "desired", order: at, desired: fate.desired });
    }
  }
  return { pieces, conflicts };
}

/** A box nobody touched since we rendered it shows what we render now. */
function followTick(block: Block, fresh: Block | null, wasTicked: boolean): Block {
  if (block.task === null || fresh === null || fresh.task === null) return block;
  const isTicked = block.task.state === "x";
  const wanted = fresh.task.state === "x";
  return isTicked === wasTicked && wanted !== isTicked ? setTick(block, wanted) : block;
}

/** Blocks that a person reworded and the template did too. What a person simply took out stays out without a word. */
function listEdited(
  base: readonly BaseBlock[],
  observed: readonly Block[],
  desired: readonly Block[],
  found: readonly number[],
  fates: readonly Fate[],
): readonly Conflict[] {
  return base.flatMap((_, index) => {
    const fate = fates[index];
    if (found[index] !== -1 || fate === undefined || fate.is !== "replaced") return [];
    const before = found.slice(0, index).findLast((at) => at !== -1) ?? -1;
    const theirs = observed[before + 1];
    if (theirs === undefined || found.includes(before + 1)) return [];
    return [
      { theirs: theirs.raw.trimEnd(), ours: desired[fate.desired]?.raw.trimEnd() ?? null, because: "edited" as const },
    ];
  });
}

/** Puts new template blocks behind the block they follow in the render, past what people wrote there. */
function insertNew(pieces: readonly Piece[], desired: readonly Block[], inserted: readonly number[]): readonly Piece[] {
  const result = [...pieces];
  for (const index of inserted) {
    const block = desired[index];
    if (block === undefined || result.some((piece) => piece.source === "person" && piece.block.hash === block.hash))
      continue;
    result.splice(findSlot(result, index, block), 0, { block, source: "desired", order: -1, desired: index });
  }
  return result;
}

function findSlot(pieces: readonly Piece[], index: number, block: Block): number {
  let after = -1;
  let nearest = -1;
  for (const [at, piece] of pieces.entries()) {
    if (piece.desired !== null && piece.desired < index && piece.desired > nearest) {
      nearest = piece.desired;
      after = at;
    }
  }
  if (after === -1) {
    const following = pieces.findIndex((piece) => piece.desired !== null && piece.desired > index);
    return following === -1 ? pieces.length : following;
  }
  let slot = after + 1;
  while (slot < pieces.length && mayPass(pieces[slot], block)) slot++;
  return slot;
}

/** An answer below a question stays there; an item goes behind other items only. */
function mayPass(piece: Piece | undefined, block: Block): boolean {
  if (piece === undefined || piece.source !== "person" || piece.desired !== null) return false;
  return block.kind === "item" ? piece.block.kind === "item" : piece.block.kind !== "heading";
}
