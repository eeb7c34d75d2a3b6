import { InvariantError } from "../../core/diagnostics/errors.ts";
import type { ObservedComment, ObservedIssue, ObservedPlace, PlaceAccess } from "../../core/model/issue.ts";
import type { ForgeReader } from "../types.ts";
import { readActivity } from "./activity.ts";
import { lackByScope, readToken, RIGHTS } from "./access.ts";
import { noteEpicId } from "./api/epic-id.ts";
import { findAccounts } from "./accounts.ts";
import { isFailure } from "./api/client.ts";
import { toRejection } from "./api/failure.ts";
import { readMeans, type Means } from "./api/means.ts";
import { readSchedules, readSeats } from "./health.ts";
import { Account, CommentEvent, Issue, Label, Milestone, Project, SaidNote } from "./api/schema.ts";
import type { Session } from "./api/session.ts";
import { issueCall, projectCall } from "./api/session.ts";
import { toObservedComment, toObservedIssue, toObservedMilestone, toObservedPlace } from "./translate.ts";
import { isSameAccount } from "../../core/model/lookup/accounts.ts";

/** The reading half of the contract; the writer is built on it. */
export function buildReader(session: Session): ForgeReader {
  const { client, place } = session;
  return {
    kind: "gitlab",
    place,
    requests: client.requests,
    observePlace: () => observePlace(session),
    readSchedules: (repository) => readSchedules(session, repository),
    readSeats: () => readSeats(session),
    describeAccess: () => describeAccess(session),
    listIssues: async (label) => {
      if (label.includes(",")) throw new InvariantError("A label with a comma cannot be listed by on GitLab");
      return listIssues(session, { labels: label });
    },
    // Old servers (11.10 among them) do not know the filter and send everything.
    listIssuesBy: async (account) => {
      const issues = await listIssues(session, { authorUsername: account });
      return issues.filter((issue) => isSameAccount(issue.author, account));
    },
    listLabels: () => listLabels(session),
    listMilestones: async () => {
      // Unknown to the SDK's types. `include_parent_milestones`, its name before 16.7, may not be given beside it.
      const inherited = { includeAncestors: true };
      const milestones = await client.list(projectCall(session, "list milestones"), Milestone, (api, page) =>
        api.ProjectMilestones.all(place, { ...inherited, ...page }),
      );
      return milestones.map(toObservedMilestone).sort((a, b) => a.id - b.id);
    },
    findAccounts: (names) => findAccounts(session, names),
    listComments: (since) => listComments(session, since),
    listCommentsOf: (number) => listCommentsOf(session, number),
    readActivity: (query) => readActivity(session, query),
    readIssue: async (number) => {
      const issue = await readIssue(session, number);
      return issue === null ? null : toObservedIssue(session, issue);
    },
  };
}

async function listLabels(session: Session): Promise<readonly string[]> {
  const { client, place } = session;
  const labels = await client.list(projectCall(session, "list labels"), Label, (api, page) =>
    api.ProjectLabels.all(place, { includeAncestorGroups: true, ...page }),
  );
  return [...new Set(labels.map((label) => label.name))].sort();
}

/** The events of a project are the one list that has what was said on all of its issues; `after` leaves its own day out. */
async function listComments(session: Session, since: string): Promise<readonly ObservedComment[]> {
  const { client, place } = session;
  const after = new Date(Date.parse(since) - 86_400_000).toISOString().slice(0, 10);
  const events = await client.list(projectCall(session, "list comments"), CommentEvent, (api, page) =>
    api.Events.all({ projectId: place, action: "commented", after, sort: "asc", ...page }),
  );
  return events.flatMap((event) => toObservedComment(place, event));
}

async function listCommentsOf(session: Session, number: number): Promise<readonly ObservedComment[]> {
  const { client, place } = session;
  const call = issueCall(session, number, "list comments");
  const notes = await client.list(call, SaidNote, (api, page) =>
    api.IssueNotes.all(place, number, { sort: "asc", ...page }),
  );
  return notes
    .filter((note) => note.system !== true)
    .map((note) => ({
      place,
      number,
      id: note.id,
      author: note.author?.username ?? "ghost",
      text: note.body ?? "",
      ...(note.created_at ? { at: note.created_at } : {}),
    }))
    .sort((a, b) => a.id - b.id);
}

/** Fresh, and kept for the next update; null when it is deleted, out of sight, or was moved to another project. */
export async function readIssue(session: Session, number: number): Promise<Issue | null> {
  const { client, place, memory } = session;
  const result = await client.attempt(issueCall(session, number, "read issue"), Issue, (api) =>
    api.Issues.show(number, { projectId: place }),
  );
  memory.delete(number);
  if (isFailure(result)) {
    if (result.error.status === 404) return null;
    throw result.error;
  }
  const issue = result.data;
  if ((issue.moved_to_id ?? null) !== null) return null;
  memory.set(number, issue);
  noteEpicId(session, issue, toObservedIssue(session, issue).parent);
  return issue;
}

async function listIssues(
  session: Session,
  filter: { readonly labels: string } | { readonly authorUsername: string },
): Promise<readonly ObservedIssue[]> {
  const { client, place } = session;
  const call = { operation: "list issues", target: place, writes: false };
  const items = await client.list(call, Issue, (api, page) =>
    api.Issues.all({ projectId: place, ...filter, scope: "all", orderBy: "created_at", sort: "asc", ...page }),
  );
  // Pages can shift while they are read, so one can come twice: the later sight is the fresher one.
  const issues = new Map(items.map((item) => [item.iid, toObservedIssue(session, item)]));
  for (const item of items) noteEpicId(session, item, issues.get(item.iid)?.parent);
  return [...issues.values()].sort((a, b) => a.number - b.number);
}

async function observePlace(session: Session): Promise<ObservedPlace> {
  const { client, place, hasToken, facts } = session;
  const account = hasToken ? await readAccount(session) : null;
  const call = projectCall(session, "read the project");
  const project = await client.send(call, Project, (api) => api.Projects.show(place));
  if (project.issues_enabled === false || project.issues_access_level === "disabled") {
    throw toRejection(
      projectCall(session, "use issues"),
      "they are switched off for this project",
      "Switch them on in the project's settings, under General, Visibility.",
    );
  }
  facts.membersOnly = project.visibility === "private" || project.issues_access_level === "private";
  facts.account = account;
  facts.namespace = project.namespace?.full_path ?? parentOf(project.path_with_namespace ?? place);
  // Without epics nothing is decided by the tier, so idle runs do not ask for it.
  const means = session.group === null ? null : await readMeansOf(session, session.group);
  const observed = toObservedPlace(place, project, { account, hasToken, means });
  facts.access = observed.access;
  return observed;
}

/** What costs requests of its own: what the token says of itself, and the tier where nobody asked for it yet. */
async function describeAccess(session: Session): Promise<PlaceAccess> {
  const access = session.facts.access ?? (await observePlace(session)).access;
  const token = await readToken(session, session.facts.account ?? null);
  const namespace = session.group ?? session.facts.namespace ?? "";
  const means = namespace === "" || !session.hasToken ? null : await readMeansOf(session, namespace);
  return {
    ...access,
    token,
    tier: means?.tier ?? null,
    version: means?.version ?? null,
    lacks: [...new Set([...access.lacks, ...lackByScope(token, RIGHTS)])].sort(),
  };
}

/** The version of gitlab.com is nobody's concern. */
async function readMeansOf({ client, shared, facts, ownServer }: Session, namespace: string): Promise<Means | null> {
  const means = await readMeans(client, namespace, shared);
  if (means === null) return null;
  facts.scopedLabels = means.scopedLabels;
  return ownServer ? means : { ...means, version: null };
}

/** `acme` for `acme/internships`; empty for a number. */
function parentOf(path: string): string {
  return path.includes("/") ? path.slice(0, path.lastIndexOf("/")) : "";
}

/** Null for a token that may not ask who it is; reading the project then says what it lacks. */
async function readAccount(session: Session): Promise<string | null> {
  const result = await session.client.attempt(projectCall(session, "read the token's account"), Account, (api) =>
    api.Users.showCurrentUser(),
  );
  if (!isFailure(result)) return result.data.username;
  if (result.error.fault === "forbidden") return null;
  throw result.error;
}
