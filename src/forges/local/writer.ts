import { join } from "node:path";
import { ForgeError } from "../../core/diagnostics/errors.ts";
import type { ObservedIssue, ObservedMilestone } from "../../core/model/issue.ts";
import type { ForgeWriter, IssueDraft, IssuePatch } from "../types.ts";
import { addEntry, LABELS, MILESTONES } from "./catalog.ts";
import { appendComment, replaceComment } from "./comments.ts";
import { claimText, discard, makeFolder, moveText, persist, readText, replaceText } from "./files/disk.ts";
import { changeFile, formatFile, type StoredIssue } from "./files/file.ts";
import type { LocalFolder, Stored } from "./folder.ts";
import { commentsPath, count, findStored, highestNumber, locateIssues, refuse, toObserved } from "./folder.ts";
import { claimFileName, localFileName } from "./files/names.ts";
import { buildReader, LOCAL_ACCOUNT } from "./reader.ts";
import { sweepLeftovers } from "./remove-stale.ts";

/** The writing half of the contract. */
export function buildWriter(local: LocalFolder): ForgeWriter {
  return {
    ...buildReader(local),
    createIssue: async (draft) => createIssue(local, draft),
    updateIssue: async (number, patch) => updateIssue(local, number, patch),
    createComment: async (number, text) => createComment(local, number, text),
    updateComment: async ({ number, id }, text) => updateComment(local, number, id, text),
    react: async ({ number, text }, sign) =>
      createComment(local, number, sign === "understood" ? `Done: ${quote(text)}` : `Not clear to me: ${quote(text)}`),
    createLabel: async (label) => void (await addEntry(local, LABELS, { ...label })),
    createMilestone: async (milestone): Promise<ObservedMilestone> => ({
      title: milestone.title,
      id: await addEntry(local, MILESTONES, { ...milestone }),
    }),
  };
}

/** Numbers that may be taken by others before one is ours. */
const MOST_TAKEN = 1000;

/**
 * The file is written under a name that only its number makes, which nobody else can have at the same time, and then
 * renamed: two processes never get the same number, and nobody sees half a file.
 */
async function createIssue(local: LocalFolder, draft: IssueDraft): Promise<ObservedIssue> {
  await makeFolder(local.folder);
  await sweepLeftovers(local);
  const first = (await highestNumber(local)) + 1;
  for (let number = first; number < first + MOST_TAKEN; number++) {
    const text = formatFile(fromDraft(number, draft, nowOf(local)));
    const claim = join(local.folder, claimFileName(number));
    if (!(await claimText(claim, text))) continue;
    if (await isTaken(local, number, claim)) {
      await discard(claim);
      continue;
    }
    const path = join(local.folder, localFileName(number, draft.title));
    await moveText(claim, path);
    // The number alone: a title may name somebody, and the trace goes into logs.
    count(local, "POST", String(number));
    return remember(local, toObserved(local, { number, path, text, comments: 0 }));
  }
  throw refuse("create an issue", local.folder, "others keep taking its number", "Run it again.");
}

/** Whether somebody was quicker: had the number, and has given it its final name already. */
async function isTaken(local: LocalFolder, number: number, claim: string): Promise<boolean> {
  try {
    return (await locateIssues(local)).has(number);
  } catch (error) {
    await discard(claim);
    throw error;
  }
}

async function updateIssue(local: LocalFolder, number: number, patch: IssuePatch): Promise<ObservedIssue> {
  await sweepLeftovers(local);
  const updated = await persist(async () => {
    const { issue, path, text } = await findExisting(local, number);
    if (patch.body !== undefined) refuseStale(local, issue, path);
    const changed = patchIssue(issue, patch);
    if (JSON.stringify(changed) === JSON.stringify(issue)) return issue;
    const next = changeFile(text, { ...changed, updatedAt: nowOf(local) });
    if (!(await replaceText(path, next, text))) return null;
    count(local, "PATCH", String(number));
    return remember(local, toObserved(local, { number, path, text: next, comments: issue.comments }));
  });
  if (updated !== null) return updated;
  throw refuse("change an issue", `${local.folder}, number ${number}`, "its file keeps changing", "Run it again.");
}

/** A new body was merged with the one that was read. Where somebody has saved the file since, theirs must not be lost. */
function refuseStale(local: LocalFolder, issue: ObservedIssue, path: string): void {
  const seen = local.bodies.get(issue.number);
  if (seen === undefined) local.bodies.set(issue.number, issue.body);
  else if (seen !== issue.body)
    throw refuse(
      "change an issue",
      path,
      "somebody saved it at this very moment",
      "Run it again: what they wrote is then merged.",
    );
}

function patchIssue(issue: ObservedIssue, patch: IssuePatch): ObservedIssue {
  const kept = issue.labels.filter((label) => !patch.removeLabels?.includes(label));
  return {
    ...issue,
    title: patch.title ?? issue.title,
    body: patch.body ?? issue.body,
    labels: [...new Set([...kept, ...(patch.addLabels ?? [])])].sort(),
    assignees: patch.assignee === undefined ? issue.assignees : moveAssignee(issue.assignees, patch.assignee),
    due: patch.due === undefined ? issue.due : patch.due,
    milestone: patch.milestone === undefined ? issue.milestone : (patch.milestone?.title ?? null),
    confidential: patch.confidential ?? issue.confidential,
    state: patch.state ?? issue.state,
  };
}

function moveAssignee(
  assignees: readonly string[],
  { from, to }: { readonly from: string | null; readonly to: string | null },
): readonly string[] {
  const others = assignees.filter((name) => name !== from && name !== to);
  return to === null ? others : [to, ...others];
}

async function createComment(local: LocalFolder, number: number, text: string): Promise<void> {
  await sweepLeftovers(local);
  const { comments } = await findExisting(local, number);
  const path = commentsPath(local, number, comments);
  const written = await persist(async () => {
    const before = await readText(path);
    const after = appendComment(before ?? "", { author: LOCAL_ACCOUNT, at: nowOf(local), text });
    return (await replaceText(path, after, before)) || null;
  });
  if (written === null) throw refuse("comment", path, "the file keeps changing", "Run it again.");
  count(local, "POST", `${number}, a comment`);
}

async function updateComment(local: LocalFolder, number: number, id: number, text: string): Promise<void> {
  await sweepLeftovers(local);
  const { comments } = await findExisting(local, number);
  const path = commentsPath(local, number, comments);
  const written = await persist(async () => {
    const before = await readText(path);
    const after = replaceComment(before ?? "", id, text);
    if (after === null) throw missing(`${local.folder}, number ${number}`, "there is no such comment");
    return after === before || (await replaceText(path, after, before)) || null;
  });
  if (written === null) throw refuse("change a comment", path, "the file keeps changing", "Run it again.");
  count(local, "PATCH", `${number}, a comment`);
}

/** The first line of what somebody wrote, cut short. */
function quote(text: string): string {
  const line = text.trim().split("\n")[0] ?? "";
  return `“${line.length > 60 ? `${line.slice(0, 59)}…` : line}”`;
}

async function findExisting(local: LocalFolder, number: number): Promise<Stored> {
  const stored = await findStored(local, number);
  if (stored !== null) return stored;
  throw missing(`${local.folder}, number ${number}`, "there is no such file");
}

function missing(target: string, reason: string): ForgeError {
  return new ForgeError({
    fault: "not-found",
    operation: "change an issue",
    target,
    status: null,
    fate: "not-done",
    reason,
    remedy: "Put the file back, or take what it is for out of the cohort file.",
  });
}

function fromDraft(number: number, draft: IssueDraft, now: string): StoredIssue {
  const { title, body, labels, assignee, due, milestone, confidential } = draft;
  return {
    number,
    title,
    body,
    state: "open",
    labels: [...new Set(labels)].sort(),
    assignees: assignee === null ? [] : [assignee],
    due,
    milestone: milestone?.title ?? null,
    confidential,
    author: LOCAL_ACCOUNT,
    createdAt: now,
    updatedAt: now,
  };
}

function remember(local: LocalFolder, issue: ObservedIssue): ObservedIssue {
  local.bodies.set(issue.number, issue.body);
  return issue;
}

function nowOf(local: LocalFolder): string {
  return local.connection.now ?? new Date().toISOString();
}
