/** How alike the words of two blocks are: tells a reworded block from another one. Takes blocks; gives a share, 0 to 1. */
import type { Block } from "./block.ts";

/** From this share on, one text is a rewording of the other. */
const ALIKE = 0.4;

/** Products of lengths above this are not compared pair by pair. */
const MOST_PAIRS = 40_000;

/** Whether two blocks are of one kind and have enough words in common to be two wordings of the same. */
export function isRewording(a: Block, b: Block): boolean {
  return a.kind === b.kind && sharedWords(wordsOf(a), wordsOf(b)) >= ALIKE;
}

/**
 * Pairs of indexes, never crossing, whose blocks are rewordings of each other: the most resemblance in sum. Blocks whose
 * words nobody knows are null and resemble nothing. Lists too long to compare give no pairs.
 */
export function pairRewordings(
  old: readonly (Block | null)[],
  now: readonly (Block | null)[],
): readonly (readonly [number, number])[] {
  if (old.length * now.length > MOST_PAIRS) return [];
  const [oldWords, nowWords] = [old.map(wordsOf), now.map(wordsOf)];
  const width = now.length + 1;
  /** At `i * width + j`: the most resemblance that `old` from `i` on and `now` from `j` on can have in sum. */
  const sums = new Float64Array((old.length + 1) * width);
  const sumAt = (i: number, j: number) => sums[i * width + j] ?? 0;
  for (let i = old.length - 1; i >= 0; i--) {
    for (let j = now.length - 1; j >= 0; j--) {
      const share = old[i]?.kind === now[j]?.kind ? sharedWords(oldWords[i], nowWords[j]) : 0;
      const paired = share < ALIKE ? 0 : share + sumAt(i + 1, j + 1);
      sums[i * width + j] = Math.max(sumAt(i + 1, j), sumAt(i, j + 1), paired);
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
