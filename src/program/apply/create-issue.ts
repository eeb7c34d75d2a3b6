import { composeBody, readBody, type Stamp } from "../../core/marker/body.ts";
import { baseOf } from "../../core/merge/merge-body.ts";
import { recordTold } from "../../core/marker/create-only.ts";
import { TOLD_CODE } from "../../core/marker/fields.ts";
import { statusLabel } from "../../core/desired/labels.ts";
import type { CreateAction, Preparation } from "../../core/model/action.ts";
import type { IssueAddress, ObservedIssue } from "../../core/model/issue.ts";
import { stampFields } from "../../core/plan/diff/diff-issue.ts";
import { extendLedger } from "../../core/plan/diff/ledger.ts";
import { LEDGER_CODE } from "../../core/marker/fields.ts";
import { PARENT_CODE } from "../../core/marker/fields.ts";
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
  const ledger = extendLedger(undefined, issue.remembers, findIn(run));
  // Known only where the create itself can say so; otherwise the link is a write of its own, and not yet made.
  const parent = place.capabilities.children?.atCreate === true ? parentOf(run, issue.parent) : null;
  const stamp: Stamp = {
    version: 1,
    key: action.key,
    repository: run.input.repository,
    run: run.id,
    fields: stampFields(issue, place.capabilities, { ledger, parent, told: recordTold(text, base) }),
    blocks: baseOf(base),
  };
  const created = await writer.createIssue({
    title: issue.title,
    body: composeBody(text, stamp),
    labels: [...issue.labels, statusLabel(action.status)],
    assignee: issue.assignee,
    due: issue.due,
    milestone: milestoneOf(run, action.place, issue.milestone),
    confidential: issue.confidential,
    ...(parent === null ? {} : { parent }),
  });
  run.issues.set(action.key, created);
  return recordTaken(writer, created, stamp, issue, place.capabilities);
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
  const { text, stamp } = readBody(issue.body);
  const ledger = extendLedger(stamp?.fields[LEDGER_CODE], action.issue.remembers, findIn(run));
  if (stamp === null || ledger === (stamp.fields[LEDGER_CODE] ?? ""))
    return { ...done(issue.url), deviation: "its marker had nothing to add" };
  const body = composeBody(text, { ...stamp, fields: { ...stamp.fields, [LEDGER_CODE]: ledger } });
  return done((await writer.updateIssue(issue.number, { body })).url);
}

/** A forge may take less than was asked, without an error. What it took is recorded, lest it look like a person's change later. */
async function recordTaken(
  writer: ForgeWriter,
  created: ObservedIssue,
  stamp: Stamp,
  asked: CreateAction["issue"],
  capabilities: Parameters<typeof stampFields>[1],
): Promise<Done> {
  const took = {
    title: created.title,
    assignee: sameAccount(created.assignees[0], asked.assignee) ? asked.assignee : (created.assignees[0] ?? null),
    wanted: asked.wanted,
    unreachable: asked.unreachable,
    due: created.due,
    milestone: created.milestone,
    confidential: created.confidential,
    labels: asked.labels,
    language: asked.language,
  };
  const fields = stampFields(took, capabilities, {
    ledger: stamp.fields[LEDGER_CODE] ?? "",
    parent: created.parent ?? null,
    told: stamp.fields[TOLD_CODE] ?? "",
  });
  const lost = [
    ...(took.assignee === asked.assignee ? [] : [`assignee ${asked.assignee ?? "nobody"}`]),
    ...(took.due === asked.due || !capabilities.dueDate ? [] : [`due date ${asked.due ?? "none"}`]),
    ...(took.milestone === asked.milestone ? [] : [`milestone ${asked.milestone ?? "none"}`]),
    ...(took.title === asked.title ? [] : ["the title as written"]),
    ...(fields[PARENT_CODE] === stamp.fields[PARENT_CODE] ? [] : ["its place under the project's"]),
    ...(took.confidential === asked.confidential || !capabilities.confidential ? [] : ["confidentiality"]),
  ];
  if (lost.length === 0) return done(created.url);
  const body = readBody(created.body);
  if (body.stamp !== null)
    await writer.updateIssue(created.number, { body: composeBody(body.text, { ...stamp, fields }) });
  return { ...done(created.url), deviation: `the forge did not take ${lost.join(", ")}` };
}

function sameAccount(a: string | undefined, b: string | null): boolean {
  return a?.toLowerCase() === b?.toLowerCase();
}
