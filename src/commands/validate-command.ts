import { dateInZone } from "../core/calendar/instant.ts";
import { countProblems, renderDiagnosticsMarkdown } from "../core/report/render-diagnostics.ts";
import type { ValidateEntry } from "../core/report/parts/entry.ts";
import { formatJson, validateJson } from "../core/report/json.ts";
import { codeSpan } from "../core/text/sanitize.ts";
import { renderDaysOff, renderValidEntry } from "../core/report/render-validate.ts";
import { EXIT_CODES, FILES } from "./shell/help.ts";
import type { LoadedCohort } from "../program/load.ts";
import { tellDiagnostics } from "./shell/print-diagnostics.ts";
import type { CommandDefinition, Context } from "./shell/types.ts";

export const validateCommand: CommandDefinition = {
  name: "validate",
  description: `Checks cohort files and templates, all problems at once, each with its line, its column and what to do about it. No network and no forge: it can run anywhere. It says which public holidays it took, since no source is perfect; --verbose lists them for each person. Correct them with \`holidays: { country: DE, add: [...], remove: [...] }\`.

${FILES}`,
  options: [],
  after: () => `Examples:
  $ fledgling validate
  $ fledgling validate config/summer.yaml --templates my-templates --verbose
  $ fledgling validate --json | jq '.cohorts[].diagnostics'

${EXIT_CODES.replace("  1  something failed, or nobody knows whether it was done; the report lists it\n", "")}`,
  run: async (context) => {
    const { options, io } = context;
    const { loadCohorts } = await import("../program/load.ts");
    const { readToken } = await import("../program/files.ts");
    if (options.tokenFile !== null) context.secrets.add(await readToken(options.tokenFile, io.cwd));
    const { listDaysOff } = await import("./days-off.ts");
    const loaded = await loadCohorts({ ...options, forges: context.profiles }, io.cwd);
    tellDiagnostics(
      context,
      loaded.flatMap((entry) => entry.diagnostics),
      true,
    );
    const entries = loaded.map(({ file, id, diagnostics, sound }): ValidateEntry => ({
      file,
      id,
      diagnostics,
      problem: null,
      cohort: sound?.cohort ?? null,
      issues: sound?.occurrences.length ?? 0,
      daysOff: sound === null ? [] : listDaysOff(sound.cohort, sound.holidays),
    }));
    await context.report(renderEntries(context, entries));
    return loaded.every((entry: LoadedCohort) => entry.sound !== null) ? 0 : 2;
  },
};

function renderEntries(context: Context, entries: readonly ValidateEntry[]): string {
  switch (context.options.format) {
    case "json":
      return `${formatJson(validateJson(entries))}\n`;
    case "markdown":
      return entries.flatMap((entry) => [...renderMarkdown(context, entry), ""]).join("\n");
    case "text":
      return entries
        .flatMap((entry) => renderText(context, entry))
        .map((line) => `${line}\n`)
        .join("");
  }
}

function renderText({ options, reportLanes, paint }: Context, entry: ValidateEntry): readonly string[] {
  const { cohort } = entry;
  const problems = countProblems(entry.diagnostics);
  if (cohort === null) return [`${paint.remove("!")} ${entry.file}: ${problems}.`];
  const head = renderValidEntry(entry, cohort, { today: dateInZone(options.now, cohort.zone), folder: options.dir });
  if (options.quiet) return [`${paint.add("+")} ${head[0] ?? ""}`];
  return [
    `${paint.add("+")} ${head[0] ?? ""}`,
    ...head.slice(1).map((line) => `    ${line}`),
    ...renderDaysOff(entry, cohort, options.verbose && reportLanes.has("team")).map((line) => `    ${line}`),
  ];
}

function renderMarkdown(context: Context, entry: ValidateEntry): readonly string[] {
  const [, ...lines] = renderText(context, entry);
  const problems = countProblems(entry.diagnostics);
  return [
    `## ${codeSpan(entry.file)}`,
    "",
    entry.cohort === null ? `**${problems}**` : `**Sound${problems === "" ? "" : `, with ${problems}`}.**`,
    "",
    ...lines.map((line) => `- ${codeSpan(line.trim(), 400)}`),
    "",
    ...renderDiagnosticsMarkdown(entry.diagnostics),
  ];
}
