import type { Action, ActionType } from "../../model/action.ts";
import { ACTION_TYPES } from "../../model/action.ts";
import type { Lane } from "../../model/cohort.ts";
import type { Plan } from "../../model/plan.ts";
import { countNotified } from "../../model/lookup/count-notified.ts";

/** Lanes whose issues a report may name; of the others it gives counts, since a key alone says who it is about. */
export type Lanes = ReadonlySet<Lane>;

/** In the order they are listed. */
export const LANES = ["public", "team", "private"] as const satisfies readonly Lane[];

/** Everything, for a person's own terminal or file. */
export const ALL_LANES: Lanes = new Set(LANES);

/** Actions of one lane that a report does not name. */
export interface HiddenActions {
  readonly lane: Lane;
  readonly type: ActionType;
  readonly count: number;
  /** How many notifications they bring. */
  readonly notifies: number;
}

/** The actions a report may name, and how many others there are. */
export function splitActions(
  plan: Plan,
  lanes: Lanes,
): { readonly shown: readonly Action[]; readonly hidden: readonly HiddenActions[] } {
  const shown = plan.actions.filter((action) => lanes.has(action.lane));
  const hidden = LANES.filter((lane) => !lanes.has(lane)).flatMap((lane) =>
    ACTION_TYPES.flatMap((type) => {
      const found = plan.actions.filter((action) => action.lane === lane && action.type === type);
      const notifies = found.reduce((sum, action) => sum + action.notifies.length, 0);
      return found.length === 0 ? [] : [{ lane, type, count: found.length, notifies }];
    }),
  );
  return { shown, hidden };
}

/** A message without the keys and titles of what the report may not name, whole or cut. Milestones are named after projects. */
export function concealIn(text: string, plan: Plan, lanes: Lanes): string {
  const hidden = plan.actions.filter((action) => !lanes.has(action.lane));
  const milestones = lanes.has("team") ? [] : plan.preparations.filter(({ type }) => type === "milestone");
  const names = [
    ...hidden.map(({ key, lane }) => [key, `a ${lane} issue`] as const),
    ...hidden.map(({ title, lane }) => [title, `a ${lane} issue`] as const),
    ...milestones.map(({ name }) => [name, "of the team"] as const),
  ]
    .filter(([name]) => name.length >= SHORTEST)
    .sort(([a], [b]) => b.length - a.length || (a < b ? -1 : 1));
  return names.reduce((shown, [name, instead]) => conceal(shown, name, instead), text);
}

/** Shorter ones would turn up in ordinary words. */
const SHORTEST = 4;

function conceal(text: string, name: string, instead: string): string {
  let shown = text.replaceAll(name, instead);
  if (!shown.includes("…")) return shown;
  for (let length = name.length - 1; length >= SHORTEST; length--)
    shown = shown.replaceAll(`${name.slice(0, length)}…`, `${instead}…`);
  return shown;
}

/** Notifications by person that the report may name: the plan's own, or those of the actions it shows. */
export function listNotifies(plan: Plan, lanes: Lanes): Plan["notifies"] {
  if (plan.actions.every((action) => lanes.has(action.lane))) return plan.notifies;
  return countNotified(
    plan.cohort,
    plan.actions.filter((action) => lanes.has(action.lane)),
  );
}
