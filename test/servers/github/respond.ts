import type { Emulator } from "./emulator.ts";
import { recordNotifications } from "./notify.ts";
import { checkAnswer, checkRequest } from "./openapi.ts";
import { respondGraphQL } from "./graphql.ts";
import { refuseHaste } from "./pace.ts";
import type { Json, Reply, SeenRequest } from "./request.ts";
import { asRecord, asStrings } from "./request.ts";
import type { Caller } from "./rules.ts";
import { identify, refuse, refuseAccess, refuseContents, settleBody } from "./rules.ts";
import { REPOSITORY_ID, respondComments, respondReactions } from "./comments.ts";
import { dressIssue, respondSubIssues } from "./sub-issues.ts";
import type { State } from "./state.ts";
import { respondActions } from "./actions.ts";
import { findAccount, mayAtLeast, spellLabel } from "./state.ts";

/** Answers as GitHub would; what it does not know or does not allow gets no friendly answer, and a line in `violations`. */
export async function respond(
  state: State,
  emulator: Emulator,
  request: SeenRequest,
  violations: string[],
): Promise<Reply> {
  const caller = identify(state, request.headers["authorization"]);
  if ("status" in caller) return caller;
  const asked = { ...request, path: request.path.replace(`/repositories/${REPOSITORY_ID}/`, `/repos/${state.place}/`) };
  if (request.path === "/graphql" || request.path === "/api/graphql")
    return respondGraphQL(state, emulator, request, caller, violations);
  const problems = [...checkHeaders(asked), ...checkCursor(request, asked), ...checkRequest(dropCursor(asked))];
  if (problems.length > 0) {
    violations.push(...problems);
    return refuse(
      problems.some((problem) => problem.endsWith("no such operation")) ? 404 : 422,
      `Invalid request. ${problems.join(" ")}`,
    );
  }
  const hasty = refuseHaste(state, asked);
  if (hasty !== null) return hasty;
  if (asked.path === "/user") return respondUser(emulator, caller);
  const user = /^\/users\/([^/]+)$/.exec(asked.path)?.[1];
  if (user !== undefined) return respondAccount(state, emulator, decodeURIComponent(user));
  const [, owner = "", repo = "", under = ""] = /^\/repos\/([^/]+)\/([^/]+)(\/.*)?$/.exec(asked.path) ?? [];
  if (`${owner}/${repo}`.toLowerCase() !== state.place.toLowerCase()) return refuse(404, "Not Found");
  const reply = await respondRepository(state, emulator, asked, caller, under);
  violations.push(...checkAnswer(asked, reply));
  const link = reply.headers?.["link"];
  if (link === undefined || asked.prefix === "") return reply;
  return {
    ...reply,
    headers: { ...reply.headers, link: link.replaceAll("/repositories/", `${asked.prefix}/repositories/`) },
  };
}

function checkHeaders({ headers }: SeenRequest): readonly string[] {
  const problems: string[] = [];
  if (headers["x-github-api-version"] !== "2022-11-28") problems.push("the version of the API is not pinned");
  if ((headers["user-agent"] ?? "") === "") problems.push("GitHub refuses requests without a user agent");
  if (!/json/.test(headers["accept"] ?? "")) problems.push("JSON is not asked for");
  return problems;
}

/** Later pages are reached by the link given, never by counting: GitHub refuses page numbers from some depth on. */
function checkCursor(request: SeenRequest, asked: SeenRequest): readonly string[] {
  const page = request.query.get("page");
  if (page === null || page === "1") return [];
  return request.query.get("after") === `cursor-${page}` && request.path !== asked.path
    ? []
    : [`page ${page} was asked for by its number`];
}

function dropCursor(request: SeenRequest): SeenRequest {
  const query = new URLSearchParams(request.query);
  query.delete("after");
  return { ...request, query };
}

async function respondUser(emulator: Emulator, caller: Caller): Promise<Reply> {
  if (caller.kind === "app" || caller.kind === "read-only-app")
    return refuse(403, "Resource not accessible by integration");
  return caller.login === null ? refuse(401, "Requires authentication") : emulator.send(caller.login, "GET", "/user");
}

async function respondAccount(state: State, emulator: Emulator, name: string): Promise<Reply> {
  const login = findAccount(state, name);
  return login === null ? refuse(404, "Not Found") : emulator.send(null, "GET", `/users/${encodeURIComponent(login)}`);
}

async function respondRepository(
  state: State,
  emulator: Emulator,
  request: SeenRequest,
  caller: Caller,
  under: string,
): Promise<Reply> {
  const refused = refuseAccess(state, request, caller, under);
  if (refused !== null) return refused;
  if (under === "/assignees") return listAssignees(state, request);
  if (under.startsWith("/actions/")) return respondActions(state, under, Number(request.query.get("per_page") ?? "30"));
  const linked = await respondSubIssues(state, emulator, request, under);
  if (linked !== null) return linked;
  const signed = await respondReactions(state, emulator, request, caller.login ?? "", under);
  if (signed !== null) return signed;
  const said = await respondComments(state, emulator, request, under);
  if (said !== null) return said;
  const before = await readBefore(state, emulator, caller, request.method, under);
  const present = Array.isArray(before?.["labels"])
    ? before["labels"].map((label) => String(asRecord(label)["name"]))
    : [];
  const wrong = refuseContents(state, request, under, present);
  if (wrong !== null) return wrong;
  const assigned = Array.isArray(before?.["assignees"])
    ? before["assignees"].map((account) => String(asRecord(account)["login"]))
    : [];
  const body = settleBody(state, request, caller, under, assigned);
  const reply = await emulator.send(caller.login, request.method, addressOf(state, request, under), body);
  if (reply.status < 300 && request.method !== "GET")
    await remember(state, emulator, caller, under, body, before, reply);
  return adjust(state, request, caller, under, reply);
}

function addressOf(state: State, request: SeenRequest, under: string): string {
  const label = /^(\/issues\/\d+\/labels\/)([^/]+)$/.exec(under);
  const path =
    label === null ? under : `${label[1]}${encodeURIComponent(spellLabel(state, decodeURIComponent(label[2] ?? "")))}`;
  const query = new URLSearchParams(request.query);
  query.delete("after");
  const labels = query.get("labels");
  if (labels !== null)
    query.set(
      "labels",
      labels
        .split(",")
        .map((name) => spellLabel(state, name))
        .join(","),
    );
  const creator = query.get("creator");
  if (creator !== null) query.set("creator", findAccount(state, creator) ?? creator);
  const tail = query.toString();
  return `/repos/${state.place}${path}${tail === "" ? "" : `?${tail}`}`;
}

async function readBefore(
  state: State,
  emulator: Emulator,
  caller: Caller,
  method: string,
  under: string,
): Promise<Json | null> {
  const number = /^\/issues\/(\d+)(?:\/|$)/.exec(under)?.[1];
  if (number === undefined || method === "GET") return null;
  const reply = await emulator.send(caller.login, "GET", `/repos/${state.place}/issues/${number}`);
  return reply.status === 200 ? asRecord(reply.data) : null;
}

/** Keeps up what the emulator does not tell: names in use, and whom GitHub would have mailed. */
async function remember(
  state: State,
  emulator: Emulator,
  caller: Caller,
  under: string,
  body: unknown,
  before: Json | null,
  reply: Reply,
): Promise<void> {
  const sent = asRecord(body);
  const names = under === "/labels" ? [String(sent["name"])] : asStrings(sent["labels"]);
  for (const name of names) if (!state.labels.has(name.toLowerCase())) state.labels.set(name.toLowerCase(), name);
  if (under === "/milestones") state.milestones.add(String(sent["title"]).trim());
  const number = Number(/^\/issues\/(\d+)/.exec(under)?.[1] ?? asRecord(reply.data)["number"]);
  if (!under.startsWith("/issues") || !Number.isInteger(number)) return;
  const after = await emulator.send(caller.login, "GET", `/repos/${state.place}/issues/${number}`);
  const comment = under.endsWith("/comments") ? String(sent["body"]) : null;
  recordNotifications(state, { actor: caller.login ?? "", before, after: asRecord(after.data), comment });
}

function adjust(state: State, request: SeenRequest, caller: Caller, under: string, reply: Reply): Reply {
  if (reply.status === 422) return refuse(422, "Validation Failed", []);
  if (under === "") return { ...reply, data: describeRepository(state, caller, asRecord(reply.data)) };
  const link = reply.headers?.["link"];
  const headers = link === undefined ? {} : { headers: { link: describeLink(state, link) } };
  if (under === "/issues" && request.method === "GET" && Array.isArray(reply.data)) {
    return {
      ...reply,
      ...headers,
      data: reply.data
        .map(asRecord)
        .filter((issue) => !state.gone.has(Number(issue["number"])))
        .map((issue) => dressIssue(state, request, issue)),
    };
  }
  return {
    ...reply,
    ...headers,
    ...(/^\/issues(?:\/\d+(?:\/assignees)?)?$/.test(under) && reply.status < 300
      ? { data: dressIssue(state, request, asRecord(reply.data)) }
      : {}),
  };
}

function describeLink(state: State, link: string): string {
  return link
    .replaceAll(`/repos/${state.place}/`, `/repositories/${REPOSITORY_ID}/`)
    .replace(/([?&])page=(\d+)/g, "$1page=$2&after=cursor-$2");
}

function describeRepository(state: State, caller: Caller, repository: Json): Json {
  const { permissions: _permissions, ...rest } = repository;
  const own = caller.kind === "app" || caller.kind === "read-only-app" ? null : caller.login;
  const permissions = {
    admin: false,
    maintain: false,
    push: own !== null && mayAtLeast(state, own, "write"),
    triage: own !== null && mayAtLeast(state, own, "triage"),
    pull: true,
  };
  return {
    ...rest,
    owner: { ...asRecord(rest["owner"]), type: state.ownerType },
    id: REPOSITORY_ID,
    private: state.visibility === "private",
    visibility: state.visibility,
    has_issues: state.hasIssues,
    archived: state.archived,
    ...(caller.login === null ? {} : { permissions }),
  };
}

function listAssignees(state: State, request: SeenRequest): Reply {
  if (!state.assigneesListed) return refuse(404, "Not Found");
  const page = Number(request.query.get("page") ?? "1");
  const size = Number(request.query.get("per_page") ?? "30");
  const logins = [...state.accounts]
    .filter(([, account]) => account.assignable)
    .map(([login]) => login)
    .sort();
  const shown = logins.slice((page - 1) * size, page * size);
  const data = shown.map((login) => ({
    login,
    type: "User",
    url: `http://${request.headers["host"] ?? ""}/users/${login}`,
  }));
  if (page * size >= logins.length) return { status: 200, data };
  const link = `<http://${request.headers["host"] ?? ""}/repos/${state.place}/assignees?per_page=${size}&page=${page + 1}>; rel="next"`;
  return { status: 200, headers: { link: describeLink(state, link) }, data };
}
