import type { z } from "zod";
import { suggest } from "../../diagnostics/suggest.ts";
import type { Code } from "./codes.ts";
import type { Fault, Finding, Path } from "./finding.ts";
import { describeValue, makeShowable, quote, slug } from "./quoting.ts";

type Issue = z.core.$ZodIssue;

/** A finding, and the path of what has to go for the rest to be usable. */
export interface Translated {
  readonly finding: Finding;
  readonly bad: Path;
}

/** Sections in which each key of the schema may stand: `""` for the top level of the file. */
export type KnownPlaces = ReadonlyMap<string, readonly string[]>;

/**
 * Sentences for one of zod's issues. `field-types.ts` made its message: what is expected, or the keys a mapping may have.
 * `places` tells where a key belongs that is unknown where it stands.
 */
export function translateIssue(
  issue: Issue,
  base: Path,
  data: unknown,
  places: KnownPlaces = new Map(),
): readonly Translated[] {
  const path = [...base, ...issue.path.map((part) => (typeof part === "number" ? part : String(part)))];
  switch (issue.code) {
    case "unrecognized_keys":
      return issue.keys.map((key) =>
        translate([...path, key], unknownKey({ key, path, known: issue.message.split(" "), places }), true),
      );
    case "invalid_union":
      return translateUnion(issue, path, data, places);
    case "invalid_key":
      return issue.issues.flatMap((inner) =>
        inner.code === "custom" ? [translate(path, aboutKey(path, readFault(inner)), true)] : [],
      );
    case "custom":
      return [translate(path, aboutPerson(path, valueAt(data, path), readFault(issue)), false)];
    default:
      return [translate(path, wrongType(path, issue.message, valueAt(data, path)), false)];
  }
}

function translate(path: Path, fault: Fault, onKey: boolean): Translated {
  return { finding: { ...fault, at: [path], onKey }, bad: path };
}

/** Of a union, the option meant is the one whose outermost shape fits. */
function translateUnion(
  issue: Extract<Issue, { code: "invalid_union" }>,
  path: Path,
  data: unknown,
  places: KnownPlaces,
): readonly Translated[] {
  const fitting = issue.errors.find(
    (option) => !option.some((inner) => inner.path.length === 0 && inner.code === "invalid_type"),
  );
  if (fitting !== undefined) return fitting.flatMap((inner) => translateIssue(inner, path, data, places));
  return [translate(path, wrongType(path, issue.message, valueAt(data, path)), false)];
}

/** What `field-types.ts` put into a custom issue. */
function readFault(issue: Extract<Issue, { code: "custom" }>): Fault {
  const params = issue.params as { readonly code: Code; readonly remedy: string };
  return { code: params.code, message: issue.message, remedy: params.remedy };
}

/** A name in place of an id, as the key of somebody. */
function aboutKey(path: Path, fault: Fault): Fault {
  const name = String(path.at(-1) ?? "");
  const id = slug(name, 50);
  const isPerson = path.length === 2 && (path[0] === "interns" || path[0] === "people");
  if (fault.code !== "bad-id" || !isPerson || id === "" || name.startsWith("@")) return fault;
  return {
    ...fault,
    remedy: `Write ${id}: { name: ${makeShowable(name).slice(0, 40)}, … }; an id is usually the person's account name.`,
  };
}

/** Keys that name one person, and the key for a second one. */
const SECOND: Readonly<Record<string, string | null>> = {
  mentor: "co_mentor",
  co_mentor: null,
  remote_mentor: null,
  manager: null,
  buddy: null,
  coordinator: null,
  backup: null,
};

/** Two names where one is meant, an account with its @, or a word for nobody yet. */
function aboutPerson(path: Path, found: unknown, fault: Fault): Fault {
  const key = String(path.at(-1) ?? "");
  if (!(key in SECOND) || typeof found !== "string") return fault;
  if (found.startsWith("@")) return { ...fault, remedy: `Write ${slug(found.slice(1), 50) || "ada"}, without the @.` };
  if (/^(?:tb[acd]|none|nobody|n\/?a|unknown|open|\?+|-+)$/i.test(found))
    return { ...fault, remedy: `Leave ${key} out until somebody is found: the coordinator's checklist asks for it.` };
  return / (?:and|or) |[,&/+]/.test(found.slice(0, 200)) ? { ...fault, remedy: onePerson(key) } : fault;
}

function onePerson(key: string): string {
  const second = SECOND[key] ?? null;
  return second === null ? "Name one person here." : `Name one person here; a second ${key} goes into ${second}.`;
}

function wrongType(path: Path, expected: string, found: unknown): Fault {
  const name = path.length === 0 ? "the file" : `\`${shortName(path)}\``;
  if (found === undefined)
    return { code: "missing-key", message: `${name} is missing`, remedy: `Add it: ${expected}.` };
  return {
    code: "wrong-type",
    message: `${name} must be ${expected}, and is ${describeValue(found)}`,
    remedy: remedyFor(path, expected, found),
  };
}

function remedyFor(path: Path, expected: string, found: unknown): string {
  const key = String(path.at(-1) ?? "");
  if (key in SECOND && Array.isArray(found)) return onePerson(key);
  // `id: 0123` would be put into quotation marks as what YAML made of it, which is another id.
  if (typeof found === "number" && /\bid\b|account/.test(expected))
    return "Put it in quotation marks, with the characters as they are in the file.";
  if (expected.startsWith("a list") && typeof found === "string")
    return `Write it as a list: [${makeShowable(found).slice(0, 40)}].`;
  if (expected.startsWith("a text") && typeof found !== "object")
    return `Put it in quotation marks: "${JSON.stringify(found)}".`;
  return `Write ${expected}.`;
}

/** The last word of a path, and the one before a number. */
function shortName(path: Path): string {
  const last = path.at(-1);
  return typeof last === "number" ? `${path.at(-2) ?? ""}[${last}]` : makeShowable(last ?? "");
}

interface UnknownKey {
  readonly key: string;
  readonly path: Path;
  readonly known: readonly string[];
  readonly places: KnownPlaces;
}

function unknownKey(unknown: UnknownKey): Fault {
  const { key, path } = unknown;
  const message = `${quote(key)} is not a key that ${path.length === 0 ? "a cohort file" : `\`${shortName(path)}\``} can have`;
  return { code: "unknown-key", message, remedy: remedyForKey(unknown) };
}

function remedyForKey({ key, path, known, places }: UnknownKey): string {
  if (/token|secret|password/i.test(key))
    return "Take it out and replace it on the forge: tokens come from the environment, never from a file.";
  const near = suggest(key, known);
  if (near !== null) return `Did you mean ${near}?`;
  const elsewhere = places.get(key) ?? [];
  if (elsewhere.includes("")) return `\`${key}\` goes at the top level of the file.`;
  if (path.length === 0 && elsewhere.includes("cohort")) return "It belongs under cohort.";
  if (elsewhere.length > 0) return `\`${key}\` goes under ${elsewhere.join(" or ")}.`;
  return `Known here: ${[...known].sort().join(", ")}.`;
}

export function valueAt(data: unknown, path: Path): unknown {
  let value = data;
  for (const part of path) {
    if (typeof value !== "object" || value === null) return undefined;
    value = (value as Readonly<Record<string | number, unknown>>)[part];
  }
  return value;
}
