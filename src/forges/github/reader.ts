import type { ObservedComment, ObservedIssue } from "../../core/model/issue.ts";
import { ForgeError, InvariantError } from "../../core/diagnostics/errors.ts";
import type { ForgeReader } from "../types.ts";
import { readActivity } from "./activity.ts";
import { isFailure, parseAnswer } from "./api/client.ts";
import type { Call } from "./api/failure.ts";
import { readSchedules } from "./health.ts";
import { observePlace } from "./place.ts";
import { Account, Issue, Label, Milestone, SaidComment } from "./api/schema.ts";
import type { Session } from "./api/session.ts";
import { issueCall, remember } from "./api/session.ts";
import { toObservedComment, toObservedMilestone } from "./api/translate.ts";
import { accountSet, type AccountSet } from "../../core/model/lookup/accounts.ts";
import { foldPlace } from "../../core/model/lookup/places.ts";

/** The reading half of the contract; the writer is built on it. */
export function buildReader(session: Session): ForgeReader {
  const { client, place, names } = session;

  async function listIssues(filter: Readonly<Record<string, string>>): Promise<readonly ObservedIssue[]> {
    const parameters = { ...names, ...filter, state: "all", sort: "created", direction: "asc" };
    const route = "GET /repos/{owner}/{repo}/issues";
    const items = await client.list({ operation: "list issues", target: place, route, parameters }, Issue);
    // Issues opened meanwhile shift the pages, so one can come twice: the later sight is the fresher one.
    const issues = new Map<number, ObservedIssue>();
    for (const item of items) {
      if (item.pull_request === undefined) issues.set(item.number, remember(session, item));
    }
    return [...issues.values()].sort((a, b) => a.number - b.number);
  }

  return {
    kind: "github",
    place,
    requests: client.requests,
    observePlace: () => observePlace(session),
    readSchedules: (repository) => readSchedules(session, repository),
    readSeats: async () => null,
    describeAccess: async () => (await observePlace(session)).access,
    listIssues: async (label) => {
      if (label.includes(",")) throw new InvariantError("A label with a comma cannot be listed by on GitHub");
      return listIssues({ labels: label });
    },
    listIssuesBy: (account) => listIssues({ creator: account }),
    listLabels: () => listLabels(session),
    listMilestones: async () => {
      const route = "GET /repos/{owner}/{repo}/milestones";
      const call = { operation: "list milestones", target: place, route, parameters: { ...names, state: "all" } };
      const milestones = await client.list(call, Milestone);
      return milestones.map(toObservedMilestone).sort((a, b) => a.id - b.id);
    },
    findAccounts: (accounts) => findAccounts(session, accounts),
    listComments: (since) => listComments(session, since),
    listCommentsOf: (number) => listCommentsOf(session, number),
    readActivity: (query) => readActivity(session, query),
    readIssue: (number) => readIssue(session, number),
  };
}

async function listLabels({ client, place, names }: Session): Promise<readonly string[]> {
  const route = "GET /repos/{owner}/{repo}/labels";
  const labels = await client.list({ operation: "list labels", target: place, route, parameters: names }, Label);
  return [...new Set(labels.map((label) => label.name))].sort();
}

/** What was said since then, and what was said earlier and edited since. */
async function listComments({ client, place, names }: Session, since: string): Promise<readonly ObservedComment[]> {
  const route = "GET /repos/{owner}/{repo}/issues/comments";
  const parameters = { ...names, since, sort: "created", direction: "asc" };
  const comments = await client.list({ operation: "list comments", target: place, route, parameters }, SaidComment);
  return comments.flatMap((comment) => toObservedComment(place, comment));
}

async function listCommentsOf(session: Session, number: number): Promise<readonly ObservedComment[]> {
  const { client, place } = session;
  const call = issueCall(session, number, "list comments", "GET /repos/{owner}/{repo}/issues/{issue_number}/comments");
  const comments = await client.list(call, SaidComment);
  return comments.flatMap((comment) => toObservedComment(place, comment)).sort((a, b) => a.id - b.id);
}

type Standing = "eligible" | "ineligible" | "missing" | "unknown";

async function findAccounts(
  session: Session,
  accounts: readonly string[],
): Promise<Readonly<Record<string, Standing>>> {
  if (accounts.length === 0) return {};
  const eligible = await listAssignable(session);
  const found: Record<string, Standing> = {};
  for (const name of [...new Set(accounts)].sort()) {
    if (eligible === null) found[name] = "unknown";
    else if (eligible.has(name)) found[name] = "eligible";
    else found[name] = (await accountExists(session, name)) ? "ineligible" : "missing";
  }
  return found;
}

/** Accounts that can be assigned; null where the token may not read the list. */
async function listAssignable({ client, place, names }: Session): Promise<AccountSet | null> {
  const route = "GET /repos/{owner}/{repo}/assignees";
  try {
    const accounts = await client.list(
      { operation: "list assignable accounts", target: place, route, parameters: names },
      Account,
    );
    return accountSet(accounts.map((account) => account.login));
  } catch (error) {
    if (error instanceof ForgeError && (error.fault === "not-found" || error.fault === "forbidden")) return null;
    throw error;
  }
}

async function accountExists({ client, place }: Session, name: string): Promise<boolean> {
  const call: Call = {
    operation: `look up ${name}`,
    target: place,
    route: "GET /users/{username}",
    parameters: { username: name },
  };
  const result = await client.attempt(call);
  if (!isFailure(result)) return parseAnswer(call, result, Account).login !== "";
  if (result.error.status === 404) return false;
  throw result.error;
}

/** Null when it is deleted (410), out of sight (404), moved (301), or not an issue of this repository after all. */
async function readIssue(session: Session, number: number): Promise<ObservedIssue | null> {
  const { client, place } = session;
  const call = issueCall(session, number, "read issue", "GET /repos/{owner}/{repo}/issues/{issue_number}");
  const result = await client.attempt(call);
  if (isFailure(result)) {
    if ([301, 404, 410].includes(result.error.status ?? 0)) return null;
    throw result.error;
  }
  const issue = parseAnswer(call, result, Issue);
  const home =
    issue.repository_url === undefined || foldPlace(issue.repository_url).endsWith(foldPlace(`/repos/${place}`));
  if (!home || issue.number !== number || issue.pull_request !== undefined) return null;
  return remember(session, issue);
}
