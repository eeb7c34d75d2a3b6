import { parseDate } from "../../../src/core/model/date.ts";
import type { Context } from "./context.ts";
import { needUser } from "./context.ts";
import type { Json, Reply } from "./http.ts";
import { Refused } from "./http.ts";
import { paginate } from "./pages.ts";
import { renderLabel, renderMember, renderMilestone, renderProject, renderUser } from "./render.ts";
import { levelOf, mayManageIssues } from "./rights.ts";
import type { Label, Milestone, Project, State, User } from "./state.ts";
import { findUser, nextId, tick } from "./state.ts";

export function showUser(context: Context): Reply {
  return { status: 200, body: renderUser(needUser(context), context.root) };
}

/** An exact name, whatever its case; an empty list when there is none. */
export function listUsers({ state, params, root, user }: Context): Reply {
  if (user === null) throw new Refused(403, { message: "403 Forbidden - Not authorized to access /api/v4/users" });
  const found = findUser(state, String(params["username"]));
  return { status: 200, body: found === null ? [] : [renderUser(found, root)] };
}

export function showProject({ project, user, root }: Context): Reply {
  return { status: 200, body: renderProject(project, user, root) };
}

export function listMembers(context: Context): Reply {
  const { state, project, params, root } = context;
  needUser(context);
  const members = [...state.users.values()].flatMap((member) => {
    const level = Math.max(project.members.get(member.username) ?? 0, project.groupMembers.get(member.username) ?? 0);
    return level === 0 ? [] : [{ member, level }];
  });
  const render = ({ member, level }: { member: User; level: number }): Json => renderMember(member, level, root);
  return paginate(context.request, params, members, { countLimit: state.countLimit, render });
}

export function listLabels(context: Context): Reply {
  const { state, project, params } = context;
  const inherited = params["include_ancestor_groups"] === false ? [] : project.groupLabels.values();
  const rows = [...project.labels.values(), ...inherited].sort((a, b) => (a.name < b.name ? -1 : 1));
  const render = (label: Label): Json => renderLabel(label, project.labels.has(label.name));
  return paginate(context.request, params, rows, { countLimit: state.countLimit, render });
}

export function postLabel(context: Context): Reply {
  const { state, project, params } = context;
  needManager(context);
  const name = String(params["name"]).trim();
  const color = String(params["color"]);
  if (project.labels.has(name) || project.groupLabels.has(name))
    throw new Refused(409, { message: "Label already exists" });
  if (!/^#[0-9a-f]{6}$/i.test(color)) throw new Refused(400, { message: { color: ["must be a valid color code"] } });
  if (name === "" || /[,?&]/.test(name)) throw new Refused(400, { message: { title: ["is invalid"] } });
  const label = { id: nextId(state), name, color, description: (params["description"] as string | undefined) ?? null };
  project.labels.set(name, label);
  return { status: 201, body: renderLabel(label, true) };
}

export function listMilestones(context: Context): Reply {
  const { state, project, params, root } = context;
  if (params["include_ancestors"] !== undefined && params["include_parent_milestones"] !== undefined)
    throw new Refused(400, { error: "include_ancestors, include_parent_milestones are mutually exclusive" });
  const above = params["include_ancestors"] === true || params["include_parent_milestones"] === true;
  const rows = [...project.milestones, ...(above ? project.groupMilestones : [])].filter(
    (milestone) => params["state"] === undefined || milestone.state === params["state"],
  );
  const render = (milestone: Milestone): Json => renderMilestone(project, milestone, root);
  return paginate(context.request, params, rows, { countLimit: state.countLimit, render });
}

export function postMilestone(context: Context): Reply {
  const { state, project, params, root } = context;
  needManager(context);
  const title = String(params["title"]).trim();
  if (title === "") throw new Refused(400, { message: { title: ["can't be blank"] } });
  if ([...project.milestones, ...project.groupMilestones].some((milestone) => milestone.title === title))
    throw new Refused(400, { message: { title: ["already being used for another group or project milestone."] } });
  const description = (params["description"] as string | undefined) ?? "";
  const dueDate = parseDate(String(params["due_date"] ?? ""));
  const milestone = addMilestone(state, project, { title, description, dueDate, group: false });
  return { status: 201, body: renderMilestone(project, milestone, root) };
}

export function addMilestone(
  state: State,
  project: Project,
  fields: Pick<Milestone, "title" | "description" | "dueDate" | "group">,
): Milestone {
  const list = fields.group ? project.groupMilestones : project.milestones;
  const iid = list.length + 1;
  const milestone: Milestone = { id: nextId(state), iid, ...fields, state: "active", createdAt: tick(state) };
  list.push(milestone);
  return milestone;
}

function needManager(context: Context): void {
  const user = needUser(context);
  const { project } = context;
  if (project.archived || !mayManageIssues(project, user) || levelOf(project, user) === 0)
    throw new Refused(403, { message: "403 Forbidden" });
}
