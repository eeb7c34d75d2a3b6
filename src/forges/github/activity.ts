import { z } from "zod";
import type { Activity, ActivityIssue, ActivityQuery, ActivityRequest } from "../../core/model/activity.ts";
import { compareInstants } from "../../core/calendar/instant.ts";
import {
  addGap,
  addIssue,
  addRequest,
  finishGathering,
  isOurs,
  listOthers,
  openGathering,
  type Gathered,
} from "../gather.ts";
import { isFailure, parseAnswer } from "./api/client.ts";
import { toUnreadable, type Call } from "./api/failure.ts";
import { splitPlace, type Session } from "./api/session.ts";

/** Repositories of one document: what they can hold stays below a tenth of the 500,000 nodes that GitHub allows. */
const AT_ONCE = 4;
/** Of reviews and comments under one item; whoever came later is not told. */
const UNDER = 30;

const LOOKS = `nodes { author { sort: __typename login } createdAt } pageInfo { hasNextPage }`;
const PAGE = "pageInfo { hasNextPage endCursor }";
const REQUESTS = `nodes {
  number title url state isDraft createdAt updatedAt mergedAt author { sort: __typename login }
  labels(first: 30) { nodes { name } }
  reviewRequests(first: 10) { nodes { requestedReviewer { ... on User { login } } } }
  reviews(first: ${UNDER}) { ${LOOKS} }
  comments(first: ${UNDER}) { ${LOOKS} }
} ${PAGE}`;
const ISSUES = `nodes {
  number title url state createdAt updatedAt closedAt author { sort: __typename login }
  labels(first: 30) { nodes { name } }
  assignees(first: 10) { nodes { login } }
  comments(first: ${UNDER}) { ${LOOKS} }
} ${PAGE}`;

/** A page that is not the last one says where the next begins. */
const Page = z
  .object({ hasNextPage: z.boolean(), endCursor: z.string().nullish() })
  .refine(({ hasNextPage, endCursor }) => !hasNextPage || (endCursor ?? "") !== "");
const Author = z.object({ sort: z.string(), login: z.string() }).nullish();
const Looks = z.object({
  nodes: z.array(z.object({ author: Author, createdAt: z.string() })),
  pageInfo: z.object({ hasNextPage: z.boolean() }),
});
const item = {
  number: z.int(),
  title: z.string(),
  url: z.string(),
  createdAt: z.string(),
  updatedAt: z.string(),
  author: Author,
  labels: z.object({ nodes: z.array(z.object({ name: z.string() })) }).nullish(),
  comments: Looks,
};
const PullRequest = z.object({
  ...item,
  state: z.enum(["OPEN", "MERGED", "CLOSED"]),
  isDraft: z.boolean(),
  mergedAt: z.string().nullable(),
  reviewRequests: z
    .object({ nodes: z.array(z.object({ requestedReviewer: z.object({ login: z.string().optional() }).nullish() })) })
    .nullish(),
  reviews: Looks.nullish(),
});
const Issue = z.object({
  ...item,
  state: z.enum(["OPEN", "CLOSED"]),
  closedAt: z.string().nullable(),
  assignees: z.object({ nodes: z.array(z.object({ login: z.string() })) }),
});
const Repository = z.object({
  visibility: z.string(),
  pullRequests: z.object({ nodes: z.array(PullRequest), pageInfo: Page }).optional(),
  issues: z.object({ nodes: z.array(Issue), pageInfo: Page }).optional(),
});
const Answer = z.object({
  data: z.record(z.string(), Repository.nullable()).nullish(),
  errors: z
    .array(z.object({ type: z.string().nullish(), path: z.array(z.union([z.string(), z.int()])).nullish() }))
    .nullish(),
});

/** What is still to be read of a repository: a cursor, null for the beginning, undefined for nothing more. */
interface Rest {
  readonly place: string;
  readonly requests: string | null | undefined;
  readonly issues: string | null | undefined;
}

/** The latest pages of every repository, back to `since`: one document for several repositories at once. */
export async function readActivity(session: Session, query: ActivityQuery): Promise<Activity> {
  const found = openGathering();
  const seen = new Set<string>();
  let rests: readonly Rest[] = query.places.map((place) => ({ place, requests: null, issues: null }));
  while (rests.length > 0) {
    const now = rests.slice(0, AT_ONCE);
    const more = await readPages(session, query, now, found);
    for (const rest of more) {
      const page = JSON.stringify(rest);
      if (seen.has(page)) throw toUnreadable(buildCall(session, query, more), 200, "its pages lead round in a circle");
      seen.add(page);
    }
    rests = [...more, ...rests.slice(AT_ONCE)];
  }
  return finishGathering(found, query);
}

async function readPages(
  session: Session,
  query: ActivityQuery,
  rests: readonly Rest[],
  found: Gathered,
): Promise<readonly Rest[]> {
  const asked = rests.filter((rest) => splitPlace(rest.place) !== null);
  for (const { place } of rests.filter((rest) => !asked.includes(rest))) noteHidden(found, place);
  if (asked.length === 0) return [];
  const call = buildCall(session, query, asked);
  const result = await session.client.attempt(call);
  if (isFailure(result)) throw result.error;
  const { data, errors } = parseAnswer(call, result, Answer);
  const hidden = (errors ?? []).map(({ type, path }) => (HIDDEN.has(type ?? "") ? String(path?.[0] ?? "") : ""));
  if (hidden.includes("") || (data ?? null) === null)
    throw toUnreadable(call, result.status, "GitHub could not work the question out");
  return asked.flatMap((rest, index) => {
    const repository = data?.[`r${index}`] ?? null;
    if (repository !== null) return keep(rest, repository, query, found);
    noteHidden(found, rest.place);
    return [];
  });
}

const HIDDEN: ReadonlySet<string> = new Set(["NOT_FOUND", "FORBIDDEN", "INSUFFICIENT_SCOPES"]);

function noteHidden(found: Gathered, place: string): void {
  const reason = "there is no such repository, or the token may not see its issues and pull requests";
  addGap(found, { place, what: "everything", reason });
}

/** Names and cursors are variables: nothing of a file gets into the document itself. */
function buildCall({ graphqlUrl }: Session, { since }: ActivityQuery, asked: readonly Rest[]): Call {
  const variables: Record<string, string | null> = {};
  const declared: string[] = [];
  const declare = (name: string, type: string, value: string | null) => {
    declared.push(`$${name}: ${type}`);
    variables[name] = value;
  };
  if (asked.some(({ issues }) => issues !== undefined)) declare("since", "DateTime!", since);
  const repositories = asked.map(({ place, requests, issues }, index) => {
    const names = splitPlace(place);
    declare(`owner${index}`, "String!", names?.owner ?? "");
    declare(`name${index}`, "String!", names?.repo ?? "");
    const parts = ["visibility"];
    if (requests !== undefined) {
      declare(`requests${index}`, "String", requests);
      parts.push(`pullRequests(first: 100, after: $requests${index}, ${NEWEST}) { ${REQUESTS} }`);
    }
    if (issues !== undefined) {
      declare(`issues${index}`, "String", issues);
      parts.push(`issues(first: 100, after: $issues${index}, filterBy: { since: $since }, ${NEWEST}) { ${ISSUES} }`);
    }
    return `r${index}: repository(owner: $owner${index}, name: $name${index}) { ${parts.join("\n")} }`;
  });
  return {
    operation: "see what was done",
    target: asked.map(({ place }) => place).join(", "),
    route: `POST ${graphqlUrl}`,
    parameters: { query: `query Activity(${declared.join(", ")}) { ${repositories.join("\n")} }`, variables },
    asks: true,
  };
}

const NEWEST = "orderBy: { field: UPDATED_AT, direction: DESC }";

/** Pull requests know no filter by date: where the page ends later than asked, there is another to read. */
function keep(
  rest: Rest,
  { visibility, pullRequests, issues }: z.infer<typeof Repository>,
  { since, until }: ActivityQuery,
  found: Gathered,
): readonly Rest[] {
  const { place } = rest;
  const isPublic = visibility === "PUBLIC";
  const isAsked = ({ updatedAt }: { readonly updatedAt: string }) => compareInstants(updatedAt, since) >= 0;
  const isBegun = ({ createdAt }: { readonly createdAt: string }) => compareInstants(createdAt, until) <= 0;
  for (const one of (pullRequests?.nodes ?? []).filter(isAsked).filter(isBegun).filter(isTheirs)) {
    if (one.reviews?.pageInfo.hasNextPage === true || one.comments.pageInfo.hasNextPage)
      noteCut(found, place, "reviews");
    addRequest(found, toRequest(place, isPublic, one));
  }
  for (const one of (issues?.nodes ?? []).filter(isBegun).filter(isTheirs)) {
    if (one.comments.pageInfo.hasNextPage) noteCut(found, place, "answers");
    addIssue(found, toIssue(place, isPublic, one));
  }
  const next = {
    place,
    requests: (pullRequests?.nodes ?? []).every(isAsked) ? cursorOf(pullRequests?.pageInfo) : undefined,
    issues: cursorOf(issues?.pageInfo),
  };
  return next.requests === undefined && next.issues === undefined ? [] : [next];
}

function cursorOf(page: z.infer<typeof Page> | undefined): string | undefined {
  return page?.hasNextPage === true ? (page.endCursor ?? undefined) : undefined;
}

/** Of a person who is still there, and none of the programme's own. */
function isTheirs({ author, labels }: Pick<z.infer<typeof Issue>, "author" | "labels">): boolean {
  return isPerson(author) && !isOurs((labels?.nodes ?? []).map(({ name }) => name));
}

function isPerson(author: z.infer<typeof Author>): boolean {
  return author !== null && author !== undefined && author.sort !== "Bot" && !author.login.endsWith("[bot]");
}

function noteCut(found: Gathered, place: string, what: "reviews" | "answers"): void {
  addGap(found, { place, what, reason: `more than ${UNDER} people's words stand under one` });
}

function toRequest(place: string, isPublic: boolean, one: z.infer<typeof PullRequest>): ActivityRequest {
  const { number, title, url, author, state, isDraft: draft, createdAt, mergedAt } = one;
  return {
    place,
    isPublic,
    number,
    title,
    url,
    author: author?.login ?? "",
    state: ({ OPEN: "open", MERGED: "merged", CLOSED: "closed" } as const)[state],
    draft,
    createdAt,
    mergedAt,
    reviewers: (one.reviewRequests?.nodes ?? [])
      .flatMap(({ requestedReviewer }) => requestedReviewer?.login ?? [])
      .sort(),
    reviews: listLooks([...(one.reviews?.nodes ?? []), ...one.comments.nodes], author?.login ?? ""),
  };
}

function toIssue(place: string, isPublic: boolean, one: z.infer<typeof Issue>): ActivityIssue {
  const { number, title, url, author, state, createdAt, closedAt } = one;
  return {
    place,
    isPublic,
    number,
    title,
    url,
    author: author?.login ?? "",
    assignees: one.assignees.nodes.map(({ login }) => login).sort(),
    state: state === "OPEN" ? "open" : "closed",
    createdAt,
    closedAt,
    labels: (one.labels?.nodes ?? []).map(({ name }) => name).sort(),
    answers: listLooks(one.comments.nodes, author?.login ?? ""),
  };
}

function listLooks(looks: z.infer<typeof Looks>["nodes"], own: string): ActivityRequest["reviews"] {
  const people = looks.filter(({ author }) => isPerson(author));
  return listOthers(
    people.map(({ author, createdAt }) => ({ by: author?.login ?? "", at: createdAt })),
    own,
  );
}
