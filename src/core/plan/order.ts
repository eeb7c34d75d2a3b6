import type { Action, ActionType } from "../model/action.ts";

/** News first, so that people hear of it; tidying after; what only lists others last, when their numbers are known. */
const RANK: Readonly<Record<ActionType, number>> = {
  create: 0,
  reopen: 1,
  update: 2,
  comment: 3,
  close: 4,
  conflict: 5,
  skipped: 6,
  unchanged: 7,
};

/**
 * The order in which a plan is carried out and shown. `derived` names the kinds that list other issues, `leading` those
 * that remember what they list: the checklist comes first, and learns last.
 */
export function orderActions(
  actions: readonly Action[],
  { derived, leading }: { readonly derived: ReadonlySet<string>; readonly leading: ReadonlySet<string> },
): readonly Action[] {
  const rank = (action: Action) => {
    if (leading.has(action.kind) && action.type === "update") return RANK.close + 0.6;
    const late = derived.has(action.kind) && RANK[action.type] < RANK.conflict;
    return late ? RANK.close + 0.5 : RANK[action.type];
  };
  const gate = (action: Action) =>
    action.type === "create" && action.issue.occurrence.intern === null && action.issue.occurrence.project === null
      ? 0
      : 1;
  return [...actions].sort(
    (a, b) =>
      compare(a.on, b.on) ||
      rank(a) - rank(b) ||
      gate(a) - gate(b) ||
      compare(opening(a), opening(b)) ||
      compare(a.key, b.key) ||
      RANK[a.type] - RANK[b.type],
  );
}

function opening(action: Action): string {
  return action.type === "create" ? action.issue.occurrence.opens : "";
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
