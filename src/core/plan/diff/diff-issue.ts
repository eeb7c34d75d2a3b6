import { hashField } from "../../text/hash.ts";
import { decideField } from "./decide-field.ts";
import type { Conflict } from "../../merge/merge-body.ts";
import { mergeBody } from "../../merge/merge-body.ts";
import type { AppliedField, FieldChanges } from "../../marker/fields.ts";
import type { BaseBlock } from "../../marker/marker-state.ts";
import type { FieldChange, FieldName } from "../../model/action.ts";
import { lastOrder, obey } from "./commands.ts";
import { diffLabels, joinLabels, observedLabels } from "./diff-labels.ts";
import { extendLedger, isSameLedger } from "./ledger.ts";
import { recordAccounts } from "./last-applied.ts";
import { diffParent, formatAddress, hashParent } from "./parent.ts";
import { fitBodyLimit } from "./body-limit.ts";
import type { IssueDiff, DiffInput } from "../model/issue-diff.ts";
import { isSameAccount } from "../../model/lookup/accounts.ts";

/** Compares one issue with what it should be: three-way for every field and every block. Pure; the same after a re-read. */
export function diffIssue(given: DiffInput): IssueDiff {
  const { issue: observed, body: real, orders } = given;
  const input = { ...given, ...obey(observed, real, orders) };
  const { desired } = input;
  const notes = diffFields(input);
  const { drift, changes, applied } = notes;
  const changed = (field: FieldName) => changes.some((change) => change.field === field);
  const merged = mergeText(input);
  const labels = diffLabels(input, changed("labels"), observed.labels);
  const isAssigned = changed("assignee") || !drift.includes("assignee");
  const accounts = isAssigned ? recordAccounts(desired, assigneeOf(input)) : {};
  const parent = noteParent(input, notes);
  const learnt = learn(input);
  const learns = learnt.isNews || orders.length > 0;
  const bodyWritten = input.body.marker !== null && (merged.differs || learns || changes.length > 0);
  if (merged.text !== real.text) changes.push({ field: "body", before: real.text, after: merged.text });
  if (merged.isTheirs) drift.push("body");
  return fitBodyLimit(input, {
    changes: [...changes.filter((change) => change.field !== "labels"), ...labels.changes],
    title: changed("title") ? desired.title : null,
    text: bodyWritten ? merged.text : null,
    marker: { blocks: merged.base, applied, ...accounts, ...learnt.fields },
    assignee: changed("assignee") ? { from: observedAssignee(input, assigneeOf(input)), to: assigneeOf(input) } : null,
    due: changed("due") ? { to: desired.due } : null,
    milestone: changed("milestone") ? { to: desired.milestone } : null,
    confidential: changed("confidential") ? desired.confidential : null,
    parent,
    addLabels: labels.add,
    removeLabels: labels.remove,
    drift,
    conflicts: merged.conflicts,
  });
}

interface FieldNotes {
  readonly drift: FieldName[];
  readonly changes: FieldChange[];
  /** What the marker is to say was applied. */
  readonly applied: Partial<Record<AppliedField, string>>;
}

function diffFields(input: DiffInput): FieldNotes {
  const notes: FieldNotes = { drift: [], changes: [], applied: {} };
  for (const { field, observed, wanted } of listFields(input)) {
    const decision =
      isReset(input.reset, field) && observed !== wanted
        ? "apply"
        : decideField({ base: input.body.marker?.applied[field] ?? null, observed, desired: wanted });
    if (decision === "drift") notes.drift.push(field);
    else notes.applied[field] = hashField(wanted);
    if (decision === "apply") notes.changes.push({ field, before: observed, after: wanted });
  }
  return notes;
}

/** Adds the parent to what changes or has drifted; what it would become, where that is known already. */
function noteParent(input: DiffInput, { drift, changes, applied }: FieldNotes): IssueDiff["parent"] {
  const found = diffParent(input);
  if (found === null) return null;
  const { from, to } = found;
  const decision = found.decision === "drift" && isReset(input.reset, "parent") ? "apply" : found.decision;
  if (decision === "drift") drift.push("parent");
  else if (to !== "coming") applied.parent = hashParent(to);
  if (decision !== "apply") return null;
  changes.push({ field: "parent", before: formatAddress(from), after: formatAddress(to) });
  return to === "coming" ? null : { from, to };
}

/** What the marker learns beside fields, and whether that alone is worth a write. */
function learn({ body, desired, find, orders }: DiffInput): {
  readonly fields: FieldChanges;
  readonly isNews: boolean;
} {
  const before = body.marker?.ledger ?? new Map<string, number>();
  const ledger = extendLedger(before, desired.remembers, find);
  const isComing = desired.remembers.some((key) => find(key) === "coming");
  const { review } = desired;
  const known = body.marker?.review ?? null;
  const isReviewed =
    review !== null && review.state !== "none" && (review.state !== known?.state || review.since !== known.since);
  return {
    fields: {
      ledger,
      ...(isReviewed ? { review } : {}),
      ...(orders.length > 0 ? { lastCommand: lastOrder(orders) } : {}),
    },
    isNews: isReviewed || isComing || !isSameLedger(ledger, before),
  };
}

/** The account to assign; null as well where the forge refused it before and was not asked again in this run. */
function assigneeOf({ desired, body }: DiffInput): string | null {
  const refused = desired.wanted !== null && body.marker?.refusedAssignee === hashField(desired.wanted);
  return refused && !desired.checked ? null : desired.assignee;
}

function listFields(
  input: DiffInput,
): readonly { field: AppliedField; observed: string | null; wanted: string | null }[] {
  const { issue, desired, capabilities } = input;
  const assignee = assigneeOf(input);
  const fields: { field: AppliedField; observed: string | null; wanted: string | null }[] = [
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
  const base = body.marker?.applied.assignee;
  const others = issue.assignees.filter((name) => !isSameAccount(name, wanted));
  const last = others.find((name) => hashField(name) === base);
  if (last !== undefined) return last;
  return others.length < issue.assignees.length ? wanted : (others[0] ?? null);
}

function mergeText(input: DiffInput): {
  text: string;
  differs: boolean;
  base: readonly BaseBlock[];
  isTheirs: boolean;
  conflicts: readonly Conflict[];
} {
  const { body, desired } = input;
  const base = isReset(input.reset, "body") ? null : (body.marker?.blocks ?? null);
  if (body.marker === null) return { text: body.text, differs: false, base: [], isTheirs: true, conflicts: [] };
  const merged = mergeBody({ base, observed: body.text, desired: desired.body });
  const baseMoved = JSON.stringify(merged.base) !== JSON.stringify(body.marker.blocks);
  return {
    text: merged.text,
    differs: merged.changed || baseMoved,
    base: merged.base,
    isTheirs: merged.held > 0,
    conflicts: merged.conflicts,
  };
}

function isReset(reset: DiffInput["reset"], field: FieldName): boolean {
  return reset === "all" || reset.includes(field);
}
