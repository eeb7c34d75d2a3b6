import type { Activity, ActivityIssue, ActivityRequest } from "../../../src/core/model/activity.ts";
import type { Selection } from "./graphql.ts";
import type { GitLabServer } from "./index.ts";
import { levelOf, mayReadIssue, maySeeProject } from "./rights.ts";
import type { Issue, Project, State, User } from "./state.ts";

/** Somebody said something under an item; `icon` is a note of the system's. */
interface SeededNote {
  readonly by: string;
  readonly at: string;
  readonly icon: string | null;
}

/** A merge request or an issue of a project beside the programme's. */
interface SeededItem {
  readonly iid: number;
  readonly title: string;
  readonly webUrl: string;
  readonly state: string;
  readonly createdAt: string;
  readonly updatedAt: string;
  /** One that ends in `[bot]` is an account of a token's. */
  readonly author: string;
  readonly labels: readonly string[];
  readonly notes: readonly SeededNote[];
  readonly closedAt: string | null;
  readonly confidential: boolean;
  readonly assignees: readonly string[];
  readonly request: Pick<ActivityRequest, "draft" | "mergedAt" | "reviewers"> | null;
}

export interface SeededProject {
  visibility: "public" | "internal" | "private";
  issuesAccess: "ENABLED" | "PRIVATE";
  requestsAccess: "ENABLED" | "PRIVATE";
  items: SeededItem[];
}

/** Puts what happened elsewhere onto the server, in place of what was put there before; `quiet` are public places without any of it. */
export function seedActivity(
  { state }: GitLabServer,
  { requests, issues }: Activity,
  quiet: readonly string[] = [],
): void {
  state.elsewhere.clear();
  const find = (place: string, isPublic: boolean) => {
    const visibility = isPublic ? "public" : "private";
    const empty: SeededProject = { visibility, issuesAccess: "ENABLED", requestsAccess: "ENABLED", items: [] };
    const found = state.elsewhere.get(place.toLowerCase()) ?? empty;
    state.elsewhere.set(place.toLowerCase(), found);
    return found;
  };
  for (const place of quiet) find(place, true);
  for (const one of requests) find(one.place, one.isPublic).items.push(toRequest(one));
  for (const one of issues) find(one.place, one.isPublic).items.push(toIssue(one));
}

const latest = (...all: readonly (string | null)[]) =>
  all
    .flatMap((at) => at ?? [])
    .sort()
    .at(-1) ?? "";

/** As approvals, a wish for changes and plain notes: of the first three GitLab tells as notes of the system's. */
const SIGNS = ["check", "approval", "error"];

function toRequest(one: ActivityRequest): SeededItem {
  const { number, title, url, author, createdAt, mergedAt, draft, reviewers, reviews } = one;
  const changed = { by: author, at: createdAt, icon: "commit" };
  const looks = reviews.map(({ by, at }, index) => ({ by, at, icon: SIGNS[index] ?? null }));
  return {
    iid: number,
    title,
    webUrl: url,
    state: one.state === "open" ? "opened" : one.state,
    createdAt,
    updatedAt: latest(createdAt, mergedAt, ...reviews.map(({ at }) => at)),
    author,
    labels: [],
    notes: [...looks, changed],
    closedAt: null,
    confidential: false,
    assignees: [],
    request: { draft, mergedAt, reviewers },
  };
}

function toIssue(one: ActivityIssue): SeededItem {
  const { number, title, url, author, createdAt, closedAt, labels, answers, assignees } = one;
  return {
    iid: number,
    title,
    webUrl: url,
    state: closedAt === null ? "opened" : "closed",
    createdAt,
    updatedAt: latest(createdAt, closedAt, ...answers.map(({ at }) => at)),
    author,
    labels,
    notes: answers.map(({ by, at }) => ({ by, at, icon: null })),
    closedAt,
    confidential: false,
    assignees,
    request: null,
  };
}

/** A project as the schema wants it; null where it may not be seen. */
export function findWork(state: State, user: User | null, fullPath: unknown) {
  const path = String(fullPath).toLowerCase();
  const own = state.projects.find((one) => one.path.toLowerCase() === path);
  const seeded = state.elsewhere.get(path);
  const isMember = user !== null && user.username !== "stranger";
  if (own !== undefined && !maySeeProject(own, user)) return null;
  if (own === undefined && (seeded === undefined || (seeded.visibility !== "public" && !isMember))) return null;
  const level = (access: string | undefined) => ({ stringValue: access ?? "ENABLED" });
  return {
    fullPath: String(fullPath),
    visibility: own?.visibility ?? seeded?.visibility,
    issuesAccessLevel: level(own?.issuesAccess.toUpperCase() ?? seeded?.issuesAccess),
    mergeRequestsAccessLevel: level(seeded?.requestsAccess),
    items: [...(seeded?.items ?? []), ...(own === undefined ? [] : listOwn(own, user))],
  };
}

function listOwn(project: Project, user: User | null): readonly SeededItem[] {
  const rows = [...project.issues.values()].filter((issue) => mayReadIssue(project, issue, user));
  return levelOf(project, user) === 0 && project.visibility === "private"
    ? []
    : rows.map((issue) => toOwn(project, issue));
}

function toOwn({ path }: Project, issue: Issue): SeededItem {
  const { iid, title, state, createdAt, updatedAt, author, labels, notes, closedAt, confidential, assignees } = issue;
  return {
    iid,
    title,
    webUrl: `/${path}/-/issues/${iid}`,
    state,
    createdAt,
    updatedAt,
    author: author.username,
    labels,
    notes: notes.map((note) => ({ by: note.author.username, at: note.createdAt, icon: note.system ? "pencil" : null })),
    closedAt,
    confidential,
    assignees: assignees.map(({ username }) => username),
    request: null,
  };
}

type Args = Readonly<Record<string, unknown>>;

/** Newest first, as GitLab does where nothing else is asked for. */
export function pageOf(items: readonly SeededItem[], isRequest: boolean, args: Args) {
  const since = String(args["updatedAfter"] ?? "");
  const sorted = items
    .filter((one) => (one.request !== null) === isRequest && one.updatedAt >= since)
    .sort((a, b) => b.iid - a.iid);
  return cut(sorted.map(describe), args);
}

function describe(one: SeededItem) {
  const { labels, notes, assignees, request, author, ...rest } = one;
  return {
    ...rest,
    iid: String(one.iid),
    draft: request?.draft,
    mergedAt: request?.mergedAt,
    author: toUser(author),
    labels: labels.map((title) => ({ title })),
    assignees: assignees.map(toUser),
    reviewers: (request?.reviewers ?? []).map(toUser),
    notes: notes.map(({ by, at, icon }) => ({
      author: toUser(by),
      createdAt: at,
      system: icon !== null,
      systemNoteIconName: icon,
    })),
  };
}

function toUser(username: string) {
  return { username: username.replace("[bot]", "_bot"), bot: username.endsWith("[bot]") };
}

/** One page of a list; without `first` it is a hundred. */
export function cut(rows: readonly unknown[], args: Args) {
  const first = Math.min(100, Number(args["first"] ?? 100));
  const from = Number(args["after"] ?? 0);
  return {
    nodes: rows.slice(from, from + first),
    pageInfo: { hasNextPage: rows.length > from + first, endCursor: String(from + first) },
  };
}

/**
 * What GitLab would count for a document at most: a field is 1 and what is inside of it, a list 1 more and 1% of all of
 * it for each entry, and 5 for lists that it knows as dear.
 */
export function countComplexity(selections: readonly Selection[]): number {
  return selections.reduce((sum, selection) => sum + countOne(selection), 0);
}

function countOne(selection: Selection): number {
  const inner = countComplexity(selection.selections ?? []);
  if (selection.kind === "on") return inner;
  const isList = (selection.selections ?? []).some((one) => one.kind === "field" && one.name === "nodes");
  if (!isList) return 1 + inner;
  const first = Math.min(100, Number(selection.args["first"] ?? 100));
  const dear = ["labels", "assignees", "reviewers"].includes(selection.name) ? 5 : 0;
  return Math.floor((inner + 1 + dear + (selection.args["sort"] === undefined ? 0 : 1)) * (1 + first / 100));
}
