/** Products of lengths above this are not compared pair by pair. */
const CELLS = 4_000_000;

/**
 * Longest common subsequence of two lists of hashes: for every entry of `from`, the index in `to` it stands at, or
 * -1. Equal ends are cut off first. Where the middle is too long to compare, nothing in it matches, which leaves it
 * to people.
 */
export function alignHashes(from: readonly string[], to: readonly string[]): readonly number[] {
  const matched = from.map(() => -1);
  let start = 0;
  while (start < from.length && start < to.length && from[start] === to[start]) {
    matched[start] = start;
    start++;
  }
  let end = 0;
  while (
    end < from.length - start &&
    end < to.length - start &&
    from[from.length - 1 - end] === to[to.length - 1 - end]
  ) {
    matched[from.length - 1 - end] = to.length - 1 - end;
    end++;
  }
  const middle = alignMiddle(from.slice(start, from.length - end), to.slice(start, to.length - end));
  for (const [index, at] of middle) matched[start + index] = start + at;
  return matched;
}

function alignMiddle(from: readonly string[], to: readonly string[]): readonly (readonly [number, number])[] {
  if (from.length === 0 || to.length === 0 || from.length * to.length > CELLS) return [];
  const width = to.length + 1;
  const lengths = new Uint32Array((from.length + 1) * width);
  for (let i = from.length - 1; i >= 0; i--) {
    for (let j = to.length - 1; j >= 0; j--) {
      const below = lengths[(i + 1) * width + j] ?? 0;
      const right = lengths[i * width + j + 1] ?? 0;
      lengths[i * width + j] = from[i] === to[j] ? (lengths[(i + 1) * width + j + 1] ?? 0) + 1 : Math.max(below, right);
    }
  }
  const pairs: [number, number][] = [];
  let i = 0;
  let j = 0;
  while (i < from.length && j < to.length) {
    if (from[i] === to[j]) pairs.push([i++, j++]);
    else if ((lengths[(i + 1) * width + j] ?? 0) >= (lengths[i * width + j + 1] ?? 0)) i++;
    else j++;
  }
  return pairs;
}
