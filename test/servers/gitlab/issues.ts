import type { Context } from "./context.ts";
import { needUser } from "./context.ts";
import type { Json, Reply } from "./http.ts";
import { Refused } from "./http.ts";
import { paginate } from "./pages.ts";
import { splitLabels } from "./params.ts";
import { renderIssue, renderNote } from "./render.ts";
import { levelOf, mayEditIssue, mayReadIssue, maySeeIssues } from "./rights.ts";
import type { Wish } from "./save.ts";
import { commentOn, createIssue, updateIssue } from "./save.ts";
import type { Issue, Project } from "./state.ts";
import { LEVELS } from "./state.ts";

export function listIssues(context: Context): Reply {
  const { state, project, user, params, root } = context;
  const wanted = params["labels"] === undefined ? [] : splitLabels(params["labels"]);
  const author = params["author_username"] as string | undefined;
  const rows = [...project.issues.values()].filter(
    (issue) =>
      mayReadIssue(project, issue, user) &&
      wanted.every((label) => issue.labels.includes(label)) &&
      (author === undefined || issue.author.username.toLowerCase() === author.toLowerCase()) &&
      (params["state"] === undefined || params["state"] === "all" || issue.state === params["state"]),
  );
  const by = params["order_by"] === "updated_at" ? "updatedAt" : "createdAt";
  const sign = params["sort"] === "asc" ? 1 : -1;
  rows.sort((a, b) => sign * (a[by] < b[by] ? -1 : a[by] > b[by] ? 1 : a.id - b.id));
  const render = (issue: Issue): Json => renderIssue(state, project, issue, root);
  return paginate(context.request, params, rows, { countLimit: state.countLimit, render });
}

export function showIssue(context: Context): Reply {
  return { status: 200, body: renderIssue(context.state, context.project, findIssue(context), context.root) };
}

export function postIssue(context: Context): Reply {
  const { state, project, params, root } = context;
  const user = needUser(context);
  if (project.archived || !maySeeIssues(project, user)) throw new Refused(403, { message: "403 Forbidden" });
  const wish = readWish(params);
  // Below Planner one may open an issue, and say that it is confidential, and nothing else.
  const issue = createIssue(state, project, user, wish);
  return { status: 201, body: renderIssue(state, project, issue, root) };
}

export function putIssue(context: Context): Reply {
  const { state, project, params, root } = context;
  const user = needUser(context);
  const issue = findIssue(context);
  const given = Object.keys(params).filter((name) => name !== "id" && name !== "issue_iid");
  if (given.length === 0)
    throw new Refused(400, { error: "title, description, … are missing, at least one parameter must be provided" });
  if (project.archived || !mayEditIssue(project, issue, user)) throw new Refused(403, { message: "403 Forbidden" });
  return {
    status: 200,
    body: renderIssue(state, project, updateIssue(state, project, issue, user, readWish(params)), root),
  };
}

export function listNotes(context: Context): Reply {
  const issue = findIssue(context);
  const render = (note: Issue["notes"][number]): Json => renderNote(issue, note, context.root);
  const sign = context.params["sort"] === "asc" ? 1 : -1;
  const rows = [...issue.notes].sort((a, b) => sign * (a.id - b.id));
  return paginate(context.request, context.params, rows, { countLimit: context.state.countLimit, render });
}

export function postNote(context: Context): Reply {
  const { state, project, params, root } = context;
  const user = needUser(context);
  const issue = findIssue(context);
  if (project.archived) throw new Refused(403, { message: "403 Forbidden" });
  if (project.visibility === "private" && levelOf(project, user) < LEVELS.guest)
    throw new Refused(404, { message: "404 Not found" });
  const body = String(params["body"]);
  if (body.trim() === "") throw new Refused(400, { message: { note: ["can't be blank"] } });
  const note = commentOn(state, project, issue, user, body);
  if (note === null) return { status: 202, body: { commands_changes: {}, summary: ["Commands applied"] } };
  return { status: 201, body: renderNote(issue, note, root) };
}

/** Changes a note: its author may, and whoever maintains the project. No mail goes out. */
export function putNote(context: Context): Reply {
  const { project, params, request, root } = context;
  const user = needUser(context);
  const issue = findIssue(context);
  const note = issue.notes.find(({ id }) => id === Number(/\/notes\/(\d+)$/.exec(request.path)?.[1]));
  if (note === undefined || note.system) throw new Refused(404, { message: "404 Note Not Found" });
  if (project.archived || (note.author !== user && levelOf(project, user) < LEVELS.maintainer))
    throw new Refused(403, { message: "403 Forbidden" });
  const body = String(params["body"]);
  if (body.trim() === "") throw new Refused(400, { message: { note: ["can't be blank"] } });
  note.body = body;
  return { status: 200, body: renderNote(issue, note, root) };
}

function findIssue({ project, user, iid }: Context): Issue {
  const issue = project.issues.get(iid);
  if (issue === undefined || !mayReadIssue(project, issue, user)) throw new Refused(404, { message: "404 Not found" });
  return issue;
}

export function findIssueOf(project: Project, iid: number): Issue {
  const issue = project.issues.get(iid);
  if (issue === undefined) throw new Error(`${project.path} has no issue ${iid}`);
  return issue;
}

function readWish(params: Json): Wish {
  const text = (name: string) => params[name] as string | undefined;
  const labels = (name: string) => (params[name] === undefined ? undefined : splitLabels(params[name]));
  const wish = {
    title: text("title"),
    description: text("description"),
    state: text("state_event"),
    labels: labels("labels"),
    addLabels: labels("add_labels"),
    removeLabels: labels("remove_labels"),
    assigneeIds: params["assignee_ids"],
    dueDate: text("due_date"),
    milestoneId: params["milestone_id"],
    confidential: params["confidential"],
    epicId: params["epic_id"],
  };
  return Object.fromEntries(Object.entries(wish).filter(([, value]) => value !== undefined));
}
