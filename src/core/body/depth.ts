import type { Block } from "./blocks.ts";
import type { Situation, Standing, Verdict } from "./stand.ts";
import type { BaseBlock } from "./stamp.ts";

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
 * How deep each observed block shall stand: where the template took it to another item, and no person did, as deep as
 * the render has it; else as people have it, with the item it stands inside.
 */
export function listDepths(situation: Situation, verdict: Pick<Verdict, "standings" | "added">): readonly number[] {
  const { theirs, base, origins } = situation;
  const { standings } = verdict;
  const parents = parentsOf(theirs);
  const inRender = depthsInRender(situation, verdict);
  const isRehung = findRehung(situation, parents);
  const depths: number[] = [];
  for (const [at, block] of theirs.entries()) {
    const parent = parents[at] ?? -1;
    const leaves = standings[parent]?.is === "dropped" || standings[parent]?.is === "lifted";
    const isAsRendered = base[origins[at] ?? -1]?.depth === block.depth;
    const below = block.depth - (theirs[parent]?.depth ?? 0);
    // What stood inside something that leaves moves up to where that was.
    const inherited = (depths[parent] ?? 0) + below - (leaves ? 1 : 0);
    const standing = standings[at];
    const rendered = standing?.is === "theirs" ? undefined : inRender[standing?.desired ?? -1];
    const follows =
      rendered !== undefined &&
      ((leaves && isAsRendered) || isRehung(at)) &&
      !(rendered < inherited && wouldCapture(theirs, standings, at, theirs[parent]?.depth ?? 0));
    depths.push(follows ? rendered : inherited);
  }
  return depths;
}

/** Tells of an observed block whether the template alone has it inside another item now. */
function findRehung(
  { theirs, ours, base, origins, versions, change }: Situation,
  parents: readonly number[],
): (at: number) => boolean {
  const inBase = basisOf(base);
  const inRender = parentsOf(ours);
  const desiredOf = (index: number) => {
    const fate = change.fates[index];
    return fate === undefined || fate.is === "removed" ? -1 : fate.desired;
  };
  const originOf = (at: number) => (origins[at] === -1 ? versions.indexOf(at) : (origins[at] ?? -1));
  return (at) => {
    const origin = origins[at] ?? -1;
    const before = inBase[origin] ?? -1;
    const isAsRendered = base[origin]?.depth === theirs[at]?.depth && originOf(parents[at] ?? -1) === before;
    // What the template moved and a person holds in place keeps its depth, too.
    if (!isAsRendered || desiredOf(origin) === -1 || change.fates[origin]?.is === "moved") return false;
    const now = inRender[desiredOf(origin)] ?? -1;
    return before === -1 ? now !== -1 : now === -1 || now !== desiredOf(before);
  };
}

/** For each block of the base the one it stood inside, or -1: the last above that was less deep. */
function basisOf(base: readonly BaseBlock[]): readonly number[] {
  const open: number[] = [];
  return base.map((block, index) => {
    while (open.length > 0 && (base[open.at(-1) ?? 0]?.depth ?? 0) >= block.depth) open.pop();
    open.push(index);
    return open.at(-2) ?? -1;
  });
}

/** Whether a block, moved out of the item it stands in, would take what a person wrote behind it in there along. */
function wouldCapture(theirs: readonly Block[], standings: readonly Standing[], at: number, outer: number): boolean {
  const own = theirs[at]?.depth ?? 0;
  for (let below = at + 1; (theirs[below]?.depth ?? 0) > outer; below++) {
    if (standings[below]?.is === "theirs" && (theirs[below]?.depth ?? 0) <= own) return true;
  }
  return false;
}

/** Depths of the render without the items that a person took out. */
function depthsInRender(
  { ours }: Situation,
  { standings, added }: Pick<Verdict, "standings" | "added">,
): readonly number[] {
  const present = new Set([...standings.map((standing) => standing.desired), ...added]);
  const parents = parentsOf(ours);
  const depths: number[] = [];
  for (const index of ours.keys()) {
    const parent = parents[index] ?? -1;
    const below = (ours[index]?.depth ?? 0) - (ours[parent]?.depth ?? 0);
    depths.push((depths[parent] ?? 0) + (parent === -1 || present.has(parent) ? below : 0));
  }
  return depths;
}
