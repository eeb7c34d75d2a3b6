import { dateInZone } from "../core/calendar/instant.ts";
import type { StatusEntry, StatusIssue } from "../core/report/parts/entry.ts";
import { formatJson, statusJson } from "../core/report/json.ts";
import { renderStatusMarkdown, renderStatusText, summarizeStatus } from "../core/report/render-status.ts";
import { renderBrokenMarkdown } from "./broken.ts";
import type { Job } from "./each-cohort.ts";
import { describeEnvironment, EXIT_CODES, FILES, PRIVACY } from "./shell/help.ts";
import { shortenPath } from "./shorten-path.ts";
import { tellDiagnostics } from "./shell/print-diagnostics.ts";
import type { CommandDefinition, Context } from "./shell/types.ts";
import { findKind } from "../core/kinds/model/library.ts";

export const statusCommand: CommandDefinition = {
  name: "status",
  description: `Shows where everyone is: for each intern, each project and the cohort the issues that exist, whether they are open, how many boxes are ticked, how far they are, when they are due and where to find them. It only reads.

${FILES}`,
  options: [],
  after: (forges) => `Examples:
  $ fledgling status
  $ fledgling status config/summer.yaml --format markdown --output status.md
  $ fledgling status --json | jq '.cohorts[].issues[] | select(.progress == "blocked")'

${EXIT_CODES}

${describeEnvironment(forges)}

${PRIVACY}`,
  run: async (context) => {
    const { forEachCohort, worstCode } = await import("./each-cohort.ts");
    const { observeStatus } = await import("../program/observe-status.ts");
    const { openReaders } = await import("../program/open.ts");
    const results = await forEachCohort(context, async (job) => {
      const { issues, diagnostics } = await observeStatus(job.run, await openReaders(job.connections, context.forges));
      if (context.options.verbose) tellDiagnostics(context, diagnostics);
      return {
        value: { job, diagnostics, issues: issues.map((issue) => ({ ...issue, lane: laneOf(job, issue.kind) })) },
        code: 0,
      };
    });
    const entries = results.map(({ loaded, value, problem }): StatusEntry => {
      const cohort = value?.job.sound.cohort ?? null;
      const today = cohort === null ? null : dateInZone(context.options.now, cohort.zone);
      return {
        file: loaded.file,
        id: loaded.id,
        diagnostics: value?.diagnostics ?? loaded.diagnostics,
        problem,
        cohort,
        today,
        issues: value?.issues ?? [],
      };
    });
    await context.report(renderStatus(context, entries));
    return worstCode(results);
  },
};

/** An issue of a kind that is gone may be of any lane, so it counts as the narrowest. */
function laneOf({ sound }: Job, kind: string): StatusIssue["lane"] {
  return findKind(sound.library.kinds, kind)?.lane ?? "private";
}

function renderStatus({ io, options, paint, reportLanes: lanes }: Context, entries: readonly StatusEntry[]): string {
  const columns = io.stdout.isTTY && options.output === null ? io.stdout.columns : null;
  const shown = entries.map((entry) => ({
    ...entry,
    issues: entry.issues.map((issue) => ({ ...issue, url: shortenPath(issue.url, io.cwd) })),
  }));
  switch (options.format) {
    case "json":
      return `${formatJson(statusJson(entries, lanes))}\n`;
    case "markdown":
      return shown
        .flatMap((entry) => [
          ...(entry.cohort === null ? renderBrokenMarkdown(entry) : renderStatusMarkdown(entry, lanes)),
          "",
        ])
        .join("\n");
    case "text":
      return shown
        .flatMap((entry) =>
          entry.cohort === null
            ? []
            : [
                options.quiet
                  ? [`${entry.cohort.id}: ${summarizeStatus(entry)}`]
                  : renderStatusText(entry, { lanes, paint, columns }),
              ],
        )
        .map((lines) => `${lines.join("\n")}\n`)
        .join(options.quiet ? "" : "\n");
  }
}
