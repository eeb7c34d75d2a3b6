import type { Review } from "../model/issue.ts";
import { parseDate } from "../model/date.ts";

/**
 * Every field that the marker of an issue can hold: this table is the whole of it, and nothing else knows a letter.
 * A letter and the way its value is written are for ever, because they stand in the bodies of issues that people keep for
 * years: a new field takes a new letter, and none is used again for something else. A value is made of `0-9A-Za-z`.
 */

/** Hashes of the values that were last applied to an issue's fields, see `hashField`; null for never. */
export interface LastApplied {
  readonly title: string | null;
  readonly assignee: string | null;
  readonly due: string | null;
  readonly milestone: string | null;
  readonly confidential: string | null;
  /** Of the cohort's, the kind's and the phase's label together. */
  readonly labels: string | null;
  /** Of the address of what the issue was put under. */
  readonly parent: string | null;
}
export type AppliedField = keyof LastApplied;

/** Issues that one issue remembers: the number under which each was made, by the hash of its key. */
export type Ledger = ReadonlyMap<string, number>;

/** What a marker remembers beside the fields that were applied; null or empty for nothing. */
export interface Remembered {
  /** Why we closed the issue, a `CloseCause`; it goes when we open it again, so an open issue has it from a person who did. */
  readonly closedBy: string | null;
  /** Comments the issue had when we closed it with something to say: with no more than those, it is unsaid. */
  readonly commentsAtClose: number | null;
  /** Hash of the owner's account, where it could not be assigned when last asked, so that idle runs need not ask again. */
  readonly refusedAssignee: string | null;
  /** Hashes of the accounts that were not there when last asked, sorted. */
  readonly missingAccounts: readonly string[];
  /** Numbers of the issues that this one lists or leads. */
  readonly ledger: Ledger;
  /** Id of the last comment whose command was followed, so that none is followed twice. */
  readonly lastCommand: number | null;
  /** The language the issue was made in; null for that of the templates folder itself. */
  readonly language: string | null;
  /** The review, wanted or done, and since when: what was said long ago is not read again. */
  readonly review: Review | null;
  /** Hashes of the blocks that were written when the issue was made and belong to no base since. */
  readonly createOnly: readonly string[];
}

export interface MarkerFields extends Remembered {
  readonly applied: LastApplied;
  /** Letter to value of what this version does not know or cannot read: kept as it is. */
  readonly unread: Readonly<Record<string, string>>;
}

const APPLIED: Readonly<Record<AppliedField, string>> = {
  title: "t",
  assignee: "a",
  due: "d",
  milestone: "m",
  confidential: "c",
  labels: "l",
  parent: "p",
};

/** How one field is written: `format` gives `""` for nothing, `parse` null for what no version up to this one writes. */
interface Field<T> {
  readonly letter: string;
  readonly none: T;
  readonly format: (value: T) => string;
  readonly parse: (text: string) => T | null;
}

const REMEMBERED: { readonly [Name in keyof Remembered]: Field<Remembered[Name]> } = {
  closedBy: { letter: "s", none: null, format: (cause) => cause ?? "", parse: (text) => text },
  commentsAtClose: { letter: "n", none: null, format: (count) => count?.toString() ?? "", parse: parseCount },
  refusedAssignee: { letter: "w", none: null, format: (hash) => hash ?? "", parse: (text) => text },
  missingAccounts: { letter: "u", none: [], format: (hashes) => hashes.join(""), parse: parseHashes },
  ledger: { letter: "k", none: new Map(), format: formatLedger, parse: parseLedger },
  lastCommand: {
    letter: "q",
    none: null,
    format: (id) => id?.toString(36) ?? "",
    parse: (text) => Number.parseInt(text, 36),
  },
  // No language's code has a zero.
  language: {
    letter: "g",
    none: null,
    format: (code) => code?.replaceAll("-", "0") ?? "",
    parse: (text) => text.replaceAll("0", "-"),
  },
  review: { letter: "v", none: null, format: formatReview, parse: parseReview },
  createOnly: { letter: "f", none: [], format: (hashes) => hashes.join(""), parse: parseHashes },
};

const APPLIED_NAMES = Object.keys(APPLIED) as readonly AppliedField[];
const REMEMBERED_NAMES = Object.keys(REMEMBERED) as readonly (keyof Remembered)[];

/** What changes about a marker's fields: those that are named, and no other. */
export type FieldChanges = Partial<Remembered> & { readonly applied?: Partial<LastApplied> };

/** Fields from a marker's letters. */
export function readFields(letters: Readonly<Record<string, string>>): MarkerFields {
  const unread = { ...letters };
  const take = (letter: string): string | null => {
    const text = unread[letter];
    delete unread[letter];
    return text ?? null;
  };
  const applied = Object.fromEntries(APPLIED_NAMES.map((name) => [name, take(APPLIED[name])]));
  const remembered = REMEMBERED_NAMES.map((name) => {
    const { letter, none, parse } = REMEMBERED[name];
    const text = take(letter);
    const value = text === null ? none : parse(text);
    if (text !== null && value === null) unread[letter] = text;
    return [name, value] as const;
  });
  return {
    ...(Object.fromEntries(remembered) as unknown as Remembered),
    applied: applied as unknown as LastApplied,
    unread,
  };
}

/** A marker's letters from its fields. */
export function writeFields(fields: MarkerFields): Readonly<Record<string, string>> {
  const written = [
    ...APPLIED_NAMES.map((name) => [APPLIED[name], fields.applied[name] ?? ""] as const),
    ...REMEMBERED_NAMES.map((name) => [REMEMBERED[name].letter, formatField(name, fields)] as const),
  ];
  return { ...fields.unread, ...Object.fromEntries(written.filter(([, text]) => text !== "")) };
}

/** The fields once those that `changes` names are as it says. */
export function changeFields(fields: MarkerFields, { applied, ...changes }: FieldChanges): MarkerFields {
  const named = [
    ...Object.keys(applied ?? {}).map((name) => APPLIED[name as AppliedField]),
    ...Object.keys(changes).map((name) => REMEMBERED[name as keyof Remembered].letter),
  ];
  return {
    ...fields,
    ...changes,
    applied: { ...fields.applied, ...applied },
    unread: Object.fromEntries(Object.entries(fields.unread).filter(([letter]) => !named.includes(letter))),
  };
}

/** The fields of a marker that is new. */
export const NO_FIELDS: MarkerFields = readFields({});

function formatField<Name extends keyof Remembered>(name: Name, fields: Pick<Remembered, Name>): string {
  return REMEMBERED[name].format(fields[name]);
}

function parseCount(text: string): number | null {
  return /^\d+$/.test(text) ? Number(text) : null;
}

function parseHashes(text: string): readonly string[] {
  return text.match(/.{6}/g) ?? [];
}

/** `w20260612` for wanted since that day, `d20260615` for done. */
function formatReview(review: Review | null): string {
  if (review === null || review.state === "none") return "";
  return `${review.state === "done" ? "d" : "w"}${review.since.replaceAll("-", "")}`;
}

function parseReview(text: string): Review | null {
  const [, state, year = "", month = "", day = ""] = /^([wd])(\d{4})(\d\d)(\d\d)$/.exec(text) ?? [];
  const since = parseDate(`${year}-${month}-${day}`);
  if (state === undefined || since === null) return null;
  return { state: state === "d" ? "done" : "wanted", since };
}

const HASH_LENGTH = 6;
const NUMBER_LENGTH = 5;
const ENTRY = new RegExp(`.{${HASH_LENGTH + NUMBER_LENGTH}}`, "g");

/** A row of entries, a hash and a number in base 36 each, by hash. */
function formatLedger(ledger: Ledger): string {
  return [...ledger]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([hash, number]) => `${hash}${number.toString(36).padStart(NUMBER_LENGTH, "0")}`)
    .join("");
}

/** What is not as we write it is left out. */
function parseLedger(text: string): Ledger {
  const entries = (text.match(ENTRY) ?? []).map(
    (entry) => [entry.slice(0, HASH_LENGTH), Number.parseInt(entry.slice(HASH_LENGTH), 36)] as const,
  );
  return new Map(entries.filter(([, number]) => number > 0));
}
