import { randomBytes } from "node:crypto";
import type { Outcome, RequestCounts } from "../core/model/outcome.ts";
import type { Plan } from "../core/model/plan.ts";
import { hasErrors } from "../core/report/render-diagnostics.ts";
import type { ApplyEntry } from "../core/report/parts/entry.ts";
import { applyJson, formatJson } from "../core/report/json.ts";
import {
  describeRequests,
  isFailure,
  renderOutcome,
  renderOutcomesMarkdown,
  summarizeOutcomes,
} from "../core/report/render-outcomes.ts";
import { renderPlanMarkdown } from "../core/report/plan-markdown.ts";
import { renderPlanSummary, renderPlanText } from "../core/report/plan-text.ts";
import type { ApplyEvents } from "../program/apply/apply-plan.ts";
import type { ForgeWriter } from "../forges/types.ts";
import { renderBrokenMarkdown } from "./broken.ts";
import type { Job } from "./each-cohort.ts";
import { describeEnvironment, exampleOnDisk, EXIT_CODES, FILES, PRIVACY } from "./shell/help.ts";
import { tellPlanDiagnostics } from "./plan-command.ts";
import { openProgress } from "./shell/progress-line.ts";
import { foldSection } from "./shell/surroundings.ts";
import type { CommandDefinition, Context } from "./shell/types.ts";
import { whereToLook } from "./where-to-look.ts";

export const applyCommand: CommandDefinition = {
  name: "apply",
  description: `Plans afresh, shows the plan, and follows it: one line for each thing as it is done. What went otherwise than planned is said. It stops cleanly when asked to (Ctrl-C), after the write under way; run it again and it goes on.

${FILES} A file that is wrong stops only its own cohort.`,
  options: [
    { flags: "--confirm", description: "go on where the guard stops a run that would close or rewrite too much" },
    {
      flags: "--reset <keys...>",
      description: "take back what people hold: KEY, or KEY:FIELD such as …/week-02:title",
    },
  ],
  after: (forges) => `Examples:
  $ fledgling apply                                      every cohort in config/${exampleOnDisk(forges, (kind) => `  $ fledgling apply config/example.yaml --forge ${kind}    on your own disk, in fledgling-issues/`)}
  $ fledgling apply config/summer.yaml --confirm         once, after a change that touches a lot
  $ fledgling apply --json > report.json

${EXIT_CODES}

${describeEnvironment(forges)}

${PRIVACY}`,
  run: async (context) => {
    const { forEachCohort, worstCode } = await import("./each-cohort.ts");
    const { sumRequests } = await import("../program/open.ts");
    const id = nameRun(context);
    const opened: Opened = new Map();
    const results = await forEachCohort(context, (job) => applyJob(context, job, id, opened));
    const entries = results.map(({ loaded, value, problem }): ApplyEntry => ({
      file: loaded.file,
      id: loaded.id,
      diagnostics: value?.plan.diagnostics ?? loaded.diagnostics,
      problem,
      plan: value?.plan ?? null,
      run: id,
      outcomes: value?.outcomes ?? [],
      requests: sumRequests(opened.get(loaded.file) ?? new Map()),
    }));
    const text = renderReport(context, entries);
    if (text !== null) await context.report(text);
    return worstCode(results);
  },
};

/** By file, so that what was sent is known even where a forge refused in the middle. */
type Opened = Map<string, ReadonlyMap<string, ForgeWriter>>;

interface Applied {
  readonly plan: Plan;
  readonly outcomes: readonly Outcome[];
  readonly requests: RequestCounts;
}

/** Sortable by time, unlike any other run's, and all a marker can hold. */
function nameRun({ options }: Context): string {
  return `${new Date(options.now).toISOString().slice(0, 19).replace(/[-:]/g, "")}Z-${randomBytes(3).toString("hex")}`;
}

async function applyJob(
  context: Context,
  job: Job,
  id: string,
  opened: Opened,
): Promise<{ readonly value: Applied; readonly code: number }> {
  const { applyCohort } = await import("../program/reconcile.ts");
  const { openWriters, sumRequests } = await import("../program/open.ts");
  const writers = await openWriters(job.connections, context.forges);
  opened.set(job.file, writers);
  const { events, clear } = listen(context);
  const { plan, outcomes } = await applyCohort({ ...job.run, id }, writers, events).finally(clear);
  const requests = sumRequests(writers);
  const failed = outcomes.some((outcome) => isFailure(outcome.result));
  if (isGrowing(context))
    context.print([
      ...renderEnd(context, id, { plan, outcomes, requests }),
      ...whereToLook(context, job, plan, outcomes),
      "",
    ]);
  return { value: { plan, outcomes, requests }, code: failed || hasErrors(plan.diagnostics) ? 1 : 0 };
}

/** Text on stdout grows while the run works; every other report is written once, at the end. */
function isGrowing({ options }: Context): boolean {
  return options.format === "text" && options.output === null;
}

function listen(context: Context): { readonly events: ApplyEvents; readonly clear: () => void } {
  const { io, options, logLanes: lanes } = context;
  const progress = openProgress(context);
  const growing = isGrowing(context);
  const paint = growing ? context.paint : context.errorPaint;
  const say = growing ? context.print : context.tell;
  const seen: { plan: Plan | null } = { plan: null };
  const events: ApplyEvents = {
    planned: (plan) => {
      seen.plan = plan;
      tellPlanDiagnostics(context, plan);
      if (!growing && options.quiet) return;
      const title = `Plan of ${plan.cohort.id}`;
      if (!growing || options.quiet) say(renderPlanSummary(plan, { lanes, paint }));
      else say(foldSection([...renderPlanText(plan, { lanes, paint, verbose: options.verbose }), ""], title, io));
    },
    outcome: (outcome, index, total) => {
      const { plan } = seen;
      if (plan === null || (options.quiet && !isFailure(outcome.result))) return;
      progress.around(() => say(renderOutcome(plan, outcome, { lanes, paint })));
      progress.show(index, total, "");
    },
    stopped: () => io.stop.aborted,
  };
  return { events, clear: progress.clear };
}

function renderEnd({ paint }: Context, id: string, { plan, outcomes, requests }: Applied): readonly string[] {
  const done = plan.halted ? "Done: nothing, since the guard halted the run." : summarizeOutcomes(outcomes);
  return [...(outcomes.length === 0 ? [] : [""]), paint.strong(done), describeRequests(requests), `Run: ${id}.`];
}

function renderReport(context: Context, entries: readonly ApplyEntry[]): string | null {
  const { options, reportLanes: lanes, paint } = context;
  switch (options.format) {
    case "json":
      return `${formatJson(applyJson(entries, lanes))}\n`;
    case "markdown":
      return entries
        .flatMap((entry) => [
          ...(entry.plan === null
            ? renderBrokenMarkdown(entry)
            : [
                ...renderPlanMarkdown(entry.plan, lanes),
                ...renderOutcomesMarkdown(entry.plan, entry.outcomes, lanes),
                describeRequests(entry.requests),
              ]),
          "",
        ])
        .join("\n");
    case "text":
      if (isGrowing(context)) return null;
      return entries
        .flatMap(({ run, plan, outcomes, requests }) => {
          if (plan === null) return [];
          const lines = outcomes.flatMap((outcome) => renderOutcome(plan, outcome, { lanes, paint }));
          return [
            ...renderPlanText(plan, { lanes, paint, verbose: options.verbose }),
            "",
            ...lines,
            ...renderEnd(context, run, { plan, outcomes, requests }),
            "",
          ];
        })
        .join("\n");
  }
}
