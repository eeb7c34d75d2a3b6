import type { Order } from "../../model/command.ts";
import { buildIssue } from "../../desired/build-issue.ts";
import { type ChildEntry } from "../../desired/view/build-view.ts";
import { deriveProgress } from "../../desired/progress.ts";
import type { Action, CloseAction, UpdateAction } from "../../model/action.ts";
import type { DesiredIssue, ObservedPlace, Occurrence } from "../../model/issue.ts";
import { listWatchers } from "../limits/cost.ts";
import {
  base,
  describeChild,
  fillKnown,
  kindOf,
  listRemembered,
  only,
  placeOf,
  still,
  wasReopened,
  type Asked,
  type Decided,
  type Decision,
} from "./decision.ts";
import { decideClosed } from "./decide-closed.ts";
import { reviewOf } from "./decision.ts";
import { diffContext, hasWrites } from "../diff/diff-context.ts";
import { diffIssue } from "../diff/diff-issue.ts";
import { type IssueDiff } from "../model/issue-diff.ts";
import { findPhase } from "./phase-standing.ts";
import { languageOf, wasMissing } from "../diff/last-applied.ts";
import type { Match } from "../model/match.ts";
import { findPlace } from "../../model/lookup/places.ts";
import { listWords } from "../../text/list-words.ts";

/** An occurrence the forge has: brought up to date, closed by its timer, or left alone. */
export function decideExisting(
  decision: Decision,
  occurrence: Occurrence,
  match: Match,
  children: readonly ChildEntry[],
): Decided {
  const kind = kindOf(decision, occurrence);
  const child = describeChild(decision, occurrence, match);
  const progress = deriveProgress(match.issue, match.body, kind.finished);
  if (match.issue.state === "closed") return { ...only(decideClosed(decision, occurrence, match, progress)), child };
  const built = build(decision, occurrence, match, children);
  if (built.fault !== null) {
    const skipped = still(decision, occurrence, "skipped", built.fault, match.issue);
    return { actions: [skipped], diagnostics: built.diagnostics, child };
  }
  const desired: DesiredIssue = {
    ...built.issue,
    place: match.issue.place,
    body: fillKnown(decision, match.issue.place, built.issue.body),
    review: reviewOf(decision, occurrence, match),
  };
  const find = (key: string) =>
    decision.matches.byKey.get(key)?.issue ?? (isComing(decision, children, key) ? ("coming" as const) : null);
  const asked = decision.orders.get(match.key) ?? { orders: [], before: match };
  const context = { input: decision.input, find, orders: asked.orders };
  const diff = diffIssue(diffContext(context, asked.before, desired, progress));
  const actions = [
    ...(hasWrites(diff) ? [updateFrom(decision, occurrence, asked, desired, diff)] : []),
    ...(diff.conflicts.length > 0 ? [conflictFrom(decision, occurrence, match, diff)] : []),
    ...(decision.closing.has(match.key) ? [closeByTimer(decision, occurrence, match, progress)] : []),
  ];
  const reason = describeUnchanged(decision, occurrence, match, diff, child);
  const notes = [
    ...(actions.length === 0 ? [still(decision, occurrence, "unchanged", reason, match.issue)] : []),
    ...built.dropped.map((dropped) => still(decision, occurrence, "skipped", dropped, match.issue)),
  ];
  return { actions: [...actions, ...notes], diagnostics: built.diagnostics, child };
}

function build(decision: Decision, occurrence: Occurrence, match: Match, children: readonly ChildEntry[]) {
  return buildIssue({
    input: decision.input,
    kind: kindOf(decision, occurrence),
    occurrence,
    place: placeAt(decision, match.issue.place, occurrence),
    children,
    remembers: listRemembered(decision, occurrence, children),
    parent: decision.parents.get(match.key) ?? null,
    phase: findPhase(decision, kindOf(decision, occurrence), occurrence),
    fresh: null,
    language: languageOf(match.body.marker),
    wasMissing: wasMissing(match.body.marker),
  });
}

function conflictFrom(decision: Decision, occurrence: Occurrence, match: Match, diff: IssueDiff): Action {
  const blocks = diff.conflicts.length === 1 ? "a block" : `${diff.conflicts.length} blocks`;
  const reason = diff.conflicts.some(({ because }) => because === "no-room")
    ? "its text is so long that the forge would not take more; it stays as it is until somebody shortens it"
    : `the template and a person both changed ${blocks}; theirs stays`;
  return still(decision, occurrence, "conflict", reason, match.issue);
}

function updateFrom(
  decision: Decision,
  occurrence: Occurrence,
  { before: match, orders }: Asked,
  desired: DesiredIssue,
  diff: IssueDiff,
): UpdateAction {
  const people = diff.assignee?.to === null || diff.assignee === null ? [] : [diff.assignee.to];
  return {
    ...base(decision, occurrence),
    type: "update",
    place: match.issue.place,
    title: match.issue.title,
    number: match.issue.number,
    reason: describeUpdate(diff, orders),
    reads: 1,
    writes:
      orders.length +
      decision.input.cohort.forge.profile.behaviour.countWrites({
        core: diff.text !== null,
        assigneeOff: diff.assignee !== null && diff.assignee.from !== null,
        assigneeOn: diff.assignee !== null && diff.assignee.to !== null,
        labelsOn: diff.addLabels.length,
        labelsOff: diff.removeLabels.length,
        parent: diff.changes.some((change) => change.field === "parent"),
      }),
    notifies: people,
    changes: diff.changes,
    desired,
    orders,
    addLabels: diff.addLabels,
    removeLabels: diff.removeLabels,
  };
}

function describeUpdate({ changes }: IssueDiff, orders: readonly Order[]): string {
  const changed = `${listWords(changes.map((change) => change.field)) || "the marker"} changed`;
  const comments = orders.length === 1 ? "a comment" : `${orders.length} comments`;
  return orders.length === 0 ? changed : `${comments} asked for it: ${changed}`;
}

function closeByTimer(decision: Decision, occurrence: Occurrence, match: Match, progress: string): CloseAction {
  return {
    ...base(decision, occurrence),
    type: "close",
    cause: "timer",
    place: match.issue.place,
    title: match.issue.title,
    number: match.issue.number,
    reason:
      progress === "done"
        ? `finished, and its time ended on ${occurrence.closes ?? ""}`
        : `nobody used it, and its time ended on ${occurrence.closes ?? ""}`,
    reads: 1,
    writes: 1,
    notifies: listWatchers(match.issue),
    comment: null,
  };
}

function describeUnchanged(
  decision: Decision,
  occurrence: Occurrence,
  match: Match,
  diff: IssueDiff,
  child: ChildEntry,
): string {
  const over = occurrence.closes !== null && occurrence.closes <= decision.input.today;
  if (over && wasReopened(match)) return "a person opened it again, so it stays open";
  if (over) return `kept open past ${occurrence.closes ?? ""}: somebody has begun it (${child.done} of ${child.total})`;
  if (match.body.marker === null) return "its marker is gone, so its text is left to people";
  return diff.drift.length === 0 ? "as it should be" : `as it should be; ${listWords(diff.drift)} held by people`;
}

function isComing(decision: Decision, children: readonly ChildEntry[], key: string): boolean {
  return decision.coming.has(key) || children.some((child) => child.key === key);
}

function placeAt(decision: Decision, place: string, occurrence: Occurrence): ObservedPlace {
  return findPlace(decision.input.observation, place) ?? placeOf(decision, occurrence);
}
