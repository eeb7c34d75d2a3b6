/** Products of lengths above this are not compared pair by pair. */
const CELLS = 4_000_000;

/** Where one entry of a list stands in another; `at` is -1 when it does not. */
export interface Place {
  readonly at: number;
  /** It stands there out of order: somebody moved it. */
  readonly moved: boolean;
}

/**
 * For every hash of `from`, where it stands in `to`: as many as possible in the same order, then the rest wherever an
 * equal one is left. Where the lists are too long to compare, what is not in place at the ends counts as moved.
 */
export function matchHashes(from: readonly string[], to: readonly string[]): readonly Place[] {
  const inOrder = alignHashes(from, to);
  const taken = new Set(inOrder);
  const left = new Map<string, number[]>();
  for (let at = to.length - 1; at >= 0; at--) {
    const hash = to[at];
    if (hash === undefined || taken.has(at)) continue;
    const places = left.get(hash);
    if (places === undefined) left.set(hash, [at]);
    else places.push(at);
  }
  return inOrder.map((at, index) => {
    if (at !== -1) return { at, moved: false };
    const elsewhere = left.get(from[index] ?? "")?.pop() ?? -1;
    return { at: elsewhere, moved: elsewhere !== -1 };
  });
}

/** Longest common subsequence; equal ends are cut off first. */
function alignHashes(from: readonly string[], to: readonly string[]): readonly number[] {
  const matched = from.map(() => -1);
  let start = 0;
  while (start < from.length && start < to.length && from[start] === to[start]) {
    matched[start] = start;
    start++;
  }
  let end = 0;
  const most = Math.min(from.length, to.length) - start;
  while (end < most && from[from.length - 1 - end] === to[to.length - 1 - end]) {
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
  const lengthAt = (i: number, j: number) => lengths[i * width + j] ?? 0;
  for (let i = from.length - 1; i >= 0; i--) {
    for (let j = to.length - 1; j >= 0; j--) {
      const same = from[i] === to[j];
      lengths[i * width + j] = same ? lengthAt(i + 1, j + 1) + 1 : Math.max(lengthAt(i + 1, j), lengthAt(i, j + 1));
    }
  }
  const pairs: [number, number][] = [];
  let i = 0;
  let j = 0;
  while (i < from.length && j < to.length) {
    if (from[i] === to[j]) pairs.push([i++, j++]);
    else if (lengthAt(i + 1, j) >= lengthAt(i, j + 1)) i++;
    else j++;
  }
  return pairs;
}
