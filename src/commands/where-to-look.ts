import { isHosted } from "../core/forge/known-forges.ts";
import type { Outcome } from "../core/model/outcome.ts";
import type { Plan } from "../core/model/plan.ts";
import { mayName } from "../core/report/render-outcomes.ts";
import { clipLine } from "../core/text/sanitize.ts";
import type { Job } from "./each-cohort.ts";
import { shortenPath } from "./shorten-path.ts";
import type { Context } from "./shell/types.ts";

const FIRST = 3;

/** The last words of a run: where the issues are, and the first few to open. */
export function whereToLook(
  { io, options, logLanes }: Context,
  job: Job,
  plan: Plan,
  outcomes: readonly Outcome[],
): readonly string[] {
  if (options.quiet) return [];
  const made = outcomes.filter(
    (outcome) =>
      outcome.type === "create" &&
      outcome.result === "done" &&
      outcome.url !== null &&
      mayName(plan, outcome, logLanes),
  );
  const first = made.slice(0, FIRST).map((outcome) => `  ${clipLine(shortenPath(outcome.url ?? "", io.cwd), 200)}`);
  const more = made.length > FIRST ? [`  and ${made.length - FIRST} more`] : [];
  if (isHosted(plan.cohort.forge.profile)) return first.length === 0 ? [] : ["Look here:", ...first, ...more];
  const used = new Set(plan.actions.filter(({ type }) => type !== "skipped").map(({ place }) => place));
  const folders = [...job.connections.values()]
    .filter(({ place }) => used.has(place))
    .map(({ directory, place }) => `${shortenPath(directory, io.cwd)}/${place}/`);
  if (folders.length === 0) return [];
  return [`Look here: ${clipLine([...new Set(folders)].sort().join(", "), 300)}`, ...first, ...more];
}
