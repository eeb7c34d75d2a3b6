import { parseLookahead } from "../core/calendar/lookahead.ts";
import { UsageError } from "../core/diagnostics/errors.ts";
import { dateInZone } from "../core/calendar/instant.ts";
import type { Observation } from "../core/model/issue.ts";
import type { Outcome } from "../core/model/outcome.ts";
import type { Plan } from "../core/model/plan.ts";
import { buildPlan } from "../core/plan/build-plan.ts";
import { findActivityQuery } from "../core/plan/match/activity-query.ts";
import { withObservation } from "../core/plan/match/with-observation.ts";
import type { PlanInput } from "../core/plan/model/plan-input.ts";
import type { ForgeWriter } from "../forges/types.ts";
import { applyPlan, type ApplyEvents } from "./apply/apply-plan.ts";
import type { CohortRun } from "./cohort-run.ts";
import { lookAhead } from "./look-ahead.ts";
import {
  needsDetails,
  observeActivity,
  observeDetails,
  observeDigest,
  observeIssues,
  type Readers,
} from "./observe.ts";

/** What a run would do. The readers cannot write, so neither can this. */
export async function planCohort(run: CohortRun, readers: Readers): Promise<{ plan: Plan; observation: Observation }> {
  const { plan, input } = await preparePlan(run, readers);
  return { plan, observation: input.observation };
}

/** Observes, plans afresh, shows the plan, and follows it. */
export async function applyCohort(
  run: CohortRun & { readonly id: string },
  writers: ReadonlyMap<string, ForgeWriter>,
  events: ApplyEvents,
): Promise<{ plan: Plan; outcomes: readonly Outcome[] }> {
  const { plan, input } = await preparePlan(run, writers);
  events.planned(plan);
  const outcomes = plan.halted ? [] : await applyPlan(plan, input, { id: run.id, chat: run.chat, writers }, events);
  return { plan, outcomes };
}

/** A plan and what it follows from. */
interface Prepared {
  readonly input: PlanInput;
  readonly plan: Plan;
}

/** Looks at the forge as often as the plan asks for it, and plans again only where a look may have shown something new. */
async function preparePlan(run: CohortRun, readers: Readers): Promise<Prepared> {
  const asked = countRequests(readers);
  const countReads = () => countRequests(readers) - asked;
  const first = await lookAtIssues(run, readers, countReads);
  const second = await lookAtWork(first, readers, countReads);
  const whole = { ...second, plan: await planAhead(run, second) };
  return lookAtDetails(run, whole, readers, countReads);
}

/** The first look, which is all that an idle run takes: every issue, and what was said. */
async function lookAtIssues(run: CohortRun, readers: Readers, countReads: () => number): Promise<Prepared> {
  const observation = await observeIssues(run.cohort, readers, run.now);
  const seen = withObservation({ ...describeInput(run), reads: countReads() }, observation);
  const digest = await observeDigest(seen, readers);
  const input = digest === null ? seen : { ...seen, observation: { ...observation, digest }, reads: countReads() };
  return { input, plan: buildPlan(input) };
}

function describeInput(run: CohortRun): Omit<PlanInput, "observation" | "matches" | "reads"> {
  const { cohort, library, holidays, occurrences, now, repository, reset, confirmed } = run;
  return {
    cohort,
    library,
    holidays,
    occurrences,
    now,
    today: dateInZone(now, cohort.zone),
    repository,
    reset,
    confirmed,
    chat: run.chat !== null,
    diagnostics: [...run.diagnostics, ...run.dateDiagnostics],
  };
}

/** Where the work is done, on the days on which something tells of it. */
async function lookAtWork({ input, plan }: Prepared, readers: Readers, countReads: () => number): Promise<Prepared> {
  const query = findActivityQuery(input, plan);
  if (query === null) return { input, plan };
  const activity = await observeActivity(input.cohort, readers, query);
  const worked = { ...input, observation: { ...input.observation, activity }, reads: countReads() };
  return { input: worked, plan: buildPlan(worked) };
}

/** What is asked only before something is written. */
async function lookAtDetails(
  run: CohortRun,
  { input, plan }: Prepared,
  readers: Readers,
  countReads: () => number,
): Promise<Prepared> {
  if (!needsDetails(plan)) return { input, plan };
  const observation = await observeDetails(input, readers, plan);
  const detailed = withObservation({ ...input, reads: countReads() }, observation);
  return { input: detailed, plan: await planAhead(run, { input: detailed, plan: buildPlan(detailed) }) };
}

/** Today's plan with those of the days that were asked for. */
async function planAhead({ until }: CohortRun, { input, plan }: Prepared): Promise<Plan> {
  if (until === null) return plan;
  const last = parseLookahead(until, input.today);
  if (last === null)
    throw new UsageError(
      `--until takes a number and d, w or m, at most half a year, such as 2w; it was given ${until}`,
    );
  return lookAhead(input, plan, last);
}

function countRequests(readers: Readers): number {
  return [...new Set(readers.values())].reduce((sum, reader) => sum + reader.requests().GET, 0);
}
