import type { Capabilities, ObservedPlace } from "../../core/model/issue.ts";
import { ForgeError } from "../../core/diagnostics/errors.ts";
import type { Hints } from "./access.ts";
import { judgeWrite, readHints, toPlaceAccess } from "./access.ts";
import { isFailure, parseAnswer } from "./api/client.ts";
import type { Call } from "./api/failure.ts";
import { Account, Refusal, Repository, Viewer } from "./api/schema.ts";
import type { Session } from "./api/session.ts";
import { CAPABILITIES } from "./api/translate.ts";

/** The account and the repository; on an Enterprise Server also whether it has sub-issues. */
export async function observePlace(session: Session): Promise<ObservedPlace> {
  const { client, place, names, sort } = session;
  const account = await readAccount(session);
  const route = "GET /repos/{owner}/{repo}";
  const call: Call = { operation: "read the repository", target: place, route, parameters: names };
  const answer = await client.attempt(call);
  if (isFailure(answer)) throw answer.error;
  const repository = parseAnswer(call, answer, Repository);
  if (!repository.has_issues) throw refuseWithoutIssues(place);
  const hints = readHints(answer.headers);
  const access = toPlaceAccess(repository, hints, sort, account);
  return {
    place,
    visibility: repository.visibility ?? (repository.private ? "private" : "public"),
    account,
    canWrite: judgeWrite(access, sort),
    capabilities: { ...CAPABILITIES, children: await findChildren(session, hints) },
    access,
  };
}

function refuseWithoutIssues(place: string): ForgeError {
  return new ForgeError({
    fault: "rejected",
    operation: "use issues",
    target: place,
    status: 200,
    fate: "not-done",
    reason: "they are switched off for this repository",
    remedy: "Switch them on in the repository's settings, under Features.",
  });
}

/** Null for a token that has no account to ask for, and where GraphQL does not say either. */
async function readAccount(session: Session): Promise<string | null> {
  const { client, place, sort } = session;
  if (sort === "none") return null;
  if (sort === "installation") return readViewer(session);
  const call: Call = { operation: "read the token's account", target: place, route: "GET /user", parameters: {} };
  const result = await client.attempt(call);
  if (!isFailure(result)) return parseAnswer(call, result, Account).login;
  if (result.error.fault === "forbidden") return null;
  throw result.error;
}

/** `GET /user` refuses the tokens of Apps and workflows; GraphQL gives the name they write under, `my-app[bot]`. */
async function readViewer({ client, place, graphqlUrl }: Session): Promise<string | null> {
  const call: Call = {
    operation: "read the token's account",
    target: place,
    route: `POST ${graphqlUrl}`,
    parameters: { query: "query { viewer { login } }" },
    asks: true,
  };
  const result = await client.attempt(call);
  if (isFailure(result)) {
    if (["forbidden", "not-found", "rejected"].includes(result.error.fault)) return null;
    throw result.error;
  }
  if (isRefusal(result.data)) return null;
  return parseAnswer(call, result, Viewer).data.viewer.login;
}

/** A token that may not ask is told so with a 200. What passes, as a limit or a page on the way does, is no such answer. */
function isRefusal(data: unknown): boolean {
  const parsed = Refusal.safeParse(data);
  return parsed.success && parsed.data.errors.every(({ type }) => REFUSALS.has(type));
}

const REFUSALS: ReadonlySet<string> = new Set(["FORBIDDEN", "INSUFFICIENT_SCOPES", "NOT_FOUND"]);

/** Older ones have no trace of sub-issues in what they say of an issue. */
const FIRST_WITH_SUB_ISSUES = [3, 17] as const;

/**
 * github.com has sub-issues everywhere. Of Enterprise Servers the notes announce them from 3.18 on, and the published
 * descriptions up to 3.19 lack them: so such a server is asked, and without a clear yes there is a task list.
 */
async function findChildren(session: Session, { version }: Hints): Promise<Capabilities["children"]> {
  const native = { limit: 100, atCreate: false } as const;
  if (version === null && !session.ownServer) return native;
  if (version !== null && isBefore(version, FIRST_WITH_SUB_ISSUES)) return null;
  const { client, place, names } = session;
  const route = "GET /repos/{owner}/{repo}/issues/{issue_number}/sub_issues";
  const parameters = { ...names, issue_number: 1, per_page: 1 };
  const result = await client.attempt({ operation: "ask for sub-issues", target: place, route, parameters });
  if (!isFailure(result)) return native;
  const { error, documentation } = result;
  if (error.fault === "rate-limited" || error.fault === "unavailable" || error.fault === "unauthorized") throw error;
  // Issue 1 may be moved, deleted or not made yet. An endpoint it has names its own page of the documentation.
  const knows = error.status === 301 || error.status === 410 || /sub-issues/.test(documentation);
  return knows ? native : null;
}

function isBefore(version: string, [major, minor]: readonly [number, number]): boolean {
  const [ownMajor = 0, ownMinor = 0] = version.split(".").map(Number);
  return ownMajor < major || (ownMajor === major && ownMinor < minor);
}
