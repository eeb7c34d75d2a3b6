import { ForgeError, InvariantError } from "../../core/model/errors.ts";
import type { IssuePatch } from "../types.ts";
import { findAccountId } from "./accounts.ts";
import type { Call } from "./failure.ts";
import { readIssue } from "./reader.ts";
import { Issue } from "./schema.ts";
import type { Session } from "./session.ts";
import { issueCall } from "./session.ts";

/** One PUT with what the patch names, and no request at all when that is nothing. */
export async function updateIssue(session: Session, number: number, patch: IssuePatch): Promise<Issue> {
  const { client, place } = session;
  const texts = [patch.title ?? "", patch.body ?? ""];
  const call = issueCall(session, number, "update issue", texts);
  const assigned = await toAssignees(session, number, call, patch.assignee);
  const fields = { ...toFields(patch), ...assigned };
  if (Object.keys(fields).length === 0) return session.memory.get(number) ?? readAgain(session, number, call);
  // Until an answer says otherwise, nobody knows what the issue looks like now.
  session.memory.delete(number);
  return client.send(call, Issue, (api) => api.Issues.edit(place, number, fields));
}

/** Labels as GitLab wants them: one text, parted by commas. */
export function joinLabels(names: readonly string[]): string {
  if (names.some((name) => name.includes(","))) throw new InvariantError("A label's name on GitLab holds no comma");
  return names.join(",");
}

function toFields(patch: IssuePatch) {
  const { title, body, addLabels = [], removeLabels = [], due, milestone, confidential, state } = patch;
  return {
    ...(title === undefined ? {} : { title }),
    ...(body === undefined ? {} : { description: body }),
    ...(addLabels.length === 0 ? {} : { addLabels: joinLabels(addLabels) }),
    ...(removeLabels.length === 0 ? {} : { removeLabels: joinLabels(removeLabels) }),
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
  const left = current.findIndex((account) => account.username.toLowerCase() === change.from?.toLowerCase());
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
