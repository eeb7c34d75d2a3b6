import type { Activity, ActivityIssue, ActivityRequest } from "../../../src/core/model/activity.ts";
import type { Emulator } from "./emulator.ts";
import type { GitHubServer } from "./index.ts";
import { asRecord } from "./request.ts";
import type { Caller } from "./rules.ts";
import { mayAtLeast, type State } from "./state.ts";

/** Somebody said something under an item. */
interface Word {
  readonly by: string;
  readonly at: string;
}

/** A pull request or an issue of a repository beside the programme's. */
export interface SeededItem {
  readonly number: number;
  readonly title: string;
  readonly url: string;
  /** Null for an account that is deleted; one that ends in `[bot]` is an App's. */
  readonly author: string | null;
  readonly createdAt: string;
  /** When anything about it changed last; worked out where it is not given. */
  readonly updatedAt?: string;
  readonly labels: readonly string[];
  readonly words: readonly Word[];
  readonly closedAt: string | null;
  /** Of a pull request alone. */
  readonly request:
    | (Pick<ActivityRequest, "state" | "draft" | "mergedAt" | "reviewers"> & { readonly reviews: readonly Word[] })
    | null;
  readonly assignees: readonly string[];
}

export interface SeededRepository {
  visibility: "PUBLIC" | "PRIVATE" | "INTERNAL";
  items: SeededItem[];
}

/** Puts what happened elsewhere onto the server, in place of what was put there before; `quiet` are public places without any of it. */
export function seedActivity(
  server: GitHubServer,
  { requests, issues }: Activity,
  quiet: readonly string[] = [],
): void {
  const { repositories } = server.state;
  repositories.clear();
  const find = (place: string, isPublic: boolean) => {
    const found = repositories.get(place.toLowerCase()) ?? { visibility: isPublic ? "PUBLIC" : "PRIVATE", items: [] };
    repositories.set(place.toLowerCase(), found);
    return found;
  };
  for (const place of quiet) find(place, true);
  for (const one of requests) find(one.place, one.isPublic).items.push(toRequest(one));
  for (const one of issues) find(one.place, one.isPublic).items.push(toIssue(one));
}

function toRequest(one: ActivityRequest): SeededItem {
  const { number, title, url, author, createdAt, mergedAt, state, draft, reviewers, reviews } = one;
  const request = { state, draft, mergedAt, reviewers, reviews };
  return { number, title, url, author, createdAt, labels: [], words: [], closedAt: mergedAt, request, assignees: [] };
}

function toIssue(one: ActivityIssue): SeededItem {
  const { number, title, url, author, createdAt, closedAt, labels, answers, assignees } = one;
  return { number, title, url, author, createdAt, closedAt, labels, words: answers, request: null, assignees };
}

interface Asked {
  readonly state: State;
  readonly emulator: Emulator;
  readonly caller: Caller;
}

/** A repository as GraphQL's resolvers want it. */
export async function buildRepository(asked: Asked, place: string): Promise<unknown> {
  const own = place.toLowerCase() === asked.state.place.toLowerCase();
  const seeded = asked.state.repositories.get(place.toLowerCase());
  if (!(own ? seesOwn(asked) : seeded !== undefined && seesOther(asked, seeded)))
    throw Object.assign(new Error(`Could not resolve to a Repository with the name '${place}'.`), {
      type: "NOT_FOUND",
    });
  const items = [...(seeded?.items ?? []), ...(own ? await listOwn(asked) : [])];
  return {
    visibility: own ? asked.state.visibility.toUpperCase() : seeded?.visibility,
    pullRequests: (page: Paging) =>
      paginate(
        items.filter(({ request }) => request !== null),
        page,
        describeRequest,
      ),
    issues: (page: Paging) =>
      paginate(
        items.filter(({ request }) => request === null),
        page,
        describeIssue,
      ),
  };
}

function seesOwn({ state, caller }: Asked): boolean {
  return mayAtLeast(state, caller.login, "read");
}

/** A workflow's token sees its own repository, and elsewhere what everybody sees. */
function seesOther({ caller }: Asked, { visibility }: SeededRepository): boolean {
  return visibility === "PUBLIC" || (caller.login !== "stranger" && caller.login !== "github-actions[bot]");
}

/** The programme's own issues are in its repository like any other. */
async function listOwn({ state, emulator }: Asked): Promise<readonly SeededItem[]> {
  const all: SeededItem[] = [];
  for (let page = 1; ; page++) {
    const path = `/repos/${state.place}/issues?state=all&per_page=100&page=${page}`;
    const { data } = await emulator.send("kim", "GET", path);
    const found = Array.isArray(data) ? data.map(asRecord) : [];
    all.push(...found.map(toOwn));
    if (found.length < 100) return all;
  }
}

function toOwn(issue: Readonly<Record<string, unknown>>): SeededItem {
  const names = (list: unknown, key: string) =>
    Array.isArray(list) ? list.map((one) => String(asRecord(one)[key])) : [];
  return {
    number: Number(issue["number"]),
    title: String(issue["title"]),
    url: String(issue["html_url"]),
    author: String(asRecord(issue["user"])["login"]),
    createdAt: String(issue["created_at"]),
    updatedAt: String(issue["updated_at"]),
    labels: names(issue["labels"], "name"),
    words: [],
    closedAt: typeof issue["closed_at"] === "string" ? issue["closed_at"] : null,
    request: null,
    assignees: names(issue["assignees"], "login"),
  };
}

interface Paging {
  readonly first: number;
  readonly after?: string | null;
  readonly orderBy?: { readonly field: string; readonly direction: string } | null;
  readonly filterBy?: { readonly since?: string | null } | null;
}

function paginate(
  items: readonly SeededItem[],
  { first, after, orderBy, filterBy }: Paging,
  describe: (item: SeededItem) => unknown,
) {
  const since = filterBy?.since ?? "";
  const newest = orderBy?.direction === "DESC" ? -1 : 1;
  const sorted = items
    .filter((item) => updatedAt(item) >= since)
    .sort((a, b) =>
      updatedAt(a) < updatedAt(b) ? -newest : updatedAt(a) > updatedAt(b) ? newest : a.number - b.number,
    );
  const from = after === null || after === undefined ? 0 : Number(after.replace("cursor:", ""));
  const nodes = sorted.slice(from, from + first);
  const end = from + nodes.length;
  return {
    nodes: nodes.map(describe),
    pageInfo: { hasNextPage: end < sorted.length, endCursor: nodes.length === 0 ? null : `cursor:${end}` },
  };
}

function updatedAt(item: SeededItem): string {
  const { createdAt, closedAt, words, request } = item;
  const all = [createdAt, closedAt, ...words.map(({ at }) => at), ...(request?.reviews.map(({ at }) => at) ?? [])];
  return (
    item.updatedAt ??
    all
      .flatMap((at) => at ?? [])
      .sort()
      .at(-1) ??
    createdAt
  );
}

function describeActor(login: string | null) {
  if (login === null) return null;
  return login.endsWith("[bot]")
    ? { __typename: "Bot", login: login.replace("[bot]", "") }
    : { __typename: "User", login };
}

function describeWords(words: readonly Word[]) {
  return ({ first }: { readonly first: number }) => ({
    nodes: words.slice(0, first).map(({ by, at }) => ({ author: describeActor(by), createdAt: at })),
    pageInfo: { hasNextPage: words.length > first, endCursor: null },
  });
}

function describeItem(item: SeededItem) {
  const { number, title, url, author, createdAt, labels, words } = item;
  return {
    number,
    title,
    url,
    createdAt,
    updatedAt: updatedAt(item),
    author: describeActor(author),
    labels: { nodes: labels.map((name) => ({ name })) },
    comments: describeWords(words),
  };
}

function describeRequest(item: SeededItem) {
  const { request } = item;
  return {
    ...describeItem(item),
    state: request?.state.toUpperCase(),
    isDraft: request?.draft,
    mergedAt: request?.mergedAt,
    reviewRequests: { nodes: (request?.reviewers ?? []).map((login) => ({ requestedReviewer: describeActor(login) })) },
    reviews: describeWords(request?.reviews ?? []),
  };
}

function describeIssue(item: SeededItem) {
  const { closedAt, assignees } = item;
  return {
    ...describeItem(item),
    state: closedAt === null ? "OPEN" : "CLOSED",
    closedAt,
    assignees: { nodes: assignees.map((login) => ({ login })) },
  };
}
