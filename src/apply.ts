import { composeBody, readBody, type Stamp } from "./core/body/marker.ts";
import { baseOf } from "./core/body/merge.ts";
import { fillReferences, formatReference, listReferenceTokens } from "./core/body/reference.ts";
import { statusLabel } from "./core/desired/labels.ts";
import { deriveProgress, mayClose } from "./core/desired/progress.ts";
import type {
  Action,
  CloseAction,
  CreateAction,
  Preparation,
  ReopenAction,
  UpdateAction,
} from "./core/model/action.ts";
import { ForgeError, InvariantError } from "./core/model/errors.ts";
import type { ObservedIssue, ObservedMilestone } from "./core/model/issue.ts";
import type { Outcome } from "./core/model/outcome.ts";
import type { Plan } from "./core/model/plan.ts";
import type { PlanInput } from "./core/plan/build-plan.ts";
import { diffContext, hasWrites } from "./core/plan/diff-context.ts";
import { diffIssue, stampFields, STATE_CODE, type IssueDiff } from "./core/plan/diff.ts";
import type { ForgeWriter, IssuePatch } from "./forges/types.ts";

export interface ApplyEvents {
  /** The plan that is about to be followed. */
  planned(plan: Plan): void;
  /** One thing was done, or not. */
  outcome(outcome: Outcome, index: number, total: number): void;
  /** Asked before every write: true ends the run cleanly, the rest is for the next one. */
  stopped(): boolean;
}

/** What a run has learnt so far. */
interface Run {
  readonly plan: Plan;
  readonly input: PlanInput;
  readonly id: string;
  readonly writers: ReadonlyMap<string, ForgeWriter>;
  /** Issues by key, those just made included, so that others can point at them. */
  readonly issues: Map<string, ObservedIssue>;
  /** By place and title. */
  readonly milestones: Map<string, ObservedMilestone>;
  /** Milestones that could not be made: what names them is blocked. */
  readonly failed: Set<string>;
}

type Done = Omit<Outcome, "key" | "type">;

/** Walks a plan in its order, one write at a time. A failure blocks only what depends on it; nothing is tried twice. */
export async function applyPlan(
  plan: Plan,
  input: PlanInput,
  id: string,
  writers: ReadonlyMap<string, ForgeWriter>,
  events: ApplyEvents,
): Promise<readonly Outcome[]> {
  const run = startRun(plan, input, id, writers);
  const actions = plan.actions.filter((action) => action.writes > 0);
  const total = plan.preparations.length + actions.length;
  const outcomes: Outcome[] = [];
  const perform = async (key: string, type: Outcome["type"], work: () => Promise<Done>) => {
    const done = events.stopped()
      ? {
          result: "stopped" as const,
          url: null,
          error: "the run was asked to stop; run it again to go on",
          deviation: null,
        }
      : await attempt(work);
    const outcome = { key, type, ...done };
    outcomes.push(outcome);
    events.outcome(outcome, outcomes.length, total);
  };
  for (const preparation of plan.preparations)
    await perform(`${preparation.type}:${preparation.name}`, preparation.type, () =>
      performPreparation(run, preparation),
    );
  for (const action of actions) await perform(action.key, action.type, () => performAction(run, action));
  return outcomes;
}

function startRun(plan: Plan, input: PlanInput, id: string, writers: ReadonlyMap<string, ForgeWriter>): Run {
  const issues = new Map<string, ObservedIssue>();
  const all = [
    ...input.observation.issues,
    ...(input.observation.details ?? []).flatMap((details) => details.unlabelled),
  ];
  for (const action of plan.actions) {
    if (!("number" in action) || action.number === null) continue;
    const seen = all.find((issue) => issue.place === action.place && issue.number === action.number);
    if (seen !== undefined && !issues.has(action.key)) issues.set(action.key, seen);
  }
  const milestones = new Map(
    (input.observation.details ?? []).flatMap((details) =>
      details.milestones.map((milestone) => [nameIn(details.place, milestone.title), milestone] as const),
    ),
  );
  return { plan, input, id, writers, issues, milestones, failed: new Set() };
}

async function attempt(work: () => Promise<Done>): Promise<Done> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof ForgeError)) throw error;
    return {
      result: error.fate === "unknown" ? "unknown" : "failed",
      url: null,
      error: `${error.message} ${error.remedy}`,
      deviation: null,
    };
  }
}

async function performPreparation(run: Run, preparation: Preparation): Promise<Done> {
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

function performAction(run: Run, action: Action): Promise<Done> {
  switch (action.type) {
    case "create":
      return performCreate(run, action);
    case "update":
      return performUpdate(run, action);
    case "close":
      return performClose(run, action);
    case "reopen":
      return performReopen(run, action);
    case "comment":
      return performComment(run, action);
    default:
      throw new InvariantError(`an action of type ${action.type} has nothing to perform`);
  }
}

async function performCreate(run: Run, action: CreateAction): Promise<Done> {
  const { issue } = action;
  const waiting = listWaiting(run, action.place, issue.body, issue.milestone);
  if (waiting !== null) return blocked(waiting);
  const writer = writerOf(run, action.place);
  const place = placeOf(run, action.place);
  const text = fill(run, action.place, issue.body);
  const stamp: Stamp = {
    version: 1,
    key: action.key,
    repository: run.input.repository,
    run: run.id,
    fields: stampFields(issue, place.capabilities),
    blocks: baseOf(text),
  };
  const created = await writer.createIssue({
    title: issue.title,
    body: composeBody(text, stamp),
    labels: [...issue.labels, statusLabel(action.status)],
    assignee: issue.assignee,
    due: issue.due,
    milestone: milestoneOf(run, action.place, issue.milestone),
    confidential: issue.confidential,
  });
  run.issues.set(action.key, created);
  return recordTaken(writer, created, stamp, issue, place.capabilities);
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
    due: created.due,
    milestone: created.milestone,
    confidential: created.confidential,
    labels: asked.labels,
  };
  const fields = stampFields(took, capabilities);
  const lost = [
    ...(took.assignee === asked.assignee ? [] : [`assignee ${asked.assignee ?? "nobody"}`]),
    ...(took.due === asked.due || !capabilities.dueDate ? [] : [`due date ${asked.due ?? "none"}`]),
    ...(took.milestone === asked.milestone ? [] : [`milestone ${asked.milestone ?? "none"}`]),
    ...(took.title === asked.title ? [] : ["the title as written"]),
    ...(took.confidential === asked.confidential || !capabilities.confidential ? [] : ["confidentiality"]),
  ];
  if (lost.length === 0) return done(created.url);
  const body = readBody(created.body);
  if (body.stamp !== null)
    await writer.updateIssue(created.number, { body: composeBody(body.text, { ...stamp, fields }) });
  return { ...done(created.url), deviation: `the forge did not take ${lost.join(", ")}` };
}

async function performUpdate(run: Run, action: UpdateAction): Promise<Done> {
  const writer = writerOf(run, action.place);
  const issue = await writer.readIssue(action.number);
  if (issue === null) return gone(action);
  if (action.desired === null) return relabel(writer, issue, action);
  const waiting = listWaiting(run, action.place, action.desired.body, action.desired.milestone);
  if (waiting !== null) return blocked(waiting);
  if (issue.state === "closed")
    return {
      ...done(issue.url),
      result: "deviated",
      deviation: "somebody closed it in the meantime, so it was left as it is",
    };
  const body = readBody(issue.body);
  const desired = { ...action.desired, body: fill(run, action.place, action.desired.body) };
  const diff = diffIssue(
    diffContext(run, { key: action.key, issue, body }, desired, deriveProgress(issue, body, desired.finished)),
  );
  if (!hasWrites(diff)) return { ...done(issue.url), deviation: "somebody did it in the meantime" };
  const updated = await writer.updateIssue(action.number, patchFrom(run, action.place, diff, body.stamp));
  run.issues.set(action.key, updated);
  return { ...done(updated.url), deviation: describeDeviation(action, diff) };
}

async function relabel(writer: ForgeWriter, issue: ObservedIssue, action: UpdateAction): Promise<Done> {
  const addLabels = action.addLabels.filter((label) => !issue.labels.includes(label));
  const removeLabels = action.removeLabels.filter((label) => issue.labels.includes(label));
  if (addLabels.length + removeLabels.length === 0)
    return { ...done(issue.url), deviation: "somebody did it in the meantime" };
  const updated = await writer.updateIssue(action.number, { addLabels, removeLabels });
  return done(updated.url);
}

function patchFrom(run: Run, place: string, diff: IssueDiff, stamp: Stamp | null): IssuePatch {
  return {
    ...(diff.title === null ? {} : { title: diff.title }),
    ...(diff.text === null || stamp === null
      ? {}
      : {
          body: composeBody(diff.text, {
            ...stamp,
            version: 1,
            repository: run.input.repository || stamp.repository,
            run: run.id,
            fields: diff.fields,
            blocks: diff.blocks,
          }),
        }),
    ...(diff.assignee === null ? {} : { assignee: diff.assignee }),
    ...(diff.due === null ? {} : { due: diff.due.to }),
    ...(diff.milestone === null ? {} : { milestone: milestoneOf(run, place, diff.milestone.to) }),
    ...(diff.confidential === null ? {} : { confidential: diff.confidential }),
    ...(diff.addLabels.length === 0 ? {} : { addLabels: diff.addLabels }),
    ...(diff.removeLabels.length === 0 ? {} : { removeLabels: diff.removeLabels }),
  };
}

async function performClose(run: Run, action: CloseAction): Promise<Done> {
  const writer = writerOf(run, action.place);
  const issue = await writer.readIssue(action.number);
  if (issue === null) return gone(action);
  if (issue.state === "closed") return { ...done(issue.url), deviation: "somebody closed it in the meantime" };
  const body = readBody(issue.body);
  const finished = run.input.library.kinds.find((kind) => kind.name === action.kind)?.finished ?? "tasks";
  if (action.cause !== "orphan" && !mayClose(issue, body, finished))
    return { ...done(issue.url), result: "deviated", deviation: "somebody has begun to use it, so it stays open" };
  if (action.comment !== null) await writer.createComment(action.number, action.comment);
  const closed = await writer.updateIssue(action.number, { state: "closed", ...restamp(run, body, action.cause) });
  return done(closed.url);
}

async function performReopen(run: Run, action: ReopenAction): Promise<Done> {
  const writer = writerOf(run, action.place);
  const issue = await writer.readIssue(action.number);
  if (issue === null) return gone(action);
  const opened = await writer.updateIssue(action.number, {
    state: "open",
    ...restamp(run, readBody(issue.body), null),
  });
  return done(opened.url);
}

async function performComment(run: Run, action: Extract<Action, { type: "comment" }>): Promise<Done> {
  await writerOf(run, action.place).createComment(action.number, action.text);
  return done(run.issues.get(action.key)?.url ?? null);
}

function restamp(run: Run, body: ReturnType<typeof readBody>, cause: string | null): IssuePatch {
  if (body.stamp === null) return {};
  const { [STATE_CODE]: _, ...fields } = body.stamp.fields;
  return {
    body: composeBody(body.text, {
      ...body.stamp,
      run: run.id,
      fields: cause === null ? fields : { ...fields, [STATE_CODE]: cause },
    }),
  };
}

/** What must exist before this can be written and does not, because making it failed. */
function listWaiting(run: Run, place: string, body: string, milestone: string | null): string | null {
  if (milestone !== null && run.failed.has(nameIn(place, milestone))) return `the milestone ${milestone}`;
  return listReferenceTokens(body).find((key) => !run.issues.has(key)) ?? null;
}

function fill(run: Run, place: string, body: string): string {
  const style = placeOf(run, place).capabilities.reference;
  return fillReferences(body, (key) => {
    const issue = run.issues.get(key);
    return issue === undefined ? null : formatReference(style, issue);
  });
}

function describeDeviation(action: UpdateAction, diff: IssueDiff): string | null {
  const planned = action.changes
    .map((change) => change.field)
    .sort()
    .join(", ");
  const sent = diff.changes
    .map((change) => change.field)
    .sort()
    .join(", ");
  if (planned !== sent) return `changed ${sent || "nothing"} instead of ${planned}: somebody edited it in the meantime`;
  const body = (changes: UpdateAction["changes"]) => changes.find((change) => change.field === "body")?.before;
  return body(action.changes) === body(diff.changes) ? null : "merged again with what somebody wrote in the meantime";
}

function milestoneOf(run: Run, place: string, title: string | null): ObservedMilestone | null {
  if (title === null) return null;
  const milestone = run.milestones.get(nameIn(place, title));
  if (milestone === undefined) throw new InvariantError(`milestone ${title} was neither listed nor made`);
  return milestone;
}

function placeOf(run: Run, name: string) {
  const place = run.input.observation.places.find((candidate) => candidate.place === name);
  if (place === undefined) throw new InvariantError(`the forge project ${name} was not observed`);
  return place;
}

function writerOf(run: Run, place: string): ForgeWriter {
  const writer = run.writers.get(place);
  if (writer === undefined) throw new InvariantError(`no connection to ${place}`);
  return writer;
}

function nameIn(place: string, title: string): string {
  return `${place}\n${title}`;
}

function sameAccount(a: string | undefined, b: string | null): boolean {
  return a?.toLowerCase() === b?.toLowerCase();
}

function done(url: string | null): Done {
  return { result: "done", url, error: null, deviation: null };
}

function blocked(by: string): Done {
  return {
    result: "blocked",
    url: null,
    error: `waits for ${by}, which could not be made; the next run tries again`,
    deviation: null,
  };
}

function gone(action: { readonly number: number; readonly place: string }): Done {
  return {
    result: "failed",
    url: null,
    error: `#${action.number} is gone from ${action.place}, or moved; move it back, or take its entry out of the config`,
    deviation: null,
  };
}
