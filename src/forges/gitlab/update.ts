import { ForgeError, InvariantError } from "../../core/diagnostics/errors.ts";
import type { IssuePatch } from "../types.ts";
import { findAccountId } from "./accounts.ts";
import { findEpicId } from "./api/epic-id.ts";
import type { Call } from "./api/failure.ts";
import { readIssue } from "./reader.ts";
import { Issue } from "./api/schema.ts";
import type { Session } from "./api/session.ts";
import { issueCall } from "./api/session.ts";
import { isSameAccount } from "../../core/model/lookup/accounts.ts";

/** One PUT with what the patch names, and no request at all when that is nothing. */
export async function updateIssue(session: Session, number: number, patch: IssuePatch): Promise<Issue> {
  const { client, place } = session;
  const texts = [patch.title ?? "", patch.body ?? ""];
  const call = issueCall(session, number, "update issue", texts);
  const assigned = await toAssignees(session, number, call, patch.assignee);
  const fields = { ...toFields(patch), ...assigned, ...(await toEpic(session, patch.parent)) };
  const labels = listLabelChanges(patch, session.facts.scopedLabels === true);
  if (Object.keys(fields).length === 0 && labels === null)
    return session.memory.get(number) ?? readAgain(session, number, call);
  // Until an answer says otherwise, nobody knows what the issue looks like now.
  session.memory.delete(number);
  const send = (all: Fields) => client.send(call, Issue, (api) => api.Issues.edit(place, number, all));
  if (labels === null) return send(fields);
  return sendLabels(session, send, { fields, labels, read: () => readAgain(session, number, call) });
}

type Fields = ReturnType<typeof toFields> & {
  readonly assigneeIds?: number[];
  readonly epicId?: number;
  readonly labels?: string;
  readonly addLabels?: string;
  readonly removeLabels?: string;
};

interface LabelChanges {
  readonly add: readonly string[];
  readonly remove: readonly string[];
}

interface LabelUpdate {
  readonly fields: Fields;
  readonly labels: LabelChanges;
  /** The issue as it is now: a whole set must hold what people put on since. */
  readonly read: () => Promise<Issue>;
}

/**
 * Labels as changes, so that what people put on meanwhile stays. Old servers (11.10 among them) know only whole sets:
 * they leave changes out without a word, or refuse a request that has nothing else in it.
 */
async function sendLabels(
  session: Session,
  send: (fields: Fields) => Promise<Issue>,
  { fields, labels, read }: LabelUpdate,
): Promise<Issue> {
  const whole = (issue: Issue): Fields => ({ ...fields, labels: joinLabels(applyLabels(issue.labels, labels)) });
  if (session.facts.wholeLabelsOnly === true) return send(whole(await read()));
  const addLabels = labels.add.length === 0 ? {} : { addLabels: joinLabels(labels.add) };
  const removeLabels = labels.remove.length === 0 ? {} : { removeLabels: joinLabels(labels.remove) };
  try {
    const issue = await send({ ...fields, ...addLabels, ...removeLabels });
    const left = labels.remove.filter((label) => issue.labels.includes(label));
    if (left.length === 0 && labels.add.every((label) => issue.labels.includes(label))) return issue;
    session.facts.wholeLabelsOnly = true;
    return await send({ labels: joinLabels(applyLabels(issue.labels, labels)) });
  } catch (error) {
    const refused = error instanceof ForgeError && error.status === 400 && Object.keys(fields).length === 0;
    if (!refused) throw error;
    session.facts.wholeLabelsOnly = true;
    return send(whole(await read()));
  }
}

/** Where the server keeps one label of a scope, the one that gives way need not be named. */
function listLabelChanges(patch: IssuePatch, exclusive: boolean): LabelChanges | null {
  const { addLabels: add = [], removeLabels = [] } = patch;
  const scopes = new Set(add.map(scopeOf));
  const remove = removeLabels.filter((label) => !exclusive || scopeOf(label) === null || !scopes.has(scopeOf(label)));
  return add.length + remove.length === 0 ? null : { add, remove };
}

/** All before the last `::`; null for a label without one. */
function scopeOf(label: string): string | null {
  const end = label.lastIndexOf("::");
  return end > 0 ? label.slice(0, end) : null;
}

/** The epic it shall stand under; 0 takes it out of any. Throws `ForgeError` where REST's number of it is not told. */
async function toEpic(session: Session, change: IssuePatch["parent"]): Promise<{ readonly epicId?: number }> {
  if (change === undefined) return {};
  const id = change.to === null ? 0 : await findEpicId(session, change.to);
  if (typeof id !== "number") throw id.error;
  return { epicId: id };
}

function applyLabels(labels: readonly string[], { add, remove }: LabelChanges): readonly string[] {
  return [...new Set([...labels.filter((label) => !remove.includes(label)), ...add])].sort();
}

/** Labels as GitLab wants them: one text, parted by commas. */
export function joinLabels(names: readonly string[]): string {
  if (names.some((name) => name.includes(","))) throw new InvariantError("A label's name on GitLab holds no comma");
  return names.join(",");
}

function toFields(patch: IssuePatch) {
  const { title, body, due, milestone, confidential, state } = patch;
  return {
    ...(title === undefined ? {} : { title }),
    ...(body === undefined ? {} : { description: body }),
    ...(due === undefined ? {} : { dueDate: due ?? "" }),
    ...(milestone === undefined ? {} : { milestoneId: milestone?.id ?? 0 }),
    ...(confidential === undefined ? {} : { confidential }),
    ...(state === undefined ? {} : { stateEvent: state === "closed" ? "close" : "reopen" }),
  };
}

/**
 * GitLab knows no change of one assignee, only the whole set: it is made from the issue as last read, which is how
 * the caller decided on the change. The new one takes the old one's place; Free keeps only the first.
 */
async function toAssignees(
  session: Session,
  number: number,
  call: Call,
  change: IssuePatch["assignee"],
): Promise<{ readonly assigneeIds?: number[] }> {
  if (change === undefined || change.from === change.to) return {};
  const issue = session.memory.get(number) ?? (await readAgain(session, number, call));
  const current = issue.assignees ?? [];
  const to = change.to === null ? null : await findAccountId(session, call, change.to);
  const left = current.findIndex((account) => isSameAccount(account.username, change.from));
  const ids = current.map((account) => account.id);
  if (left >= 0) ids.splice(left, 1, ...(to === null ? [] : [to]));
  else if (to !== null) ids.push(to);
  const wanted = [...new Set(ids)];
  if (wanted.join() === current.map((account) => account.id).join()) return {};
  // An empty set is said as 0: https://docs.gitlab.com/api/issues/#edit-an-issue
  return { assigneeIds: wanted.length === 0 ? [0] : wanted };
}

async function readAgain(session: Session, number: number, call: Call): Promise<Issue> {
  const issue = await readIssue(session, number);
  if (issue !== null) return issue;
  throw new ForgeError({
    fault: "not-found",
    operation: call.operation,
    target: call.target,
    status: 404,
    fate: "not-done",
    reason: "it is gone or has moved",
    remedy: "Run again: the next plan is made without it.",
  });
}
