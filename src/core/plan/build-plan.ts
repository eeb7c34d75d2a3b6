import { reportUnseenWork } from "./match/activity-query.ts";
import type { Action, ActionType } from "../model/action.ts";
import { ACTION_TYPES } from "../model/action.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import type { Plan } from "../model/plan.ts";
import { checkAccess } from "./limits/access.ts";
import { planDigest } from "./digest/plan-digest.ts";
import { guardChanges } from "./limits/guard-changes.ts";
import { decideActions } from "./decide/decide-actions.ts";
import type { Match } from "./model/match.ts";
import { readPauses } from "./match/pauses.ts";
import { listPreparations } from "./list-preparations.ts";
import { orderActions } from "./order-actions.ts";
import type { PlanInput } from "./model/plan-input.ts";
import { countNotified } from "../model/lookup/count-notified.ts";

/** From desired to observed: what a run would do today. */
export function buildPlan(input: PlanInput): Plan {
  const { matches } = input;
  const [foreign] = matches.foreign;
  if (foreign !== undefined) return finishPlan(input, [], [describeForeign(input, foreign)], true);
  const pauses = readPauses(input);
  const { actions, diagnostics } = decideActions(input, pauses);
  const told = planDigest(input, pauses, actions);
  const derived = new Set(
    input.library.kinds.filter((kind) => kind.needs.includes("children")).map((kind) => kind.name),
  );
  const leading = new Set(input.library.kinds.filter((kind) => kind.gate !== null).map((kind) => kind.name));
  const open = [...matches.byKey.values()].filter((match) => match.issue.state === "open").length;
  const tooMany = guardChanges({ cohort: input.cohort, actions, open, confirmed: input.confirmed, derived });
  const access = checkAccess(input, [...actions, ...told]);
  const stops = [...access.halts, ...(tooMany === null ? [] : [tooMany])];
  const ordered = orderActions([...actions, ...told, ...access.skipped], { derived, leading });
  return finishPlan(
    input,
    ordered,
    [...diagnostics, ...access.notes, ...reportUnseenWork(input), ...stops],
    stops.length > 0,
  );
}

function finishPlan(
  input: PlanInput,
  actions: readonly Action[],
  diagnostics: readonly Diagnostic[],
  halted: boolean,
): Plan {
  const preparations = listPreparations(input.cohort, actions, input.observation);
  return {
    cohort: input.cohort,
    forge: input.cohort.forge.profile.kind,
    now: input.now,
    today: input.today,
    until: null,
    halted,
    preparations,
    actions,
    summary: summarize(actions),
    cost: sumCost(input.reads, actions, preparations.length),
    notifies: countNotified(input.cohort, actions),
    diagnostics: [...input.diagnostics, ...diagnostics],
  };
}

export function summarize(actions: readonly Action[]): Readonly<Record<ActionType, number>> {
  const summary: Record<ActionType, number> = {
    create: 0,
    update: 0,
    comment: 0,
    nudge: 0,
    close: 0,
    reopen: 0,
    unchanged: 0,
    skipped: 0,
    conflict: 0,
  };
  for (const type of ACTION_TYPES) summary[type] = actions.filter((action) => action.type === type).length;
  return summary;
}

export function sumCost(reads: number, actions: readonly Action[], preparations: number): Plan["cost"] {
  return {
    reads: reads + actions.reduce((sum, action) => sum + action.reads, 0),
    writes: preparations + actions.reduce((sum, action) => sum + action.writes, 0),
  };
}

function describeForeign(input: PlanInput, match: Match): Diagnostic {
  return {
    severity: "error",
    code: "other-repository",
    message: `#${match.issue.number} of cohort ${input.cohort.id} is kept from ${match.body.marker?.repository ?? "elsewhere"}, and this run is from ${input.repository}`,
    remedy: "Run the cohort from one place only, or give this one another id",
    file: input.cohort.file,
    path: "cohort.id",
    line: input.cohort.lines["cohort.id"] ?? input.cohort.lines["cohort"] ?? null,
    column: null,
    excerpt: null,
  };
}
