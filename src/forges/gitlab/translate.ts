import type { CivilDate } from "../../core/model/date.ts";
import { parseDate } from "../../core/model/date.ts";
import type {
  ObservedComment,
  Capabilities,
  ObservedIssue,
  ObservedMilestone,
  ObservedPlace,
} from "../../core/model/issue.ts";
import { NO_ACCESS } from "../../core/model/issue.ts";
import type { CommentEvent, Issue, Milestone, Project } from "./schema.ts";

/** What issues can hold on any tier. The server's limit of a description is 1,048,576 characters. */
const CAPABILITIES: Capabilities = {
  dueDate: true,
  confidential: true,
  // Premium alone, and no answer read here tells the tier.
  scopedLabels: false,
  reference: "number-plus",
  creationsPerHour: null,
  titleLimit: 255,
  children: null,
  epics: false,
  bodyLimit: 1_000_000,
};

/** Planner: the least role that may edit, label and assign any issue. */
export const PLANNER = 15;

export function toObservedIssue(place: string, issue: Issue): ObservedIssue {
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
  };
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
  account: string | null,
  hasToken: boolean,
): ObservedPlace {
  return {
    place,
    // Without it, nothing may be taken for private.
    visibility: project.visibility ?? "public",
    account,
    canWrite: judgeWrite(project, hasToken),
    capabilities: CAPABILITIES,
    access: NO_ACCESS,
  };
}

/** Roles that come through a group the project is shared with are in neither field, so only trying will tell. */
function judgeWrite(project: Project, hasToken: boolean): boolean | null {
  if (project.archived === true || !hasToken) return false;
  const { project_access, group_access } = project.permissions ?? {};
  const levels = [project_access, group_access].flatMap((access) => access?.access_level ?? []);
  return levels.length === 0 ? null : Math.max(...levels) >= PLANNER;
}

function toDate(text: string | null | undefined): CivilDate | null {
  return text === null || text === undefined ? null : parseDate(text);
}
