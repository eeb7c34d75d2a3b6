import type { Action } from "../action.ts";
import type { Cohort } from "../cohort.ts";
import type { Plan } from "../plan.ts";
import { directoryOf } from "./directory.ts";

/** Notifications by person id, most first; accounts nobody in the file has are counted under their account name. */
export function countNotified(cohort: Cohort, actions: readonly Pick<Action, "notifies">[]): Plan["notifies"] {
  const counts = new Map<string, number>();
  for (const account of actions.flatMap((action) => action.notifies)) {
    const person = directoryOf(cohort).personByAccount(account)?.id ?? account;
    counts.set(person, (counts.get(person) ?? 0) + 1);
  }
  return [...counts]
    .map(([person, count]) => ({ person, count }))
    .sort((a, b) => b.count - a.count || (a.person < b.person ? -1 : 1));
}
