import { matchHashes } from "./align.ts";
import { listBlocks, parseBlocks, setBox } from "../markdown/blocks.ts";
import type { Block } from "../markdown/block.ts";
import { readTemplateChange } from "./hunks.ts";
import { settle } from "./settle.ts";
import { decideStandings, isStated, wantedSign } from "./stand.ts";
import type { Conflict, Situation } from "./stand.ts";
import type { BaseBlock } from "../marker/marker-state.ts";
import { toBase } from "../marker/create-only.ts";
import { listVersions } from "./versions.ts";

export type { Conflict } from "./stand.ts";

export interface Merge {
  readonly text: string;
  /** Whether `text` differs from what was observed. */
  readonly changed: boolean;
  readonly conflicts: readonly Conflict[];
  /** Blocks of the base that a person reworded or took out. */
  readonly held: number;
  /** What goes into the marker: the new render, whether or not all of it was taken. So a conflict is told once. */
  readonly base: readonly BaseBlock[];
}

/** The base of a text as rendered. */
export function baseOf(text: string): readonly BaseBlock[] {
  return listBlocks(text).map(toBase);
}

/**
 * Three-way merge by Markdown block. A block that still equals its base, ticks and editors' habits aside, may be
 * replaced or removed as the template did; anything else is a person's and stays, where they put it. A ticked item is
 * a statement: it is never reworded, moved or removed. Without a base nothing is touched. Merging the result again
 * changes nothing.
 */
export function mergeBody(input: {
  readonly base: readonly BaseBlock[] | null;
  readonly observed: string;
  readonly desired: string;
}): Merge {
  const ours = listBlocks(input.desired);
  const newBase = ours.map(toBase);
  const untouched: Merge = { text: input.observed, changed: false, conflicts: [], held: 0, base: newBase };
  if (input.base === null) return untouched;
  const situation = compare(input.base, listBlocks(input.observed), ours);
  const held = situation.places.filter((place) => place.at === -1).length;
  if (isSameBase(input.base, newBase)) return { ...untouched, held };
  const fresh = isPristine(situation) ? renderTicked(situation, input.desired) : null;
  if (fresh !== null) return { ...untouched, text: fresh, changed: fresh !== input.observed };
  if (held === input.base.length && held > 0) {
    return { ...untouched, held, conflicts: [{ before: null, theirs: null, ours: null, because: "rewritten" }] };
  }
  const { text, conflicts } = settle(situation, decideStandings(situation), input.observed);
  return { text, changed: text !== input.observed, conflicts, held, base: newBase };
}

function isSameBase(a: readonly BaseBlock[], b: readonly BaseBlock[]): boolean {
  const write = (blocks: readonly BaseBlock[]) =>
    blocks.map((block) => `${block.hash}.${block.depth}.${block.ticked}`).join();
  return write(a) === write(b);
}

/** Who is who: the base in the observed text, and in the new render. */
function compare(base: readonly BaseBlock[], theirs: readonly Block[], ours: readonly Block[]): Situation {
  const places = matchHashes(
    base.map((block) => block.hash),
    theirs.map((block) => block.hash),
  );
  const origins = theirs.map(() => -1);
  for (const [index, place] of places.entries()) if (place.at !== -1) origins[place.at] = index;
  const guesses = listVersions(theirs, places, () => null);
  const change = readTemplateChange(
    base,
    ours,
    (index) => theirs[places[index]?.at ?? -1] ?? theirs[guesses[index] ?? -1] ?? null,
  );
  const versions = listVersions(theirs, places, (index) => {
    const fate = change.fates[index];
    return fate === undefined || fate.is === "removed" ? null : (ours[fate.desired] ?? null);
  });
  return { base, theirs, ours, places, origins, versions, change };
}

/** Nobody did anything but tick boxes, and the template left those alone. */
function isPristine(situation: Situation): boolean {
  const { base, theirs, change } = situation;
  if (theirs.length !== base.length) return false;
  return theirs.every((block, at) => {
    const before = base[at];
    if (block.hash !== before?.hash || block.depth !== before.depth) return false;
    return !isStated(situation, at) || change.fates[at]?.is === "kept";
  });
}

/** The render as it is, with people's ticks in it. */
function renderTicked(situation: Situation, desired: string): string {
  const signs = new Map(
    situation.change.fates.flatMap((fate, at) => {
      return fate.is === "kept" || fate.is === "moved"
        ? [[fate.desired, wantedSign(situation, at, fate.desired)] as const]
        : [];
    }),
  );
  let index = -1;
  return parseBlocks(desired)
    .map((block) => {
      if (block.kind !== "blank") index++;
      const sign = block.kind === "blank" ? undefined : signs.get(index);
      return sign === undefined ? block.raw : setBox(block, sign).raw;
    })
    .join("");
}
