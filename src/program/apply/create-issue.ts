import { composeBody, readBody } from "../../core/marker/body.ts";
import { createMarker, updateMarker, type MarkerState } from "../../core/marker/marker-state.ts";
import { baseOf } from "../../core/merge/merge-body.ts";
import { listCreateOnly } from "../../core/marker/create-only.ts";
import { statusLabel } from "../../core/desired/labels.ts";
import type { CreateAction, Preparation } from "../../core/model/action.ts";
import type { IssueAddress, ObservedIssue } from "../../core/model/issue.ts";
import { recordApplied } from "../../core/plan/diff/last-applied.ts";
import { extendLedger, isSameLedger } from "../../core/plan/diff/ledger.ts";
import type { ForgeWriter } from "../../forges/types.ts";
import {
  blocked,
  done,
  fill,
  findIn,
  gone,
  listWaiting,
  milestoneOf,
  nameIn,
  placeOf,
  writerOf,
  type Done,
  type Run,
} from "./run-state.ts";
import { isSameAccount } from "../../core/model/lookup/accounts.ts";

/** Makes a label or a milestone. */
export async function performPreparation(run: Run, preparation: Preparation): Promise<Done> {
  const writer = writerOf(run, preparation.place);
  if (preparation.type === "label") {
    await writer.createLabel({
      name: preparation.name,
      color: preparation.color ?? "bfd4f2",
      description: preparation.description,
    });
    return done(null);
  }
  const name = nameIn(preparation.place, preparation.name);
  run.failed.add(name);
  run.milestones.set(
    name,
    await writer.createMilestone({
      title: preparation.name,
      description: preparation.description,
      due: preparation.due,
    }),
  );
  run.failed.delete(name);
  return done(null);
}

/** Makes an issue: sent once, and what the forge took of it recorded. */
export async function performCreate(run: Run, action: CreateAction): Promise<Done> {
  const { issue } = action;
  const waiting = listWaiting(run, action.place, issue.body, issue.milestone);
  if (waiting !== null) return blocked(waiting);
  const writer = writerOf(run, action.place);
  const place = placeOf(run, action.place);
  const text = fill(run, action.place, issue.body);
  const base = issue.base === null ? text : fill(run, action.place, issue.base);
  // Known only where the create itself can say so; otherwise the link is a write of its own, and not yet made.
  const parent = place.capabilities.children?.atCreate === true ? parentOf(run, issue.parent) : null;
  const marker = createMarker({
    key: action.key,
    repository: run.input.repository,
    run: run.id,
    blocks: baseOf(base),
    ...recordApplied(issue, place.capabilities, parent),
    ledger: extendLedger(new Map(), issue.remembers, findIn(run)),
    createOnly: listCreateOnly(text, base),
  });
  const created = await writer.createIssue({
    title: issue.title,
    body: composeBody(text, marker),
    labels: [...issue.labels, statusLabel(action.status)],
    assignee: issue.assignee,
    due: issue.due,
    milestone: milestoneOf(run, action.place, issue.milestone),
    confidential: issue.confidential,
    ...(parent === null ? {} : { parent }),
  });
  run.issues.set(action.key, created);
  return recordTaken(writer, created, marker, issue, place.capabilities);
}

/** Puts an issue under its project's, where that takes a write of its own. */
export async function performLink(run: Run, action: CreateAction): Promise<Done> {
  const created = run.issues.get(action.key);
  const to = parentOf(run, action.issue.parent);
  if (created === undefined || to === null) return blocked(action.issue.parent ?? action.key);
  return done((await writerOf(run, action.place).updateIssue(created.number, { parent: { from: null, to } })).url);
}

function parentOf(run: Run, key: string | null): IssueAddress | null {
  const parent = key === null ? undefined : run.issues.get(key);
  return parent === undefined ? null : { place: parent.place, number: parent.number };
}

/** Writes into the marker of an issue that came first the numbers of those that came after. */
export async function performRemember(run: Run, action: CreateAction): Promise<Done> {
  const writer = writerOf(run, action.place);
  const created = run.issues.get(action.key);
  if (created === undefined) return blocked(action.key);
  const issue = await writer.readIssue(created.number);
  if (issue === null) return gone({ number: created.number, place: action.place });
  const { text, marker } = readBody(issue.body);
  const ledger = extendLedger(marker?.ledger ?? new Map(), action.issue.remembers, findIn(run));
  if (marker === null || isSameLedger(ledger, marker.ledger))
    return { ...done(issue.url), deviation: "its marker had nothing to add" };
  const body = composeBody(text, updateMarker(marker, { ledger }));
  return done((await writer.updateIssue(issue.number, { body })).url);
}

/** A forge may take less than was asked, without an error. What it took is recorded, lest it look like a person's change later. */
async function recordTaken(
  writer: ForgeWriter,
  created: ObservedIssue,
  marker: MarkerState,
  asked: CreateAction["issue"],
  capabilities: Parameters<typeof recordApplied>[1],
): Promise<Done> {
  const took = {
    title: created.title,
    assignee: isSameAccount(created.assignees[0], asked.assignee) ? asked.assignee : (created.assignees[0] ?? null),
    wanted: asked.wanted,
    unreachable: asked.unreachable,
    due: created.due,
    milestone: created.milestone,
    confidential: created.confidential,
    labels: asked.labels,
    language: asked.language,
  };
  const taken = recordApplied(took, capabilities, created.parent ?? null);
  const lost = [
    ...(took.assignee === asked.assignee ? [] : [`assignee ${asked.assignee ?? "nobody"}`]),
    ...(took.due === asked.due || !capabilities.dueDate ? [] : [`due date ${asked.due ?? "none"}`]),
    ...(took.milestone === asked.milestone ? [] : [`milestone ${asked.milestone ?? "none"}`]),
    ...(took.title === asked.title ? [] : ["the title as written"]),
    ...(taken.applied.parent === marker.applied.parent ? [] : ["its place under the project's"]),
    ...(took.confidential === asked.confidential || !capabilities.confidential ? [] : ["confidentiality"]),
  ];
  if (lost.length === 0) return done(created.url);
  const body = readBody(created.body);
  if (body.marker !== null)
    await writer.updateIssue(created.number, { body: composeBody(body.text, updateMarker(marker, taken)) });
  return { ...done(created.url), deviation: `the forge did not take ${lost.join(", ")}` };
}
