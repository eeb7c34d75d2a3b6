import type { Kind } from "../../kinds/model/kind.ts";
import { referenceToken } from "../../text/reference.ts";
import { countTasks } from "../../markdown/tasks.ts";
import { buildIssue } from "../../desired/build-issue.ts";
import { type ChildEntry } from "../../desired/view/build-view.ts";
import { findOccurrenceStatus } from "../../desired/occurrences/occurrence-status.ts";
import type { Action, CreateAction } from "../../model/action.ts";
import type { DesiredIssue, ObservedIssue, Occurrence } from "../../model/issue.ts";
import { formatKey } from "../../model/key.ts";
import { refuseLane } from "../limits/access.ts";
import { listNotified } from "../limits/cost.ts";
import {
  base,
  fillKnown,
  kindOf,
  listRemembered,
  only,
  placeOf,
  still,
  type Decided,
  type Decision,
} from "./decision.ts";
import { findPhase } from "./phase-standing.ts";
import { recallNumber } from "./decision.ts";
import { findPreviousOccurrence } from "../match/previous-occurrence.ts";
import type { Match } from "../model/match.ts";

/** An occurrence the forge does not have: to be made now, later, or not at all, with the reason. */
export function decideMissing(decision: Decision, occurrence: Occurrence, children: readonly ChildEntry[]): Decided {
  const { input } = decision;
  const kind = kindOf(decision, occurrence);
  const standing = findOccurrenceStatus(input.cohort, kind, occurrence, input.today);
  if (standing.is === "future") return { actions: [], diagnostics: [], child: null };
  const place = placeOf(decision, occurrence);
  const refused = standing.is === "due" ? refuseLane(input, occurrence, place) : null;
  if (refused !== null) return only(still(decision, occurrence, "skipped", refused, null));
  const closedGate = decision.live || kind.gate !== null ? null : "waits for the coordinator to tick Go live";
  const waits = standing.is === "due" ? (closedGate ?? decision.wait(occurrence)) : standing.reason;
  if (waits !== null) return only(still(decision, occurrence, "skipped", waits, null));
  const built = build(decision, kind, occurrence, children);
  if (built.fault !== null) {
    const skipped = still(decision, occurrence, "skipped", built.fault, null);
    return { actions: [skipped], diagnostics: built.diagnostics, child: null };
  }
  const gone = findGone(decision, built.issue);
  if (gone !== null) return only(gone);
  const suspect = findLost(decision, built.issue);
  if (suspect !== null) return only(describeLost(decision, occurrence, suspect));
  const full = waitForHour(decision, kind, built.issue);
  if (full !== null) return only(still(decision, occurrence, "skipped", full, null));
  const notes = built.dropped.map((reason) => still(decision, occurrence, "skipped", reason, null));
  return {
    actions: [createFrom(decision, occurrence, built.issue), ...notes],
    diagnostics: built.diagnostics,
    child: describeNew(occurrence, built.issue),
  };
}

function build(decision: Decision, kind: Kind, occurrence: Occurrence, children: readonly ChildEntry[]) {
  return buildIssue({
    input: decision.input,
    kind,
    occurrence,
    place: placeOf(decision, occurrence),
    children,
    remembers: listRemembered(decision, occurrence, children),
    parent: findParent(decision, occurrence),
    phase: findPhase(decision, kind, occurrence),
    fresh: { previous: asksForPrevious(kind) ? findPrevious(decision, occurrence) : null },
    language: null,
    wasMissing: () => false,
  });
}

/** Why it has to wait for the forge's next hour. What lists or leads the others is never left behind by them. */
function waitForHour(decision: Decision, kind: Kind, { place, parent }: DesiredIssue): string | null {
  const waits = decision.budget(place, parent === null ? 1 : 2);
  return kind.gate !== null || kind.needs.includes("children") ? null : waits;
}

function findPrevious({ input, matches }: Decision, occurrence: Occurrence): Match | null {
  return findPreviousOccurrence({ occurrences: input.occurrences, matches }, occurrence);
}

function asksForPrevious({ needs }: Kind): boolean {
  return needs.includes("activity") || needs.includes("promises");
}

/** What it will stand under, if that is there, or made in this run. */
function findParent(decision: Decision, occurrence: Occurrence): string | null {
  const parent = decision.parents.get(formatKey(occurrence.key));
  if (parent === undefined) return null;
  return decision.matches.byKey.has(parent) || decision.coming.has(parent) ? parent : null;
}

function createFrom(decision: Decision, occurrence: Occurrence, issue: DesiredIssue): CreateAction {
  const late = occurrence.opens < decision.input.today;
  const { capabilities } = placeOf(decision, occurrence);
  const leads = kindOf(decision, occurrence).gate !== null || capabilities.epics;
  const following: CreateAction["following"] = [
    ...(issue.parent !== null && capabilities.children?.atCreate !== true ? (["link"] as const) : []),
    // What comes first learns the others' numbers when they are there.
    ...(leads && issue.remembers.length > 0 ? (["remember"] as const) : []),
  ];
  return {
    ...base(decision, occurrence),
    type: "create",
    title: issue.title,
    reason: late ? `opens late: its day was ${occurrence.opens}` : "opens today",
    following,
    writes: 1 + following.length,
    reads: following.includes("remember") ? 1 : 0,
    notifies: listNotified(issue),
    issue: {
      ...issue,
      body: fillKnown(decision, issue.place, issue.body),
      base: issue.base === null ? null : fillKnown(decision, issue.place, issue.base),
    },
    status: "todo",
  };
}

/** How issues that list others see one that is about to be made. */
function describeNew(occurrence: Occurrence, issue: DesiredIssue): ChildEntry {
  const { done, total } = countTasks(issue.body);
  const { place, title, key } = issue;
  const { project, intern } = occurrence;
  return {
    key,
    place,
    project,
    intern,
    title,
    reference: referenceToken(key),
    done,
    total,
    progress: "todo",
    closed: false,
    linked: issue.parent !== null,
  };
}

/**
 * What was made once and is nowhere now. Before the second look nobody can tell it from an issue that only lost its
 * label, so it counts as to be made, which is what that look is for.
 */
function findGone(decision: Decision, { key, occurrence, place }: DesiredIssue): Action | null {
  const number = recallNumber(decision, key);
  const looked = decision.input.observation.details?.some((details) => details.place === place) ?? false;
  if (number === null || !looked) return null;
  const lost = decision.matches.lost.find((issue) => issue.place === place && issue.number === number);
  if (lost !== undefined) return describeLost(decision, occurrence, lost);
  const reason = `#${number} held this and is gone from ${place}, deleted or moved; it is not made again unless you say --reset ${key}`;
  return still(decision, occurrence, "skipped", reason, null);
}

function describeLost(decision: Decision, occurrence: Occurrence, suspect: ObservedIssue): Action {
  const line = `the line "Kept by Fledgling" with the key ${formatKey(occurrence.key)}`;
  const reason = `#${suspect.number} lost its marker and its last line and may be this one; paste back ${line}, or take the cohort label off it`;
  return still(decision, occurrence, "conflict", reason, suspect);
}

/** Two places held the key and both are gone: such an issue may be the one about to be made again. */
function findLost(decision: Decision, issue: DesiredIssue): ObservedIssue | null {
  const candidates = decision.matches.lost.filter(
    (lost) => lost.place === issue.place && lost.labels.includes(`kind::${issue.occurrence.kind}`),
  );
  return (
    candidates.find((lost) => lost.title === issue.title) ??
    candidates.find((lost) => lost.milestone === issue.milestone && lost.assignees[0] === issue.assignee) ??
    null
  );
}
