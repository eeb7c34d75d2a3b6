import { z } from "zod";
import type { ObservedIssue, ObservedPlace, PlaceAccess } from "../../../core/model/issue.ts";
import type { ForgeReader } from "../../types.ts";
import { readActivity } from "../activity.ts";
import { lackByScope, nameRole, PLANNER, readToken, RIGHTS } from "../access.ts";
import { findAccounts } from "../accounts.ts";
import { isFailure } from "../api/client.ts";
import type { Call } from "../api/failure.ts";
import type { Document } from "../api/graphql.ts";
import { Epic, listSaid, selectEpic, toObservedEpic } from "./epic.ts";
import { readSchedules } from "../health.ts";
import { readMeans, type EpicMeans, type Means } from "../api/means.ts";
import { Label } from "../api/schema.ts";
import { issueCall, projectCall, type Session } from "../api/session.ts";
import { CAPABILITIES } from "../translate.ts";
import { isSamePlace } from "../../../core/model/lookup/places.ts";

/** A group's epics, and what this run has learnt about them. */
export interface Epics {
  readonly session: Session;
  readonly group: string;
  readonly reader: ForgeReader;
  /** As last read or answered to a write, by number. */
  readonly memory: Map<number, Epic>;
  /** Ids of labels by name; null until they were listed. */
  readonly labels: Map<string, number>;
  /** What GraphQL calls a comment, by its number. */
  readonly notes: Map<number, string>;
  means(): Promise<Means | null>;
}

/** A group as a place whose entries are epics. On Free it is an empty one. */
export function openEpics(session: Session, group: string): Epics {
  const { client, place } = session;
  const epics: Omit<Epics, "reader"> = {
    session,
    group,
    memory: new Map(),
    labels: new Map(),
    notes: new Map(),
    means: () => readMeans(client, group, session.shared),
  };
  const list = async (filter: Filter) => (await listEpics(epics, filter)).map((epic) => toObservedEpic(place, epic));
  const reader: ForgeReader = {
    kind: "gitlab",
    place,
    requests: client.requests,
    observePlace: async () => toPlace(epics, await epics.means()),
    describeAccess: async () => describeAccess(epics),
    readSchedules: (repository) => readSchedules(session, repository),
    readSeats: async () => null,
    listIssues: (label) => list({ label }),
    listIssuesBy: (author) => list({ author }),
    listLabels: () => listLabels(epics),
    listMilestones: async () => [],
    findAccounts: (names) => findAccounts(session, names),
    listComments: async (since) => listComments(epics, since),
    listCommentsOf: async (number) => {
      const found = await listEpics(epics, { number });
      return found.flatMap((epic) => noteSaid(epics, epic).map(({ comment }) => comment));
    },
    readActivity: (query) => readActivity(session, query),
    readIssue: async (number) => (await list({ number })).find((epic) => epic.number === number) ?? null,
  };
  return { ...epics, reader };
}

function toPlace({ session }: Pick<Epics, "session">, means: Means | null): ObservedPlace {
  const has = (widget: string) => means?.epics?.holds.has(widget) ?? false;
  session.facts.membersOnly = means?.visibility === "private";
  return {
    place: session.place,
    visibility: means?.visibility ?? "public",
    account: means?.account ?? null,
    // Without the right, the project's own issue does: nothing has to stop for it.
    canWrite: lacksEpics(means) ? null : true,
    capabilities: {
      ...CAPABILITIES,
      dueDate: has("START_AND_DUE_DATE"),
      scopedLabels: means?.scopedLabels ?? false,
      epics: (means?.epics ?? null) !== null,
    },
    access: toAccess(session, means),
  };
}

/** A group that cannot be seen may well have epics. */
function lacksEpics(means: Means | null): boolean {
  return means !== null && means.tier !== "free" && means.level < PLANNER;
}

function toAccess({ ownServer }: Session, means: Means | null): PlaceAccess {
  return {
    tier: means?.tier ?? null,
    version: ownServer ? (means?.version ?? null) : null,
    owner: "group",
    token: null,
    role: means === null ? null : nameRole(means.level),
    lacks: lacksEpics(means) ? ["epics"] : [],
  };
}

async function describeAccess({ session, means }: Omit<Epics, "reader">): Promise<PlaceAccess> {
  const found = await means();
  const access = toAccess(session, found);
  const token = await readToken(session, found?.account ?? null);
  return { ...access, token, lacks: [...access.lacks, ...lackByScope(token, RIGHTS)].sort() };
}

type Filter = { readonly label: string } | { readonly author: string } | { readonly number: number };

/** What narrows a listing, by the names of its variable and its argument. */
function readFilter(filter: Filter): { readonly type: string; readonly argument: string; readonly value: unknown } {
  if ("label" in filter) return { type: "[String!]", argument: "labelName", value: [filter.label] };
  if ("author" in filter) return { type: "String", argument: "authorUsername", value: filter.author };
  return { type: "[String!]", argument: "iids", value: [String(filter.number)] };
}

const Sheet = z.object({
  group: z
    .object({
      workItems: z
        .object({
          nodes: z.array(Epic),
          pageInfo: z.object({ hasNextPage: z.boolean(), endCursor: z.string().nullish() }),
        })
        .nullish(),
    })
    .nullish(),
});

type Sheet = NonNullable<z.infer<typeof Sheet>["group"]>["workItems"];

async function readSheet({ client }: Session, call: Call, document: Document): Promise<Sheet> {
  const result = await client.query(call, Sheet, document);
  if (isFailure(result)) throw result.error;
  return result.data.group?.workItems ?? null;
}

async function listEpics(epics: Omit<Epics, "reader">, filter: Filter): Promise<readonly Epic[]> {
  const means = (await epics.means())?.epics ?? null;
  if (means === null) return [];
  const { session, group, memory } = epics;
  const call = "number" in filter ? issueCall(session, filter.number, "read epic") : projectCall(session, "list epics");
  const found = new Map<string, Epic>();
  for (let after: string | null = null; ;) {
    const sheet: Sheet = await readSheet(session, call, buildListing(means, group, filter, after));
    // Groups below have epics of their own.
    const own = (sheet?.nodes ?? []).filter((epic) => isOf(epic, group));
    for (const epic of own) found.set(epic.iid, epic);
    if (sheet?.pageInfo.hasNextPage !== true || !sheet.pageInfo.endCursor) break;
    after = sheet.pageInfo.endCursor;
  }
  for (const epic of found.values()) memory.set(Number(epic.iid), epic);
  return [...found.values()].sort((a, b) => Number(a.iid) - Number(b.iid));
}

function isOf({ namespace }: Epic, group: string): boolean {
  return namespace === null || namespace === undefined || isSamePlace(namespace.fullPath, group);
}

function buildListing(means: EpicMeans, group: string, filter: Filter, after: string | null): Document {
  const { type, argument, value } = readFilter(filter);
  const text = `query Epics($group: ID!, $filter: ${type}, $after: String) {
  group(fullPath: $group) {
    workItems(types: [EPIC], ${argument}: $filter, first: 100, after: $after) {
      nodes { ${selectEpic(means)} }
      pageInfo { hasNextPage endCursor }
    }
  }
}`;
  return { text, variables: { group, filter: value, after } };
}

async function listLabels({
  session,
  group,
  labels,
}: Pick<Epics, "session" | "group" | "labels">): Promise<readonly string[]> {
  const found = await session.client.list(projectCall(session, "list labels"), Label, (api, page) =>
    api.GroupLabels.all(group, { includeAncestorGroups: true, ...page }),
  );
  for (const { id, name } of found) labels.set(name, id);
  return [...new Set(found.map((label) => label.name))].sort();
}

/** The listing brought them along: at no request of its own. */
function listComments(epics: Omit<Epics, "reader">, since: string): Awaited<ReturnType<ForgeReader["listComments"]>> {
  return [...epics.memory.values()]
    .flatMap((epic) => noteSaid(epics, epic))
    .filter(({ at }) => Date.parse(at) >= Date.parse(since))
    .map(({ comment }) => comment);
}

/** What was said on an epic, oldest first; what GraphQL calls each is remembered for an answer. */
function noteSaid({ session, notes }: Omit<Epics, "reader">, epic: Epic): ReturnType<typeof listSaid> {
  const said = listSaid(session.place, epic);
  for (const { id, comment } of said) notes.set(comment.id, id);
  return [...said].sort((a, b) => a.comment.id - b.comment.id);
}

/** Remembers an epic as an answer has it. */
export function rememberEpic({ session, memory }: Epics, epic: Epic): ObservedIssue {
  memory.set(Number(epic.iid), epic);
  return toObservedEpic(session.place, epic);
}
