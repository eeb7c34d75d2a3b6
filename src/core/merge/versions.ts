import type { Place } from "./align.ts";
import type { Block } from "../markdown/block.ts";
import { listResemblances } from "./resemble.ts";

/**
 * What a person made of the blocks of the base that are no longer there: for each the index of what stands in its
 * spot, or -1 where that cannot be told and it counts as taken out. As many written as missing in one spot are
 * versions in their order; else words tell, where `wordsOf` knows the missing block's.
 */
export function listVersions(
  theirs: readonly Block[],
  places: readonly Place[],
  wordsOf: (index: number) => Block | null,
): readonly number[] {
  const versions = places.map(() => -1);
  const known = new Set(places.map((place) => place.at));
  let missing: number[] = [];
  let from = 0;
  for (let index = 0; index <= places.length; index++) {
    const place = places[index] ?? { at: theirs.length, moved: false };
    if (place.at === -1) missing.push(index);
    if (place.at === -1 || place.moved) continue;
    const written = listBetween(from, place.at).filter((at) => !known.has(at));
    for (const [one, other] of pairVersions(missing, written, theirs, wordsOf)) versions[one] = other;
    missing = [];
    from = place.at + 1;
  }
  return versions;
}

function pairVersions(
  missing: readonly number[],
  written: readonly number[],
  theirs: readonly Block[],
  wordsOf: (index: number) => Block | null,
): readonly (readonly [number, number])[] {
  const old = missing.map(wordsOf);
  const now = written.map((at) => theirs[at] ?? null);
  const isInOrder =
    old.length === now.length && old.every((block, at) => block === null || block.kind === now[at]?.kind);
  const pairs = isInOrder ? old.map((_, at) => [at, at] as const) : listResemblances(old, now);
  return pairs.map(([one, other]) => [missing[one] ?? -1, written[other] ?? -1]);
}

function listBetween(from: number, to: number): readonly number[] {
  return Array.from({ length: Math.max(0, to - from) }, (_, index) => from + index);
}
