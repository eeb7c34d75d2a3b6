import { readBody } from "../core/marker/body.ts";
import { summarize, sumCost, buildPlan } from "../core/plan/build-plan.ts";
import { listPreparations } from "../core/plan/list-preparations.ts";
import { withObservation } from "../core/plan/match/with-observation.ts";
import type { PlanInput } from "../core/plan/model/plan-input.ts";
import type { Action } from "../core/model/action.ts";
import { addDays, type CivilDate } from "../core/model/date.ts";
import type { Observation } from "../core/model/issue.ts";
import { countNotified } from "../core/model/lookup/count-notified.ts";
import type { Plan } from "../core/model/plan.ts";
import { openMemoryForge } from "../forges/memory/index.ts";
import { applyPlan, type ApplyEvents } from "./apply/apply-plan.ts";

/**
 * The days to come: `first`, today's plan, and those up to `until`, each made on a forge in memory on which the ones before were
 * really applied. Nobody's ticks or comments of the coming days are known, so it shows what happens if nobody acts.
 */
export async function lookAhead(input: PlanInput, first: Plan, until: CivilDate): Promise<Plan> {
  if (first.halted) return { ...first, until };
  const later: Action[] = [];
  // Of days to come nobody knows what people will do in them, nor what will wait.
  const { digest: _digest, ...left } = await playRun(input, first);
  let observation: Observation = { ...left, activity: null };
  for (let today = addDays(input.today, 1); today <= until; today = addDays(today, 1)) {
    const now = `${today}${input.now.slice(10)}`;
    const day = withObservation({ ...input, now, today, reset: [], confirmed: true, diagnostics: [] }, observation);
    const plan = buildPlan(day);
    const writing = plan.actions.filter((action) => action.writes > 0);
    later.push(...writing);
    if (writing.length > 0) observation = await playRun(day, plan);
  }
  const actions = [...first.actions, ...later];
  const preparations = listPreparations(input.cohort, actions, input.observation);
  return {
    ...first,
    until,
    actions,
    preparations,
    summary: summarize(actions),
    cost: sumCost(input.reads, actions, preparations.length),
    notifies: countNotified(input.cohort, actions),
  };
}

/** What would be observed once a plan is applied, nobody else having touched anything; the real forge is left alone. */
export async function playRun(input: PlanInput, plan: Plan): Promise<Observation> {
  const forge = openMemoryForge(input.cohort, input.observation, input.now);
  const { writers } = forge;
  const observed = { ...input.observation, details: forge.details() };
  const run = { id: "", writers, chat: async () => ({ is: "said" as const }) };
  await applyPlan(plan, { ...input, observation: observed }, run, UNSEEN);
  return forge.observe({ ...input.observation, ...findDigest(input, plan, forge.observe(input.observation)) });
}

const UNSEEN: ApplyEvents = {
  planned: () => undefined,
  outcome: () => undefined,
  stopped: () => false,
};

/** Where the digest is, if this run wrote it, or made the issue that holds it. */
function findDigest(input: PlanInput, plan: Plan, after: Observation): Pick<Observation, "digest"> {
  for (const action of plan.actions) {
    if (action.type === "comment" && action.digest !== null)
      return { digest: { place: action.place, number: action.number, comments: [] } };
    const kind = input.library.kinds.find(({ name }) => name === action.kind);
    if (action.type !== "create" || kind?.needs.includes("digest") !== true) continue;
    const made = after.issues.find(({ place, body }) => place === action.place && readBody(body).key === action.key);
    if (made !== undefined) return { digest: { place: made.place, number: made.number, comments: [] } };
  }
  return {};
}
