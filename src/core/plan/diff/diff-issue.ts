import { decideField, hashField } from "../../text/field-hash.ts";
import type { Stamp } from "../../marker/body.ts";
import type { Conflict } from "../../merge/merge-body.ts";
import { mergeBody } from "../../merge/merge-body.ts";
import type { StampField } from "../../marker/fields.ts";
import {
  TOLD_CODE,
  COMMANDS_CODE,
  LEDGER_CODE,
  REVIEW_CODE,
  PARENT_CODE,
  WANTED_CODE,
  MISSING_CODE,
  FIELD_CODES,
} from "../../marker/fields.ts";
import type { FieldChange, FieldName } from "../../model/action.ts";
import { lastOrder, obey } from "./commands.ts";
import { stampLanguage } from "./issue-language.ts";
import { diffLabels, joinLabels, observedLabels } from "./diff-labels.ts";
import { extendLedger } from "./ledger.ts";
import { stampReview } from "./review.ts";
import { diffParent, formatAddress, hashParent } from "./parent.ts";
import { fitRoom } from "./body-limit.ts";
import type { Capabilities, DesiredIssue, IssueAddress } from "../../model/issue.ts";
import type { IssueDiff, DiffInput } from "../model/issue-diff.ts";

/** Compares one issue with what it should be: three-way for every field and every block. Pure; the same after a re-read. */
export function diffIssue(given: DiffInput): IssueDiff {
  const { issue: observed, body: real, orders } = given;
  const input = { ...given, ...obey(observed, real, orders) };
  const { desired } = input;
  const base = input.body.stamp;
  const { held, changes, fields } = diffFields(input);
  const changed = (field: FieldName) => changes.some((change) => change.field === field);
  const merged = mergeText(input);
  const labels = diffLabels(input, changed("labels"), observed.labels);
  if (changed("assignee") || !held.includes("assignee")) noteAccounts(fields, desired, assigneeOf(input));
  const parent = noteParent(input, { held, changes, fields });
  if (orders.length > 0) fields[COMMANDS_CODE] = lastOrder(orders);
  const reviewed = noteReview(desired, fields);
  const learns = noteLedger(input, fields) || reviewed || orders.length > 0;
  const bodyWritten = base !== null && (merged.differs || learns || changes.length > 0);
  if (merged.text !== real.text) changes.push({ field: "body", before: real.text, after: merged.text });
  if (merged.held > 0) held.push("body");
  return fitRoom(input, {
    changes: [...changes.filter((change) => change.field !== "labels"), ...labels.changes],
    title: changed("title") ? desired.title : null,
    text: bodyWritten ? merged.text : null,
    blocks: merged.base,
    fields,
    assignee: changed("assignee") ? { from: observedAssignee(input, assigneeOf(input)), to: assigneeOf(input) } : null,
    due: changed("due") ? { to: desired.due } : null,
    milestone: changed("milestone") ? { to: desired.milestone } : null,
    confidential: changed("confidential") ? desired.confidential : null,
    parent,
    addLabels: labels.add,
    removeLabels: labels.remove,
    held,
    conflicts: merged.conflicts,
  });
}

interface FieldNotes {
  readonly held: FieldName[];
  readonly changes: FieldChange[];
  readonly fields: Record<string, string>;
}

function diffFields(input: DiffInput): FieldNotes {
  const base = input.body.stamp?.fields;
  const held: FieldName[] = [];
  const changes: FieldChange[] = [];
  const fields: Record<string, string> = { ...base };
  for (const { field, observed, wanted } of listFields(input)) {
    const decision =
      isReset(input.reset, field) && observed !== wanted
        ? "apply"
        : decideField({ base: base?.[FIELD_CODES[field]], observed, desired: wanted });
    if (decision === "held") held.push(field);
    if (decision !== "held") fields[FIELD_CODES[field]] = hashField(wanted);
    if (decision === "apply") changes.push({ field, before: observed, after: wanted });
  }
  return { held, changes, fields };
}

/** Adds the parent to what changes or is held; what it would become, where that is known already. */
function noteParent(input: DiffInput, { held, changes, fields }: FieldNotes): IssueDiff["parent"] {
  const found = diffParent(input);
  if (found === null) return null;
  const { from, to } = found;
  const decision = found.decision === "held" && isReset(input.reset, "parent") ? "apply" : found.decision;
  if (decision === "held") held.push("parent");
  if (decision !== "held" && to !== "coming") fields[PARENT_CODE] = hashParent(to);
  if (decision !== "apply") return null;
  changes.push({ field: "parent", before: formatAddress(from), after: formatAddress(to) });
  return to === "coming" ? null : { from, to };
}

/** Whether an issue that remembers others has something to learn. */
function noteLedger({ body, desired, find }: DiffInput, fields: Record<string, string>): boolean {
  const before = body.stamp?.fields[LEDGER_CODE];
  const ledger = extendLedger(before, desired.remembers, find);
  if (ledger !== "") fields[LEDGER_CODE] = ledger;
  return ledger !== (before ?? "") || desired.remembers.some((key) => find(key) === "coming");
}

/** Whether a review is newly wanted or done. */
function noteReview({ review }: DesiredIssue, fields: Record<string, string>): boolean {
  const stamp = stampReview(review);
  if (stamp === "" || stamp === fields[REVIEW_CODE]) return false;
  fields[REVIEW_CODE] = stamp;
  return true;
}

/** The account to assign; null as well where the forge refused it before and was not asked again in this run. */
function assigneeOf({ desired, body }: DiffInput): string | null {
  const refused = desired.wanted !== null && body.stamp?.fields[WANTED_CODE] === hashField(desired.wanted);
  return refused && !desired.checked ? null : desired.assignee;
}

function noteAccounts(fields: Record<string, string>, desired: DesiredIssue, assigned: string | null): void {
  const refused = desired.wanted !== null && assigned === null;
  const notes = {
    [WANTED_CODE]: refused ? hashField(desired.wanted) : "",
    [MISSING_CODE]: hashAccounts(desired.unreachable),
  };
  for (const [code, value] of Object.entries(notes)) {
    if (value === "") delete fields[code];
    else fields[code] = value;
  }
}

function hashAccounts(names: readonly string[]): string {
  return names.map(hashField).sort().join("");
}

/** Whether an account was missing when the marker was written. */
export function rememberMissing(stamp: Stamp | null): (account: string) => boolean {
  const hashes = new Set(stamp?.fields[MISSING_CODE]?.match(/.{6}/g) ?? []);
  return (account) => hashes.has(hashField(account));
}

/** The marker's record of what was applied, for an issue about to be created or as the forge took it. */
export function stampFields(
  applied: Pick<
    DesiredIssue,
    "title" | "assignee" | "wanted" | "unreachable" | "due" | "milestone" | "confidential" | "labels" | "language"
  >,
  capabilities: Capabilities,
  more: { readonly ledger: string; readonly parent: IssueAddress | null; readonly told: string },
): Stamp["fields"] {
  const fields: Record<string, string> = {
    [FIELD_CODES.title]: hashField(applied.title),
    [FIELD_CODES.assignee]: hashField(applied.assignee),
    [FIELD_CODES.milestone]: hashField(applied.milestone),
    [FIELD_CODES.labels]: hashField(joinLabels(applied.labels)),
    ...stampLanguage(applied.language),
  };
  if (applied.wanted !== null && applied.assignee === null) fields[WANTED_CODE] = hashField(applied.wanted);
  if (applied.unreachable.length > 0) fields[MISSING_CODE] = hashAccounts(applied.unreachable);
  if (more.ledger !== "") fields[LEDGER_CODE] = more.ledger;
  if (more.told !== "") fields[TOLD_CODE] = more.told;
  if (more.parent !== null) fields[PARENT_CODE] = hashParent(more.parent);
  if (capabilities.dueDate) fields[FIELD_CODES.due] = hashField(applied.due);
  if (capabilities.confidential) fields[FIELD_CODES.confidential] = hashField(String(applied.confidential));
  return fields;
}

function listFields(
  input: DiffInput,
): readonly { field: StampField; observed: string | null; wanted: string | null }[] {
  const { issue, desired, capabilities } = input;
  const assignee = assigneeOf(input);
  const fields: { field: StampField; observed: string | null; wanted: string | null }[] = [
    { field: "title", observed: issue.title, wanted: desired.title },
    { field: "assignee", observed: observedAssignee(input, assignee), wanted: assignee },
    { field: "milestone", observed: issue.milestone, wanted: desired.milestone },
    { field: "labels", observed: joinLabels(observedLabels(input)), wanted: joinLabels(desired.labels) },
  ];
  if (capabilities.dueDate) fields.push({ field: "due", observed: issue.due, wanted: desired.due });
  if (capabilities.confidential)
    fields.push({ field: "confidential", observed: String(issue.confidential), wanted: String(desired.confidential) });
  return fields;
}

/** The account we put there last, which goes first even if its successor is there already: a run may have been cut off in between. */
function observedAssignee({ issue, body }: DiffInput, wanted: string | null): string | null {
  const base = body.stamp?.fields[FIELD_CODES.assignee];
  const others = issue.assignees.filter((name) => name.toLowerCase() !== wanted?.toLowerCase());
  const last = others.find((name) => hashField(name) === base);
  if (last !== undefined) return last;
  return others.length < issue.assignees.length ? wanted : (others[0] ?? null);
}

function mergeText(input: DiffInput): {
  text: string;
  differs: boolean;
  base: Stamp["blocks"];
  held: number;
  conflicts: readonly Conflict[];
} {
  const { body, desired } = input;
  const base = isReset(input.reset, "body") ? null : (body.stamp?.blocks ?? null);
  if (body.stamp === null) return { text: body.text, differs: false, base: [], held: 1, conflicts: [] };
  const merged = mergeBody({ base, observed: body.text, desired: desired.body });
  const baseMoved = JSON.stringify(merged.base) !== JSON.stringify(body.stamp.blocks);
  return {
    text: merged.text,
    differs: merged.changed || baseMoved,
    base: merged.base,
    held: merged.held,
    conflicts: merged.conflicts,
  };
}

function isReset(reset: DiffInput["reset"], field: FieldName): boolean {
  return reset === "all" || reset.includes(field);
}
