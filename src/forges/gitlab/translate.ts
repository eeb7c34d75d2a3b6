import type { CivilDate } from "../../core/model/date.ts";
import { parseDate } from "../../core/model/date.ts";
import type {
  ObservedComment,
  Capabilities,
  ObservedIssue,
  ObservedMilestone,
  ObservedPlace,
  IssueAddress,
  PlaceAccess,
} from "../../core/model/issue.ts";
import { nameRole, PLANNER, RIGHTS } from "./access.ts";
import type { Means } from "./api/means.ts";
import type { Session } from "./api/session.ts";
import type { CommentEvent, Issue, Milestone, Project } from "./api/schema.ts";
import { isSamePlace } from "../../core/model/lookup/places.ts";

/** What issues can hold on any tier. The server's limit of a description is 1,048,576 characters. */
export const CAPABILITIES: Capabilities = {
  dueDate: true,
  confidential: true,
  // Premium alone, as are children.
  scopedLabels: false,
  reference: "number-plus",
  creationsPerHour: null,
  titleLimit: 255,
  children: null,
  epics: false,
  bodyLimit: 1_000_000,
};

export function toObservedIssue({ place, group }: Pick<Session, "place" | "group">, issue: Issue): ObservedIssue {
  return {
    place,
    number: issue.iid,
    url: issue.web_url,
    title: issue.title,
    body: issue.description ?? "",
    state: issue.state === "closed" ? "closed" : "open",
    labels: [...issue.labels].sort(),
    assignees: (issue.assignees ?? []).map((account) => account.username),
    due: toDate(issue.due_date),
    milestone: issue.milestone?.title ?? null,
    confidential: issue.confidential ?? false,
    // GitLab hands the issues of a deleted account to `ghost`.
    author: issue.author?.username ?? "ghost",
    createdAt: issue.created_at,
    updatedAt: issue.updated_at,
    comments: issue.user_notes_count ?? 0,
    ...readParent(issue, group),
  };
}

/** Free says nothing about epics, and an address that cannot be read is as good as none. */
function readParent({ epic }: Issue, named: string | null): { readonly parent?: IssueAddress | null } {
  if (epic === undefined) return {};
  if (epic === null) return { parent: null };
  const group = /(?:^|\/)groups\/(.+)\/-\/(?:epics|work_items)\/\d+$/.exec(epic.url ?? "")?.[1];
  if (group === undefined) return {};
  // Paths are the same whatever their case; the file's way is how the place is called here.
  const path = named !== null && named !== undefined && isSamePlace(group, named) ? named : group;
  return { parent: { place: `groups/${path}`, number: epic.iid } };
}

/** What was said on an issue; nothing for the rest of a project's talk. */
export function toObservedComment(
  place: string,
  { note, author_username, created_at: at }: CommentEvent,
): readonly ObservedComment[] {
  const author = note?.author?.username ?? author_username;
  const onIssue = note?.noteable_type === "Issue" || note?.noteable_type === "WorkItem";
  if (!note || !onIssue || note.system === true || !note.noteable_iid || !author) return [];
  return [{ place, number: note.noteable_iid, id: note.id, author, text: note.body ?? "", ...(at ? { at } : {}) }];
}

export function toObservedMilestone(milestone: Milestone): ObservedMilestone {
  return { title: milestone.title, id: milestone.id };
}

export function toObservedPlace(
  place: string,
  project: Project,
  {
    account,
    hasToken,
    means,
  }: { readonly account: string | null; readonly hasToken: boolean; readonly means: Means | null },
): ObservedPlace {
  const level = findLevel(project);
  return {
    place,
    // Without it, nothing may be taken for private.
    visibility: project.visibility ?? "public",
    account,
    canWrite: project.archived === true || !hasToken ? false : level === null ? null : level >= PLANNER,
    capabilities: {
      ...CAPABILITIES,
      scopedLabels: means?.scopedLabels ?? false,
      children: means?.epics === null || means === null ? null : { limit: 5000, atCreate: true },
    },
    access: {
      tier: means?.tier ?? null,
      version: means?.version ?? null,
      owner: toOwner(project.namespace?.kind),
      token: null,
      role: nameRole(level),
      lacks: level === null || level >= PLANNER ? [] : RIGHTS,
    },
  };
}

/** Roles that come through a group the project is shared with are in neither field, so only trying will tell. */
function findLevel(project: Project): number | null {
  const { project_access, group_access } = project.permissions ?? {};
  const levels = [project_access, group_access].flatMap((access) => access?.access_level ?? []);
  return levels.length === 0 ? null : Math.max(...levels);
}

function toOwner(kind: string | null | undefined): PlaceAccess["owner"] {
  return kind === "group" || kind === "user" ? kind : null;
}

function toDate(text: string | null | undefined): CivilDate | null {
  return text === null || text === undefined ? null : parseDate(text);
}
