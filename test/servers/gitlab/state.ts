import type { SeededProject } from "./activity.ts";

export type Tier = "free" | "premium" | "ultimate";

/** GitLab's access levels. */
export const LEVELS = { guest: 10, planner: 15, reporter: 20, developer: 30, maintainer: 40, owner: 50 } as const;

export interface User {
  readonly id: number;
  readonly username: string;
  readonly name: string;
  state: "active" | "blocked";
}

export interface Token {
  readonly username: string;
  readonly scopes: readonly string[];
  readonly state: "active" | "expired" | "revoked";
  /** Its last day. */
  readonly expires?: string;
}

export interface Label {
  readonly id: number;
  readonly name: string;
  readonly color: string;
  readonly description: string | null;
}

export interface Milestone {
  readonly id: number;
  readonly iid: number;
  readonly title: string;
  readonly description: string;
  readonly dueDate: string | null;
  /** The group it belongs to instead of a project. */
  readonly group: boolean;
  state: "active" | "closed";
  readonly createdAt: string;
}

export interface Note {
  readonly id: number;
  body: string;
  readonly author: User;
  readonly system: boolean;
  readonly createdAt: string;
  /** Names of signs on it, each with its account: `thumbsup fledgling-bot`. */
  readonly awards: string[];
}

export interface Issue {
  readonly id: number;
  readonly iid: number;
  title: string;
  description: string;
  state: "opened" | "closed";
  labels: readonly string[];
  assignees: readonly User[];
  dueDate: string | null;
  milestone: Milestone | null;
  confidential: boolean;
  readonly author: User;
  readonly createdAt: string;
  updatedAt: string;
  closedAt: string | null;
  movedTo: number | null;
  /** The epic that it stands under; kept, and out of sight, while the tier has none. */
  epic: Issue | null;
  readonly notes: Note[];
  readonly participants: Set<string>;
}

/** A pipeline schedule, with the last pipeline it began. */
export interface Schedule {
  readonly id: number;
  readonly description: string;
  active: boolean;
  pipeline: { readonly id: number; readonly status: string; readonly createdAt: string } | null;
}

export interface Project {
  readonly id: number;
  readonly path: string;
  visibility: "public" | "internal" | "private";
  issuesAccess: "enabled" | "private" | "disabled";
  archived: boolean;
  /** Levels by username, of the project itself and of the group above. */
  readonly members: Map<string, number>;
  readonly groupMembers: Map<string, number>;
  readonly labels: Map<string, Label>;
  readonly groupLabels: Map<string, Label>;
  readonly milestones: Milestone[];
  readonly groupMilestones: Milestone[];
  readonly issues: Map<number, Issue>;
  readonly schedules: Schedule[];
  /** Also counts creates that failed: numbers have gaps. */
  lastIid: number;
}

/** Whom GitLab would tell, and why. `group`: a mention of a whole group or of `@all`. */
export interface Notification {
  readonly account: string;
  readonly reason: "assign" | "mention" | "group" | "comment" | "state";
  readonly project: string;
  readonly number: number;
}

/** A quick action that ran: tests that send people's words expect none. */
export interface QuickAction {
  readonly account: string;
  readonly project: string;
  readonly number: number;
  readonly command: string;
}

export interface State {
  tier: Tier;
  /** Rows above which GitLab no longer counts them in its headers. */
  countLimit: number;
  /** An old server, such as 11.10: `add_labels`, `remove_labels` and `author_username` are left out without a word. */
  old: boolean;
  readonly users: Map<string, User>;
  readonly tokens: Map<string, Token>;
  readonly projects: Project[];
  /** The group of the projects, with its labels; its issues are epics. */
  readonly home: Project;
  /** Of the server itself. */
  version: string;
  /** What GraphQL does not know in this version, such as `Namespace.availableFeatures`. */
  readonly unknown: Set<string>;
  /** What is in other projects, and beside the programme in its own; by path in lower case. */
  readonly elsewhere: Map<string, SeededProject>;
  readonly groups: { readonly path: string; visibility: Project["visibility"] }[];
  readonly notifications: Notification[];
  readonly quickActions: QuickAction[];
  nextId: number;
  /** Seconds since the server's own beginning of time: every event is one later. */
  clock: number;
}

/** When the server's clock stood at nought. */
export const BEGINNING = "2026-06-01T08:00:00.000Z";

export function nextId(state: State): number {
  state.nextId += 1;
  return state.nextId;
}

export function tick(state: State): string {
  state.clock += 1;
  return new Date(Date.parse(BEGINNING) + state.clock * 1000).toISOString();
}

export function addUser(state: State, username: string): User {
  const name = `${username.charAt(0).toUpperCase()}${username.slice(1)} Example`;
  const user: User = { id: nextId(state), username, name, state: "active" };
  state.users.set(username, user);
  return user;
}

/** Usernames are the same whatever their case. */
export function findUser(state: State, username: string): User | null {
  const key = username.toLowerCase();
  for (const user of state.users.values()) if (user.username.toLowerCase() === key) return user;
  return null;
}

export function addProject(state: State, path: string, visibility: Project["visibility"]): Project {
  const project = { ...buildProject(nextId(state), path, visibility), groupLabels: state.home.labels };
  state.projects.push(project);
  return project;
}

export function buildProject(id: number, path: string, visibility: Project["visibility"]): Project {
  return {
    id,
    path,
    visibility,
    issuesAccess: "enabled",
    archived: false,
    members: new Map(),
    groupMembers: new Map(),
    labels: new Map(),
    groupLabels: new Map(),
    milestones: [],
    groupMilestones: [],
    issues: new Map(),
    schedules: [],
    lastIid: 0,
  };
}
