import type { DesiredIssue, ObservedIssue } from "../../model/issue.ts";

/** What one write changes, as far as its cost goes. */
export interface WriteShape {
  /** Title, body, due date, milestone, confidentiality or state. */
  readonly core: boolean;
  readonly assigneeOff: boolean;
  readonly assigneeOn: boolean;
  readonly labelsOn: number;
  readonly labelsOff: number;
  readonly parent: boolean;
}

/** Requests a change takes: GitLab and the files do it in one, GitHub has an address of its own for labels and assignees. */
export function countWrites(forge: string, shape: WriteShape): number {
  const any =
    shape.core || shape.assigneeOff || shape.assigneeOn || shape.labelsOn > 0 || shape.labelsOff > 0 || shape.parent;
  if (forge !== "github") return any ? 1 : 0;
  return (
    [shape.core, shape.assigneeOff, shape.assigneeOn, shape.labelsOn > 0, shape.parent].filter(Boolean).length +
    shape.labelsOff
  );
}

/** Whom a comment or a close mails: the assignees, and whoever the text mentions is counted by its writer. */
export function listWatchers(issue: ObservedIssue): readonly string[] {
  return [...new Set(issue.assignees)].sort();
}

/** Whom the creation of an issue mails. */
export function listNotified(issue: DesiredIssue): readonly string[] {
  return [...new Set(issue.notifies)].sort();
}
