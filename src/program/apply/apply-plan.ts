import type { Action } from "../../core/model/action.ts";
import { ForgeError, InvariantError, type ForgeFault } from "../../core/diagnostics/errors.ts";
import type { Outcome } from "../../core/model/outcome.ts";
import type { Plan } from "../../core/model/plan.ts";
import type { PlanInput } from "../../core/plan/model/plan-input.ts";
import { performUpdate } from "./update-issue.ts";
import { performClose, performComment, performReopen } from "./close-issue.ts";
import { performCreate, performLink, performPreparation, performRemember } from "./create-issue.ts";
import { correctDigest, performNudge } from "./send-message.ts";
import { nameIn, type Done, type Run } from "./run-state.ts";

export interface ApplyEvents {
  /** The plan that is about to be followed. */
  planned(plan: Plan): void;
  /** One thing was done, or not. */
  outcome(outcome: Outcome, index: number, total: number): void;
  /** Asked before every write: true ends the run cleanly, the rest is for the next one. */
  stopped(): boolean;
}

/** Walks a plan in its order, one write at a time. A failure blocks only what depends on it; nothing is tried twice. */
export async function applyPlan(
  plan: Plan,
  input: PlanInput,
  means: Pick<Run, "id" | "chat" | "writers">,
  events: ApplyEvents,
): Promise<readonly Outcome[]> {
  const run = startRun(input, means);
  const actions = plan.actions.filter(isPerformed);
  const made = actions.filter((action) => action.type === "create").filter((action) => action.following.length > 0);
  const total = plan.preparations.length + actions.length;
  const outcomes: Outcome[] = [];
  // Why nothing more is tried: of one sort of preparation, or at all.
  const ended = new Map<string, string>();
  const report = (key: string, type: Outcome["type"], result: Done) => {
    const outcome = { key, type, ...result };
    outcomes.push(outcome);
    events.outcome(outcome, outcomes.length, Math.max(total, outcomes.length));
  };
  const perform = async (key: string, type: Outcome["type"], work: () => Promise<Done>) => {
    if (events.stopped()) ended.set("all", "the run was asked to stop");
    const why = ended.get("all") ?? ended.get(type);
    const { result, fault } = why === undefined ? await attempt(work) : { result: notTried(why), fault: null };
    if (fault !== null) noteEnd(ended, type, fault);
    report(key, type, result);
  };
  for (const preparation of plan.preparations) {
    await perform(`${preparation.type}:${preparation.name}`, preparation.type, () =>
      performPreparation(run, preparation),
    );
  }
  for (const action of actions) await perform(action.key, action.type, () => performAction(run, action));
  // Part of the create and told only when it fails: whatever is cut off here is an update of the next run.
  for (const { action, step } of made.flatMap((one) => one.following.map((next) => ({ action: one, step: next })))) {
    if (ended.has("all") || events.stopped() || !run.issues.has(action.key)) continue;
    const { result, fault } = await attempt(() => FOLLOWING[step](run, action));
    if (fault !== null) noteEnd(ended, "update", fault);
    if (result.result !== "done") report(action.key, "update", result);
  }
  if (!ended.has("all")) await attempt(() => correctDigest(run));
  return outcomes;
}

/** A word in a chat is no request to the forge, and a line of the digest is written with it. */
function isPerformed(action: Action): boolean {
  return action.writes > 0 || (action.type === "nudge" && action.way !== "digest");
}

const FOLLOWING = { link: performLink, remember: performRemember } as const;

/** Failures after which the rest would fail too. Who may not make labels may still make issues, but not the other way round. */
function noteEnd(ended: Map<string, string>, type: Outcome["type"], fault: ForgeFault): void {
  if (fault === "unauthorized") ended.set("all", "the forge does not accept the token");
  if (fault === "rate-limited") ended.set("all", "the forge asks for a longer pause than this run may take");
  if (fault !== "forbidden") return;
  const preparing = type === "label" || type === "milestone";
  ended.set(preparing ? type : "all", preparing ? `the token may not make ${type}s` : "the token may not write issues");
}

function notTried(why: string): Done {
  return { result: "stopped", url: null, error: `not tried: ${why}; run it again to go on`, deviation: null };
}

function performAction(run: Run, action: Action): Promise<Done> {
  switch (action.type) {
    case "create":
      return performCreate(run, action);
    case "update":
      return performUpdate(run, action);
    case "close":
      return performClose(run, action);
    case "reopen":
      return performReopen(run, action);
    case "comment":
      return performComment(run, action);
    case "nudge":
      return performNudge(run, action);
    default:
      throw new InvariantError(`an action of type ${action.type} has nothing to perform`);
  }
}

function startRun(input: PlanInput, means: Pick<Run, "id" | "chat" | "writers">): Run {
  const issues = new Map([...input.matches.byKey].map(([key, match]) => [key, match.issue]));
  const milestones = new Map(
    (input.observation.details ?? []).flatMap((details) =>
      details.milestones.map((milestone) => [nameIn(details.place, milestone.title), milestone] as const),
    ),
  );
  return { input, ...means, issues, milestones, failed: new Set(), digest: { told: null, unsaid: [] } };
}

async function attempt(work: () => Promise<Done>): Promise<{ result: Done; fault: ForgeFault | null }> {
  try {
    return { result: await work(), fault: null };
  } catch (error) {
    if (!(error instanceof ForgeError)) throw error;
    const told = `${error.message} ${error.remedy}`;
    const result = {
      result: error.fate === "unknown" ? "unknown" : "failed",
      url: null,
      error: told,
      deviation: null,
    } as const;
    return { result, fault: error.fault };
  }
}
