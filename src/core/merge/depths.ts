/**
 * Part of step 3, arranging: how deep each block of theirs shall stand in the merged text, which is how many list items
 * it stands inside. Takes the diff and the outcomes; gives depths. Moves nothing: a block's place in the order is
 * `arrange.ts`'s.
 */
import type { Block } from "../markdown/block.ts";
import { isLeaving } from "./decide.ts";
import type { BlockOutcome, MergeDecision } from "./decide.ts";
import type { BodyDiff } from "./diff.ts";

/** What the arranging knows of the decision. */
export type ToArrange = Pick<MergeDecision, "outcomes" | "added">;

/** For each block the index of the list item it stands inside, or -1. */
export function listParents(blocks: readonly Pick<Block, "kind" | "depth">[]): readonly number[] {
  return nest(blocks, (index) => blocks[index]?.kind === "item");
}

/** For each entry the index of the last above it that is less deep and that others may stand inside, or -1. */
export function nest(
  entries: readonly { readonly depth: number }[],
  mayHold: (index: number) => boolean,
): readonly number[] {
  const open: number[] = [];
  return entries.map(({ depth }, index) => {
    while (open.length > 0 && (entries[open.at(-1) ?? 0]?.depth ?? 0) >= depth) open.pop();
    const parent = open.at(-1) ?? -1;
    if (mayHold(index)) open.push(index);
    return parent;
  });
}

/**
 * Where the template took a block to another item, and no person did, the block stands as deep as the render has it;
 * else as people have it, with the item it stands inside. What would come to stand over a person's words by that stays
 * as it is: the depths are computed again with that block `pinned`, until none does.
 */
export function listDepths(diff: BodyDiff, decision: ToArrange): readonly number[] {
  const parents = listParents(diff.theirs);
  const rendered = listRenderedDepths(diff, decision);
  const isReparented = findReparented(diff, parents);
  const pinned = new Set<number>();
  for (;;) {
    const followsRender = (at: number) => {
      const isAsRendered = diff.base[diff.baseIndexes[at] ?? -1]?.depth === diff.theirs[at]?.depth;
      const parentLeaves = isLeaving(decision.outcomes[parents[at] ?? -1]);
      return !pinned.has(at) && ((parentLeaves && isAsRendered) || isReparented(at));
    };
    const depths = computeDepths(diff.theirs, decision.outcomes, { parents, rendered, followsRender });
    const stray = findStray(diff, decision, parents, depths);
    const next = [stray.under, stray.at].find((at) => at !== -1 && !pinned.has(at));
    if (next === undefined) return depths;
    pinned.add(next);
  }
}

interface DepthRules {
  /** Of theirs. */
  readonly parents: readonly number[];
  /** Of ours. */
  readonly rendered: readonly number[];
  readonly followsRender: (at: number) => boolean;
}

function computeDepths(
  theirs: readonly Block[],
  outcomes: readonly BlockOutcome[],
  { parents, rendered, followsRender }: DepthRules,
): readonly number[] {
  const depths: number[] = [];
  for (const [at, block] of theirs.entries()) {
    const parent = parents[at] ?? -1;
    // What stood inside something that leaves moves up to where that was.
    const up = isLeaving(outcomes[parent]) ? 1 : 0;
    const inherited = (depths[parent] ?? 0) + block.depth - (theirs[parent]?.depth ?? 0) - up;
    const outcome = outcomes[at];
    const inRender = outcome?.is === "keep" ? undefined : rendered[outcome?.ours ?? -1];
    depths.push(inRender !== undefined && followsRender(at) ? inRender : inherited);
  }
  return depths;
}

/**
 * The first block that would no longer stand inside what it stood in, if a person's, or inside something that neither
 * people nor the render have around it, if ours; and the block that brings that about. -1 for none.
 */
function findStray(
  { theirs, ours }: BodyDiff,
  { outcomes, added }: ToArrange,
  parents: readonly number[],
  depths: readonly number[],
): { readonly at: number; readonly under: number } {
  const inRender = listParents(ours);
  const coming = new Set([...added, ...outcomes.flatMap(({ is, ours: to }) => (is === "move" ? [to] : []))]);
  const isStray = (at: number, above: number) => {
    const outcome = outcomes[at];
    if (outcome?.is === "keep") return !isLeaving(outcomes[parents[at] ?? -1]);
    for (let around = parents[at] ?? -1; around !== -1; around = parents[around] ?? -1)
      if (around === above) return false;
    const holder = inRender[outcome?.ours ?? -1] ?? -1;
    const over = outcomes[above];
    if (over?.is === "keep" && over.ours === null) return true;
    return above !== -1 && !coming.has(holder) && over?.ours !== holder;
  };
  const staying = [...theirs.keys()].filter((at) => !isLeaving(outcomes[at]));
  const nested = nest(
    staying.map((at) => ({ depth: depths[at] ?? 0 })),
    (index) => theirs[staying[index] ?? -1]?.kind === "item",
  );
  for (const [index, at] of staying.entries()) {
    const above = staying[nested[index] ?? -1] ?? -1;
    const parent = parents[at] ?? -1;
    if (above === parent || !isStray(at, above)) continue;
    return { at, under: above > parent ? above : findCut(outcomes, depths, parent, at) };
  }
  return { at: -1, under: -1 };
}

/** What cuts a block off from the item it was written in: it stands between the two, no deeper than that item. */
function findCut(outcomes: readonly BlockOutcome[], depths: readonly number[], parent: number, at: number): number {
  for (let between = at - 1; between > parent; between--) {
    if (!isLeaving(outcomes[between]) && (depths[between] ?? 0) <= (depths[parent] ?? 0)) return between;
  }
  return -1;
}

/** Tells of a block of theirs whether the template alone has it inside another item now. */
function findReparented(
  { theirs, ours, base, baseIndexes, rewordings, inOurs }: BodyDiff,
  parents: readonly number[],
): (at: number) => boolean {
  // The base knows no kinds: whatever is less deep above a block is what it stood inside.
  const inBase = nest(base, () => true);
  const inRender = listParents(ours);
  const renderedAs = (index: number) => {
    const edit = inOurs[index];
    return edit === undefined || edit.is === "removed" ? -1 : edit.ours;
  };
  const madeOf = (at: number) => (baseIndexes[at] === -1 ? rewordings.indexOf(at) : (baseIndexes[at] ?? -1));
  return (at) => {
    const index = baseIndexes[at] ?? -1;
    const before = inBase[index] ?? -1;
    const isAsRendered = base[index]?.depth === theirs[at]?.depth && madeOf(parents[at] ?? -1) === before;
    // What the template moved and a person holds in place keeps its depth, too.
    if (!isAsRendered || renderedAs(index) === -1 || inOurs[index]?.is === "moved") return false;
    const now = inRender[renderedAs(index)] ?? -1;
    return before === -1 ? now !== -1 : now === -1 || now !== renderedAs(before);
  };
}

/** Depths of the render without the items that a person took out. */
function listRenderedDepths({ ours }: BodyDiff, { outcomes, added }: ToArrange): readonly number[] {
  const present = new Set([...outcomes.map((outcome) => outcome.ours), ...added]);
  const parents = listParents(ours);
  const depths: number[] = [];
  for (const index of ours.keys()) {
    const parent = parents[index] ?? -1;
    const below = (ours[index]?.depth ?? 0) - (ours[parent]?.depth ?? 0);
    depths.push((depths[parent] ?? 0) + (parent === -1 || present.has(parent) ? below : 0));
  }
  return depths;
}
