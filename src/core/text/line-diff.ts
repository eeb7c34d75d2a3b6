/** One line of two texts compared. */
export interface LineChange {
  readonly sign: "+" | "-";
  readonly text: string;
}

/** Where two middles are longer than this together, they are shown as replaced whole: comparing them costs the product. */
const COMPARED = 600;

/** The lines that differ, in order; equal ones are left out. */
export function diffLines(before: string, after: string): readonly LineChange[] {
  const a = splitLines(before);
  const b = splitLines(after);
  let start = 0;
  while (start < a.length && start < b.length && a[start] === b[start]) start++;
  let end = 0;
  while (end < a.length - start && end < b.length - start && a.at(-1 - end) === b.at(-1 - end)) end++;
  return diffMiddle(a.slice(start, a.length - end), b.slice(start, b.length - end));
}

function splitLines(text: string): readonly string[] {
  return text === "" ? [] : text.replace(/\r\n?/g, "\n").split("\n");
}

function diffMiddle(a: readonly string[], b: readonly string[]): readonly LineChange[] {
  if (a.length + b.length > COMPARED) return [...a.map(removed), ...b.map(added)];
  const common = countCommon(a, b);
  const changes: LineChange[] = [];
  let i = 0;
  let j = 0;
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && a[i] === b[j]) {
      i++;
      j++;
    } else if (j >= b.length || (i < a.length && at(common, i + 1, j) >= at(common, i, j + 1))) {
      changes.push(removed(a[i] ?? ""));
      i++;
    } else {
      changes.push(added(b[j] ?? ""));
      j++;
    }
  }
  return changes;
}

/** Length of the longest common subsequence of what follows each pair of positions. */
function countCommon(a: readonly string[], b: readonly string[]): readonly (readonly number[])[] {
  const rows: number[][] = Array.from({ length: a.length + 1 }, () => Array<number>(b.length + 1).fill(0));
  for (let i = a.length - 1; i >= 0; i--) {
    for (let j = b.length - 1; j >= 0; j--) {
      const row = rows[i];
      if (row === undefined) continue;
      row[j] = a[i] === b[j] ? at(rows, i + 1, j + 1) + 1 : Math.max(at(rows, i + 1, j), at(rows, i, j + 1));
    }
  }
  return rows;
}

function at(rows: readonly (readonly number[])[], i: number, j: number): number {
  return rows[i]?.[j] ?? 0;
}

function removed(text: string): LineChange {
  return { sign: "-", text };
}

function added(text: string): LineChange {
  return { sign: "+", text };
}
