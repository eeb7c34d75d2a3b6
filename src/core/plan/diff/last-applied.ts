import { DEFAULT_LANGUAGE } from "../../kinds/model/translation.ts";
import type { FieldChanges, LastApplied } from "../../marker/fields.ts";
import type { MarkerState } from "../../marker/marker-state.ts";
import type { Capabilities, DesiredIssue, IssueAddress } from "../../model/issue.ts";
import { hashField } from "../../text/hash.ts";
import { joinLabels } from "./diff-labels.ts";
import { hashParent } from "./parent.ts";

type Applied = Pick<
  DesiredIssue,
  "title" | "assignee" | "wanted" | "unreachable" | "due" | "milestone" | "confidential" | "labels" | "language"
>;

/** What the marker of an issue that is about to be made, or as the forge took it, says of its fields; `parent` null for not known yet. */
export function recordApplied(
  applied: Applied,
  capabilities: Capabilities,
  parent: IssueAddress | null,
): FieldChanges & { readonly applied: LastApplied } {
  return {
    applied: {
      title: hashField(applied.title),
      assignee: hashField(applied.assignee),
      milestone: hashField(applied.milestone),
      labels: hashField(joinLabels(applied.labels)),
      due: capabilities.dueDate ? hashField(applied.due) : null,
      confidential: capabilities.confidential ? hashField(String(applied.confidential)) : null,
      parent: parent === null ? null : hashParent(parent),
    },
    ...recordAccounts(applied, applied.assignee),
    language: applied.language === DEFAULT_LANGUAGE ? null : applied.language,
  };
}

/** What the marker says of accounts that the forge would not assign or does not have, when `assigned` is who it gave it to. */
export function recordAccounts(
  { wanted, unreachable }: Pick<DesiredIssue, "wanted" | "unreachable">,
  assigned: string | null,
): Pick<MarkerState, "refusedAssignee" | "missingAccounts"> {
  return {
    refusedAssignee: wanted !== null && assigned === null ? hashField(wanted) : null,
    missingAccounts: unreachable.map(hashField).sort(),
  };
}

/** Whether an account was missing when the marker was written. */
export function wasMissing(marker: MarkerState | null): (account: string) => boolean {
  const hashes = new Set(marker?.missingAccounts);
  return (account) => hashes.has(hashField(account));
}

/** The language an issue was made in. */
export function languageOf(marker: MarkerState | null): string {
  return marker?.language ?? DEFAULT_LANGUAGE;
}
