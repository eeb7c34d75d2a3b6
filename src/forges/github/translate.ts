import type { Capabilities, ObservedIssue, ObservedMilestone, ObservedPlace } from "../../core/model/issue.ts";
import { NO_ACCESS } from "../../core/model/issue.ts";
import type { CivilDate } from "../../core/model/date.ts";
import type { Issue, Milestone, Repository } from "./schema.ts";

/** What GitHub's issues can hold. Lengths: 65,536 characters of body, 256 of title. */
const CAPABILITIES: Capabilities = {
  dueDate: false,
  confidential: false,
  scopedLabels: false,
  reference: "number",
  titleLimit: 256,
  children: null,
  epics: false,
  bodyLimit: 65_536,
};

export function toObservedIssue(place: string, issue: Issue): ObservedIssue {
  return {
    place,
    number: issue.number,
    url: issue.html_url,
    title: issue.title,
    body: issue.body ?? "",
    state: issue.state,
    labels: toLabelNames(issue.labels),
    assignees: (issue.assignees ?? []).map((account) => account.login),
    due: null,
    milestone: issue.milestone?.title ?? null,
    confidential: false,
    // GitHub shows the issues of a deleted account as those of `ghost`.
    author: issue.user?.login ?? "ghost",
    createdAt: issue.created_at,
    updatedAt: issue.updated_at,
    comments: issue.comments,
  };
}

export function toLabelNames(labels: Issue["labels"]): readonly string[] {
  return labels
    .map((label) => (typeof label === "string" ? label : (label.name ?? "")))
    .filter((name) => name !== "")
    .sort();
}

export function toObservedMilestone(milestone: Milestone): ObservedMilestone {
  return { title: milestone.title, id: milestone.number };
}

export function toObservedPlace(
  place: string,
  repository: Repository,
  account: string | null,
  hasToken: boolean,
): ObservedPlace {
  return {
    place,
    visibility: repository.visibility ?? (repository.private ? "private" : "public"),
    account,
    canWrite: judgeWrite(repository, account, hasToken),
    capabilities: CAPABILITIES,
    access: NO_ACCESS,
  };
}

/** For an app's token `permissions` says nothing (it is an account's role), so only trying will tell. */
function judgeWrite(repository: Repository, account: string | null, hasToken: boolean): boolean | null {
  if (repository.archived === true || !hasToken) return false;
  if (account === null || repository.permissions === undefined) return null;
  return repository.permissions.push || repository.permissions.triage === true;
}

/** GitHub cuts a milestone's date down to a day in California: noon in UTC is the same day there. */
export function toMilestoneDate(due: CivilDate): string {
  return `${due}T12:00:00Z`;
}
