import type { Action, ActionType } from "../model/action.ts";
import type { Lane } from "../model/cohort.ts";
import type { Outcome, RequestCounts, Result } from "../model/outcome.ts";
import type { Plan } from "../model/plan.ts";
import type { Lanes } from "./parts/shown-lanes.ts";
import { concealIn, LANES } from "./parts/shown-lanes.ts";
import type { Paint } from "./parts/paint.ts";
import { PLAIN } from "./parts/paint.ts";
import { clipLine, escapeMarkdown } from "../text/sanitize.ts";
import { countOf, SYMBOLS, titleOf } from "./parts/wording.ts";

const RESULTS = ["deviated", "failed", "unknown", "blocked", "stopped"] as const satisfies readonly Result[];

/** The action an outcome is of; null for a label or a milestone, which belong to no lane. */
function actionOf(plan: Plan, outcome: Outcome): Action | null {
  return plan.actions.find((action) => action.key === outcome.key && action.type === outcome.type) ?? null;
}

/** Whether a report may name the issue an outcome is about. Names of labels and milestones come with the team's own. */
export function mayName(plan: Plan, outcome: Outcome, lanes: Lanes): boolean {
  const action = actionOf(plan, outcome);
  return action === null ? lanes.has("team") : lanes.has(action.lane);
}

/** Whether something that was planned did not come about. */
export function isFailure(result: Result): boolean {
  return result !== "done" && result !== "deviated";
}

/** One line as it happens, and a second one where it did not go as planned. */
export function renderOutcome(
  plan: Plan,
  outcome: Outcome,
  options: { readonly lanes: Lanes; readonly paint: Paint },
): readonly string[] {
  const { lanes, paint } = options;
  const tone = isFailure(outcome.result) ? paint.remove : outcome.deviation === null ? paint.add : paint.warn;
  const sign = isFailure(outcome.result) ? "!" : symbolOf(outcome.type);
  const note = outcome.error ?? outcome.deviation;
  const named = mayName(plan, outcome, lanes);
  const told = named || outcome.error !== null ? note : null;
  return [
    `${tone(`${sign} ${describeOutcome(outcome)}`)} ${named ? nameOutcome(plan, outcome, paint) : laneOf(plan, outcome)}`,
    ...(told === null ? [] : [`    ${clipLine(concealIn(told, plan, lanes), 600)}`]),
  ];
}

function symbolOf(type: Outcome["type"]): string {
  return type === "label" || type === "milestone" ? "+" : SYMBOLS[type];
}

/** `created`, `not updated: failed`. */
function describeOutcome(outcome: Outcome): string {
  const past = pastOf(outcome.type);
  switch (outcome.result) {
    case "done":
      return past;
    case "deviated":
      return `left as it is, not ${past}:`;
    case "unknown":
      return `perhaps ${past}, no answer says:`;
    default:
      return `not ${past} (${outcome.result}):`;
  }
}

function pastOf(type: Outcome["type"]): string {
  const words: Readonly<Record<ActionType | "label" | "milestone", string>> = {
    create: "created",
    update: "updated",
    comment: "commented on",
    nudge: "told about",
    close: "closed",
    reopen: "reopened",
    unchanged: "kept",
    skipped: "skipped",
    conflict: "kept",
    label: "created",
    milestone: "created",
  };
  return words[type];
}

function nameOutcome(plan: Plan, outcome: Outcome, paint: Paint): string {
  const action = actionOf(plan, outcome);
  if (action === null) return clipLine(outcome.key.replace(":", " "));
  return `${clipLine(titleOf(action), 100)}${action.title === "" ? "" : `  ${paint.faint(clipLine(action.key))}`}`;
}

function laneOf(plan: Plan, outcome: Outcome): string {
  const action = actionOf(plan, outcome);
  return action === null ? `a ${outcome.type}` : `a ${action.lane} issue`;
}

/** `Done: 7 labels made, 9 created. Not done: 1 failed, 2 stopped.` */
export function summarizeOutcomes(outcomes: readonly Outcome[]): string {
  const count = (keep: (outcome: Outcome) => boolean) => outcomes.filter(keep).length;
  const done = DONE.flatMap(([type, say]) => {
    const found = count((outcome) => outcome.type === type && outcome.result === "done");
    return found === 0 ? [] : [say(found)];
  });
  const rest = RESULTS.flatMap((result) => {
    const found = count((outcome) => outcome.result === result);
    return found === 0 ? [] : [`${found} ${result}`];
  });
  const first = outcomes.length === 0 ? "nothing to do" : done.length === 0 ? "nothing" : done.join(", ");
  return `Done: ${first}.${rest.length === 0 ? "" : ` Not as planned: ${rest.join(", ")}.`}`;
}

const DONE: readonly (readonly [Outcome["type"], (count: number) => string])[] = [
  ["label", (count) => `${countOf(count, "label")} made`],
  ["milestone", (count) => `${countOf(count, "milestone")} made`],
  ["create", (count) => `${count} created`],
  ["update", (count) => `${count} updated`],
  ["comment", (count) => `${count} commented on`],
  ["nudge", (count) => `${countOf(count, "word")} said`],
  ["close", (count) => `${count} closed`],
  ["reopen", (count) => `${count} reopened`],
];

/** `Requests sent: GET 4, POST 5.` */
export function describeRequests(requests: RequestCounts): string {
  const sent = (["GET", "POST", "PUT", "PATCH", "DELETE"] as const).filter((method) => requests[method] > 0);
  return sent.length === 0
    ? "Requests sent: none."
    : `Requests sent: ${sent.map((method) => `${method} ${requests[method]}`).join(", ")}.`;
}

/** Outcomes that a report may not name, counted. */
export interface HiddenOutcomes {
  readonly lane: Lane | null;
  readonly type: Outcome["type"];
  readonly result: Result;
  readonly count: number;
  /** What went wrong, without names. */
  readonly error: string | null;
}

/** Those by lane, type, result and error; labels and milestones have no lane. */
export function countHiddenOutcomes(plan: Plan, outcomes: readonly Outcome[], lanes: Lanes): readonly HiddenOutcomes[] {
  const counts = new Map<string, HiddenOutcomes>();
  for (const outcome of outcomes) {
    if (mayName(plan, outcome, lanes)) continue;
    const lane = actionOf(plan, outcome)?.lane ?? null;
    const error = outcome.error === null ? null : concealIn(outcome.error, plan, lanes);
    const at = `${lane === null ? "-" : LANES.indexOf(lane)} ${outcome.type} ${outcome.result} ${error ?? ""}`;
    counts.set(at, {
      lane,
      type: outcome.type,
      result: outcome.result,
      count: (counts.get(at)?.count ?? 0) + 1,
      error,
    });
  }
  return [...counts].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, entry]) => entry);
}

/** What happened, for a merge request or a job's summary. */
export function renderOutcomesMarkdown(plan: Plan, outcomes: readonly Outcome[], lanes: Lanes): readonly string[] {
  const plain = { lanes, paint: PLAIN };
  return [
    `**${summarizeOutcomes(outcomes)}**`,
    "",
    ...outcomes
      .filter((outcome) => mayName(plan, outcome, lanes) || isFailure(outcome.result))
      .map(
        (outcome) =>
          `- ${renderOutcome(plan, outcome, plain)
            .map((line) => escapeMarkdown(line.trim()))
            .join(" ")}`,
      ),
    ...countHiddenOutcomes(plan, outcomes, lanes).map(
      (entry) => `- ${entry.lane ?? "all lanes"}: ${entry.count} ${entry.type} ${entry.result}`,
    ),
    "",
  ];
}
