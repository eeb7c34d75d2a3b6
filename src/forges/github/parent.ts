import { ForgeError, InvariantError } from "../../core/diagnostics/errors.ts";
import type { IssueAddress, ObservedIssue } from "../../core/model/issue.ts";
import type { ForgeReader, IssuePatch } from "../types.ts";
import { isFailure, parseAnswer } from "./api/client.ts";
import type { Call, Failure } from "./api/failure.ts";
import { Issue } from "./api/schema.ts";
import type { Session } from "./api/session.ts";
import { issueCall, splitPlace } from "./api/session.ts";
import { isSamePlace } from "../../core/model/lookup/places.ts";

/**
 * Puts an issue under another, moves it there, or takes it out; false when there was nothing to do. Only a parent the
 * patch names is replaced: where somebody chose another one meanwhile, GitHub refuses, and theirs stays.
 */
export async function changeParent(
  session: Session,
  reader: ForgeReader,
  number: number,
  change: IssuePatch["parent"],
): Promise<boolean> {
  if (change === undefined || isSame(change.from, change.to)) return false;
  const child = await findId(session, reader, number);
  if (change.to !== null) await addChild(session, number, child, change.to, change.from !== null);
  else if (change.from !== null) await removeChild(session, reader, number, child, change.from);
  return true;
}

/** A listing told it, or one request does. A number in its place could link somebody else's issue. */
async function findId(session: Session, reader: ForgeReader, number: number): Promise<number> {
  if (!session.ids.has(number)) await readAgain(reader, number);
  const id = session.ids.get(number);
  if (id === undefined) throw new InvariantError(`Issue ${number} was read and its id is not known`);
  return id;
}

async function addChild(
  session: Session,
  number: number,
  child: number,
  parent: IssueAddress,
  replaces: boolean,
): Promise<void> {
  refuseOtherOwner(session, number, parent);
  const body = { sub_issue_id: child, ...(replaces ? { replace_parent: true } : {}) };
  const route = "POST /repos/{owner}/{repo}/issues/{issue_number}/sub_issues";
  const call = parentCall(session, parent, `put #${number} under it`, route, body);
  const result = await session.client.attempt(call);
  if (!isFailure(result)) parseAnswer(call, result, Issue);
  // Said of an issue that stands under this very parent already.
  else if (!/duplicate sub-issues/i.test(result.said)) throw explain(call, result);
}

async function removeChild(
  session: Session,
  reader: ForgeReader,
  number: number,
  child: number,
  parent: IssueAddress,
): Promise<void> {
  const route = "DELETE /repos/{owner}/{repo}/issues/{issue_number}/sub_issue";
  const call = parentCall(session, parent, `take #${number} out of it`, route, { sub_issue_id: child });
  const result = await session.client.attempt(call);
  if (!isFailure(result)) return void parseAnswer(call, result, Issue);
  if (result.error.status !== 404) throw explain(call, result);
  // Gone from there already, or the parent is not to be seen: the child knows.
  const now = (await readAgain(reader, number)).parent;
  if (now === undefined || isSame(now, parent)) throw result.error;
}

function refuseOtherOwner(session: Session, number: number, parent: IssueAddress): void {
  if (isSamePlace(splitPlace(parent.place)?.owner ?? "", session.names.owner)) return;
  throw new ForgeError({
    fault: "rejected",
    operation: `put #${number} under it`,
    target: `${parent.place}#${parent.number}`,
    status: null,
    fate: "not-done",
    reason: "GitHub links issues of one owner's repositories only",
    remedy: "Keep both projects under one owner, or the list in the text has to do.",
  });
}

function parentCall(
  session: Session,
  parent: IssueAddress,
  operation: string,
  route: string,
  body: Readonly<Record<string, unknown>>,
): Call {
  const names = parent.place === session.place ? session.names : splitPlace(parent.place);
  if (names === null)
    throw new InvariantError(`An issue was to go under one in ${parent.place}, which is no repository`);
  return issueCall({ place: parent.place, names }, parent.number, operation, route, body);
}

/** GitHub's words for what a parent cannot take, and what to do about each. */
const REFUSALS = [
  {
    said: /more than \d+ sub-issues/i,
    fault: "full",
    reason: "it holds as many sub-issues as GitHub allows, closed ones included",
    remedy: "Run again: the next plan sees what is under it, and puts the rest elsewhere.",
  },
  {
    said: /only have one parent|already has a parent/i,
    fault: "rejected",
    reason: "somebody put the issue under another one meanwhile",
    remedy: "Run again: the next plan keeps what they chose.",
  },
  {
    said: /already been taken/i,
    fault: "rejected",
    reason: "another sub-issue was added at the same moment",
    remedy: "Run again, and see that only one run is at work at a time.",
  },
] as const;

function explain(call: Call, { error, said }: Failure): ForgeError {
  const found = error.status === 422 ? REFUSALS.find((refusal) => refusal.said.test(said)) : undefined;
  if (found === undefined) return error;
  const { fault, reason, remedy } = found;
  const { operation, target } = call;
  return new ForgeError({ fault, operation, target, status: error.status, fate: error.fate, reason, remedy });
}

function isSame(a: IssueAddress | null, b: IssueAddress | null): boolean {
  if (a === null || b === null) return a === b;
  return a.number === b.number && isSamePlace(a.place, b.place);
}

/** One issue, fresh; throws that it is gone, for what cannot go on without it. */
export async function readAgain(reader: ForgeReader, number: number): Promise<ObservedIssue> {
  const issue = await reader.readIssue(number);
  if (issue !== null) return issue;
  throw new ForgeError({
    fault: "not-found",
    operation: "update issue",
    target: `${reader.place}#${number}`,
    status: 404,
    fate: "not-done",
    reason: "it is gone or has moved",
    remedy: "Run again: the next plan is made without it.",
  });
}
