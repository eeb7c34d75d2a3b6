import { baseOf } from "../../merge/merge-body.ts";
import type { ReadBody } from "../../marker/body.ts";
import { hashField } from "../../text/field-hash.ts";
import type { FieldName } from "../../model/action.ts";
import type { ObservedIssue } from "../../model/issue.ts";
import { FIELD_CODES } from "../../marker/fields.ts";
import { hashParent } from "./parent.ts";
import { PARENT_CODE } from "../../marker/fields.ts";

/**
 * Fields that are no longer as we last left them: people's, until `--reset` takes them back. Without a marker nobody can
 * tell, so everything but the labels is theirs.
 */
export function listHeld(issue: ObservedIssue, body: ReadBody): readonly FieldName[] {
  const { stamp } = body;
  if (stamp === null) return ["assignee", "body", "title"];
  const plain = {
    title: issue.title,
    due: issue.due,
    milestone: issue.milestone,
    confidential: String(issue.confidential),
  };
  const held: FieldName[] = [];
  for (const field of ["title", "due", "milestone", "confidential"] as const) {
    const base = stamp.fields[FIELD_CODES[field]];
    if (base !== undefined && base !== hashField(plain[field])) held.push(field);
  }
  const assigned = issue.assignees.length === 0 ? [null] : issue.assignees;
  if (!assigned.some((name) => hashField(name) === stamp.fields[FIELD_CODES.assignee])) held.push("assignee");
  const parent = stamp.fields[PARENT_CODE];
  if (issue.parent !== undefined && parent !== undefined && parent !== hashParent(issue.parent)) held.push("parent");
  const blocks = new Set(baseOf(body.text).map((block) => block.hash));
  if (stamp.blocks.some((block) => !blocks.has(block.hash))) held.push("body");
  return held.sort();
}
