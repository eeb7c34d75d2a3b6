/** Compares two texts line by line, for showing: takes the texts, gives the lines that differ. Never throws. */
import { alignLists } from "./align-lists.ts";

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
  const pairs = alignLists(a, b, (aLength, bLength) => aLength + bLength > COMPARED);
  const changes: LineChange[] = [];
  let [i, j] = [0, 0];
  for (const [nextA, nextB] of [...pairs, [a.length, b.length] as const]) {
    for (const text of a.slice(i, nextA)) changes.push({ sign: "-", text });
    for (const text of b.slice(j, nextB)) changes.push({ sign: "+", text });
    [i, j] = [nextA + 1, nextB + 1];
  }
  return changes;
}

function splitLines(text: string): readonly string[] {
  return text === "" ? [] : text.replace(/\r\n?/g, "\n").split("\n");
}
