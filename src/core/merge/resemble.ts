import type { Block } from "../markdown/block.ts";

/** Share of words that makes one text a rewording of another. */
export const ENOUGH = 0.4;
/** Products of lengths above this are not compared. */
const CELLS = 40_000;

/** Pairs of indexes, never crossing, whose blocks are rewordings of each other: the most resemblance in sum. */
export function listResemblances(
  old: readonly (Block | null)[],
  now: readonly (Block | null)[],
): readonly (readonly [number, number])[] {
  if (old.length * now.length > CELLS) return [];
  const [oldWords, nowWords] = [old.map(wordsOf), now.map(wordsOf)];
  const score = (i: number, j: number) => {
    if (old[i]?.kind !== now[j]?.kind) return 0;
    const share = sharedWords(oldWords[i], nowWords[j]);
    return share < ENOUGH ? 0 : share;
  };
  const width = now.length + 1;
  const sums = new Float64Array((old.length + 1) * width);
  const sumAt = (i: number, j: number) => sums[i * width + j] ?? 0;
  for (let i = old.length - 1; i >= 0; i--) {
    for (let j = now.length - 1; j >= 0; j--) {
      sums[i * width + j] = Math.max(
        sumAt(i + 1, j),
        sumAt(i, j + 1),
        score(i, j) > 0 ? score(i, j) + sumAt(i + 1, j + 1) : 0,
      );
    }
  }
  const pairs: [number, number][] = [];
  let [i, j] = [0, 0];
  while (i < old.length && j < now.length) {
    if (sumAt(i, j) === sumAt(i + 1, j)) i++;
    else if (sumAt(i, j) === sumAt(i, j + 1)) j++;
    else pairs.push([i++, j++]);
  }
  return pairs;
}

/** Share of words two blocks have in common, 0 to 1. */
export function resemble(a: Block, b: Block): number {
  return a.kind === b.kind ? sharedWords(wordsOf(a), wordsOf(b)) : 0;
}

function wordsOf(block: Block | null): ReadonlySet<string> {
  if (block === null) return new Set();
  const text = block.normal.slice(block.kind.length + 1);
  // A heading's level is no word of it.
  const words = block.kind === "heading" ? text.slice(2) : text;
  return new Set(words.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []);
}

function sharedWords(one: ReadonlySet<string> = new Set(), other: ReadonlySet<string> = new Set()): number {
  let common = 0;
  for (const word of one) if (other.has(word)) common++;
  return common / Math.max(1, one.size, other.size);
}
