import { z } from "zod";
import type { Activity, ActivityIssue, ActivityQuery, ActivityRequest } from "../../core/model/activity.ts";
import { compareInstants } from "../../core/calendar/instant.ts";
import type { ForgeError } from "../../core/diagnostics/errors.ts";
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
import { isFailure } from "./api/client.ts";
import { toUnreadable, type Call } from "./api/failure.ts";
import type { Document } from "./api/graphql.ts";
import type { Session } from "./api/session.ts";
import { isSamePlace } from "../../core/model/lookup/places.ts";

/** Of notes under one item; whoever came later is not told. */
const UNDER = 40;

/** Projects of one document: GitLab takes 50 names, and counts 1% more for each. */
const AT_ONCE = 20;

/*
 * GitLab adds up what a document could cost and refuses more than 250: a field is 1, and what stands in a list costs
 * 1% more for each entry (app/graphql/types/base_field.rb, resolvers/base_resolver.rb). This one stays below 220,
 * however many projects it names; a field for each project would not.
 */
const LOOKS = `notes(first: ${UNDER}) {
  nodes { author { username bot } createdAt system systemNoteIconName } pageInfo { hasNextPage }
}`;
const SAME = "iid title webUrl state createdAt author { username bot }";
const LABELS = "labels(first: 20) { nodes { title } }";
const PAGE = "pageInfo { hasNextPage endCursor }";
const REQUESTS = `nodes { ${SAME} draft mergedAt reviewers(first: 10) { nodes { username } } ${LOOKS} } ${PAGE}`;
const ISSUES = `nodes { ${SAME} ${LABELS} closedAt confidential assignees(first: 10) { nodes { username } } ${LOOKS} } ${PAGE}`;

/** A page that is not the last one says where the next begins. */
const Page = z
  .object({ hasNextPage: z.boolean(), endCursor: z.string().nullish() })
  .refine(({ hasNextPage, endCursor }) => !hasNextPage || (endCursor ?? "") !== "");
const Author = z.object({ username: z.string(), bot: z.boolean().nullish() }).nullish();
const People = z.object({ nodes: z.array(z.object({ username: z.string() })) }).nullish();
const Note = z.object({
  author: Author,
  createdAt: z.string(),
  system: z.boolean(),
  systemNoteIconName: z.string().nullish(),
});
const item = {
  iid: z.coerce.number().int(),
  title: z.string(),
  webUrl: z.string(),
  state: z.string(),
  createdAt: z.string(),
  author: Author,
  notes: z.object({ nodes: z.array(Note), pageInfo: z.object({ hasNextPage: z.boolean() }) }),
};
const Request = z.object({ ...item, draft: z.boolean(), mergedAt: z.string().nullable(), reviewers: People });
const Issue = z.object({
  ...item,
  labels: z.object({ nodes: z.array(z.object({ title: z.string() })) }).nullish(),
  closedAt: z.string().nullable(),
  confidential: z.boolean(),
  assignees: People,
});
const Level = z.object({ stringValue: z.string().nullish() }).nullish();
const Project = z.object({
  fullPath: z.string(),
  visibility: z.string().nullish(),
  issuesAccessLevel: Level,
  mergeRequestsAccessLevel: Level,
  mergeRequests: z.object({ nodes: z.array(Request), pageInfo: Page }).nullish(),
  issues: z.object({ nodes: z.array(Issue), pageInfo: Page }).nullish(),
});
type Project = z.infer<typeof Project>;
const One = z.object({ project: Project.nullable() });
const Many = z.object({ projects: z.object({ nodes: z.array(Project.nullable()) }) });

/** What is still to be read of a project: a cursor, null for the beginning, undefined for nothing more. */
interface Rest {
  readonly requests: string | null | undefined;
  readonly issues: string | null | undefined;
}

/** One document for all of them, and one more for each further hundred merge requests or issues of a project. */
export async function readActivity(session: Session, query: ActivityQuery): Promise<Activity> {
  const found = openGathering();
  const places = query.places.filter((place) => !/^\d+$/.test(place));
  for (const place of query.places.filter((one) => !places.includes(one))) noteHidden(found, place, BY_NUMBER);
  for (let from = 0; from < places.length; from += AT_ONCE)
    await readPlaces(session, query, places.slice(from, from + AT_ONCE), found);
  return finishGathering(found, query);
}

const HIDDEN = "there is no such project, or the token may not see it: in a private one that takes the role Reporter";
const BY_NUMBER = "GitLab tells it by a project's path alone; write it as group/project";
const UNKNOWN = "this GitLab does not know the question";

function noteHidden(found: Gathered, place: string, reason: string): void {
  addGap(found, { place, what: "everything", reason });
}

async function readPlaces(
  session: Session,
  query: ActivityQuery,
  places: readonly string[],
  found: Gathered,
): Promise<void> {
  const call: Call = { operation: "see what was done", target: places.join(", "), writes: false };
  const result = await session.client.query(call, Many, buildFirst(query, places));
  // Before 16.6 there are no lists of projects by name, and an unknown field refuses the whole document.
  const isOld = isFailure(result) && result.error.fault === "rejected";
  if (isFailure(result) && !isOld && !isHidden(result.error)) throw result.error;
  const projects = isFailure(result) ? [] : result.data.projects.nodes.flatMap((project) => project ?? []);
  for (const place of places) {
    const project = projects.find(({ fullPath }) => isSamePlace(fullPath, place));
    if (project !== undefined) keep(place, project, query, found);
    const rest = isOld ? BEGINNING : project === undefined ? null : listRest(project);
    if (rest !== null) await readOn(session, query, { place, rest }, found);
    else if (project === undefined) noteHidden(found, place, HIDDEN);
  }
}

function isHidden({ fault }: ForgeError): boolean {
  return fault === "not-found" || fault === "forbidden";
}

const BEGINNING: Rest = { requests: null, issues: null };

interface Asking {
  readonly place: string;
  readonly rest: Rest;
}

/** What a project has beyond the first page; all of it, where a server tells of each alone. */
async function readOn(
  session: Session,
  query: ActivityQuery,
  { place, rest: first }: Asking,
  found: Gathered,
): Promise<void> {
  const call: Call = { operation: "see what was done", target: place, writes: false };
  const seen = new Set<string>();
  for (let rest: Rest | null = first; rest !== null;) {
    if (seen.has(JSON.stringify(rest))) throw toUnreadable(call, "its pages lead round in a circle");
    seen.add(JSON.stringify(rest));
    const result = await session.client.query(call, One, buildNext(query, { place, rest }, first !== BEGINNING));
    if (isFailure(result) && result.error.fault !== "rejected" && !isHidden(result.error)) throw result.error;
    const project: Project | null = isFailure(result) ? null : result.data.project;
    if (project === null && (first !== BEGINNING || seen.size > 1))
      throw isFailure(result) ? result.error : toUnreadable(call, "it went out of sight while it was read");
    if (project === null)
      return noteHidden(found, place, isFailure(result) && !isHidden(result.error) ? UNKNOWN : HIDDEN);
    keep(place, project, query, found);
    rest = listRest(project);
  }
}

const LEVELS = "issuesAccessLevel { stringValue } mergeRequestsAccessLevel { stringValue }";

/** Names and cursors are variables: nothing of a file gets into the document itself. */
function buildFirst({ since }: ActivityQuery, places: readonly string[]): Document {
  const text = `query Activity($places: [String!], $since: Time!) {
    projects(fullPaths: $places, first: ${AT_ONCE}) {
      nodes {
        fullPath visibility ${LEVELS}
        mergeRequests(updatedAfter: $since, first: 100) { ${REQUESTS} }
        issues(updatedAfter: $since, first: 100) { ${ISSUES} }
      }
    }
  }`;
  return { text, variables: { places, since } };
}

/** Who may see a project's parts older servers do not tell. */
function buildNext({ since }: ActivityQuery, { place, rest }: Asking, hasLevels: boolean): Document {
  const variables: Record<string, string | null> = { place, since };
  const declared = ["$place: ID!", "$since: Time!"];
  const parts = [`fullPath visibility ${hasLevels ? LEVELS : ""}`];
  if (rest.requests !== undefined) {
    declared.push("$requests: String");
    variables["requests"] = rest.requests;
    parts.push(`mergeRequests(updatedAfter: $since, first: 100, after: $requests) { ${REQUESTS} }`);
  }
  if (rest.issues !== undefined) {
    declared.push("$issues: String");
    variables["issues"] = rest.issues;
    parts.push(`issues(updatedAfter: $since, first: 100, after: $issues) { ${ISSUES} }`);
  }
  const text = `query ActivityOf(${declared.join(", ")}) { project(fullPath: $place) { ${parts.join(" ")} } }`;
  return { text, variables };
}

function listRest({ mergeRequests, issues }: Project): Rest | null {
  const rest = { requests: cursorOf(mergeRequests?.pageInfo), issues: cursorOf(issues?.pageInfo) };
  return rest.requests === undefined && rest.issues === undefined ? null : rest;
}

function cursorOf(page: z.infer<typeof Page> | undefined): string | undefined {
  return page?.hasNextPage === true ? (page.endCursor ?? undefined) : undefined;
}

function keep(place: string, project: Project, { until }: ActivityQuery, found: Gathered): void {
  const isBegun = ({ createdAt }: { readonly createdAt: string }) => compareInstants(createdAt, until) <= 0;
  const mayAll = (level: z.infer<typeof Level>) =>
    project.visibility === "public" && level?.stringValue?.toUpperCase() === "ENABLED";
  for (const one of (project.mergeRequests?.nodes ?? []).filter(isBegun)) {
    if (!isPerson(one.author)) continue;
    if (one.notes.pageInfo.hasNextPage) noteCut(found, place, "reviews");
    addRequest(found, toRequest(place, mayAll(project.mergeRequestsAccessLevel), one));
  }
  for (const one of (project.issues?.nodes ?? []).filter(isBegun)) {
    if (!isPerson(one.author) || isOurs((one.labels?.nodes ?? []).map(({ title }) => title))) continue;
    // What is confidential may be about a person, in whatever project it stands.
    if (one.confidential) continue;
    if (one.notes.pageInfo.hasNextPage) noteCut(found, place, "answers");
    addIssue(found, toIssue(place, mayAll(project.issuesAccessLevel), one));
  }
}

/** GitLab gives what deleted accounts did to one that is called ghost. */
function isPerson(author: z.infer<typeof Author>): boolean {
  return author !== null && author !== undefined && author.bot !== true && !/^ghost\d*$/i.test(author.username);
}

function noteCut(found: Gathered, place: string, what: "reviews" | "answers"): void {
  addGap(found, { place, what, reason: `more than ${UNDER} notes stand under one` });
}

function toRequest(place: string, isPublic: boolean, one: z.infer<typeof Request>): ActivityRequest {
  const { iid: number, title, webUrl: url, author, state, draft, createdAt, mergedAt } = one;
  return {
    place,
    isPublic,
    number,
    title,
    url,
    author: author?.username ?? "",
    // A merge request is locked for the moment in which it is merged.
    state: state === "merged" ? "merged" : state === "closed" ? "closed" : "open",
    draft,
    createdAt,
    mergedAt,
    reviewers: (one.reviewers?.nodes ?? []).map(({ username }) => username).sort(),
    reviews: listLooks(one, true),
  };
}

function toIssue(place: string, isPublic: boolean, one: z.infer<typeof Issue>): ActivityIssue {
  const { iid: number, title, webUrl: url, author, state, createdAt, closedAt } = one;
  return {
    place,
    isPublic,
    number,
    title,
    url,
    author: author?.username ?? "",
    assignees: (one.assignees?.nodes ?? []).map(({ username }) => username).sort(),
    state: state === "closed" ? "closed" : "open",
    createdAt,
    closedAt,
    labels: (one.labels?.nodes ?? []).map(({ title: label }) => label).sort(),
    answers: listLooks(one, false),
  };
}

/** Signs of approving, as older servers have it and newer ones, and of asking for changes (app/helpers/system_note_helper.rb). */
const JUDGED = new Set<string | null | undefined>(["approval", "check", "error"]);

/** Whoever approves or asks for changes leaves a note of the system's; all other such notes tell of changes. */
function listLooks(
  { notes, author: own }: Pick<z.infer<typeof Request>, "notes" | "author">,
  isRequest: boolean,
): ActivityRequest["reviews"] {
  const looks = notes.nodes
    .filter(({ system, systemNoteIconName }) => !system || (isRequest && JUDGED.has(systemNoteIconName)))
    .filter(({ author }) => isPerson(author));
  return listOthers(
    looks.map(({ author, createdAt }) => ({ by: author?.username ?? "", at: createdAt })),
    own?.username ?? "",
  );
}
