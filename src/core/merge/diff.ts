/**
 * Step 1 of the merge: what each side did to the base. Takes the blocks of base, theirs and ours; gives a `BodyDiff`,
 * which says of every block of the base where it is in theirs and in ours, or what was made of it there. Changes
 * nothing, and takes nobody's side.
 */
import type { Block } from "../markdown/block.ts";
import { pairRewordings } from "../markdown/resemblance.ts";
import type { BaseBlock } from "../marker/marker-state.ts";
import { alignLists } from "../text/align-lists.ts";
import type { IndexPair } from "../text/align-lists.ts";

export interface BodyDiff {
  readonly base: readonly BaseBlock[];
  readonly theirs: readonly Block[];
  readonly ours: readonly Block[];
  /** For each block of the base: where it is in `theirs`. */
  readonly inTheirs: readonly Place[];
  /** For each block of `theirs`: which block of the base it is, or -1. */
  readonly baseIndexes: readonly number[];
  /** For each block of the base that is gone from `theirs`: the index of what a person made of it, or -1. */
  readonly rewordings: readonly number[];
  /** For each block of the base: what the template did to it. */
  readonly inOurs: readonly TemplateEdit[];
  /** Indexes of the blocks of `ours` that the template added. */
  readonly added: readonly number[];
  /** For each block of the base that is gone from `ours`: how many of `ours` stand before the place it had. */
  readonly formerSites: readonly number[];
}

/** Where a block of the base is in another text; `at` is -1 when it is not there. */
export interface Place {
  readonly at: number;
  /** It is there out of order: somebody moved it. */
  readonly moved: boolean;
}

/** What the template did to a block of the base; `ours` is the index of what it is now. */
export type TemplateEdit =
  | { readonly is: "same" | "moved" | "reworded"; readonly ours: number }
  | { readonly is: "removed" };

/** Lists whose lengths have a larger product than this are not compared entry by entry. */
const MOST_PAIRS = 4_000_000;

/**
 * Where each block of the base is in another text: as many as possible in the same order, then the rest wherever an
 * equal one is left. In lists too long to compare, what is not in place at the ends counts as moved.
 */
export function findBase(base: readonly BaseBlock[], blocks: readonly Block[]): readonly Place[] {
  const [from, to] = [base.map((block) => block.hash), blocks.map((block) => block.hash)];
  const inOrder = new Map(alignLists(from, to, (a, b) => a * b > MOST_PAIRS));
  const taken = new Set(inOrder.values());
  const left = new Map<string, number[]>();
  for (let at = to.length - 1; at >= 0; at--) {
    const hash = to[at];
    if (hash === undefined || taken.has(at)) continue;
    const places = left.get(hash);
    if (places === undefined) left.set(hash, [at]);
    else places.push(at);
  }
  return from.map((hash, index) => {
    const at = inOrder.get(index);
    if (at !== undefined) return { at, moved: false };
    const elsewhere = left.get(hash)?.pop() ?? -1;
    return { at: elsewhere, moved: elsewhere !== -1 };
  });
}

/** The whole comparison. `inTheirs` is what `findBase` gives for `theirs`. */
export function diffBody(sides: Pick<BodyDiff, "base" | "theirs" | "ours" | "inTheirs">): BodyDiff {
  const { base, theirs, ours, inTheirs } = sides;
  const baseIndexes = theirs.map(() => -1);
  for (const [index, { at }] of inTheirs.entries()) if (at !== -1) baseIndexes[at] = index;
  // The base has no words, only hashes. Those that the template left out may still be read in the person's text, and
  // those that the person left out in the render: so one side's rewordings are guessed first, by their number alone.
  const guesses = findRewordings(theirs, inTheirs, () => null);
  const template = diffTemplate(base, ours, (index) => {
    return theirs[inTheirs[index]?.at ?? -1] ?? theirs[guesses[index] ?? -1] ?? null;
  });
  const rewordings = findRewordings(theirs, inTheirs, (index) => {
    const edit = template.inOurs[index];
    return edit === undefined || edit.is === "removed" ? null : (ours[edit.ours] ?? null);
  });
  return { ...sides, baseIndexes, rewordings, ...template };
}

/** What stands between two anchors, which are blocks that both texts have in the same order, or their ends. */
interface Hunk {
  /** The hunk in the base: from this block to the one before `end`. */
  readonly start: number;
  readonly end: number;
  /** How many blocks of the other text stand before it. */
  readonly from: number;
  /** Blocks of the base in it that the other text has nowhere. */
  readonly gone: readonly number[];
  /** Blocks of the other text in it that the base has nowhere. */
  readonly fresh: readonly number[];
}

function listHunks(places: readonly Place[], length: number): readonly Hunk[] {
  const known = new Set(places.map((place) => place.at));
  const hunks: Hunk[] = [];
  let [start, from] = [0, 0];
  for (let end = 0; end <= places.length; end++) {
    const anchor = places[end] ?? { at: length, moved: false };
    if (anchor.at === -1 || anchor.moved) continue;
    const gone = range(start, end).filter((index) => places[index]?.at === -1);
    const fresh = range(from, anchor.at).filter((at) => !known.has(at));
    hunks.push({ start, end, from, gone, fresh });
    [start, from] = [end + 1, anchor.at + 1];
  }
  return hunks;
}

/**
 * What a person made of the blocks of the base that are no longer there, or -1 where that cannot be told and a block
 * counts as taken out. As many fresh as gone in one hunk are rewordings in their order; else words tell, where `wordsOf`
 * knows those of what is gone.
 */
function findRewordings(
  theirs: readonly Block[],
  inTheirs: readonly Place[],
  wordsOf: (index: number) => Block | null,
): readonly number[] {
  const rewordings = inTheirs.map(() => -1);
  for (const { gone, fresh } of listHunks(inTheirs, theirs.length)) {
    const old = gone.map(wordsOf);
    const now = fresh.map((at) => theirs[at] ?? null);
    const isInOrder =
      old.length === now.length && old.every((block, at) => block === null || block.kind === now[at]?.kind);
    const pairs = isInOrder ? old.map((_, at) => [at, at] as const) : pairRewordings(old, now);
    for (const [one, other] of pairs) rewordings[gone[one] ?? -1] = fresh[other] ?? -1;
  }
  return rewordings;
}

/**
 * What the template changed. `wordsOf` gives the words of a block of the base where a person's text still shows them:
 * by these a rewording is told from a removal beside an addition.
 */
function diffTemplate(
  base: readonly BaseBlock[],
  ours: readonly Block[],
  wordsOf: (index: number) => Block | null,
): Pick<BodyDiff, "inOurs" | "added" | "formerSites"> {
  const places = findBase(base, ours);
  const inOurs = places.map(({ at, moved }): TemplateEdit => {
    return at === -1 ? { is: "removed" } : { is: moved ? "moved" : "same", ours: at };
  });
  const added: number[] = [];
  const formerSites = base.map(() => 0);
  for (const hunk of listHunks(places, ours.length)) {
    const pairs = pairInHunk(hunk, { base, ours, wordsOf });
    formerSites.fill(hunk.from, hunk.start, hunk.end);
    for (const [index, at] of pairs) {
      inOurs[index] = { is: "reworded", ours: at };
      formerSites.fill(at + 1, index + 1, hunk.end);
    }
    const paired = new Set(pairs.map(([, at]) => at));
    added.push(...hunk.fresh.filter((at) => !paired.has(at)));
  }
  return { inOurs, added, formerSites };
}

interface TemplateSides {
  readonly base: readonly BaseBlock[];
  readonly ours: readonly Block[];
  readonly wordsOf: (index: number) => Block | null;
}

/**
 * The template's rewordings in one hunk, never crossing, from the base to `ours`: first by words; then, between those,
 * as many gone as fresh are pairs in their order, if kind and depth agree.
 */
function pairInHunk({ gone, fresh }: Hunk, { base, ours, wordsOf }: TemplateSides): readonly IndexPair[] {
  const old = gone.map(wordsOf);
  const now = fresh.map((at) => ours[at] ?? null);
  const agree = (one: number, other: number) => {
    const isSameKind = old[one] === null || old[one]?.kind === now[other]?.kind;
    return isSameKind && base[gone[one] ?? -1]?.depth === now[other]?.depth;
  };
  const pairs: IndexPair[] = [];
  let [i, j] = [0, 0];
  for (const [nextOld, nextNow] of [...pairRewordings(old, now), [gone.length, fresh.length] as const]) {
    const between = range(0, nextOld - i);
    if (nextOld - i === nextNow - j && between.every((step) => agree(i + step, j + step))) {
      for (const step of between) pairs.push([gone[i + step] ?? -1, fresh[j + step] ?? -1]);
    }
    if (nextOld < gone.length) pairs.push([gone[nextOld] ?? -1, fresh[nextNow] ?? -1]);
    [i, j] = [nextOld + 1, nextNow + 1];
  }
  return pairs;
}

function range(from: number, to: number): readonly number[] {
  return Array.from({ length: Math.max(0, to - from) }, (_, index) => from + index);
}
