import type { ObservedIssue } from "../../core/model/issue.ts";
import type { ForgeReader, IssuePatch } from "../types.ts";
import { isFailure, parseAnswer } from "./api/client.ts";
import { changeParent, readAgain } from "./parent.ts";
import { Issue, Labels } from "./api/schema.ts";
import type { Session } from "./api/session.ts";
import { issueCall, remember } from "./api/session.ts";
import { toLabelNames } from "./api/translate.ts";
import { accountSet } from "../../core/model/lookup/accounts.ts";

/**
 * One change as GitHub's up to six sorts of request. The body goes last: it holds the base of all the
 * others, and a base that ran ahead of them would make the rest look like a person's change.
 */
export async function updateIssue(
  session: Session,
  reader: ForgeReader,
  number: number,
  patch: IssuePatch,
): Promise<ObservedIssue> {
  const { memory } = session;
  const labels = await changeLabels(session, number, patch);
  const assigned = await changeAssignee(session, number, patch.assignee);
  const moved = await changeParent(session, reader, number, patch.parent);
  const issue = (await changeText(session, number, patch)) ?? assigned;
  const known =
    issue ?? (labels !== null || moved ? memory.get(number) : undefined) ?? (await readAgain(reader, number));
  const updated = {
    ...known,
    ...(issue === null && labels !== null ? { labels } : {}),
    ...(moved ? { parent: patch.parent?.to ?? null } : {}),
  };
  memory.set(number, updated);
  return updated;
}

async function changeText(session: Session, number: number, patch: IssuePatch): Promise<ObservedIssue | null> {
  const body = toBody(patch);
  if (Object.keys(body).length === 0) return null;
  const route = "PATCH /repos/{owner}/{repo}/issues/{issue_number}";
  return remember(session, await session.client.send(issueCall(session, number, "update issue", route, body), Issue));
}

function toBody(patch: IssuePatch): Readonly<Record<string, unknown>> {
  return {
    ...(patch.title === undefined ? {} : { title: patch.title }),
    ...(patch.body === undefined ? {} : { body: patch.body }),
    ...(patch.state === undefined ? {} : { state: patch.state }),
    ...(patch.milestone === undefined ? {} : { milestone: patch.milestone?.id ?? null }),
  };
}

/** Additions first, so that no moment has neither the old status nor the new; null when the answers do not tell what is left. */
async function changeLabels(session: Session, number: number, patch: IssuePatch): Promise<readonly string[] | null> {
  let labels: readonly string[] | null = null;
  const add = patch.addLabels ?? [];
  // An empty list would take every label off.
  if (add.length > 0) {
    const route = "POST /repos/{owner}/{repo}/issues/{issue_number}/labels";
    labels = toLabelNames(
      await session.client.send(issueCall(session, number, "add labels", route, { labels: add }), Labels),
    );
  }
  for (const name of patch.removeLabels ?? []) {
    const route = "DELETE /repos/{owner}/{repo}/issues/{issue_number}/labels/{name}";
    const call = issueCall(session, number, `remove label "${name}"`, route, { name });
    const result = await session.client.attempt(call);
    if (!isFailure(result)) labels = toLabelNames(parseAnswer(call, result, Labels));
    else if (result.error.status !== 404) throw result.error;
  }
  return labels;
}

/** The new one first, so that a stop in between leaves the issue with somebody. */
async function changeAssignee(
  session: Session,
  number: number,
  change: IssuePatch["assignee"],
): Promise<ObservedIssue | null> {
  if (change === undefined || change.from === change.to) return null;
  const { from, to } = change;
  const send = async (method: "POST" | "DELETE", name: string): Promise<ObservedIssue> => {
    const operation = method === "POST" ? `assign ${name}` : `unassign ${name}`;
    const route = `${method} /repos/{owner}/{repo}/issues/{issue_number}/assignees`;
    return remember(
      session,
      await session.client.send(issueCall(session, number, operation, route, { assignees: [name] }), Issue),
    );
  };
  let issue = to === null ? null : await send("POST", to);
  const dropped = to !== null && !holds(issue, to);
  if (from !== null) issue = await send("DELETE", from);
  // A private repository on the Free plan holds one assignee: there is room only once the old one is off.
  if (to !== null && from !== null && dropped) issue = await send("POST", to);
  return issue;
}

function holds(issue: ObservedIssue | null, account: string): boolean {
  return accountSet(issue?.assignees ?? []).has(account);
}
