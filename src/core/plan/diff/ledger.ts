import type { Ledger } from "../../marker/fields.ts";
import { hashField } from "../../text/hash.ts";
import type { Find } from "../model/issue-diff.ts";
import type { Match } from "../model/match.ts";

/** A marker has 7,000 characters for everything; what is newest is most likely to be missed. */
const MOST = 300;

/** What a marker remembers once these keys are there; nothing it remembers is forgotten for being gone. */
export function extendLedger(before: Ledger, keys: readonly string[], find: Find): Ledger {
  const entries = new Map(before);
  for (const key of keys) {
    const address = find(key);
    if (address !== null && address !== "coming") entries.set(hashField(key), address.number);
  }
  return new Map([...entries].sort(([, a], [, b]) => b - a).slice(0, MOST));
}

export function isSameLedger(a: Ledger, b: Ledger): boolean {
  return a.size === b.size && [...a].every(([hash, number]) => b.get(hash) === number);
}

/** Everything any of our issues remembers, by hashed key. */
export function gatherLedgers(matches: Iterable<Match>): Ledger {
  return new Map([...matches].flatMap(({ body }) => [...(body.marker?.ledger ?? [])]));
}
