import type {
  ObservedComment,
  Capabilities,
  IssueAddress,
  ObservedIssue,
  ObservedMilestone,
} from "../../../core/model/issue.ts";
import type { CivilDate } from "../../../core/model/date.ts";
import type { SaidComment, Issue, Milestone } from "./schema.ts";
import { isSamePlace } from "../../../core/model/lookup/places.ts";

/** What GitHub's issues can hold everywhere. Lengths: 65,536 characters of body, 256 of title. */
export const CAPABILITIES: Capabilities = {
  dueDate: false,
  confidential: false,
  scopedLabels: false,
  reference: "number",
  creationsPerHour: 480,
  titleLimit: 256,
  children: null,
  epics: false,
  bodyLimit: 65_536,
};

export function toObservedIssue(place: string, issue: Issue): ObservedIssue {
  const parent = toParent(place, issue);
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
    ...(parent === undefined ? {} : { parent }),
  };
}

/** Undefined where the server says nothing of sub-issues; one that knows them may leave the address out instead of giving null. */
function toParent(place: string, issue: Issue): IssueAddress | null | undefined {
  const { parent_issue_url: url } = issue;
  if (url === undefined && issue.sub_issues_summary === undefined) return undefined;
  if (url === undefined || url === null) return null;
  const [, repository = "", number = ""] = /\/repos\/([^/]+\/[^/]+)\/issues\/(\d+)$/.exec(url) ?? [];
  if (repository === "") return undefined;
  return { place: isSamePlace(repository, place) ? place : repository, number: Number(number) };
}

export function toLabelNames(labels: Issue["labels"]): readonly string[] {
  return labels
    .map((label) => (typeof label === "string" ? label : (label.name ?? "")))
    .filter((name) => name !== "")
    .sort();
}

/** Nothing where its author is gone, or where it tells no issue. */
export function toObservedComment(place: string, comment: SaidComment): readonly ObservedComment[] {
  const number = Number(/\/issues\/(\d+)$/.exec(comment.issue_url)?.[1] ?? 0);
  const author = comment.user?.login;
  return number === 0 || author === undefined
    ? []
    : [
        {
          place,
          number,
          id: comment.id,
          author,
          text: comment.body ?? "",
          ...(comment.created_at ? { at: comment.created_at } : {}),
        },
      ];
}

export function toObservedMilestone(milestone: Milestone): ObservedMilestone {
  return { title: milestone.title, id: milestone.number };
}

/** GitHub cuts a milestone's date down to a day in California: noon in UTC is the same day there. */
export function toMilestoneDate(due: CivilDate): string {
  return `${due}T12:00:00Z`;
}
