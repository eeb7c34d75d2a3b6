import type { Cohort } from "../model/cohort.ts";
import type { Diagnostic } from "../model/diagnostic.ts";
import type { Kind } from "./kind.ts";
import { lintKind } from "./lint.ts";
import { parseKind } from "./parse-kind.ts";

/** One template file as read. */
export interface TemplateSource {
  /** Below the templates folder: `retro.md.hbs`, `partials/onboarding/role_backend.md.hbs`. */
  readonly path: string;
  /** As shown to people. */
  readonly file: string;
  readonly text: string;
  /** A maintainer's own, which replaces the built-in one of the same path. */
  readonly own: boolean;
}

/** A partial: a piece of template other templates take in. */
export interface Partial {
  /** `people`, or `onboarding/role_backend` for one that an attribute chooses. */
  readonly name: string;
  readonly file: string;
  readonly text: string;
}

/** All kinds of one cohort, its overrides applied, and the partials they use. */
export interface KindLibrary {
  /** Switched-on ones, sorted by name. */
  readonly kinds: readonly Kind[];
  readonly partials: ReadonlyMap<string, Partial>;
  /** Names of addresses that the cohort adds to the known ones. */
  readonly linkNames: readonly string[];
}

/** Reads every template, applies what the cohort says about kinds, and checks every expression. */
export function buildLibrary(
  sources: readonly TemplateSource[],
  cohort: Pick<Cohort, "kinds" | "links">,
): { library: KindLibrary; diagnostics: readonly Diagnostic[] } {
  const chosen = new Map<string, TemplateSource>();
  for (const source of [...sources].sort((a, b) => Number(a.own) - Number(b.own))) chosen.set(source.path, source);
  const partials = readPartials([...chosen.values()]);
  const linkNames = Object.keys(cohort.links).sort();
  const kinds: Kind[] = [];
  const names = new Set<string>();
  const diagnostics: Diagnostic[] = [];
  for (const source of [...chosen.values()].sort((a, b) => (a.path < b.path ? -1 : 1))) {
    if (source.path.includes("/")) continue;
    const parsed = parseKind(source, cohort.kinds);
    diagnostics.push(...parsed.diagnostics);
    names.add(source.path.replace(/\.md\.hbs$/, ""));
    if (parsed.kind === null) continue;
    diagnostics.push(...lintKind(parsed.kind, source.text, { partials, linkNames }));
    if (parsed.kind.enabled) kinds.push(parsed.kind);
  }
  diagnostics.push(...listUnknownKinds(cohort.kinds, names));
  return { library: { kinds, partials, linkNames }, diagnostics };
}

function readPartials(sources: readonly TemplateSource[]): ReadonlyMap<string, Partial> {
  const partials = new Map<string, Partial>();
  for (const source of sources.filter((candidate) => candidate.path.startsWith("partials/"))) {
    const name = source.path.slice("partials/".length).replace(/\.md\.hbs$/, "");
    partials.set(name, { name, file: source.file, text: source.text.replace(/\r\n?/g, "\n") });
  }
  return partials;
}

function listUnknownKinds(settings: Cohort["kinds"], names: ReadonlySet<string>): readonly Diagnostic[] {
  return Object.keys(settings)
    .filter((name) => !names.has(name))
    .sort()
    .map((name) => ({
      severity: "error" as const,
      code: "unknown-kind",
      message: `there is no kind ${name}`,
      remedy: `The kinds are ${[...names].sort().join(", ")}; a new one is a file ${name}.md.hbs in your templates folder`,
      file: null,
      path: `kinds.${name}`,
      line: null,
      column: null,
      excerpt: null,
    }));
}
