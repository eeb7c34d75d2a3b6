import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import { suggest } from "../../diagnostics/suggest.ts";
import { readFrontMatter } from "./front-matter-source.ts";
import type { TemplateSource } from "../model/template-source.ts";
import { PHRASES, type Phrase, type Phrases } from "../model/phrases.ts";
import { locateProblem, type Problem } from "../model/problem.ts";

const NAMES = Object.keys(PHRASES) as readonly Phrase[];

/** Reads the `words.yaml` of a translation: what the program itself says, in that language. */
export function parsePhrases(
  source: TemplateSource,
  text: string,
): { readonly phrases: Phrases; readonly diagnostics: readonly Diagnostic[] } {
  const fenced = readFrontMatter(`---\n${text.endsWith("\n") ? text : `${text}\n`}---\n`);
  // The fence that makes it front matter is a line that the file does not have.
  const place = { file: source.file, whole: text, lineOffset: -1, columnOffset: 0, override: null };
  const start = { line: 2, column: 1, length: 1 };
  const broken = { code: "broken-front-matter", remedy: "Write name: words, one a line" };
  if (fenced === null)
    return { phrases: {}, diagnostics: [locateProblem(place, start, { ...broken, message: "this is not YAML" })] };
  const faults = fenced.faults.map(({ spot, message }) => locateProblem(place, spot, { ...broken, message }));
  if (faults.length > 0) return { phrases: {}, diagnostics: faults };
  const written = Object.entries((fenced.data ?? {}) as Readonly<Record<string, unknown>>);
  const phrases: Partial<Record<Phrase, string>> = {};
  const diagnostics: Diagnostic[] = [];
  for (const [name, value] of written) {
    const problem = checkPhrase(name, value);
    if (problem === null) phrases[name as Phrase] = String(value);
    else diagnostics.push(locateProblem(place, fenced.locate([name], true), problem));
  }
  return { phrases, diagnostics };
}

function checkPhrase(name: string, value: unknown): Problem | null {
  const phrase = NAMES.find((one) => one === name);
  if (phrase === undefined) {
    const near = suggest(name, NAMES);
    const remedy = near === null ? `There are ${NAMES.join(", ")}` : `Did you mean ${near}?`;
    return { code: "unknown-key", message: `there is no phrase ${name}`, remedy };
  }
  const wanted = listValues(PHRASES[phrase]);
  const needs = wanted.length === 0 ? "" : `, with ${wanted.join(" and ")}`;
  const remedy = `Write what stands for "${PHRASES[phrase]}"${needs}`;
  if (typeof value !== "string" || value.trim() === "" || /[\r\n]/.test(value))
    return { code: "bad-value", message: `${name} is one line of text`, remedy };
  const found = listValues(value);
  if (found.join(" ") === wanted.join(" ")) return null;
  return { code: "bad-value", message: `${name} does not have the same values as in English`, remedy };
}

/** `{day}` and the like, each once, sorted. */
function listValues(phrase: string): readonly string[] {
  return [...new Set(phrase.match(/\{\w*\}/g) ?? [])].sort();
}
