import type { Action, FieldChange } from "../model/action.ts";
import { ACTION_TYPES } from "../model/action.ts";
import type { Plan } from "../model/plan.ts";
import type { HiddenActions, Lanes } from "./parts/shown-lanes.ts";
import { listNotifies, splitActions } from "./parts/shown-lanes.ts";
import { countOf, formatDay, nameOf } from "./parts/wording.ts";
import { listWords } from "../text/list-words.ts";

/** `Plan: 2 to create, 1 to update; 14 unchanged, 3 skipped.` */
export function summarizePlan(plan: Plan): string {
  const verbs = {
    create: "create",
    update: "update",
    comment: "comment on",
    nudge: "tell somebody about",
    close: "close",
    reopen: "reopen",
  } as const;
  const changes = (["create", "update", "comment", "nudge", "close", "reopen"] as const)
    .filter((type) => plan.summary[type] > 0)
    .map((type) => `${plan.summary[type]} to ${verbs[type]}`);
  const rest = (["unchanged", "skipped", "conflict"] as const)
    .filter((type) => plan.summary[type] > 0)
    .map((type) => (type === "conflict" ? countOf(plan.summary[type], "conflict") : `${plan.summary[type]} ${type}`));
  const first = changes.length === 0 ? "no changes" : changes.join(", ");
  return `Plan: ${[first, ...(rest.length === 0 ? [] : [rest.join(", ")])].join("; ")}.`;
}

/** `First 12 labels and 2 milestones are made.`, or null. */
export function describePreparations(plan: Plan): string | null {
  const count = (type: "label" | "milestone") => plan.preparations.filter((item) => item.type === type).length;
  const parts = (["label", "milestone"] as const)
    .filter((type) => count(type) > 0)
    .map((type) => countOf(count(type), type));
  if (parts.length === 0) return null;
  return `Before that: ${listWords(parts)} to make.`;
}

/** `Requests: 6 that read, 12 that write.` */
export function describeCost(plan: Plan): string {
  return `Requests: ${plan.cost.reads} that read, ${plan.cost.writes} that write.`;
}

/** Who hears how often, or the total where a report may not say who. */
export function describeNotifies(plan: Plan, lanes: Lanes): string {
  const { hidden } = splitActions(plan, lanes);
  const shown = listNotifies(plan, lanes).map(({ person, count }) => `${nameOf(plan.cohort, person)} ${count}`);
  const unnamed = hidden.reduce((sum, entry) => sum + entry.notifies, 0);
  const parts = [...shown, ...(unnamed === 0 ? [] : [`${unnamed} about issues not shown here`])];
  return parts.length === 0 ? "Notifications: none." : `Notifications: ${parts.join(", ")}.`;
}

/** `team: 12 create, 3 unchanged`, one line for each lane that is not shown. */
export function describeHidden(hidden: readonly HiddenActions[]): readonly string[] {
  const lanes = [...new Set(hidden.map((entry) => entry.lane))];
  return lanes.map((lane) => {
    const counts = ACTION_TYPES.flatMap((type) => hidden.filter((entry) => entry.lane === lane && entry.type === type));
    return `${lane}: ${counts.map((entry) => `${entry.count} ${entry.type}`).join(", ")}`;
  });
}

export const HIDDEN_REMEDY =
  "Issues of these lanes are counted only, since CI logs are read by many. For the details: --lane all --output FILE.";

/** What an action says beside its reason: the days that matter and whose account it lands on. */
export function describeWhen(plan: Plan, action: Action): readonly string[] {
  const day = action.on === plan.today ? [] : [`on ${formatDay(action.on)}`];
  if (action.type !== "create") return day;
  const { due } = action.issue.occurrence;
  const assignee = action.issue.assignee === null ? [] : [`for @${action.issue.assignee}`];
  return [...day, ...(due === null ? [] : [`due ${formatDay(due)}`]), ...assignee];
}

/** `due date: none → 2026-06-15`; the body is shown apart, line by line. */
export function describeChange(change: FieldChange): string {
  return `${change.field}: ${change.before ?? "none"} → ${change.after ?? "none"}`;
}

/** Actions of one person, in plan order; null is for what is nobody's. */
export interface PersonGroup {
  readonly person: string | null;
  readonly actions: readonly Action[];
}

/** People in the order of the cohort, then accounts the file does not have, then nobody. */
export function groupByPerson(plan: Plan, actions: readonly Action[]): readonly PersonGroup[] {
  const known = plan.cohort.people.map((person) => person.id);
  const others = actions.flatMap((action) =>
    action.person === null || known.includes(action.person) ? [] : [action.person],
  );
  const order = [...known, ...[...new Set(others)].sort(), null];
  return order
    .map((person) => ({ person, actions: actions.filter((action) => action.person === person) }))
    .filter((group) => group.actions.length > 0);
}
