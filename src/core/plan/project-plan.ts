import { composeBody, readBody } from "../marker/body.ts";
import { createMarker, updateMarker, type MarkerState } from "../marker/marker-state.ts";
import { baseOf } from "../merge/merge-body.ts";
import { listCreateOnly } from "../marker/create-only.ts";
import { fillReferences, formatReference } from "../text/reference.ts";
import { deriveProgress } from "../desired/progress.ts";
import { formatDigest } from "../nudges/render-digest.ts";
import { statusLabel } from "../desired/labels.ts";
import type { Action, CreateAction, UpdateAction } from "../model/action.ts";
import type { DesiredIssue, IssueAddress, Observation, ObservedIssue, ObservedPlace } from "../model/issue.ts";
import type { Plan } from "../model/plan.ts";
import type { PlanInput } from "./model/plan-input.ts";
import { obey } from "./diff/commands.ts";
import { diffContext } from "./diff/diff-context.ts";
import { diffIssue } from "./diff/diff-issue.ts";
import { recordApplied } from "./diff/last-applied.ts";
import { extendLedger } from "./diff/ledger.ts";
import type { Find } from "./model/issue-diff.ts";
import { findPlace } from "../model/lookup/places.ts";

/** The forge as it would be if the plan were carried out: what a look-ahead plans the next day from. */
export function projectPlan(input: PlanInput, plan: Plan): Observation {
  const issues = new Map(input.observation.issues.map((issue) => [`${issue.place}#${issue.number}`, issue]));
  const made = new Map<string, ObservedIssue>();
  const known = new Map(input.observation.issues.map((issue) => [readBody(issue.body).key ?? "", issue]));
  const find = (key: string) => made.get(key) ?? known.get(key) ?? null;
  const fill = (place: string, body: string) =>
    fillReferences(body, (key) => {
      const issue = made.get(key);
      return issue === undefined ? null : formatReference(placeOf(input, place).capabilities.reference, issue);
    });
  for (const action of plan.actions) {
    const issue = projectAction({ input, find }, filledIn(action, fill), [...issues.values()]);
    if (issue === null) continue;
    issues.set(`${issue.place}#${issue.number}`, issue);
    made.set(action.key, issue);
  }
  for (const action of plan.actions
    .filter((one) => one.type === "create")
    .filter((one) => one.following.includes("remember"))) {
    const issue = made.get(action.key);
    if (issue !== undefined) issues.set(`${issue.place}#${issue.number}`, remember(issue, action, find));
  }
  const digest = projectDigest(input, plan, made);
  return { ...input.observation, issues: [...issues.values()], ...(digest === null ? {} : { digest }) };
}

/** What the digest says now, or that it has just been made and says nothing. */
function projectDigest(
  input: PlanInput,
  plan: Plan,
  made: ReadonlyMap<string, ObservedIssue>,
): NonNullable<Observation["digest"]> | null {
  for (const action of plan.actions) {
    if (action.type === "comment" && action.digest !== null) {
      const { place, number } = action;
      const author = authorAt(input, placeOf(input, place));
      const text = formatDigest(action.digest.draft);
      return { place, number, comments: [{ place, number, id: 1, author, text }] };
    }
    const issue = made.get(action.key);
    const kind = input.library.kinds.find(({ name }) => name === action.kind);
    if (action.type === "create" && issue !== undefined && kind?.needs.includes("digest") === true)
      return { place: issue.place, number: issue.number, comments: [] };
  }
  return null;
}

function authorAt({ cohort }: PlanInput, { account }: ObservedPlace): string {
  return account ?? cohort.forge.accounts[0] ?? cohort.forge.profile.behaviour.unnamedAccount ?? "";
}

interface Projecting {
  readonly input: PlanInput;
  readonly find: Find;
}

/** The checklist learns the numbers of what was made after it. */
function remember(issue: ObservedIssue, { issue: { remembers } }: CreateAction, find: Find): ObservedIssue {
  const { text, marker } = readBody(issue.body);
  if (marker === null) return issue;
  const ledger = extendLedger(marker.ledger, remembers, find);
  return { ...issue, body: composeBody(text, updateMarker(marker, { ledger })) };
}

function filledIn(action: Action, fill: (place: string, body: string) => string): Action {
  if (action.type === "create")
    return { ...action, issue: fillIssue(action.issue, (body) => fill(action.place, body)) };
  if (action.type !== "update" || action.desired === null) return action;
  return { ...action, desired: { ...action.desired, body: fill(action.place, action.desired.body) } };
}

function fillIssue(issue: DesiredIssue, fill: (body: string) => string): DesiredIssue {
  return { ...issue, body: fill(issue.body), base: issue.base === null ? null : fill(issue.base) };
}

function projectAction(projecting: Projecting, action: Action, issues: readonly ObservedIssue[]): ObservedIssue | null {
  if (action.type === "create") return projectCreate(projecting, action, issues);
  if (!("number" in action)) return null;
  const issue = issues.find((candidate) => candidate.place === action.place && candidate.number === action.number);
  if (issue === undefined) return null;
  if (action.type === "update") return projectUpdate(projecting, action, issue);
  if (action.type === "close") return { ...markClosed(issue, action.cause), state: "closed" };
  if (action.type === "nudge") return { ...issue, comments: issue.comments + 1 };
  if (action.type === "reopen") return { ...markClosed(issue, null), state: "open" };
  return action.type === "comment" && action.digest === null ? { ...issue, comments: issue.comments + 1 } : null;
}

function projectCreate(projecting: Projecting, action: CreateAction, issues: readonly ObservedIssue[]): ObservedIssue {
  const { input, find } = projecting;
  const place = placeOf(input, action.place);
  const { issue } = action;
  const found = issue.parent === null ? null : find(issue.parent);
  const parent = found === "coming" ? null : found;
  const number =
    1 +
    Math.max(0, ...issues.filter((candidate) => candidate.place === action.place).map((candidate) => candidate.number));
  return {
    place: action.place,
    number,
    url: `${number}`,
    title: issue.title,
    body: composeBody(issue.body, newMarker(projecting, action, parent)),
    state: "open",
    labels: [...issue.labels, statusLabel(action.status)].sort(),
    assignees: issue.assignee === null ? [] : [issue.assignee],
    due: issue.due,
    milestone: issue.milestone,
    confidential: issue.confidential,
    author: authorAt(input, place),
    createdAt: input.now,
    updatedAt: input.now,
    comments: 0,
    ...(place.capabilities.children === null ? {} : { parent }),
  };
}

function newMarker(
  { input, find }: Projecting,
  { key, issue }: CreateAction,
  parent: IssueAddress | null,
): MarkerState {
  const base = issue.base ?? issue.body;
  const { capabilities } = placeOf(input, issue.place);
  return createMarker({
    key,
    repository: input.repository,
    run: "",
    blocks: baseOf(base),
    ...recordApplied(issue, capabilities, parent),
    ledger: extendLedger(new Map(), issue.remembers, find),
    createOnly: listCreateOnly(issue.body, base),
  });
}

function projectUpdate(projecting: Projecting, action: UpdateAction, issue: ObservedIssue): ObservedIssue {
  const labels = [...issue.labels.filter((label) => !action.removeLabels.includes(label)), ...action.addLabels].sort();
  if (action.desired === null) return { ...issue, labels };
  const body = readBody(issue.body);
  const asked = obey(issue, body, action.orders);
  const progress = deriveProgress(asked.issue, asked.body, action.desired.finished);
  const diff = diffIssue(
    diffContext({ ...projecting, orders: action.orders }, { key: action.key, issue, body }, action.desired, progress),
  );
  return {
    ...issue,
    labels,
    title: diff.title ?? issue.title,
    body:
      diff.text === null || body.marker === null
        ? issue.body
        : composeBody(diff.text, updateMarker(body.marker, { ...diff.marker, key: action.key })),
    assignees: diff.assignee === null ? issue.assignees : diff.assignee.to === null ? [] : [diff.assignee.to],
    due: diff.due === null ? issue.due : diff.due.to,
    milestone: diff.milestone === null ? issue.milestone : diff.milestone.to,
    confidential: diff.confidential ?? issue.confidential,
    ...(diff.parent === null ? {} : { parent: diff.parent.to }),
  };
}

/** The issue with what closed it written into its marker, or taken out of it. */
function markClosed(issue: ObservedIssue, cause: string | null): ObservedIssue {
  const { text, marker } = readBody(issue.body);
  if (marker === null) return issue;
  return { ...issue, body: composeBody(text, updateMarker(marker, { closedBy: cause })) };
}

function placeOf(input: PlanInput, name: string): ObservedPlace {
  return findPlace(input.observation, name) ?? (input.observation.places[0] as ObservedPlace);
}
