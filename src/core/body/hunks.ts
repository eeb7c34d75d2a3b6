import { alignHashes } from "./align.ts";
import type { Block } from "./blocks.ts";
import type { BaseBlock } from "./marker.ts";

/** What the template did to one block of the base. */
export type Fate =
  | { readonly is: "kept"; readonly desired: number }
  | { readonly is: "replaced"; readonly desired: number }
  | { readonly is: "removed" };

export interface TemplateChange {
  /** For every block of the base. */
  readonly fates: readonly Fate[];
  /** Indexes of desired blocks that answer to no block of the base. */
  readonly inserted: readonly number[];
}

/**
 * What changed from the base to the new render. The base has no words, only hashes; where a person left a block as it
 * was, `wordsOf` gives its words, by which a rewording is told from a removal next to an addition.
 */
export function readTemplateChange(
  base: readonly BaseBlock[],
  desired: readonly Block[],
  wordsOf: (index: number) => Block | null,
): TemplateChange {
  const matched = alignHashes(
    base.map((block) => block.hash),
    desired.map((block) => block.hash),
  );
  const fates: Fate[] = matched.map((at) => (at === -1 ? { is: "removed" } : { is: "kept", desired: at }));
  const inserted: number[] = [];
  let fromBase = 0;
  let fromDesired = 0;
  for (let index = 0; index <= base.length; index++) {
    const at = index === base.length ? desired.length : (matched[index] ?? -1);
    if (at === -1) continue;
    const removed = range(fromBase, index);
    const added = range(fromDesired, at);
    const pairs = pairUp(removed, added, desired, wordsOf);
    for (const [one, other] of pairs) fates[one] = { is: "replaced", desired: other };
    inserted.push(...added.filter((candidate) => !pairs.some(([, other]) => other === candidate)));
    fromBase = index + 1;
    fromDesired = at + 1;
  }
  return { fates, inserted };
}

/** Equal numbers pair in order, unless words say otherwise; else only what resembles pairs, in order. */
function pairUp(
  removed: readonly number[],
  added: readonly number[],
  desired: readonly Block[],
  wordsOf: (index: number) => Block | null,
): readonly (readonly [number, number])[] {
  if (removed.length === added.length) {
    return removed.flatMap((index, at) => {
      const old = wordsOf(index);
      const fresh = desired[added[at] ?? -1];
      return fresh === undefined || (old !== null && old.kind !== fresh.kind)
        ? []
        : [[index, added[at] ?? -1] as const];
    });
  }
  const pairs: (readonly [number, number])[] = [];
  let from = 0;
  for (const index of removed) {
    const old = wordsOf(index);
    if (old === null) continue;
    const candidates = added
      .slice(from)
      .map((at, offset) => ({ at, offset, score: resemble(old, desired[at] as Block) }));
    const best = candidates.sort((a, b) => b.score - a.score || a.offset - b.offset)[0];
    if (best === undefined || best.score < 0.4) continue;
    pairs.push([index, best.at]);
    from += best.offset + 1;
  }
  return pairs;
}

/** Share of words two blocks of one kind have in common, 0 to 1. */
function resemble(a: Block, b: Block): number {
  if (a.kind !== b.kind) return 0;
  const words = (block: Block) => new Set(block.normal.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []);
  const [one, other] = [words(a), words(b)];
  const common = [...one].filter((word) => other.has(word)).length;
  return common / Math.max(1, one.size, other.size);
}

function range(from: number, to: number): readonly number[] {
  return Array.from({ length: Math.max(0, to - from) }, (_, index) => from + index);
}
