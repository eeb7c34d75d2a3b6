import type { Kind } from "../../kinds/model/kind.ts";
import { findKind, type KindLibrary } from "../../kinds/model/library.ts";
import { DEFAULT_LANGUAGE, speakKind } from "../../kinds/model/translation.ts";
import type { Cohort } from "../../model/cohort.ts";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import type { Occurrence } from "../../model/issue.ts";
import { directoryOf } from "../../model/lookup/directory.ts";

/** The language of a new issue: of the intern or the helper whose own it is, else the cohort's. */
export function languageOf(cohort: Cohort, kind: Kind, { key, owner, intern }: Occurrence): string {
  const reader = kind.per === "helper" ? key.subject : kind.per === "intern" && owner === intern ? owner : null;
  return directoryOf(cohort).person(reader)?.language ?? cohort.language;
}

/** One hint for each language that somebody is to read and that some kinds of theirs are not written in. */
export function listUntranslated(
  cohort: Cohort,
  library: KindLibrary,
  occurrences: readonly Occurrence[],
): readonly Diagnostic[] {
  const missing = new Map<string, Set<string>>();
  for (const occurrence of occurrences) {
    const kind = findKind(library.kinds, occurrence.kind);
    if (kind === null) continue;
    const wanted = languageOf(cohort, kind, occurrence);
    if (isDefault(wanted) || speakKind(library, kind, wanted).language !== DEFAULT_LANGUAGE) continue;
    missing.set(wanted, (missing.get(wanted) ?? new Set()).add(kind.name));
  }
  return [...missing]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([language, kinds]) => ({
      severity: "hint" as const,
      code: "missing-translation",
      message: `in ${language} there is no ${[...kinds].sort().join(", ")}, so these come as they are in the templates folder`,
      remedy: `Add templates/${language}/ with a file of each, or leave the language out.`,
      file: cohort.file,
      path: "cohort.language",
      line: null,
      column: null,
      excerpt: null,
    }));
}

function isDefault(language: string): boolean {
  return language === DEFAULT_LANGUAGE || language.startsWith(`${DEFAULT_LANGUAGE}-`);
}
