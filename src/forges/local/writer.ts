import { join } from "node:path";
import { stringify } from "yaml";
import { ForgeError } from "../../core/model/errors.ts";
import type { ObservedIssue, ObservedMilestone } from "../../core/model/issue.ts";
import type { ForgeWriter, IssueDraft, IssuePatch } from "../types.ts";
import { createText, makeFolder, readText, removeText, replaceText } from "./disk.ts";
import { formatFile, localFileName, type StoredIssue } from "./file.ts";
import {
  buildReader,
  commentsName,
  findStored,
  findLastNumber,
  listNumbered,
  LOCAL_ACCOUNT,
  readNames,
  type LocalFolder,
  type Stored,
} from "./reader.ts";

export function buildWriter(local: LocalFolder): ForgeWriter {
  return {
    ...buildReader(local),
    createIssue: (draft) => createIssue(local, draft),
    updateIssue: (number, patch) => updateIssue(local, number, patch),
    createComment: (number, text) => createComment(local, number, text),
    createLabel: async (label) => {
      await addName(local, "labels.yaml", { name: label.name, color: label.color, description: label.description });
    },
    createMilestone: async (milestone): Promise<ObservedMilestone> => {
      const index = await addName(local, "milestones.yaml", {
        name: milestone.title,
        description: milestone.description,
        due: milestone.due,
      });
      return { title: milestone.title, id: index + 1 };
    },
  };
}

async function createIssue(local: LocalFolder, draft: IssueDraft): Promise<ObservedIssue> {
  await makeFolder(local.folder);
  local.counts.POST++;
  const now = nowOf(local);
  let number = 1 + (await findLastNumber(local));
  for (let tries = 0; tries < 1000; tries++) {
    const issue: StoredIssue = {
      number,
      title: draft.title,
      body: draft.body,
      state: "open",
      labels: [...draft.labels].sort(),
      assignees: draft.assignee === null ? [] : [draft.assignee],
      due: draft.due,
      milestone: draft.milestone?.title ?? null,
      confidential: draft.confidential,
      author: LOCAL_ACCOUNT,
      createdAt: now,
      updatedAt: now,
    };
    const path = join(local.folder, localFileName(number, draft.title));
    const made = await createText(path, formatFile(issue, null));
    const twins = await listNumbered(local, number);
    if (made && twins.length === 1) return { ...issue, place: local.connection.place, url: path, comments: 0 };
    // Another run took the number at the same moment. Whoever sees that gives way, and never to the same next number.
    if (made) await removeText(path);
    number += made && twins[0] === localFileName(number, draft.title) ? 1 : 2;
  }
  throw new ForgeError({
    fault: "rejected",
    operation: "create an issue",
    target: local.folder,
    status: null,
    fate: "not-done",
    reason: "no free number was found",
    remedy: "Look into that folder, then run it again.",
  });
}

async function updateIssue(local: LocalFolder, number: number, patch: IssuePatch): Promise<ObservedIssue> {
  const stored = await findExisting(local, number);
  local.counts.PATCH++;
  const { issue } = stored;
  const changed: ObservedIssue = {
    ...issue,
    title: patch.title ?? issue.title,
    body: patch.body ?? issue.body,
    labels: [
      ...new Set([...issue.labels.filter((label) => !patch.removeLabels?.includes(label)), ...(patch.addLabels ?? [])]),
    ].sort(),
    assignees: patch.assignee === undefined ? issue.assignees : moveAssignee(issue.assignees, patch.assignee),
    due: patch.due === undefined ? issue.due : patch.due,
    milestone: patch.milestone === undefined ? issue.milestone : (patch.milestone?.title ?? null),
    confidential: patch.confidential ?? issue.confidential,
    state: patch.state ?? issue.state,
    updatedAt: nowOf(local),
  };
  await replaceText(stored.path, formatFile(changed, stored.text));
  return changed;
}

function moveAssignee(
  assignees: readonly string[],
  move: { readonly from: string | null; readonly to: string | null },
): readonly string[] {
  const rest = assignees.filter((name) => name !== move.from && name !== move.to);
  return move.to === null ? rest : [move.to, ...rest];
}

async function createComment(local: LocalFolder, number: number, text: string): Promise<void> {
  await findExisting(local, number);
  local.counts.POST++;
  const path = join(local.folder, commentsName(number));
  const before = (await readText(path)) ?? "";
  await replaceText(
    path,
    `${before === "" ? "" : `${before.trimEnd()}\n\n`}## ${LOCAL_ACCOUNT}, ${nowOf(local)}\n\n${text.trimEnd()}\n`,
  );
}

async function findExisting(local: LocalFolder, number: number): Promise<Stored> {
  const stored = await findStored(local, number);
  if (stored !== null) return stored;
  throw new ForgeError({
    fault: "not-found",
    operation: "change an issue",
    target: `${local.folder}, number ${number}`,
    status: null,
    fate: "not-done",
    reason: "there is no such file",
    remedy: "Restore the file, or take what it is for out of the config.",
  });
}

/** Adds a name to a small list, unless it is there; gives its place in the list. */
async function addName(
  local: LocalFolder,
  file: string,
  entry: { readonly name: string; readonly [key: string]: unknown },
): Promise<number> {
  await makeFolder(local.folder);
  const entries = await readNames(local, file);
  const at = entries.findIndex((one) => one.name === entry.name);
  if (at !== -1) return at;
  local.counts.POST++;
  await replaceText(join(local.folder, file), stringify([...entries, entry]));
  return entries.length;
}

function nowOf(local: LocalFolder): string {
  return local.connection.now ?? new Date().toISOString();
}
