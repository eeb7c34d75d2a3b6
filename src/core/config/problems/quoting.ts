import { listWords } from "../../text/list-words.ts";

/** What must not reach a terminal or an id: controls, halves of a pair, marks without a width, and marks that turn text around. */
const HIDDEN = /[\p{Cc}\p{Cs}\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]/gu;
const SECRETS: readonly RegExp[] = [
  /(?<=\/\/)[^\s/@]{1,500}(?=@)/g,
  /\b(?:glpat|gldt|glrt|glcbt|ghp|gho|ghu|ghs|ghr|github_pat)[-_][\w.-]+/g,
  // Looked back from where a value starts alone: from each of many blanks it would be the square of them.
  /(?![\s{[])(?<=(?:token|secret|passw(?:or)?d)["']?\s*:\s*)[^\s{[][^,}\]\n]*/gi,
];

/** The same text, the same length, with nothing that acts on a terminal and nothing that looks like a token. */
export function makeShowable(text: string): string {
  let shown = text.replace(HIDDEN, (hidden) => (/[\t\r\n]/.test(hidden) ? hidden : "\ufffd".repeat(hidden.length)));
  for (const secret of SECRETS) shown = shown.replace(secret, (found) => "*".repeat(found.length));
  return shown;
}

/** The same words on one line, safe to show. */
export function makeLine(text: string): string {
  return makeShowable(text).replace(/\s+/g, " ");
}

/** What somebody wrote, in quotation marks, at most forty characters of it, on one line. */
export function quote(text: string): string {
  const line = makeLine(text);
  return `"${line.length > 40 ? `${line.slice(0, 37)}...` : line}"`;
}

/** What a value is, for people: `the number 5`, `a list`, `the text "abc"`. */
export function describeValue(value: unknown): string {
  if (value === null || value === undefined) return "empty";
  if (Array.isArray(value)) return "a list";
  if (typeof value === "object") return "a mapping";
  if (typeof value === "string") return `the text ${quote(value)}`;
  return typeof value === "number" ? `the number ${value}` : `the value ${JSON.stringify(value)}`;
}

/** `ada`, `ada and ben`, `ada, ben and 3 more`. */
export function listNames(names: readonly string[], most = 5): string {
  const shown = names.length > most + 1 ? [...names.slice(0, most), `${names.length - most} more`] : names;
  return listWords(shown);
}

/** The id a title would have: lower case, words joined by `-`, cut at `longest` characters; empty when nothing is left. */
export function slug(title: string, longest: number): string {
  const plain = title.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  const joined = plain.replace(/[^a-z0-9]+/g, "-").replace(/^-+/, "");
  return joined.slice(0, longest).replace(/(?<!-)-+$/, "");
}

/** A name for somebody the file only has an id of: `mary-ann` is Mary Ann. */
export function nameFromId(id: string): string {
  const words = id.split(/[-_.]+/).filter((word) => word !== "");
  return words.map((word) => word.slice(0, 1).toUpperCase() + word.slice(1)).join(" ");
}

/** A title for something the file only has an id of: `weekly-call` is Weekly call. */
export function titleFromId(id: string): string {
  const words = id.split(/[-_.]+/).join(" ");
  return words.slice(0, 1).toUpperCase() + words.slice(1);
}

export function hasHidden(text: string): boolean {
  return text.search(HIDDEN) >= 0;
}
