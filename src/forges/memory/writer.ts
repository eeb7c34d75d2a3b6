import { ForgeError } from "../../core/diagnostics/errors.ts";
import type { ObservedIssue, ObservedMilestone } from "../../core/model/issue.ts";
import type { ForgeWriter, IssueDraft, IssuePatch } from "../types.ts";
import { buildReader } from "./reader.ts";
import type { MemoryStore } from "./store.ts";

/** The writing half of the contract. What a project cannot hold it does not keep, as its capabilities say. */
export function buildWriter(store: MemoryStore): ForgeWriter {
  return {
    ...buildReader(store),
    createIssue: async (draft) => createIssue(store, draft),
    updateIssue: async (number, patch) => updateIssue(store, number, patch),
    createComment: async (number, text) => createComment(store, number, text),
    updateComment: async (comment, text) => updateComment(store, comment, text),
    // A sign on a comment is seen by people and by no listing.
    react: async () => void (store.counts.POST += 1),
    createLabel: async ({ name }) => {
      store.counts.POST += 1;
      store.labels.add(name);
    },
    createMilestone: async ({ title }) => createMilestone(store, title),
  };
}

function createIssue(store: MemoryStore, draft: IssueDraft): ObservedIssue {
  const { capabilities, place } = store.place;
  const number = Math.max(0, ...store.issues.keys()) + 1;
  store.counts.POST += 1;
  return keep(store, {
    place,
    number,
    url: String(number),
    title: draft.title,
    body: draft.body,
    state: "open",
    labels: [...new Set(draft.labels)].sort(),
    assignees: draft.assignee === null ? [] : [draft.assignee],
    due: capabilities.dueDate ? draft.due : null,
    milestone: draft.milestone?.title ?? null,
    confidential: capabilities.confidential && draft.confidential,
    author: store.account,
    createdAt: store.now,
    updatedAt: store.now,
    comments: 0,
    ...(capabilities.children === null ? {} : { parent: draft.parent ?? null }),
  });
}

function updateIssue(store: MemoryStore, number: number, patch: IssuePatch): ObservedIssue {
  const issue = findIssue(store, number);
  const { capabilities } = store.place;
  const kept = issue.labels.filter((label) => patch.removeLabels?.includes(label) !== true);
  store.counts.PATCH += 1;
  return keep(store, {
    ...issue,
    title: patch.title ?? issue.title,
    body: patch.body ?? issue.body,
    labels: [...new Set([...kept, ...(patch.addLabels ?? [])])].sort(),
    assignees: patch.assignee === undefined ? issue.assignees : passOn(issue.assignees, patch.assignee),
    due: patch.due === undefined || !capabilities.dueDate ? issue.due : patch.due,
    milestone: patch.milestone === undefined ? issue.milestone : (patch.milestone?.title ?? null),
    confidential: capabilities.confidential ? (patch.confidential ?? issue.confidential) : issue.confidential,
    state: patch.state ?? issue.state,
    updatedAt: store.now,
    ...(patch.parent === undefined || capabilities.children === null ? {} : { parent: patch.parent.to }),
  });
}

function passOn(
  assignees: readonly string[],
  { from, to }: { readonly from: string | null; readonly to: string | null },
): readonly string[] {
  const others = assignees.filter((name) => name !== from && name !== to);
  return to === null ? others : [to, ...others];
}

function createComment(store: MemoryStore, number: number, text: string): void {
  const issue = findIssue(store, number);
  const id = Math.max(0, ...store.comments.map((comment) => comment.id)) + 1;
  store.counts.POST += 1;
  store.comments.push({ place: issue.place, number, id, author: store.account, text, at: store.now });
  keep(store, { ...issue, comments: issue.comments + 1 });
}

function updateComment(
  store: MemoryStore,
  { number, id }: { readonly number: number; readonly id: number },
  text: string,
): void {
  findIssue(store, number);
  const index = store.comments.findIndex((comment) => comment.number === number && comment.id === id);
  const comment = store.comments[index];
  if (comment === undefined) throw missing(store, number, "there is no such comment");
  store.counts.PATCH += 1;
  store.comments[index] = { ...comment, text };
}

function createMilestone(store: MemoryStore, title: string): ObservedMilestone {
  store.counts.POST += 1;
  const there = store.milestones.find((milestone) => milestone.title === title);
  if (there !== undefined) return there;
  const made = { title, id: Math.max(0, ...store.milestones.map(({ id }) => id)) + 1 };
  store.milestones.push(made);
  return made;
}

function keep(store: MemoryStore, issue: ObservedIssue): ObservedIssue {
  store.issues.set(issue.number, issue);
  return issue;
}

function findIssue(store: MemoryStore, number: number): ObservedIssue {
  const issue = store.issues.get(number);
  if (issue === undefined) throw missing(store, number, "there is no such issue");
  return issue;
}

function missing(store: MemoryStore, number: number, reason: string): ForgeError {
  return new ForgeError({
    fault: "not-found",
    operation: "change an issue",
    target: `${store.place.place}#${number}`,
    status: null,
    fate: "not-done",
    reason,
    remedy: "Take what it is for out of the cohort file, or bring it back.",
  });
}
