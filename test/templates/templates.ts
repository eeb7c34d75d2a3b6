import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { parse } from "yaml";
import { buildOccurrences } from "../../src/core/desired/occurrences/build-occurrences.ts";
import { listMissingFields } from "../../src/core/desired/missing-fields.ts";
import type { ActivitySection } from "../../src/core/desired/view/activity-section.ts";
import { renderIssue } from "../../src/core/desired/render.ts";
import { buildView } from "../../src/core/desired/view/build-view.ts";
import { wordsOf } from "../../src/core/desired/audience/words.ts";
import type { ChildEntry } from "../../src/core/desired/view/build-view.ts";
import { buildLibrary } from "../../src/core/kinds/build-library.ts";
import { type TemplateSource } from "../../src/core/kinds/model/template-source.ts";
import type { Cohort } from "../../src/core/model/cohort.ts";
import type { Diagnostic } from "../../src/core/diagnostics/diagnostic.ts";
import type { Occurrence } from "../../src/core/model/issue.ts";
import { formatKey } from "../../src/core/model/key.ts";

export const ROOT = join(dirname(fileURLToPath(import.meta.url)), "..", "..");
const FOLDER = join(ROOT, "templates");

/** Every file of the built-in folder. */
export const BUILT_IN: readonly TemplateSource[] = listFiles("").map((path) => ({
  path,
  file: `templates/${path}`,
  text: readFileSync(join(FOLDER, path), "utf8"),
  own: false,
}));

function listFiles(below: string): readonly string[] {
  return readdirSync(join(FOLDER, below), { withFileTypes: true })
    .flatMap((entry) => (entry.isDirectory() ? listFiles(`${below}${entry.name}/`) : [`${below}${entry.name}`]))
    .sort();
}

/** The front matter of every built-in kind, read as YAML alone: what the templates are tested with knows a new one at once. */
const FRONT_MATTER = BUILT_IN.filter(({ path }) => !path.includes("/")).map(
  ({ text }) => parse(/^---\n([^]*?)^---$/m.exec(text)?.[1] ?? "") as FrontMatter,
);

interface FrontMatter {
  readonly kind: string;
  readonly enabled?: boolean;
}

/** Kinds that a cohort has unless its file says otherwise, in order. */
export const ON = FRONT_MATTER.filter(({ enabled }) => enabled !== false).map(({ kind }) => kind);

/** Kinds that a cohort has only if its file says so, in order. */
export const OFF = FRONT_MATTER.filter(({ enabled }) => enabled === false).map(({ kind }) => kind);

export interface Rendered {
  readonly key: string;
  readonly occurrence: Occurrence;
  readonly title: string;
  readonly body: string;
  readonly diagnostics: readonly Diagnostic[];
}

/** Every issue of a cohort's whole programme, rendered, with `children` for those that list others. */
export function renderCohort(
  cohort: Cohort,
  options: {
    readonly sources?: readonly TemplateSource[];
    readonly children?: readonly ChildEntry[];
    /** What an intern's issues tell when they are made, by the intern's id. */
    readonly told?: Readonly<Record<string, ActivitySection>>;
  } = {},
): readonly Rendered[] {
  const { library, diagnostics } = buildLibrary(options.sources ?? BUILT_IN, cohort);
  const errors = diagnostics.filter((one) => one.severity === "error");
  if (errors.length > 0) throw new Error(errors.map((one) => one.message).join("; "));
  const { occurrences } = buildOccurrences({ cohort, kinds: library.kinds, holidays: {} });
  return occurrences.map((occurrence) => {
    const kind = library.kinds.find((candidate) => candidate.name === occurrence.kind);
    if (kind === undefined) throw new Error(`no kind ${occurrence.kind}`);
    const children = options.children ?? [];
    const view = buildView({
      cohort,
      occurrence,
      kind,
      children,
      gaps: listMissingFields(cohort),
      unreachable: [],
      shared: false,
      section: options.told?.[occurrence.intern ?? ""] ?? null,
      words: wordsOf("en"),
    });
    const person = cohort.people.find((candidate) => candidate.id === occurrence.intern);
    const key = formatKey(occurrence.key);
    const readers = "Everyone who can open this project can read this, nobody else.";
    const rendered = renderIssue({ library, kind, view, attributes: person?.attributes ?? {}, readers, key });
    return { key, occurrence, ...rendered };
  });
}
