/** Marker code of the state we last gave an issue: only what we closed and a person reopened has a differing one. */
export const STATE_CODE = "s";

/** Marker code of how many comments an issue had when we closed it with something to say: with no more than those it is unsaid. */
export const SAID_CODE = "n";

/** Marker code of an owner's account that could not be assigned when last asked, so that idle runs need not ask again. */
export const WANTED_CODE = "w";

/** Marker code of accounts that were not there when last asked. */
export const MISSING_CODE = "u";

/** Marker code of what an issue was put under. */
export const PARENT_CODE = "p";

/** Marker code of the issues one remembers: which keys were made, under which numbers. */
export const LEDGER_CODE = "k";

/** Marker code of the labels that were put last. */
export const LABELS_CODE = "l";

/** Marker code of the last comment whose command was followed, so that none is followed twice. */
export const COMMANDS_CODE = "q";

/** Marker code of the language an issue was made in; a marker without it is in that of the templates folder itself. */
export const LANGUAGE_CODE = "g";

/** Marker code of the review: wanted or done, and since when, because what was said long ago is not read again. */
export const REVIEW_CODE = "v";

/** Marker code of what a text told once, when the issue was made: the hashes of its blocks in a row. */
export const TOLD_CODE = "f";

export type StampField = "title" | "assignee" | "due" | "milestone" | "confidential" | "labels";

/** The one letter each field has in the marker. */
export const FIELD_CODES: Readonly<Record<StampField, string>> = {
  title: "t",
  assignee: "a",
  due: "d",
  milestone: "m",
  confidential: "c",
  labels: LABELS_CODE,
};
