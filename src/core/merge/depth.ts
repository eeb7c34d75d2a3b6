import type { Block } from "../markdown/block.ts";
import type { Situation, Standing, Verdict } from "./stand.ts";
import type { BaseBlock } from "../marker/marker-state.ts";

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
 * the render has it; else as people have it, with the item it stands inside. What would come to stand over a person's
 * words by that stays as it is.
 */
export function listDepths(situation: Situation, verdict: Pick<Verdict, "standings" | "added">): readonly number[] {
  const parents = parentsOf(situation.theirs);
  const inRender = depthsInRender(situation, verdict);
  const isRehung = findRehung(situation, parents);
  const bound = new Set<number>();
  for (;;) {
    const follows = (at: number, leaves: boolean) => {
      const isAsRendered = situation.base[situation.origins[at] ?? -1]?.depth === situation.theirs[at]?.depth;
      return !bound.has(at) && ((leaves && isAsRendered) || isRehung(at));
    };
    const depths = computeDepths(situation.theirs, verdict.standings, { parents, inRender, follows });
    const captor = findCaptor(situation, verdict, parents, depths);
    const held = [captor.by, captor.at].find((at) => at !== -1 && !bound.has(at));
    if (held === undefined) return depths;
    bound.add(held);
  }
}

interface DepthRules {
  readonly parents: readonly number[];
  readonly inRender: readonly number[];
  /** Whether a block stands as the render has it; it is told whether the item around it leaves. */
  readonly follows: (at: number, leaves: boolean) => boolean;
}

function computeDepths(theirs: readonly Block[], standings: readonly Standing[], rules: DepthRules): readonly number[] {
  const depths: number[] = [];
  for (const [at, block] of theirs.entries()) {
    const parent = rules.parents[at] ?? -1;
    const leaves = isLeaving(standings[parent]);
    // What stood inside something that leaves moves up to where that was.
    const inherited = (depths[parent] ?? 0) + block.depth - (theirs[parent]?.depth ?? 0) - (leaves ? 1 : 0);
    const standing = standings[at];
    const rendered = standing?.is === "theirs" ? undefined : rules.inRender[standing?.desired ?? -1];
    depths.push(rendered !== undefined && rules.follows(at, leaves) ? rendered : inherited);
  }
  return depths;
}

function isLeaving(standing: Standing | undefined): boolean {
  return standing?.is === "dropped" || standing?.is === "lifted";
}

/**
 * The first block that would no longer stand inside what it stood in, if a person's, or inside something that neither
 * people nor the render have around it, if ours; and by which. -1 for none.
 */
function findCaptor(
  situation: Situation,
  { standings, added }: Pick<Verdict, "standings" | "added">,
  parents: readonly number[],
  depths: readonly number[],
): { readonly at: number; readonly by: number } {
  const inRender = parentsOf(situation.ours);
  const coming = new Set([...added, ...standings.flatMap(({ is, desired }) => (is === "lifted" ? [desired] : []))]);
  const isStray = (at: number, above: number) => {
    const standing = standings[at];
    if (standing?.is === "theirs") return !isLeaving(standings[parents[at] ?? -1]);
    for (let around = parents[at] ?? -1; around !== -1; around = parents[around] ?? -1)
      if (around === above) return false;
    const holder = inRender[standing?.desired ?? -1] ?? -1;
    const over = standings[above];
    if (over?.is === "theirs" && over.desired === null) return true;
    return above !== -1 && !coming.has(holder) && over?.desired !== holder;
  };
  const open: number[] = [];
  for (const [at, block] of situation.theirs.entries()) {
    if (isLeaving(standings[at])) continue;
    while (open.length > 0 && (depths[open.at(-1) ?? 0] ?? 0) >= (depths[at] ?? 0)) open.pop();
    const above = open.at(-1) ?? -1;
    const parent = parents[at] ?? -1;
    if (above !== parent && isStray(at, above))
      return { at, by: above > parent ? above : findBreaker(standings, depths, parent, at) };
    if (block.kind === "item") open.push(at);
  }
  return { at: -1, by: -1 };
}

/** What stands between a block and the item it was written in, no deeper than that. */
function findBreaker(standings: readonly Standing[], depths: readonly number[], parent: number, at: number): number {
  for (let between = at - 1; between > parent; between--) {
    if (!isLeaving(standings[between]) && (depths[between] ?? 0) <= (depths[parent] ?? 0)) return between;
  }
  return -1;
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
