import { baseOf } from "../../merge/merge-body.ts";
import type { ReadBody } from "../../marker/body.ts";
import { hashField } from "../../text/hash.ts";
import type { FieldName } from "../../model/action.ts";
import type { ObservedIssue } from "../../model/issue.ts";
import { hashParent } from "./parent.ts";

/**
 * Fields that are no longer as we last left them: people's, until `--reset` takes them back. Without a marker nobody can
 * tell, so everything but the labels is theirs.
 */
export function listDrift(issue: ObservedIssue, body: ReadBody): readonly FieldName[] {
  const { marker } = body;
  if (marker === null) return ["assignee", "body", "title"];
  const plain = {
    title: issue.title,
    due: issue.due,
    milestone: issue.milestone,
    confidential: String(issue.confidential),
  };
  const drift: FieldName[] = [];
  for (const field of ["title", "due", "milestone", "confidential"] as const) {
    const base = marker.applied[field];
    if (base !== null && base !== hashField(plain[field])) drift.push(field);
  }
  const assigned = issue.assignees.length === 0 ? [null] : issue.assignees;
  if (!assigned.some((name) => hashField(name) === marker.applied.assignee)) drift.push("assignee");
  const { parent } = marker.applied;
  if (issue.parent !== undefined && parent !== null && parent !== hashParent(issue.parent)) drift.push("parent");
  const blocks = new Set(baseOf(body.text).map((block) => block.hash));
  if (marker.blocks.some((block) => !blocks.has(block.hash))) drift.push("body");
  return drift.sort();
}
