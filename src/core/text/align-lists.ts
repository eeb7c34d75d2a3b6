/**
 * Compares two lists: the longest sequence of equal entries that both have in the same order. Takes any two lists of
 * strings; gives pairs of indexes. The ends the two share cost nothing; the middle costs the product of its lengths,
 * so the caller says how much of that it will pay.
 */

export type IndexPair = readonly [from: number, to: number];

/**
 * Pairs of indexes of equal entries, in order and never crossing, as many as there can be. Where `isTooLong` says so
 * of the lengths of what is left between the equal ends, nothing of that is paired.
 */
export function alignLists(
  from: readonly string[],
  to: readonly string[],
  isTooLong: (fromLength: number, toLength: number) => boolean,
): readonly IndexPair[] {
  const shorter = Math.min(from.length, to.length);
  let start = 0;
  while (start < shorter && from[start] === to[start]) start++;
  let end = 0;
  while (end < shorter - start && from[from.length - 1 - end] === to[to.length - 1 - end]) end++;
  const [fromEnd, toEnd] = [from.length - end, to.length - end];
  const pairs: IndexPair[] = [];
  for (let index = 0; index < start; index++) pairs.push([index, index]);
  if (start < fromEnd && start < toEnd && !isTooLong(fromEnd - start, toEnd - start)) {
    for (const [i, j] of alignMiddle(from.slice(start, fromEnd), to.slice(start, toEnd)))
      pairs.push([start + i, start + j]);
  }
  for (let index = 0; index < end; index++) pairs.push([fromEnd + index, toEnd + index]);
  return pairs;
}

/** Fills the table of the textbook from its end, then walks it from its start. */
function alignMiddle(from: readonly string[], to: readonly string[]): readonly IndexPair[] {
  const width = to.length + 1;
  /** At `i * width + j`: how many entries `from` from `i` on and `to` from `j` on have in common. */
  const lengths = new Uint32Array((from.length + 1) * width);
  const lengthAt = (i: number, j: number) => lengths[i * width + j] ?? 0;
  for (let i = from.length - 1; i >= 0; i--) {
    for (let j = to.length - 1; j >= 0; j--) {
      const same = from[i] === to[j];
      lengths[i * width + j] = same ? lengthAt(i + 1, j + 1) + 1 : Math.max(lengthAt(i + 1, j), lengthAt(i, j + 1));
    }
  }
  const pairs: IndexPair[] = [];
  let [i, j] = [0, 0];
  while (i < from.length && j < to.length) {
    if (from[i] === to[j]) pairs.push([i++, j++]);
    else if (lengthAt(i + 1, j) >= lengthAt(i, j + 1)) i++;
    else j++;
  }
  return pairs;
}
