import type { Json } from "./http.ts";
import { EPIC_OFFSET } from "./save.ts";
import type { Issue, Label, Milestone, Note, Project, State, User } from "./state.ts";

export function renderUser(user: User, root: string): Json {
  const { id, username, name, state } = user;
  return { id, username, name, state, avatar_url: null, web_url: `${root}/${username}` };
}

export function renderMember(user: User, level: number, root: string): Json {
  return { ...renderUser(user, root), access_level: level, membership_state: "active", expires_at: null };
}

export function renderProject(project: Project, user: User | null, root: string): Json {
  const access = (levels: ReadonlyMap<string, number>): Json | null => {
    const level = user === null ? undefined : levels.get(user.username);
    return level === undefined ? null : { access_level: level, notification_level: 3 };
  };
  const permissions = { project_access: access(project.members), group_access: access(project.groupMembers) };
  return {
    id: project.id,
    name: project.path.split("/").at(-1),
    path_with_namespace: project.path,
    web_url: `${root}/${project.path}`,
    visibility: project.visibility,
    archived: project.archived,
    namespace: { id: 1, kind: "group", full_path: project.path.split("/").slice(0, -1).join("/") },
    issues_enabled: project.issuesAccess !== "disabled",
    issues_access_level: project.issuesAccess,
    ...(user === null ? {} : { permissions }),
  };
}

export function renderIssue(state: State, project: Project, issue: Issue, root: string): Json {
  const url = `${root}/${project.path}/-/issues/${issue.iid}`;
  const assignees = issue.assignees.map((assignee) => renderUser(assignee, root));
  return {
    id: issue.id,
    iid: issue.iid,
    project_id: project.id,
    title: issue.title,
    description: issue.description,
    state: issue.state,
    type: "ISSUE",
    issue_type: "issue",
    labels: [...issue.labels].sort(),
    assignees,
    assignee: assignees[0] ?? null,
    due_date: issue.dueDate,
    milestone: issue.milestone === null ? null : renderMilestone(project, issue.milestone, root),
    confidential: issue.confidential,
    discussion_locked: null,
    author: renderUser(issue.author, root),
    created_at: issue.createdAt,
    updated_at: issue.updatedAt,
    closed_at: issue.closedAt,
    moved_to_id: issue.movedTo,
    user_notes_count: issue.notes.filter((note) => !note.system).length,
    web_url: url,
    ...(state.tier === "free" ? {} : { weight: null, epic: renderEpicOf(state, issue) }),
    ...countTasks(issue.description),
    references: { short: `#${issue.iid}`, relative: `#${issue.iid}`, full: `${project.path}#${issue.iid}` },
  };
}

function renderEpicOf({ home }: State, { epic }: Issue): Json | null {
  if (epic === null) return null;
  const { id, iid, title } = epic;
  return { id: id + EPIC_OFFSET, iid, title, url: `/groups/${home.path}/-/epics/${iid}`, group_id: home.id };
}

/** `[~]` is not counted: the item does not apply. */
function countTasks(text: string): Json {
  const boxes = [...text.matchAll(/^\s*(?:[-*+]|\d+[.)])\s+\[([ xX])\]\s/gm)].map((match) => match[1] ?? " ");
  const completed = boxes.filter((box) => box !== " ").length;
  return {
    has_tasks: boxes.length > 0,
    task_status: `${completed} of ${boxes.length} checklist items completed`,
    task_completion_status: { count: boxes.length, completed_count: completed },
  };
}

export function renderLabel(label: Label, ofProject: boolean): Json {
  const { id, name, color, description } = label;
  return { id, name, color, description, text_color: "#FFFFFF", priority: null, is_project_label: ofProject };
}

export function renderMilestone(project: Project, milestone: Milestone, root: string): Json {
  const { id, iid, title, description, state, dueDate, createdAt } = milestone;
  const owner = milestone.group ? { group_id: project.id + 1_000_000 } : { project_id: project.id };
  const where = milestone.group ? `groups/${project.path.split("/")[0] ?? ""}` : project.path;
  return {
    id,
    iid,
    ...owner,
    title,
    description,
    state,
    due_date: dueDate,
    start_date: null,
    created_at: createdAt,
    updated_at: createdAt,
    web_url: `${root}/${where}/-/milestones/${iid}`,
  };
}

export function renderNote(issue: Issue, note: Note, root: string): Json {
  return {
    id: note.id,
    body: note.body,
    author: renderUser(note.author, root),
    created_at: note.createdAt,
    updated_at: note.createdAt,
    system: note.system,
    internal: false,
    noteable_id: issue.id,
    noteable_iid: issue.iid,
    noteable_type: "Issue",
  };
}
