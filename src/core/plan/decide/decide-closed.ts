import type { Action, FieldChange, UpdateAction } from "../../model/action.ts";
import type { Occurrence, Progress } from "../../model/issue.ts";
import { listWatchers } from "../limits/cost.ts";
import { base, still, type Decision } from "./decision.ts";
import { diffReview } from "../diff/diff-labels.ts";
import type { Match } from "../model/match.ts";
import { reviewOf } from "./decision.ts";

/** A closed issue stays closed, unless we closed it for leaving the config and it is back there. */
export function decideClosed(decision: Decision, occurrence: Occurrence, match: Match, progress: Progress): Action {
  const { today } = decision.input;
  const closedBy = match.body.marker?.closedBy ?? null;
  const wanted = occurrence.opens <= today && (occurrence.closes === null || occurrence.closes > today);
  if (closedBy === "orphan" && wanted) return reopen(decision, occurrence, match);
  const status = closedBy === null && progress === "done" ? progress : null;
  const relabel = updateLabels(decision, occurrence, match, status);
  return relabel ?? still(decision, occurrence, "unchanged", "closed", match.issue);
}

/** A closed issue is never rewritten; only its status and a review that came late follow, so that boards tell the truth. */
function updateLabels(
  decision: Decision,
  occurrence: Occurrence,
  match: Match,
  status: "done" | null,
): UpdateAction | null {
  const { add, remove, changes } = diffClosed(decision, occurrence, match, status);
  if (changes.length === 0) return null;
  return {
    ...base(decision, occurrence),
    type: "update",
    place: match.issue.place,
    title: match.issue.title,
    number: match.issue.number,
    reason: `${changes.map((change) => change.field).join(" and ")} changed`,
    reads: 1,
    writes: decision.input.cohort.forge.profile.behaviour.countWrites({
      core: false,
      assigneeOff: false,
      assigneeOn: false,
      labelsOn: add.length,
      labelsOff: remove.length,
      parent: false,
    }),
    notifies: [],
    changes,
    desired: null,
    orders: [],
    addLabels: add,
    removeLabels: remove,
  };
}

function diffClosed(decision: Decision, occurrence: Occurrence, { issue, body }: Match, status: "done" | null) {
  const isOld = (label: string) => label.startsWith("status::") && label !== "status::done";
  const off = status === null ? [] : issue.labels.filter(isOld);
  const on = status === null || issue.labels.includes("status::done") ? [] : ["status::done"];
  const found = reviewOf(decision, occurrence, { issue, body });
  const review = diffReview({ issue, desired: { review: found?.state === "done" ? found : null } });
  const changes: readonly FieldChange[] = [
    ...describeLabels("status", on, off),
    ...describeLabels("labels", review.add, review.remove),
  ];
  return { add: [...on, ...review.add], remove: [...off, ...review.remove], changes };
}

function describeLabels(
  field: "status" | "labels",
  on: readonly string[],
  off: readonly string[],
): readonly FieldChange[] {
  if (on.length + off.length === 0) return [];
  const after = field === "status" ? "status::done" : on.join(", ") || null;
  return [{ field, before: off.join(", ") || null, after }];
}

function reopen(decision: Decision, occurrence: Occurrence, match: Match): Action {
  return {
    ...base(decision, occurrence),
    type: "reopen",
    place: match.issue.place,
    title: match.issue.title,
    number: match.issue.number,
    reason: "it is in the config again",
    reads: 1,
    writes: 1,
    notifies: listWatchers(match.issue),
  };
}
