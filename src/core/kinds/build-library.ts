import { lintKind } from "./lint/lint-kind.ts";
import { listUnusedPartials } from "./lint/unused-partials.ts";
import type { Cohort } from "../model/cohort.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { suggest } from "../diagnostics/suggest.ts";
import type { Kind } from "./model/kind.ts";
import { parseKind, plainLines } from "./parse/parse-kind.ts";
import { PARTIALS, readPartials } from "./parse/read-partials.ts";
import { readTranslations, splitTranslation } from "./read-translations.ts";
import type { Translation } from "./model/translated.ts";
import type { TemplateSource } from "./model/template-source.ts";
import type { KindLibrary } from "./model/library.ts";

/**
 * Reads every template, applies what the cohort says about kinds, and checks every expression. What the cohort file
 * is to blame for has no file and a path, such as `kinds.retro.opens`: whoever read that file knows where it stands.
 */
export function buildLibrary(
  sources: readonly TemplateSource[],
  cohort: Pick<Cohort, "kinds" | "links">,
): { library: KindLibrary; diagnostics: readonly Diagnostic[] } {
  const chosen = chooseSources(sources);
  const partials = readPartials(chosen);
  const linkNames = Object.keys(cohort.links).sort();
  const parsed: Kind[] = [];
  const names = new Set<string>();
  const diagnostics: Diagnostic[] = [];
  const overriddenOf = (name: string) => new Set(Object.keys(cohort.kinds[name]?.overrides ?? {}));
  for (const source of chosen.filter(({ path }) => !path.includes("/"))) {
    const { kind, diagnostics: found } = parseKind(source, cohort.kinds);
    diagnostics.push(...found);
    names.add(source.path.replace(/\.md\.hbs$/, ""));
    if (kind === null) continue;
    const whole = plainLines(source.text);
    diagnostics.push(...lintKind({ kind, whole, overridden: overriddenOf(kind.name), partials, linkNames }));
    parsed.push(kind);
  }
  diagnostics.push(...listUnusedPartials(parsed, names, partials), ...listMisplaced(chosen));
  diagnostics.push(...listUnknownKinds(cohort.kinds, names));
  const translated = readTranslations({ sources: chosen, kinds: parsed, names, partials, linkNames, overriddenOf });
  diagnostics.push(...translated.diagnostics);
  const { translations } = translated;
  const kinds = parsed
    .filter((kind) => kind.enabled)
    .map((kind) => ({ ...kind, gates: listGates(kind, translations) }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
  return { library: { kinds, partials, translations, linkNames }, diagnostics: once(diagnostics) };
}

/** How the box that lets the cohort begin starts, in every language it may have been written in. */
function listGates(kind: Kind, translations: ReadonlyMap<string, Translation>): readonly string[] {
  const gates = [kind.gate, ...[...translations.values()].map(({ kinds }) => kinds.get(kind.name)?.gate ?? null)];
  return [...new Set(gates.filter((gate) => gate !== null))];
}

/** A maintainer's own file stands for the built-in one of the same path. Sorted by path. */
function chooseSources(sources: readonly TemplateSource[]): readonly TemplateSource[] {
  const chosen = new Map<string, TemplateSource>();
  for (const source of [...sources].sort((a, b) => Number(a.own) - Number(b.own))) chosen.set(source.path, source);
  return [...chosen.values()].sort((a, b) => (a.path < b.path ? -1 : 1));
}

function listMisplaced(sources: readonly TemplateSource[]): readonly Diagnostic[] {
  return sources
    .filter(({ path }) => path.includes("/") && !path.startsWith(PARTIALS) && splitTranslation(path) === null)
    .map(({ file }) => ({
      severity: "warning" as const,
      code: "misplaced-template",
      message: `${file} is neither a kind nor a partial nor a translation, so nothing uses it`,
      remedy:
        "Kinds stand in the templates folder itself, partials below partials/, translations in a folder such as de/",
      file,
      path: null,
      line: null,
      column: null,
      excerpt: null,
    }));
}

function listUnknownKinds(settings: Cohort["kinds"], names: ReadonlySet<string>): readonly Diagnostic[] {
  const known = [...names].sort();
  return Object.keys(settings)
    .filter((name) => !names.has(name))
    .sort()
    .map((name) => {
      const near = suggest(name, known);
      return {
        severity: "error" as const,
        code: "unknown-kind",
        message: `there is no kind ${name}`,
        remedy:
          near === null
            ? `The kinds are ${known.join(", ")}; a new one is a file ${name}.md.hbs in your templates folder`
            : `Did you mean ${near}?`,
        file: null,
        path: `kinds.${name}`,
        line: null,
        column: null,
        excerpt: null,
      };
    });
}

/** A shared partial is looked at by every kind that takes it in; its faults are told once. */
function once(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  const byPlace = new Map(
    diagnostics.map((one) => [JSON.stringify([one.file, one.path, one.line, one.column, one.message]), one]),
  );
  return [...byPlace.values()];
}
