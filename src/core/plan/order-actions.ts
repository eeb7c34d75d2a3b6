import type { Action, ActionType } from "../model/action.ts";
import { compareText } from "../text/compare-text.ts";

/** News first, so that people hear of it; tidying after; what only lists others last, when their numbers are known. */
const RANK: Readonly<Record<ActionType, number>> = {
  create: 0,
  reopen: 1,
  update: 2,
  comment: 3,
  nudge: 3.5,
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
  const waiting = new Set(actions.filter(waitsForParent).map(({ key }) => key));
  const rank = (action: Action) => {
    if (leading.has(action.kind) && action.type === "update") return RANK.close + 0.6;
    if (action.type === "create" && action.following.includes("remember")) return RANK.create;
    if (waitsForParent(action)) return RANK.close + 0.55;
    // A closed issue is left as it is, so it is closed when it stands where it should.
    if (action.type === "close" && waiting.has(action.key)) return RANK.close + 0.57;
    const late = derived.has(action.kind) && RANK[action.type] < RANK.conflict;
    return late ? RANK.close + 0.5 : RANK[action.type];
  };
  const gate = (action: Action) => {
    if (action.type !== "create") return 2;
    if (action.issue.occurrence.intern === null && action.issue.occurrence.project === null) return 0;
    return action.following.includes("remember") ? 1 : 2;
  };
  return [...actions].sort(
    (a, b) =>
      compareText(a.on, b.on) ||
      rank(a) - rank(b) ||
      gate(a) - gate(b) ||
      compareText(opening(a), opening(b)) ||
      compareText(a.key, b.key) ||
      RANK[a.type] - RANK[b.type],
  );
}

/** It is to stand under what this very run makes. */
function waitsForParent(action: Action): boolean {
  return (
    action.type === "update" && action.changes.some(({ field, after }) => field === "parent" && after === "coming")
  );
}

function opening(action: Action): string {
  return action.type === "create" ? action.issue.occurrence.opens : "";
}
