import type { Plan } from "../core/model/plan.ts";
import { hasErrors, renderDiagnosticsMarkdown } from "../core/report/render-diagnostics.ts";
import type { PlanEntry } from "../core/report/parts/entry.ts";
import { formatJson, planJson } from "../core/report/json.ts";
import { concealIn } from "../core/report/parts/shown-lanes.ts";
import { renderPlanMarkdown } from "../core/report/plan-markdown.ts";
import { renderPlanSummary, renderPlanText } from "../core/report/plan-text.ts";
import { renderBrokenMarkdown } from "./broken.ts";
import { describeEnvironment, exampleOnDisk, EXIT_CODES, FILES, PRIVACY } from "./shell/help.ts";
import { tellDiagnostics } from "./shell/print-diagnostics.ts";
import type { CommandDefinition, Context } from "./shell/types.ts";

export const planCommand: CommandDefinition = {
  name: "plan",
  description: `Shows what a run would do: each issue it would make, change or close, by person, with before and after, the requests it takes and whom the forge would notify. It cannot write: it has no client that could.

${FILES}`,
  options: [
    { flags: "--until <span>", description: "look ahead, such as 10d, 2w or 1m, as if nobody did anything meanwhile" },
    { flags: "--fail-on-changes", description: "exit with 1 when there is anything to do" },
    { flags: "--confirm", description: "show what apply --confirm would do where the guard stops a run" },
    {
      flags: "--reset <keys...>",
      description: "take back what people hold: KEY, or KEY:FIELD such as …/week-02:title",
    },
  ],
  after: (forges) => `Examples:
  $ fledgling plan                                     what a run would do now
  $ fledgling plan config/summer.yaml --until 2w       the next two weeks${exampleOnDisk(forges, (kind) => `  $ fledgling plan --forge ${kind} --now 2026-06-12      as of that day, on your own disk`)}
  $ fledgling plan --format markdown --output plan.md  for a merge request
  $ fledgling plan --json | jq '.cohorts[].summary'

${EXIT_CODES.replace("lists it", "lists it;\n     with --fail-on-changes also when there is anything to do")}

${describeEnvironment(forges)}

${PRIVACY}`,
  run: async (context) => {
    const { forEachCohort, worstCode } = await import("./each-cohort.ts");
    const { planCohort } = await import("../program/reconcile.ts");
    const { openReaders } = await import("../program/open.ts");
    const results = await forEachCohort(context, async ({ run, connections }) => {
      const { plan } = await planCohort(run, await openReaders(connections, context.forges));
      tellPlanDiagnostics(context, plan);
      return { value: plan, code: judge(context, plan) };
    });
    const entries = results.map(({ loaded, value, problem }): PlanEntry => ({
      file: loaded.file,
      id: loaded.id,
      diagnostics: value?.diagnostics ?? loaded.diagnostics,
      problem,
      plan: value,
    }));
    await context.report(renderPlans(context, entries));
    return worstCode(results);
  },
};

function judge({ options, tell }: Context, plan: Plan): number {
  const changes = plan.preparations.length > 0 || plan.actions.some((action) => action.writes > 0);
  if (options.failOnChanges && changes)
    tell([`${plan.cohort.id}: there are changes, and --fail-on-changes was given.`]);
  return (options.failOnChanges && changes) || hasErrors(plan.diagnostics) ? 1 : 0;
}

/** Diagnostics of a plan, without what the log must not name. */
export function tellPlanDiagnostics(context: Context, plan: Plan): void {
  tellDiagnostics(
    context,
    plan.diagnostics.map((diagnostic) => ({
      ...diagnostic,
      message: concealIn(diagnostic.message, plan, context.logLanes),
    })),
  );
}

function renderPlans({ options, paint, reportLanes: lanes }: Context, entries: readonly PlanEntry[]): string {
  switch (options.format) {
    case "json":
      return `${formatJson(planJson(entries, lanes))}\n`;
    case "markdown":
      return entries.flatMap((entry) => [...renderMarkdown(entry, lanes), ""]).join("\n");
    case "text":
      return entries
        .flatMap(({ plan }) =>
          plan === null
            ? []
            : [
                options.quiet
                  ? renderPlanSummary(plan, { lanes, paint })
                  : renderPlanText(plan, { lanes, paint, verbose: options.verbose }),
              ],
        )
        .map((lines) => `${lines.join("\n")}\n`)
        .join("\n");
  }
}

function renderMarkdown(entry: PlanEntry, lanes: Context["reportLanes"]): readonly string[] {
  const { plan } = entry;
  if (plan === null) return renderBrokenMarkdown(entry);
  const conceal = (text: string) => concealIn(text, plan, lanes);
  const diagnostics = renderDiagnosticsMarkdown(
    plan.diagnostics.map((diagnostic) => ({ ...diagnostic, message: conceal(diagnostic.message) })),
  );
  return [...renderPlanMarkdown(plan, lanes), ...(diagnostics.length === 0 ? [] : ["### Notes", "", ...diagnostics])];
}
