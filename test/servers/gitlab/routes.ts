import type { Context } from "./context.ts";
import type { Reply, SeenRequest } from "./http.ts";
import { Refused } from "./http.ts";
import {
  listGroupMembers,
  showEpic,
  listSchedules,
  showGroup,
  showPipeline,
  showSchedule,
  showToken,
} from "./health.ts";
import { listEvents, postAward } from "./talk.ts";
import { listIssues, listNotes, postIssue, postNote, putIssue, putNote, showIssue } from "./issues.ts";
import type { Params } from "./params.ts";
import { PAGES, readParams } from "./params.ts";
import {
  listLabels,
  listMembers,
  listMilestones,
  listUsers,
  postLabel,
  postMilestone,
  showProject,
  showUser,
} from "./project.ts";
import { levelOf, maySeeProject } from "./rights.ts";
import { answerGraphQL } from "./work-items.ts";
import type { Project, State, User } from "./state.ts";

interface Route {
  readonly method: string;
  readonly path: RegExp;
  readonly query: Params;
  readonly body: Params | null;
  readonly answer: (context: Context) => Reply;
}

const PROJECT = "/projects/(?<id>[^/]+)";
const GROUP = "/groups/(?<group>[^/]+)";
const ISSUE: Params = {
  description: "text",
  labels: "labels",
  assignee_ids: "numbers",
  due_date: "text",
  milestone_id: "number",
  confidential: "boolean",
  epic_id: "number",
};
const LISTED: Params = {
  ...PAGES,
  labels: "labels",
  author_username: "text",
  state: ["opened", "closed", "all"],
  scope: ["all", "created_by_me", "assigned_to_me"],
  order_by: ["created_at", "updated_at"],
  sort: ["asc", "desc"],
};
const EDITED: Params = {
  ...ISSUE,
  title: "text",
  add_labels: "labels",
  remove_labels: "labels",
  state_event: ["close", "reopen"],
};
const EVENTS: Params = {
  ...PAGES,
  action: ["commented", "created", "closed", "reopened", "updated"],
  after: "text",
  before: "text",
  sort: ["asc", "desc"],
};
const LABEL: Params = { "name!": "text", "color!": "text", description: "text", priority: "number" };
const MILESTONE: Params = { "title!": "text", description: "text", due_date: "text", start_date: "text" };
const MILESTONES: Params = {
  ...PAGES,
  state: ["active", "closed"],
  include_ancestors: "boolean",
  include_parent_milestones: "boolean",
};

const ROUTES: readonly Route[] = [
  route("GET", "/user", {}, null, showUser),
  route("GET", "/personal_access_tokens/self", {}, null, showToken),
  route("GET", "/users", { ...PAGES, "username!": "text" }, null, listUsers),
  route("GET", PROJECT, {}, null, showProject),
  route("GET", `${PROJECT}/members/all`, { ...PAGES, query: "text" }, null, listMembers),
  route("GET", `${PROJECT}/pipeline_schedules`, PAGES, null, listSchedules),
  route("GET", `${PROJECT}/pipeline_schedules/(?<iid>\\d+)`, {}, null, showSchedule),
  route("GET", `${PROJECT}/pipelines/(?<iid>\\d+)`, {}, null, showPipeline),
  route("GET", "/groups/[^/]+", { with_projects: "boolean" }, null, showGroup),
  route("GET", `${GROUP}/members/all`, { ...PAGES, query: "text" }, null, listMembers),
  route("GET", `${GROUP}/labels`, { ...PAGES, include_ancestor_groups: "boolean" }, null, listLabels),
  route("POST", `${GROUP}/labels`, {}, LABEL, postLabel),
  route("GET", `${GROUP}/epics/(?<iid>\\d+)`, {}, null, showEpic),
  route("GET", "/groups/[^/]+/members", { ...PAGES, query: "text" }, null, listGroupMembers),
  route("GET", `${PROJECT}/labels`, { ...PAGES, include_ancestor_groups: "boolean" }, null, listLabels),
  route("POST", `${PROJECT}/labels`, {}, LABEL, postLabel),
  route("GET", `${PROJECT}/milestones`, MILESTONES, null, listMilestones),
  route("POST", `${PROJECT}/milestones`, {}, MILESTONE, postMilestone),
  route("GET", `${PROJECT}/issues`, LISTED, null, listIssues),
  route("POST", `${PROJECT}/issues`, {}, { ...ISSUE, "title!": "text" }, postIssue),
  route("GET", `${PROJECT}/issues/(?<iid>\\d+)`, {}, null, showIssue),
  route("PUT", `${PROJECT}/issues/(?<iid>\\d+)`, {}, EDITED, putIssue),
  route("GET", `${PROJECT}/issues/(?<iid>\\d+)/notes`, { ...PAGES, sort: ["asc", "desc"] }, null, listNotes),
  route("POST", `${PROJECT}/issues/(?<iid>\\d+)/notes`, {}, { "body!": "text" }, postNote),
  route("PUT", `${PROJECT}/issues/(?<iid>\\d+)/notes/(?<note>\\d+)`, {}, { "body!": "text" }, putNote),
  route("POST", `${PROJECT}/issues/(?<iid>\\d+)/notes/(?<note>\\d+)/award_emoji`, {}, { "name!": "text" }, postAward),
  route("GET", `${PROJECT}/events`, EVENTS, null, listEvents),
];

function route(method: string, path: string, query: Params, body: Params | null, answer: Route["answer"]): Route {
  return { method, path: new RegExp(`^${path}$`), query, body, answer };
}

/** Answers a request below `base` + `/api/v4`. What it does not know is a violation, never a friendly 200. */
export function respond(state: State, request: SeenRequest, base: string, violations: string[]): Reply {
  if (request.path === `${base}/api/graphql` && request.method === "POST")
    return answerGraphQL(state, request, authenticate(state, request), violations);
  const prefix = `${base}/api/v4`;
  const path = request.path.startsWith(`${prefix}/`) ? request.path.slice(prefix.length) : null;
  const found = path === null ? [] : ROUTES.filter((candidate) => candidate.path.test(path));
  const matched = found.find((candidate) => candidate.method === request.method);
  if (path === null || matched === undefined) {
    violations.push(`${request.method} ${request.path}: there is no such route`);
    const status = found.length > 0 ? 405 : 404;
    throw new Refused(status, { error: status === 405 ? "405 Not Allowed" : "404 Not Found" });
  }
  const user = authenticate(state, request);
  const params = forgetNew(state, readParams(request, matched.query, matched.body, violations));
  const groups = matched.path.exec(path)?.groups ?? {};
  const named = groups["id"] === undefined ? undefined : findProject(state, groups["id"], user);
  const project = groups["group"] === undefined ? named : findGroup(state, groups["group"], user);
  const root = `${request.origin}${base}`;
  const context = { state, request, params, user, iid: Number(groups["iid"] ?? 0), root };
  return matched.answer({ ...context, project: project as Project });
}

/** What an old server leaves out of what it is sent. */
function forgetNew(state: State, params: ReturnType<typeof readParams>): ReturnType<typeof readParams> {
  const unknown = state.old ? ["add_labels", "remove_labels", "author_username"] : [];
  return Object.fromEntries(Object.entries(params).filter(([name]) => !unknown.includes(name)));
}

function authenticate(state: State, request: SeenRequest): User | null {
  const bearer = /^Bearer (.+)$/.exec(request.headers["authorization"] ?? "")?.[1];
  const value = request.headers["private-token"] ?? bearer;
  if (value === undefined) return null;
  const token = state.tokens.get(value);
  const user = token === undefined ? undefined : state.users.get(token.username);
  if (token === undefined || user === undefined) throw new Refused(401, { message: "401 Unauthorized" });
  if (token.state !== "active") {
    const why = token.state === "expired" ? "Token is expired." : "Token was revoked.";
    const error_description = `${why} You can either do re-authorization or token refresh.`;
    throw new Refused(401, { error: "invalid_token", error_description });
  }
  if (user.state === "blocked") throw new Refused(403, { message: "403 Forbidden - Your account has been blocked." });
  const enough = request.method === "GET" || isQuestion(request) ? ["api", "read_api"] : ["api"];
  if (!token.scopes.some((scope) => enough.includes(scope))) {
    const error_description = "The request requires higher privileges than provided by the access token.";
    throw new Refused(403, { error: "insufficient_scope", error_description, scope: enough.join(" ") });
  }
  return user;
}

/** A GraphQL document that only asks, which a token that may only read may send. */
export function isQuestion({ path, body }: SeenRequest): boolean {
  const query = (body as { readonly query?: unknown } | null | undefined)?.query;
  return path.endsWith("/api/graphql") && typeof query === "string" && query.trimStart().startsWith("query");
}

function findGroup({ home }: State, id: string, user: User | null): Project {
  if (decodeURIComponent(id).toLowerCase() === home.path && levelOf(home, user) > 0) return home;
  throw new Refused(404, { message: "404 Group Not Found" });
}

/** By number or by its path in one encoded piece. One that may not be seen is one that is not there. */
function findProject(state: State, id: string, user: User | null): Project {
  const name = decodeURIComponent(id).toLowerCase();
  const project = state.projects.find(
    (candidate) => candidate.path.toLowerCase() === name || String(candidate.id) === name,
  );
  if (project === undefined || !maySeeProject(project, user))
    throw new Refused(404, { message: "404 Project Not Found" });
  return project;
}
