import { resolve } from "node:path";
import { holidayCodes, holidayYears } from "../core/calendar/holiday-codes.ts";
import { buildFolder } from "../core/config/schema/forge-address.ts";
import type { Location } from "../core/config/parse-cohort.ts";
import { parseCohort } from "../core/config/parse-cohort.ts";
import { listUntranslated } from "../core/desired/audience/language.ts";
import { buildOccurrences } from "../core/desired/occurrences/build-occurrences.ts";
import { findForge, hostOf, isHosted, type KnownForges } from "../core/forge/known-forges.ts";
import type { KindLibrary } from "../core/kinds/model/library.ts";
import type { TemplateSource } from "../core/kinds/model/template-source.ts";
import { buildLibrary } from "../core/kinds/build-library.ts";
import type { Cohort, HolidayTable } from "../core/model/cohort.ts";
import { InvariantError } from "../core/diagnostics/errors.ts";
import type { Diagnostic } from "../core/diagnostics/diagnostic.ts";
import type { Occurrence } from "../core/model/issue.ts";
import { hasErrors } from "../core/report/render-diagnostics.ts";
import type { ConfigSource } from "./files.ts";
import { readConfigs, readTemplates } from "./files.ts";
import { readHolidays } from "./holidays.ts";
import { templatesFolder } from "./paths.ts";

/** One cohort file with everything a run of it needs; nothing of a forge has been asked yet. */
export interface LoadedCohort {
  readonly file: string;
  /** Null when there is any error. */
  readonly sound: SoundCohort | null;
  /** What the file claims to be, as far as it can be told. */
  readonly id: string | null;
  /** Of the file, the templates and the calendar. */
  readonly diagnostics: readonly Diagnostic[];
}

export interface SoundCohort {
  readonly cohort: Cohort;
  readonly library: KindLibrary;
  readonly holidays: HolidayTable;
  readonly occurrences: readonly Occurrence[];
  /** Without those of the occurrences' dates. */
  readonly diagnostics: readonly Diagnostic[];
  /** What is wrong with the dates of the occurrences, as the calendar says it: without a line in the file. */
  readonly dateDiagnostics: readonly Diagnostic[];
}

/** What the command line says about what to load. */
export interface LoadRequest {
  /** As written; folders mean every cohort file in them. */
  readonly files: readonly string[];
  /** A folder of one's own templates, as written; null for none. */
  readonly templates: string | null;
  /** Stands for the files' own; null leaves each as it is. */
  readonly forge: string | null;
  /** Those that a file may name. */
  readonly forges: KnownForges;
}

/** Reads every cohort file and template that is asked for. Throws `UsageError` for what cannot be read at all. */
export async function loadCohorts(
  { files, templates, forge, forges }: LoadRequest,
  cwd: string,
): Promise<readonly LoadedCohort[]> {
  const sources = await readConfigs(files, cwd);
  const own = templates === null ? null : { folder: resolve(cwd, templates), shown: templates };
  const found = await readTemplates(templatesFolder(), own);
  const loaded: LoadedCohort[] = [];
  for (const source of sources) loaded.push(await loadCohort(source, found, { kind: forge, forges }));
  return refuseTwins(loaded);
}

async function loadCohort(
  source: ConfigSource,
  templates: readonly TemplateSource[],
  forge: { readonly kind: string | null; readonly forges: KnownForges },
): Promise<LoadedCohort> {
  const { file } = source;
  const { cohort: parsed, diagnostics: found, locate, checkProgramme } = parseCohort(source, forge.forges);
  if (parsed === null) return { file, id: null, sound: null, diagnostics: [...found, ...checkTemplates(templates)] };
  const { cohort, problem } = overrideForge(parsed, forge);
  const { library, diagnostics: ofKinds } = buildLibrary(templates, cohort);
  const { table, diagnostics: ofHolidays } = await loadHolidays(cohort, locate);
  const { occurrences, diagnostics: ofOccurrences } = buildOccurrences({
    cohort,
    kinds: library.kinds,
    holidays: table,
  });
  const place = (diagnostic: Diagnostic) => placeDiagnostic(diagnostic, file, locate);
  const ofLanguages = listUntranslated(cohort, library, occurrences);
  const ofProgramme = checkProgramme(cohort, { kinds: library.kinds, holidays: table });
  const own = [...found, ...problem, ...ofKinds, ...ofHolidays, ...ofLanguages, ...ofProgramme].map(place);
  const diagnostics = [...own, ...ofOccurrences.map(place)];
  const known = { cohort, library, holidays: table, occurrences, diagnostics: own, dateDiagnostics: ofOccurrences };
  const sound = hasErrors(diagnostics) ? null : known;
  return { file, id: cohort.id, sound, diagnostics };
}

/** Templates beside a broken cohort file: what does not hang on the file is said at once too. */
function checkTemplates(templates: readonly TemplateSource[]): readonly Diagnostic[] {
  return buildLibrary(templates, { kinds: {}, links: {} }).diagnostics.filter(
    (diagnostic) => !diagnostic.message.includes("links."),
  );
}

/** `--forge` in place of the file's own. Only a folder needs nothing more than to be named. */
function overrideForge(
  cohort: Cohort,
  { kind, forges }: { readonly kind: string | null; readonly forges: KnownForges },
): { readonly cohort: Cohort; readonly problem: readonly Diagnostic[] } {
  if (kind === null || kind === cohort.forge.profile.kind) return { cohort, problem: [] };
  const wanted = findForge(forges, kind);
  if (wanted === null) throw new InvariantError(`no forge of the kind ${kind} is known`);
  if (!isHosted(wanted)) return { cohort: { ...cohort, forge: buildFolder(wanted) }, problem: [] };
  const { server } = wanted;
  const problem: Diagnostic = {
    severity: "error",
    code: "forge-mismatch",
    message: `--forge ${kind} does not fit: the file's project is for ${cohort.forge.profile.kind}, and nothing names one on ${kind}`,
    remedy: `Write forge: ${hostOf(server)}/${server.project.pattern} into the file, or leave --forge out.`,
    file: null,
    path: "forge",
    line: null,
    column: null,
    excerpt: null,
  };
  return { cohort, problem: [problem] };
}

async function loadHolidays(
  cohort: Cohort,
  locate: (path: string) => Location | null,
): Promise<{ readonly table: HolidayTable; readonly diagnostics: readonly Diagnostic[] }> {
  const years = holidayYears(cohort);
  const table: Record<string, HolidayTable[string]> = {};
  const diagnostics: Diagnostic[] = [];
  for (const code of holidayCodes(cohort)) {
    const read = await readHolidays([code], years);
    Object.assign(table, read.table);
    const person = cohort.people.find((candidate) => candidate.holidays === code)?.id ?? "";
    const paths = [`people.${person}.holidays`, `interns.${person}.holidays`, "cohort.holidays"];
    const path = paths.find((candidate) => locate(candidate) !== null) ?? null;
    diagnostics.push(...read.diagnostics.map((diagnostic) => ({ ...diagnostic, path })));
  }
  return { table, diagnostics };
}

/** A path without a place gets the one it has in the cohort file, or that of what holds it. */
function placeDiagnostic(diagnostic: Diagnostic, file: string, locate: (path: string) => Location | null): Diagnostic {
  if (diagnostic.file !== null && (diagnostic.file !== file || diagnostic.line !== null)) return diagnostic;
  if (diagnostic.path === null) return { ...diagnostic, file };
  for (let path = diagnostic.path; path !== ""; path = path.slice(0, Math.max(0, path.lastIndexOf(".")))) {
    const location = locate(path);
    if (location !== null) return { ...diagnostic, file, ...location };
  }
  return { ...diagnostic, file };
}

/** Two files of one cohort would undo each other, so neither is touched. */
function refuseTwins(loaded: readonly LoadedCohort[]): readonly LoadedCohort[] {
  const claims = new Map<string, string[]>();
  for (const { sound, file } of loaded) {
    for (const id of sound === null ? [] : [sound.cohort.id, ...sound.cohort.formerly])
      claims.set(id, [...(claims.get(id) ?? []), file]);
  }
  return loaded.map((entry) => {
    const { sound } = entry;
    if (sound === null) return entry;
    const twins = [sound.cohort.id, ...sound.cohort.formerly].flatMap((id) =>
      (claims.get(id) ?? []).filter((file) => file !== entry.file).map((file) => ({ id, file })),
    );
    const [twin] = twins;
    return twin === undefined
      ? entry
      : { ...entry, sound: null, diagnostics: [...entry.diagnostics, describeTwin(entry.file, sound.cohort, twin)] };
  });
}

function describeTwin(file: string, cohort: Cohort, twin: { readonly id: string; readonly file: string }): Diagnostic {
  return {
    severity: "error",
    code: "duplicate-cohort",
    message: `the cohort ${twin.id} is also in ${twin.file}`,
    remedy: "Give each cohort an id of its own, or leave one of the files out.",
    file,
    path: "cohort.id",
    line: cohort.lines["cohort.id"] ?? cohort.lines["cohort"] ?? null,
    column: null,
    excerpt: null,
  };
}
