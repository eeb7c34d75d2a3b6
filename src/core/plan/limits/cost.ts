import type { DesiredIssue, ObservedIssue } from "../../model/issue.ts";

/** Whom a comment or a close mails: the assignees, and whoever the text mentions is counted by its writer. */
export function listWatchers(issue: ObservedIssue): readonly string[] {
  return [...new Set(issue.assignees)].sort();
}

/** Whom the creation of an issue mails. */
export function listNotified(issue: DesiredIssue): readonly string[] {
  return [...new Set(issue.notifies)].sort();
}
