import { ACTION_TYPES, type Action, type ActionType } from "../model/action.ts";
import type { Cohort, HolidayTable } from "../model/cohort.ts";
import type { CivilDate } from "../model/date.ts";
import type { Diagnostic } from "../model/diagnostic.ts";
import type { Observation, Occurrence } from "../model/issue.ts";
import type { Plan } from "../model/plan.ts";
import type { FieldName } from "../model/action.ts";
import type { KindLibrary } from "../kinds/library.ts";
import { checkAccess } from "./access.ts";
import { listGaps } from "./activity.ts";
import { planDigest } from "./digest.ts";
import { guardChanges } from "./guard.ts";
import { decideActions } from "./decide.ts";
import { matchIssues, type Match } from "./match.ts";
import { listPreparations } from "./prepare.ts";
import { orderActions } from "./order.ts";

/** Everything a plan follows from. Same input, same plan, byte for byte. */
export interface PlanInput {
  readonly cohort: Cohort;
  readonly library: KindLibrary;
  readonly holidays: HolidayTable;
  readonly occurrences: readonly Occurrence[];
  readonly observation: Observation;
  /** ISO instant. */
  readonly now: string;
  readonly today: CivilDate;
  /** The config repository's name as markers carry it; `""` when nothing tells. */
  readonly repository: string;
  readonly reset: readonly { readonly key: string; readonly field: FieldName | "all" }[];
  readonly confirmed: boolean;
  /** There is a chat that words may go to. */
  readonly chat: boolean;
  /** Requests that observing took. */
  readonly reads: number;
  readonly diagnostics: readonly Diagnostic[];
}

/** From desired to observed: what a run would do today. */
export function buildPlan(input: PlanInput): Plan {
  const matches = matchIssues(input.cohort, input.observation, input.repository);
  const [foreign] = matches.foreign;
  if (foreign !== undefined) return finishPlan(input, [], [describeForeign(input, foreign)], true);
  const { actions, diagnostics } = decideActions(input, matches);
  const told = planDigest(input, matches, actions);
  const derived = new Set(
    input.library.kinds.filter((kind) => kind.needs.includes("children")).map((kind) => kind.name),
  );
  const leading = new Set(input.library.kinds.filter((kind) => kind.gate !== null).map((kind) => kind.name));
  const open = [...matches.byKey.values()].filter((match) => match.issue.state === "open").length;
  const tooMany = guardChanges({ cohort: input.cohort, actions, open, confirmed: input.confirmed, derived });
  const access = checkAccess(input, [...actions, ...told]);
  const stops = [...access.halts, ...(tooMany === null ? [] : [tooMany])];
  const ordered = orderActions([...actions, ...told, ...access.skipped], { derived, leading });
  return finishPlan(input, ordered, [...diagnostics, ...access.notes, ...listGaps(input), ...stops], stops.length > 0);
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
    forge: input.cohort.forge.kind,
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

/** Notifications by person id, most first; accounts nobody in the file has are counted under their account name. */
export function countNotified(cohort: Cohort, actions: readonly Action[]): Plan["notifies"] {
  const counts = new Map<string, number>();
  for (const account of actions.flatMap((action) => action.notifies)) {
    const person =
      cohort.people.find((candidate) => candidate.username.toLowerCase() === account.toLowerCase())?.id ?? account;
    counts.set(person, (counts.get(person) ?? 0) + 1);
  }
  return [...counts]
    .map(([person, count]) => ({ person, count }))
    .sort((a, b) => b.count - a.count || (a.person < b.person ? -1 : 1));
}

function describeForeign(input: PlanInput, match: Match): Diagnostic {
  return {
    severity: "error",
    code: "other-repository",
    message: `#${match.issue.number} of cohort ${input.cohort.id} is kept from ${match.body.stamp?.repository ?? "elsewhere"}, and this run is from ${input.repository}`,
    remedy: "Run the cohort from one place only, or give this one another id",
    file: input.cohort.file,
    path: "cohort.id",
    line: input.cohort.lines["cohort.id"] ?? input.cohort.lines["cohort"] ?? null,
    column: null,
    excerpt: null,
  };
}
