import { hashField } from "../../text/field-hash.ts";
import type { Match } from "../model/match.ts";
import type { Find } from "../model/issue-diff.ts";
import { LEDGER_CODE } from "../../marker/fields.ts";

const HASH_LENGTH = 6;
const NUMBER_LENGTH = 5;
const ENTRY = new RegExp(`.{${HASH_LENGTH + NUMBER_LENGTH}}`, "g");

/** A marker has 7,000 characters for everything; what is newest is most likely to be missed. */
const MOST = 300;

/** Numbers by hashed key, as a marker remembers them; what is not as we write it is left out. */
export function readLedger(text: string | undefined): ReadonlyMap<string, number> {
  const entries = (text?.match(ENTRY) ?? []).map(
    (entry) => [entry.slice(0, HASH_LENGTH), Number.parseInt(entry.slice(HASH_LENGTH), 36)] as const,
  );
  return new Map(entries.filter(([, number]) => number > 0));
}

/** What a marker remembers once these keys are there, `""` for nothing; nothing it remembers is forgotten for being gone. */
export function extendLedger(before: string | undefined, keys: readonly string[], find: Find): string {
  const entries = new Map(readLedger(before));
  for (const key of keys) {
    const address = find(key);
    if (address !== null && address !== "coming") entries.set(hashField(key), address.number);
  }
  const kept = [...entries].sort(([, a], [, b]) => b - a).slice(0, MOST);
  return kept
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([hash, number]) => `${hash}${number.toString(36).padStart(NUMBER_LENGTH, "0")}`)
    .join("");
}

/** Everything any of our issues remembers, by hashed key. */
export function gatherLedgers(matches: Iterable<Match>): ReadonlyMap<string, number> {
  return new Map([...matches].flatMap((match) => [...readLedger(match.body.stamp?.fields[LEDGER_CODE])]));
}
