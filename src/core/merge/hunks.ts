import { matchHashes } from "./align.ts";
import type { Block } from "../markdown/block.ts";
import { listResemblances } from "./resemble.ts";
import type { BaseBlock } from "../marker/marker-state.ts";

/** What the template did to one block of the base; `desired` is where the render has it now. */
export type Fate =
  | { readonly is: "kept" | "moved" | "replaced"; readonly desired: number }
  | { readonly is: "removed" };

export interface TemplateChange {
  /** For every block of the base. */
  readonly fates: readonly Fate[];
  /** Indexes of desired blocks that answer to no block of the base. */
  readonly added: readonly number[];
  /** For a block of the base that is gone: how many desired blocks stand before the place it had. */
  readonly formerSites: readonly number[];
}

/**
 * What changed from the base to the new render. The base has no words, only hashes; `wordsOf` gives those a person's
 * text still shows, by which a rewording is told from a removal beside an addition. Where words do not tell, as many
 * gone as new in one spot are rewordings in their order.
 */
export function readTemplateChange(
  base: readonly BaseBlock[],
  desired: readonly Block[],
  wordsOf: (index: number) => Block | null,
): TemplateChange {
  const places = matchHashes(
    base.map((block) => block.hash),
    desired.map((block) => block.hash),
  );
  const fates = places.map(({ at, moved }): Fate =>
    at === -1 ? { is: "removed" } : { is: moved ? "moved" : "kept", desired: at },
  );
  const known = new Set(places.map((place) => place.at));
  const added: number[] = [];
  const formerSites = base.map(() => 0);
  let fromBase = 0;
  let fromDesired = 0;
  for (let index = 0; index <= base.length; index++) {
    const place = places[index] ?? { at: desired.length, moved: false };
    if (place.at === -1 || place.moved) continue;
    const gone = range(fromBase, index).filter((candidate) => places[candidate]?.at === -1);
    const fresh = range(fromDesired, place.at).filter((candidate) => !known.has(candidate));
    const pairs = pairUp(gone, fresh, { base, desired, wordsOf });
    formerSites.fill(fromDesired, fromBase, index);
    for (const [one, other] of pairs) {
      fates[one] = { is: "replaced", desired: other };
      formerSites.fill(other + 1, one + 1, index);
    }
    const paired = new Set(pairs.map(([, other]) => other));
    added.push(...fresh.filter((candidate) => !paired.has(candidate)));
    fromBase = index + 1;
    fromDesired = place.at + 1;
  }
  return { fates, added, formerSites };
}

type Pair = readonly [gone: number, fresh: number];

interface Texts {
  readonly base: readonly BaseBlock[];
  readonly desired: readonly Block[];
  readonly wordsOf: (index: number) => Block | null;
}

/** Rewordings of one spot, never crossing: first by words, then in order between those, if kind and depth agree. */
function pairUp(gone: readonly number[], fresh: readonly number[], { base, desired, wordsOf }: Texts): readonly Pair[] {
  const old = gone.map(wordsOf);
  const now = fresh.map((index) => desired[index] ?? null);
  const agree = (at: number, other: number) => {
    const isSameKind = old[at] === null || old[at]?.kind === now[other]?.kind;
    return isSameKind && base[gone[at] ?? -1]?.depth === now[other]?.depth;
  };
  const pairs: Pair[] = [];
  let i = 0;
  let j = 0;
  for (const [nextOld, nextNow] of [...listResemblances(old, now), [gone.length, fresh.length] as const]) {
    const [fromOld, fromNow] = [i, j];
    const between = range(fromOld, nextOld);
    if (nextOld - fromOld === nextNow - fromNow && between.every((at) => agree(at, at - fromOld + fromNow))) {
      for (const at of between) pairs.push([gone[at] ?? -1, fresh[at - fromOld + fromNow] ?? -1]);
    }
    if (nextOld < gone.length) pairs.push([gone[nextOld] ?? -1, fresh[nextNow] ?? -1]);
    i = nextOld + 1;
    j = nextNow + 1;
  }
  return pairs;
}

function range(from: number, to: number): readonly number[] {
  return Array.from({ length: Math.max(0, to - from) }, (_, index) => from + index);
}
