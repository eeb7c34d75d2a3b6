import type { Context } from "./context.ts";
import { needUser } from "./context.ts";
import type { Json, Reply } from "./http.ts";
import { Refused } from "./http.ts";
import { paginate } from "./pages.ts";
import { renderMember } from "./render.ts";
import { levelOf } from "./rights.ts";
import { EPIC_OFFSET } from "./save.ts";
import type { Schedule, State, User } from "./state.ts";
import { LEVELS } from "./state.ts";

/** Schedules and pipelines are for Developers: to others the project's CI is not there. */
function needDeveloper(context: Context): void {
  if (levelOf(context.project, needUser(context)) < LEVELS.developer)
    throw new Refused(403, { message: "403 Forbidden" });
}

export function listSchedules(context: Context): Reply {
  needDeveloper(context);
  const { request, params, project, state } = context;
  return paginate(request, params, [...project.schedules], { countLimit: state.countLimit, render: renderSchedule });
}

/** Alone, a schedule also has its last pipeline. */
export function showSchedule(context: Context): Reply {
  needDeveloper(context);
  const schedule = context.project.schedules.find((one) => one.id === context.iid);
  if (schedule === undefined) throw new Refused(404, { message: "404 Pipeline Schedule Not Found" });
  const { pipeline } = schedule;
  const last_pipeline =
    pipeline === null ? null : { id: pipeline.id, sha: "0".repeat(40), ref: "main", status: pipeline.status };
  return { status: 200, body: { ...renderSchedule(schedule), last_pipeline } };
}

export function showPipeline(context: Context): Reply {
  needDeveloper(context);
  const pipeline = context.project.schedules.find((one) => one.pipeline?.id === context.iid)?.pipeline;
  if (pipeline === null || pipeline === undefined) throw new Refused(404, { message: "404 Not found" });
  const { id, status, createdAt } = pipeline;
  return { status: 200, body: { id, iid: id, ref: "main", source: "schedule", status, created_at: createdAt } };
}

function renderSchedule({ id, description, active }: Schedule): Json {
  return { id, description, ref: "main", cron: "17 6,10,14 * * 1-5", cron_timezone: "UTC", active, next_run_at: null };
}

/** The group above every project of the server that bears its name. */
export function showGroup(context: Context): Reply {
  const { path, visibility } = findGroup(context);
  return { status: 200, body: { id: 1, path, full_path: path, name: path, visibility } };
}

export function listGroupMembers(context: Context): Reply {
  const { state, request, params, root } = context;
  needUser(context);
  const { path } = findGroup(context);
  const levels = new Map(
    state.projects.filter((one) => one.path.startsWith(`${path}/`)).flatMap((one) => [...one.groupMembers]),
  );
  const members = [...state.users.values()].filter((user) => levels.has(user.username));
  const render = (user: User): Json => renderMember(user, levels.get(user.username) ?? 0, root);
  return paginate(request, params, members, { countLimit: state.countLimit, render });
}

/** Whoever is in a project of a group may see the group. */
function findGroup({ state, request, user }: Context): State["groups"][number] {
  const name = decodeURIComponent(/\/groups\/([^/]+)/.exec(request.path)?.[1] ?? "").toLowerCase();
  const group = state.groups.find((one) => one.path.toLowerCase() === name);
  const below = state.projects.filter((one) => one.path.toLowerCase().startsWith(`${name}/`));
  const sees = group?.visibility === "public" || below.some((one) => levelOf(one, user) > 0);
  if (group === undefined || !sees) throw new Refused(404, { message: "404 Group Not Found" });
  return group;
}

/** What a token says of itself. */
export function showToken({ state, request, user }: Context): Reply {
  const token = state.tokens.get(request.headers["private-token"] ?? "");
  if (token === undefined || user === null) throw new Refused(404, { message: "404 Personal Access Token Not Found" });
  const { scopes, expires } = token;
  const facts = {
    id: 7,
    name: "fledgling",
    revoked: false,
    created_at: "2026-01-01T00:00:00.000Z",
    last_used_at: null,
  };
  return { status: 200, body: { ...facts, scopes, user_id: user.id, active: true, expires_at: expires ?? null } };
}

/** By the number that people see; the answer has the one that REST goes by. */
export function showEpic({ state, iid, project }: Context): Reply {
  if (state.tier === "free") throw new Refused(403, { message: "403 Forbidden" });
  const epic = project.issues.get(iid);
  if (epic === undefined) throw new Refused(404, { message: "404 Not found" });
  return { status: 200, body: { id: epic.id + EPIC_OFFSET, iid, group_id: project.id, title: epic.title } };
}
