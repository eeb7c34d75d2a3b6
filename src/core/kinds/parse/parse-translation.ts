import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import { suggest } from "../../diagnostics/suggest.ts";
import { readFrontMatter, type FrontMatterSource } from "./front-matter-source.ts";
import type { Kind } from "../model/kind.ts";
import type { TemplateSource } from "../model/template-source.ts";
import { locateProblem, type Problem, type Spot } from "../model/problem.ts";
import type { TranslatedKind } from "../model/translated.ts";

const KEYS = ["kind", "title", "gate"];
const START: Spot = { line: 1, column: 1, length: 3 };

/**
 * Reads the words of one kind in another language: front matter with its name, the title and, where the kind has one,
 * the gate; then the body. Everything else is the kind's own. `text` has `\n` line ends; `overridden` are the keys that
 * the cohort file gives instead, in any language.
 */
export function parseTranslation(
  source: TemplateSource,
  text: string,
  kind: Kind,
  overridden: ReadonlySet<string>,
): { readonly words: TranslatedKind | null; readonly diagnostics: readonly Diagnostic[] } {
  const front = readFrontMatter(text);
  const place = { file: source.file, whole: text, lineOffset: 0, columnOffset: 0, override: null };
  const report = (spot: Spot, problem: Problem) => locateProblem(place, spot, problem);
  if (front === null) return { words: null, diagnostics: [report(START, NO_FRONT_MATTER)] };
  const broken = front.faults.map(({ spot, message }) =>
    report(spot, { code: "broken-front-matter", message, remedy: "Correct the YAML here" }),
  );
  if (broken.length > 0) return { words: null, diagnostics: broken };
  const written = isMapping(front.data) ? front.data : {};
  const diagnostics = listFaults(written, kind).map(({ key, onKey, problem }) =>
    report(front.locate([key], onKey), problem),
  );
  if (diagnostics.length > 0) return { words: null, diagnostics };
  return { words: readWords(source, front, kind, written, overridden), diagnostics: [] };
}

const NO_FRONT_MATTER: Problem = {
  code: "no-front-matter",
  message: "a translation starts with its front matter between two lines of ---",
  remedy: "Begin the file with ---, then kind: and title:, then --- again",
};

function readWords(
  source: TemplateSource,
  front: FrontMatterSource,
  kind: Kind,
  written: Readonly<Record<string, unknown>>,
  overridden: ReadonlySet<string>,
): TranslatedKind {
  const isOwn = (key: string) => typeof written[key] === "string" && !overridden.has(key);
  return {
    title: isOwn("title") ? String(written["title"]).trim() : kind.title,
    titlePosition: front.locate(["title"], false),
    body: front.body,
    bodyLine: front.bodyLine,
    gate: isOwn("gate") ? String(written["gate"]).trim() : kind.gate,
    file: source.file,
  };
}

interface Fault {
  readonly key: string;
  readonly onKey: boolean;
  readonly problem: Problem;
}

function listFaults(written: Readonly<Record<string, unknown>>, kind: Kind): readonly Fault[] {
  const keys = Object.keys(written);
  const unknown = keys.filter((key) => !KEYS.includes(key) || (key === "gate" && kind.gate === null));
  const needed = ["kind", "title", ...(kind.gate === null ? [] : ["gate"])];
  const faults = unknown.map((key) => explainUnknown(key));
  for (const key of needed) {
    const value = written[key];
    const near = `Add ${key}: as the translation of ${kind.name} has it`;
    if (value === undefined) faults.push(faultAt(key, "missing-key", `${key} is missing`, near));
    else if (typeof value !== "string" || value.trim() === "" || /[\r\n]/.test(value.trim()))
      faults.push(faultAt(key, "bad-value", `${key} is one line of text`, "Write it as words, in quotes if need be"));
  }
  if (typeof written["kind"] === "string" && written["kind"] !== kind.name) {
    const message = `the file is called ${kind.name} and the kind ${written["kind"]}`;
    faults.push(faultAt("kind", "wrong-kind-name", message, "Give both the same name; names are not translated"));
  }
  return faults;
}

function explainUnknown(key: string): Fault {
  const near = suggest(key, KEYS);
  const remedy = near === null ? `A translation has ${KEYS.join(", ")} and its text` : `Did you mean ${near}?`;
  return {
    ...faultAt(key, "unknown-key", `${key} is said once for all languages, not in a translation`, remedy),
    onKey: true,
  };
}

function faultAt(key: string, code: string, message: string, remedy: string): Fault {
  return { key, onKey: false, problem: { code, message, remedy } };
}

function isMapping(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
