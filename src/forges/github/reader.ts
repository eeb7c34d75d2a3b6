import type { ObservedIssue, ObservedPlace } from "../../core/model/issue.ts";
import { ForgeError, InvariantError } from "../../core/model/errors.ts";
import type { ForgeReader } from "../types.ts";
import type { GitHubClient } from "./client.ts";
import { isFailure, parseAnswer } from "./client.ts";
import type { Call } from "./failure.ts";
import { Account, Issue, Label, Milestone, Repository } from "./schema.ts";
import { toObservedIssue, toObservedMilestone, toObservedPlace } from "./translate.ts";

/** One repository and the way to it. */
export interface Session {
  readonly client: GitHubClient;
  readonly place: string;
  /** The two names of `place`, as the addresses of the API want them. */
  readonly names: { readonly owner: string; readonly repo: string };
  readonly hasToken: boolean;
  /** Issues as last seen in this run, so that a change of labels, whose answer is labels alone, costs no second request. */
  readonly memory: Map<number, ObservedIssue>;
}

/** The reading half of the contract; the writer is built on it. */
export function buildReader(session: Session): ForgeReader {
  const { client, place, names, memory } = session;

  async function listIssues(filter: Readonly<Record<string, string>>): Promise<readonly ObservedIssue[]> {
    const parameters = { ...names, ...filter, state: "all", sort: "created", direction: "asc" };
    const route = "GET /repos/{owner}/{repo}/issues";
    const items = await client.list({ operation: "list issues", target: place, route, parameters }, Issue);
    // Issues opened meanwhile shift the pages, so one can come twice: the later sight is the fresher one.
    const issues = new Map<number, ObservedIssue>();
    for (const item of items) {
      if (item.pull_request === undefined) issues.set(item.number, toObservedIssue(place, item));
    }
    for (const [number, issue] of issues) memory.set(number, issue);
    return [...issues.values()].sort((a, b) => a.number - b.number);
  }

  return {
    kind: "github",
    place,
    requests: client.requests,
    observePlace: () => observePlace(session),
    describeAccess: async () => (await observePlace(session)).access,
    listIssues: async (label) => {
      if (label.includes(",")) throw new InvariantError("A label with a comma cannot be listed by on GitHub");
      return listIssues({ labels: label });
    },
    listIssuesBy: (account) => listIssues({ creator: account }),
    listLabels: async () => {
      const route = "GET /repos/{owner}/{repo}/labels";
      const labels = await client.list({ operation: "list labels", target: place, route, parameters: names }, Label);
      return [...new Set(labels.map((label) => label.name))].sort();
    },
    listMilestones: async () => {
      const route = "GET /repos/{owner}/{repo}/milestones";
      const call = { operation: "list milestones", target: place, route, parameters: { ...names, state: "all" } };
      const milestones = await client.list(call, Milestone);
      return milestones.map(toObservedMilestone).sort((a, b) => a.id - b.id);
    },
    findAccounts: (accounts) => findAccounts(session, accounts),
    readIssue: (number) => readIssue(session, number),
  };
}

async function observePlace({ client, place, names, hasToken }: Session): Promise<ObservedPlace> {
  const account = hasToken ? await readAccount(client, place) : null;
  const route = "GET /repos/{owner}/{repo}";
  const repository = await client.send(
    { operation: "read the repository", target: place, route, parameters: names },
    Repository,
  );
  if (!repository.has_issues) {
    throw new ForgeError({
      fault: "rejected",
      operation: "use issues",
      target: place,
      status: 200,
      fate: "not-done",
      reason: "they are switched off for this repository",
      remedy: "Switch them on in the repository's settings, under Features.",
    });
  }
  return toObservedPlace(place, repository, account, hasToken);
}

/** Null for a workflow's or an app's token: it has no account of its own to ask for, which GitHub says with 403. */
async function readAccount(client: GitHubClient, place: string): Promise<string | null> {
  const call: Call = { operation: "read the token's account", target: place, route: "GET /user", parameters: {} };
  const result = await client.attempt(call);
  if (!isFailure(result)) return parseAnswer(call, result, Account).login;
  if (result.error.status === 403 && result.error.fault === "forbidden") return null;
  throw result.error;
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
    else if (eligible.has(name.toLowerCase())) found[name] = "eligible";
    else found[name] = (await accountExists(session, name)) ? "ineligible" : "missing";
  }
  return found;
}

/** Lower-cased, as GitHub compares account names; null where the token may not read the list. */
async function listAssignable({ client, place, names }: Session): Promise<ReadonlySet<string> | null> {
  const route = "GET /repos/{owner}/{repo}/assignees";
  try {
    const accounts = await client.list(
      { operation: "list assignable accounts", target: place, route, parameters: names },
      Account,
    );
    return new Set(accounts.map((account) => account.login.toLowerCase()));
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
  const { client, place, memory } = session;
  const call = issueCall(session, number, "read issue", "GET /repos/{owner}/{repo}/issues/{issue_number}");
  const result = await client.attempt(call);
  if (isFailure(result)) {
    if ([301, 404, 410].includes(result.error.status ?? 0)) return null;
    throw result.error;
  }
  const issue = parseAnswer(call, result, Issue);
  const home = issue.repository_url?.toLowerCase().endsWith(`/repos/${place.toLowerCase()}`) ?? true;
  if (!home || issue.number !== number || issue.pull_request !== undefined) return null;
  const observed = toObservedIssue(place, issue);
  memory.set(number, observed);
  return observed;
}

/** A request about one issue. */
export function issueCall(
  { place, names }: Session,
  number: number,
  operation: string,
  route: string,
  body: Readonly<Record<string, unknown>> = {},
): Call {
  return {
    operation,
    target: `${place}#${number}`,
    route,
    parameters: { ...names, issue_number: number, ...body },
  };
}
