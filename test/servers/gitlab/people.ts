import type { PersonEdit } from "../../support/harness.ts";
import type { Json } from "./http.ts";
import { findIssueOf } from "./issues.ts";
import { addMilestone } from "./project.ts";
import { renderIssue } from "./render.ts";
import { mayEditIssue, mayReadIssue } from "./rights.ts";
import type { Wish } from "./save.ts";
import { applyLabels, commentOn, createIssue, updateIssue } from "./save.ts";
import type { Milestone, Project, State, User } from "./state.ts";
import { findUser, nextId, tick } from "./state.ts";

/** What people do in the browser: no request, the same rules. In the first project unless another is named. */
export interface People {
  /** Throws when the account may not edit it. */
  edit(account: string, number: number, edit: PersonEdit, place?: string): Promise<void>;
  comment(account: string, number: number, text: string, place?: string): Promise<void>;
  /** Labels and all, as whoever once had the right would have made it. */
  create(account: string, title: string, body: string, labels: readonly string[], place?: string): Promise<number>;
  /** To another project: a closed copy stays. */
  move(number: number): Promise<void>;
  remove(number: number): Promise<void>;
  addGroupLabel(name: string): void;
  addMilestone(title: string, group?: boolean): Milestone;
  /** As REST would show it. */
  read(number: number, place?: string): Json;
  comments(number: number, place?: string): readonly string[];
}

export function openPeople(state: State, first: Project, root: string): People {
  const at = (place?: string): Project => {
    const group = `groups/${state.home.path}`;
    const found = place === group ? state.home : state.projects.find((candidate) => candidate.path === place);
    const project = place === undefined ? first : found;
    if (project === undefined) throw new Error(`The server has no project ${String(place)}`);
    return project;
  };
  return {
    edit: async (account, number, edit, place) => {
      const project = at(place);
      const user = needAccount(state, account);
      const issue = findIssueOf(project, number);
      if (!mayEditIssue(project, issue, user)) throw new Error(`${account} may not edit #${number}`);
      updateIssue(state, project, issue, user, toWish(state, edit));
    },
    comment: async (account, number, text, place) => {
      const project = at(place);
      const user = needAccount(state, account);
      const issue = findIssueOf(project, number);
      if (!mayReadIssue(project, issue, user)) throw new Error(`${account} may not see #${number}`);
      commentOn(state, project, issue, user, text);
    },
    create: async (account, title, description, labels, place) => {
      const project = at(place);
      const issue = createIssue(state, project, needAccount(state, account), { title, description });
      applyLabels(state, project, issue, { labels });
      return issue.iid;
    },
    move: async (number) => {
      const issue = findIssueOf(first, number);
      issue.movedTo = nextId(state);
      issue.state = "closed";
      issue.closedAt = issue.updatedAt = tick(state);
    },
    remove: async (number) => {
      first.issues.delete(number);
    },
    addGroupLabel: (name) => {
      first.groupLabels.set(name, { id: nextId(state), name, color: "#336699", description: null });
    },
    addMilestone: (title, group = false) =>
      addMilestone(state, first, { title, description: "", dueDate: null, group }),
    read: (number, place) => renderIssue(state, at(place), findIssueOf(at(place), number), root),
    comments: (number, place) =>
      findIssueOf(at(place), number)
        .notes.filter((note) => !note.system)
        .map((note) => note.body),
  };
}

function needAccount(state: State, account: string): User {
  const user = findUser(state, account);
  if (user === null) throw new Error(`The server has no account ${account}`);
  return user;
}

function toWish(state: State, edit: PersonEdit): Wish {
  const { title, body, state: wanted, labels, assignees, due } = edit;
  return {
    ...(title === undefined ? {} : { title }),
    ...(body === undefined ? {} : { description: body }),
    ...(wanted === undefined ? {} : { state: wanted === "closed" ? "close" : "reopen" }),
    ...(labels === undefined ? {} : { labels }),
    ...(assignees === undefined ? {} : { assigneeIds: assignees.map((name) => needAccount(state, name).id) }),
    ...(due === undefined ? {} : { dueDate: due ?? "" }),
  };
}
