import { parseDate } from "../../../src/core/model/date.ts";
import { Refused } from "./http.ts";
import { recordNotifications } from "./notify.ts";
import type { Command } from "./quick-actions.ts";
import { extractCommands } from "./quick-actions.ts";
import { levelOf, mayManageIssues, mayReadIssue, maySeeIssues } from "./rights.ts";
import type { Issue, Milestone, Note, Project, State, User } from "./state.ts";
import { findUser, LEVELS, nextId, tick } from "./state.ts";

/** What one request, or a person in the browser, wants changed. */
export interface Wish {
  readonly title?: string;
  readonly description?: string;
  readonly state?: "close" | "reopen";
  /** The whole set; `addLabels` and `removeLabels` come after it. */
  readonly labels?: readonly string[];
  readonly addLabels?: readonly string[];
  readonly removeLabels?: readonly string[];
  readonly assigneeIds?: readonly number[];
  readonly dueDate?: string;
  readonly milestoneId?: number;
  readonly confidential?: boolean;
  /** As REST numbers epics; 0 for none. */
  readonly epicId?: number;
}

/** Makes an issue the way GitLab's service does. A wish that fails has used up a number all the same. */
export function createIssue(state: State, project: Project, actor: User, wish: Wish): Issue {
  project.lastIid += 1;
  const iid = project.lastIid;
  const title = checkTitle(wish.title ?? "");
  checkEpic(state, project, actor, wish, wish.confidential ?? false);
  checkDescription(wish.description ?? "");
  const at = tick(state);
  const issue: Issue = {
    id: nextId(state),
    iid,
    title,
    description: "",
    state: "opened",
    labels: [],
    assignees: [],
    dueDate: null,
    milestone: null,
    confidential: wish.confidential ?? false,
    author: actor,
    createdAt: at,
    updatedAt: at,
    closedAt: null,
    movedTo: null,
    epic: null,
    notes: [],
    participants: new Set([actor.username]),
  };
  applyWish(state, project, issue, { actor, wish, fresh: true });
  project.issues.set(iid, issue);
  recordNotifications(state, project, { actor, before: null, issue, comment: null });
  return issue;
}

/** Changes an issue; one that stays as it was keeps its `updated_at`. */
export function updateIssue(state: State, project: Project, issue: Issue, actor: User, wish: Wish): Issue {
  if (wish.title !== undefined) checkTitle(wish.title);
  checkEpic(state, project, actor, wish, wish.confidential ?? issue.confidential);
  if (wish.description !== undefined) checkDescription(wish.description);
  const before = { ...issue };
  applyWish(state, project, issue, { actor, wish, fresh: false });
  if (JSON.stringify(visible(before)) === JSON.stringify(visible(issue))) return issue;
  issue.updatedAt = tick(state);
  const changed = nameChanges(before, issue);
  if (changed.length > 0) addNote(state, issue, actor, `changed ${changed.join(", ")}`, true);
  recordNotifications(state, project, { actor, before, issue, comment: null });
  return issue;
}

/** Null when the text held nothing but quick actions: then there is no comment. */
export function commentOn(state: State, project: Project, issue: Issue, actor: User, body: string): Note | null {
  const { text, commands } = extractCommands(body);
  for (const command of commands) runCommand(state, project, issue, actor, command);
  if (text === "") return null;
  const note = addNote(state, issue, actor, text, false);
  issue.updatedAt = note.createdAt;
  recordNotifications(state, project, { actor, before: null, issue, comment: text });
  return note;
}

interface Change {
  readonly actor: User;
  readonly wish: Wish;
  /** On a new issue people are looked at as readers of the project, later on as readers of this very issue. */
  readonly fresh: boolean;
}

/** What the actor has no right to is dropped without a word, as GitLab does. */
function applyWish(state: State, project: Project, issue: Issue, { actor, wish, fresh }: Change): void {
  if (wish.title !== undefined) issue.title = wish.title.trim();
  const manages = mayManageIssues(project, actor);
  if (manages) {
    if (wish.confidential !== undefined) issue.confidential = wish.confidential;
    if (wish.assigneeIds !== undefined) setAssignees(state, project, issue, wish.assigneeIds, fresh);
    if (wish.dueDate !== undefined) issue.dueDate = parseDate(wish.dueDate);
    if (wish.milestoneId !== undefined) issue.milestone = findMilestone(project, wish.milestoneId);
    applyLabels(state, project, issue, wish);
    if (wish.epicId !== undefined) issue.epic = findEpic(state, wish.epicId);
  }
  if (wish.state !== undefined) setState(state, issue, wish.state);
  if (wish.description !== undefined) {
    const { text, commands } = extractCommands(wish.description);
    issue.description = text;
    for (const command of commands) runCommand(state, project, issue, actor, command);
  }
}

/** Labels that do not exist are made on the fly. */
export function applyLabels(state: State, project: Project, issue: Issue, wish: Wish): void {
  let names = [...issue.labels];
  if (wish.labels !== undefined) names = addExclusive(state, [], wish.labels);
  names = addExclusive(state, names, wish.addLabels ?? []);
  names = names.filter((name) => wish.removeLabels?.includes(name) !== true);
  for (const name of names) {
    if (project.labels.has(name) || project.groupLabels.has(name)) continue;
    project.labels.set(name, { id: nextId(state), name, color: "#6699cc", description: null });
  }
  issue.labels = names;
}

/** Premium holds one label of each scope, which is all before the last `::`; Free thinks nothing of it. */
function addExclusive(state: State, names: readonly string[], added: readonly string[]): string[] {
  let kept = [...names];
  for (const name of added) {
    const scope = scopeOf(name);
    if (state.tier !== "free" && scope !== null) kept = kept.filter((other) => scopeOf(other) !== scope);
    if (!kept.includes(name)) kept.push(name);
  }
  return kept;
}

function scopeOf(name: string): string | null {
  const end = name.lastIndexOf("::");
  return end > 0 ? name.slice(0, end) : null;
}

/** Free keeps the first id alone, before it looks who that is. When nobody is left of a list, it is as if none was sent. */
function setAssignees(state: State, project: Project, issue: Issue, ids: readonly number[], fresh: boolean): void {
  if (ids.length === 0 || (ids.length === 1 && ids[0] === 0)) {
    issue.assignees = [];
    return;
  }
  const taken = state.tier === "free" ? ids.slice(0, 1) : [...new Set(ids)];
  const users = taken.flatMap((id) => [...state.users.values()].filter((user) => user.id === id));
  const readers = users.filter((user) => (fresh ? maySeeIssues(project, user) : mayReadIssue(project, issue, user)));
  if (readers.length > 0) issue.assignees = readers;
}

/** REST's number of an epic is none of those that GraphQL or people use. */
export const EPIC_OFFSET = 5000;

function findEpic(state: State, id: number): Issue | null {
  return [...state.home.issues.values()].find((epic) => epic.id + EPIC_OFFSET === id) ?? null;
}

/** An epic takes what its tier, its group's roles and its confidentiality allow, and 5,000 issues. */
function checkEpic(state: State, project: Project, actor: User, { epicId }: Wish, confidential: boolean): void {
  if (epicId === undefined) return;
  if (state.tier === "free") throw new Refused(403, { message: "403 Forbidden" });
  if (epicId === 0) return;
  const epic = findEpic(state, epicId);
  if (epic === null || levelOf(state.home, actor) < LEVELS.planner || project === state.home)
    throw new Refused(404, { message: "404 Epic Not Found" });
  const children = state.projects.flatMap((one) => [...one.issues.values()]).filter((issue) => issue.epic === epic);
  if (children.length >= 5000 || (epic.confidential && !confidential))
    throw new Refused(422, { message: "422 Unprocessable Entity" });
}

function findMilestone(project: Project, id: number): Milestone | null {
  return [...project.milestones, ...project.groupMilestones].find((milestone) => milestone.id === id) ?? null;
}

function setState(state: State, issue: Issue, event: "close" | "reopen"): void {
  const next = event === "close" ? "closed" : "opened";
  if (issue.state === next) return;
  issue.state = next;
  issue.closedAt = event === "close" ? tick(state) : null;
}

function addNote(state: State, issue: Issue, author: User, body: string, system: boolean): Note {
  const note: Note = { id: nextId(state), body, author, system, createdAt: tick(state), awards: [] };
  issue.notes.push(note);
  return note;
}

function runCommand(state: State, project: Project, issue: Issue, actor: User, command: Command): void {
  const { name, argument } = command;
  const line = `/${name}${argument === "" ? "" : ` ${argument}`}`;
  state.quickActions.push({ account: actor.username, project: project.path, number: issue.iid, command: line });
  if (name === "close" || name === "reopen") setState(state, issue, name);
  if (name === "title") issue.title = argument;
  if (!mayManageIssues(project, actor)) return;
  const labels = argument.split("~").map((label) => label.trim().replace(/^"|"$/g, ""));
  const named = labels.filter((label) => label !== "");
  if (name === "label") applyLabels(state, project, issue, { addLabels: named });
  if (name === "unlabel") applyLabels(state, project, issue, { removeLabels: named.length > 0 ? named : issue.labels });
  if (name === "confidential") issue.confidential = true;
  if (name === "due") issue.dueDate = parseDate(argument);
  if (name === "remove_due_date") issue.dueDate = null;
  if (name === "unassign") issue.assignees = [];
  if (name === "assign") {
    const ids = argument.split(/[\s,]+/).flatMap((word) => findUser(state, word.replace(/^@/, ""))?.id ?? []);
    if (ids.length > 0) setAssignees(state, project, issue, ids, false);
  }
}

function checkTitle(title: string): string {
  const trimmed = title.trim();
  if (trimmed === "") throw new Refused(400, { message: { title: ["can't be blank"] } });
  if ([...trimmed].length > 255)
    throw new Refused(400, { message: { title: ["is too long (maximum is 255 characters)"] } });
  return trimmed;
}

function checkDescription(description: string): void {
  if ([...description].length > 1_048_576)
    throw new Refused(400, { message: { description: ["is too long (maximum is 1048576 characters)"] } });
}

function visible(issue: Issue): object {
  const { notes: _notes, participants: _participants, updatedAt: _updatedAt, epic, ...rest } = issue;
  return { ...rest, epic: epic?.iid ?? null };
}

function nameChanges(before: Issue, after: Issue): readonly string[] {
  const fields = [
    "title",
    "description",
    "state",
    "labels",
    "assignees",
    "dueDate",
    "milestone",
    "confidential",
  ] as const;
  return fields.filter((field) => JSON.stringify(before[field]) !== JSON.stringify(after[field]));
}
