import type { z } from "zod";
import { suggest } from "../../diagnostics/suggest.ts";
import type { Code } from "./codes.ts";
import type { Fault, Finding, Path } from "./finding.ts";
import { describeValue, makeShowable, quote } from "./quoting.ts";

type Issue = z.core.$ZodIssue;

/** A finding, and the path of what has to go for the rest to be usable. */
export interface Translated {
  readonly finding: Finding;
  readonly bad: Path;
}

/** Sentences for one of zod's issues. `field-types.ts` made its message: what is expected, or the keys a mapping may have. */
export function translateIssue(issue: Issue, base: Path, data: unknown): readonly Translated[] {
  const path = [...base, ...issue.path.map((part) => (typeof part === "number" ? part : String(part)))];
  switch (issue.code) {
    case "unrecognized_keys":
      return issue.keys.map((key) => translate([...path, key], unknownKey(key, path, issue.message.split(" ")), true));
    case "invalid_union":
      return translateUnion(issue, path, data);
    case "invalid_key":
      return issue.issues.flatMap((inner) =>
        inner.code === "custom" ? [translate(path, readFault(inner), true)] : [],
      );
    case "custom":
      return [translate(path, readFault(issue), false)];
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
): readonly Translated[] {
  const fitting = issue.errors.find(
    (option) => !option.some((inner) => inner.path.length === 0 && inner.code === "invalid_type"),
  );
  if (fitting !== undefined) return fitting.flatMap((inner) => translateIssue(inner, path, data));
  return [translate(path, wrongType(path, issue.message, valueAt(data, path)), false)];
}

/** What `field-types.ts` put into a custom issue. */
function readFault(issue: Extract<Issue, { code: "custom" }>): Fault {
  const params = issue.params as { readonly code: Code; readonly remedy: string };
  return { code: params.code, message: issue.message, remedy: params.remedy };
}

function wrongType(path: Path, expected: string, found: unknown): Fault {
  const name = path.length === 0 ? "the file" : `\`${shortName(path)}\``;
  if (found === undefined)
    return { code: "missing-key", message: `${name} is missing`, remedy: `Add it: ${expected}.` };
  return {
    code: "wrong-type",
    message: `${name} must be ${expected}, and is ${describeValue(found)}`,
    remedy: remedyFor(expected, found),
  };
}

function remedyFor(expected: string, found: unknown): string {
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

/** Keys people put one level too high. */
const PROGRAMME_KEYS = ["title", "start", "end", "length", "zone", "language"];

function unknownKey(key: string, path: Path, known: readonly string[]): Fault {
  const message = `${quote(key)} is not a key that ${path.length === 0 ? "a cohort file" : `\`${shortName(path)}\``} can have`;
  return { code: "unknown-key", message, remedy: remedyForKey(key, path, known) };
}

function remedyForKey(key: string, path: Path, known: readonly string[]): string {
  if (/token|secret|password/i.test(key))
    return "Take it out and replace it on the forge: tokens come from the environment, never from a file.";
  const near = suggest(key, known);
  if (near !== null) return `Did you mean ${near}?`;
  if (path.length === 0 && PROGRAMME_KEYS.includes(key)) return "It belongs under cohort.";
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
