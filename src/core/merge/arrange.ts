/**
 * Step 3 of the merge: the merged text as a list of blocks, in their order and at their depths. Takes the diff and the
 * outcomes; gives the list, and which blocks of ours found no place in it. Order and depth are all it decides: a block's
 * words and its box are decided already, its indentation and the blank lines around it come with joining.
 */
import { InvariantError } from "../diagnostics/errors.ts";
import { setBox } from "../markdown/blocks.ts";
import { chooseSign } from "./decide.ts";
import type { BlockOutcome } from "./decide.ts";
import { listDepths, listParents, nest } from "./depths.ts";
import type { ToArrange } from "./depths.ts";
import type { BodyDiff } from "./diff.ts";
import { findPosition } from "./position.ts";
import type { PlacedBlock, Position } from "./position.ts";

export interface Arrangement {
  readonly blocks: readonly PlacedBlock[];
  /** Indexes of the blocks of ours that have no place: the item that they belong under is gone. */
  readonly unplaced: readonly number[];
}

/** Theirs keep their order; what the template adds or moves is put in beside its neighbours of the render, one by one. */
export function arrange(diff: BodyDiff, decision: ToArrange): Arrangement {
  const { ours, theirs } = diff;
  const placed = placeTheirs(diff, decision);
  const unplaced: number[] = [];
  const parents = listParents(ours);
  const moving = listMoving(decision.outcomes);
  const coming = new Set([...decision.added, ...moving.keys()].sort((a, b) => a - b));
  for (const index of coming) {
    coming.delete(index);
    const block = ours[index];
    const position = block === undefined ? null : findPosition(placed, { index, block, ours, parents, coming });
    if (position === null) unplaced.push(index);
    else placed.splice(position.at, 0, placeOurs(diff, index, position, moving.get(index) ?? -1));
  }
  const staying = placed.filter((block) => block.is !== "gone");
  return { blocks: fitDepths(staying, listParents(theirs)), unplaced };
}

/** What moves: from where the render has it to where it is in theirs. */
function listMoving(outcomes: readonly BlockOutcome[]): ReadonlyMap<number, number> {
  return new Map(outcomes.flatMap((outcome, at) => (outcome.is === "move" ? [[outcome.ours, at] as const] : [])));
}

/** Every block of theirs where it stands, with what becomes of it. What leaves holds its place until all is put in. */
function placeTheirs(diff: BodyDiff, decision: ToArrange): PlacedBlock[] {
  const { theirs, ours, baseIndexes, formerSites } = diff;
  const depths = listDepths(diff, decision);
  return theirs.map((block, at): PlacedBlock => {
    const outcome = decision.outcomes[at] ?? { is: "keep", ours: null };
    const index = baseIndexes[at] ?? -1;
    const placed: PlacedBlock = {
      block,
      from: "theirs",
      theirs: at,
      ours: outcome.ours ?? -1,
      isAnchor: isAnchor(diff, outcome, at),
      depth: depths[at] ?? 0,
      isPersons: index === -1,
      is: "theirs",
    };
    if (outcome.is === "move" || outcome.is === "remove") {
      const isInOrder = diff.inTheirs[index]?.moved === false;
      return { ...placed, ours: (formerSites[index] ?? 0) - 0.5, isAnchor: isInOrder, is: "gone" };
    }
    const fresh = ours[outcome.ours ?? -1];
    if (outcome.is === "keep" || fresh === undefined) return placed;
    if (outcome.is === "replace") return { ...placed, block: fresh, from: "ours", is: "ours" };
    return { ...placed, block: setBox(block, chooseSign(diff, at, outcome.ours)), is: "ours" };
  });
}

/** Whether a block is where the render has it: nobody moved it, or it is what a person made of one in its place. */
function isAnchor(diff: BodyDiff, outcome: BlockOutcome, at: number): boolean {
  const { theirs, base, baseIndexes, inTheirs, rewordings, inOurs } = diff;
  const index = baseIndexes[at] ?? -1;
  if (index === -1 && outcome.ours !== null && rewordings.includes(at)) return true;
  const isAsRendered = theirs[at]?.depth === base[index]?.depth && inOurs[index]?.is !== "moved";
  return inTheirs[index]?.moved === false && isAsRendered;
}

/** A block of ours in its position, with the words that people have for it if it is only moved. */
function placeOurs(diff: BodyDiff, index: number, { depth, isAnchor: anchors }: Position, at: number): PlacedBlock {
  const placed = { theirs: at, ours: index, depth, isAnchor: anchors, isPersons: false, is: "ours" } as const;
  const moved = diff.theirs[at];
  if (moved !== undefined) return { ...placed, block: setBox(moved, chooseSign(diff, at, index)), from: "theirs" };
  const block = diff.ours[index];
  if (block === undefined) throw new InvariantError(`the render has no block ${index}`);
  return { ...placed, block, from: "ours" };
}

/** Nothing stands deeper than one below the item above it, save where a person wrote it so. */
function fitDepths(blocks: readonly PlacedBlock[], parents: readonly number[]): readonly PlacedBlock[] {
  const nested = nest(blocks, (index) => blocks[index]?.block.kind === "item");
  const depths: number[] = [];
  for (const [index, placed] of blocks.entries()) {
    const above = blocks[nested[index] ?? -1];
    const depthAbove = depths[nested[index] ?? -1];
    if (above === undefined || depthAbove === undefined) {
      depths.push(0);
      continue;
    }
    const isAsWritten = placed.theirs !== -1 && parents[placed.theirs] === above.theirs;
    depths.push(isAsWritten ? depthAbove + placed.depth - above.depth : Math.min(placed.depth, depthAbove + 1));
  }
  return blocks.map((placed, index) => ({ ...placed, depth: depths[index] ?? 0 }));
}
