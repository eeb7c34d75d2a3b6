import { addDays, type CivilDate } from "../model/date.ts";
import type { Action } from "../model/action.ts";
import type { Observation } from "../model/issue.ts";
import type { Plan } from "../model/plan.ts";
import { buildPlan, summarize, sumCost } from "./build-plan.ts";
import { type PlanInput } from "./model/plan-input.ts";
import { listPreparations } from "./list-preparations.ts";
import { projectPlan } from "./project-plan.ts";
import { countNotified } from "../model/lookup/count-notified.ts";

/**
 * Today's plan and those of the days up to `until`, each made on the forge as the one before would leave it.
 * Nobody's ticks or comments of the coming days are known, so a look-ahead shows what happens if nobody acts.
 */
export function foreseePlan(input: PlanInput, until: CivilDate): Plan {
  const first = buildPlan(input);
  if (first.halted) return { ...first, until };
  const later: Action[] = [];
  // Of days to come nobody knows what people will do in them, nor what will wait.
  const { digest: _digest, ...projected } = projectPlan(input, first);
  let observation: Observation = { ...projected, activity: null };
  for (let day = addDays(input.today, 1); day <= until; day = addDays(day, 1)) {
    const now = `${day}${input.now.slice(10)}`;
    const dayInput = { ...input, now, today: day, observation, reset: [], confirmed: true, diagnostics: [] };
    const plan = buildPlan(dayInput);
    later.push(...plan.actions.filter((action) => action.writes > 0));
    observation = projectPlan(dayInput, plan);
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
