import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { suggest } from "../diagnostics/suggest.ts";
import type { Kind } from "./model/kind.ts";
import type { Partial, TemplateSource } from "./model/template-source.ts";
import { lintKind } from "./lint/lint-kind.ts";
import { plainLines } from "./parse/parse-kind.ts";
import { parsePhrases } from "./parse/parse-phrases.ts";
import { parseTranslation } from "./parse/parse-translation.ts";
import type { Phrases } from "./model/phrases.ts";
import { readPartials } from "./parse/read-partials.ts";
import type { TranslatedKind, Translation } from "./model/translated.ts";
import { listUnusedPartials } from "./lint/unused-partials.ts";

const FOLDER = /^([a-z]{2,3}(?:-[A-Za-z0-9]+)*)\/(.+)$/;
const WORDS = "words.yaml";

/** The language and the rest of the path of a file of a translation; null for any other. */
export function splitTranslation(path: string): { readonly language: string; readonly path: string } | null {
  const [, language = "", rest = ""] = FOLDER.exec(path) ?? [];
  const isOurs = rest === WORDS || (rest.endsWith(".md.hbs") && (!rest.includes("/") || rest.startsWith("partials/")));
  return isOurs ? { language, path: rest } : null;
}

export interface TranslationInput {
  readonly sources: readonly TemplateSource[];
  /** All that could be read, switched off or not. */
  readonly kinds: readonly Kind[];
  readonly names: ReadonlySet<string>;
  readonly partials: ReadonlyMap<string, Partial>;
  readonly linkNames: readonly string[];
  readonly overriddenOf: (kind: string) => ReadonlySet<string>;
}

/** Every translation beside the templates, by language, each checked like the templates themselves. */
export function readTranslations(input: TranslationInput): {
  readonly translations: ReadonlyMap<string, Translation>;
  readonly diagnostics: readonly Diagnostic[];
} {
  const files = new Map<string, TemplateSource[]>();
  for (const source of input.sources) {
    const split = splitTranslation(source.path);
    if (split === null) continue;
    files.set(split.language, [...(files.get(split.language) ?? []), { ...source, path: split.path }]);
  }
  const translations = new Map<string, Translation>();
  const diagnostics: Diagnostic[] = [];
  for (const [language, sources] of [...files].sort(([a], [b]) => (a < b ? -1 : 1)))
    translations.set(language, readTranslation({ ...input, sources }, diagnostics));
  return { translations, diagnostics };
}

function readTranslation(input: TranslationInput, diagnostics: Diagnostic[]): Translation {
  const { sources } = input;
  const own = readPartials(sources);
  const partials = new Map([...input.partials, ...own]);
  const kinds = new Map<string, TranslatedKind>();
  let phrases: Phrases = {};
  for (const source of sources.filter(({ path }) => !path.includes("/"))) {
    if (source.path === WORDS) {
      const read = parsePhrases(source, plainLines(source.text));
      phrases = read.phrases;
      diagnostics.push(...read.diagnostics);
    } else translateOne({ ...input, partials }, source, kinds, diagnostics);
  }
  const spoken = input.kinds.flatMap((kind) => {
    const words = kinds.get(kind.name);
    return words === undefined ? [] : [{ ...kind, ...words }];
  });
  diagnostics.push(...listUnusedPartials(spoken, input.names, own));
  return { kinds, partials: own, phrases };
}

function translateOne(
  input: TranslationInput,
  source: TemplateSource,
  kinds: Map<string, TranslatedKind>,
  diagnostics: Diagnostic[],
): void {
  const name = source.path.replace(/\.md\.hbs$/, "");
  const kind = input.kinds.find((candidate) => candidate.name === name);
  if (kind === undefined) {
    // A kind that is broken itself has said so.
    if (!input.names.has(name)) diagnostics.push(reportUnknown(source, name, [...input.names]));
    return;
  }
  const whole = plainLines(source.text);
  const overridden = input.overriddenOf(name);
  const { words, diagnostics: found } = parseTranslation(source, whole, kind, overridden);
  diagnostics.push(...found);
  if (words === null) return;
  const { partials, linkNames } = input;
  diagnostics.push(...lintKind({ kind: { ...kind, ...words }, whole, overridden, partials, linkNames }));
  kinds.set(name, words);
}

function reportUnknown(source: TemplateSource, name: string, names: readonly string[]): Diagnostic {
  const near = suggest(name, names);
  return {
    severity: "error",
    code: "unknown-kind",
    message: `there is no kind ${name} to translate`,
    remedy: near === null ? `The kinds are ${[...names].sort().join(", ")}` : `Did you mean ${near}?`,
    file: source.file,
    path: null,
    line: null,
    column: null,
    excerpt: null,
  };
}
