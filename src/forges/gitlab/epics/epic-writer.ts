import { z } from "zod";
import { ForgeError } from "../../../core/diagnostics/errors.ts";
import type { ForgeWriter, IssueDraft, IssuePatch } from "../../types.ts";
import { findAccountId } from "../accounts.ts";
import { isFailure } from "../api/client.ts";
import { Epic, listAssignees, selectEpic } from "./epic.ts";
import { rememberEpic, type Epics } from "./epic-reader.ts";
import type { Call } from "../api/failure.ts";
import { toRejection, toUnreadable } from "../api/failure.ts";
import type { EpicMeans } from "../api/means.ts";
import { Label } from "../api/schema.ts";
import { issueCall, projectCall } from "../api/session.ts";
import { isSameAccount } from "../../../core/model/lookup/accounts.ts";

/** Epics as work items: each mutation is built from what the server said it knows. */
export function buildEpicWriter(epics: Epics): ForgeWriter {
  const { session, reader } = epics;
  return {
    ...reader,
    createIssue: (draft) => createEpic(epics, draft),
    updateIssue: (number, patch) => updateEpic(epics, number, patch),
    createComment: (number, body) => comment(epics, number, body),
    updateComment: (said, text) => changeComment(epics, said, text),
    react: (said, sign) => react(epics, said, sign),
    createLabel: (label) => createLabel(epics, label),
    createMilestone: async ({ title }) => {
      throw toRejection(
        projectCall(session, `create milestone "${title}"`),
        "epics have none",
        "Leave it to the project.",
      );
    },
  };
}

async function comment(epics: Epics, number: number, body: string): Promise<void> {
  const call = issueCall(epics.session, number, "comment", [body]);
  const input = { noteableId: (await findEpic(epics, number, call)).id, body };
  await mutate(epics, call, { name: "createNote", type: "CreateNoteInput", input, answer: "note { id }" });
}

async function changeComment(
  epics: Epics,
  ...[{ number, id }, body]: Parameters<ForgeWriter["updateComment"]>
): Promise<void> {
  const call = issueCall(epics.session, number, "change a comment", [body]);
  const input = { id: nameNote(epics, id), body };
  await mutate(epics, call, { name: "updateNote", type: "UpdateNoteInput", input, answer: "note { id }" });
}

function nameNote({ notes }: Epics, id: number): string {
  return notes.get(id) ?? `gid://gitlab/Note/${id}`;
}

async function react(epics: Epics, ...[{ number, id }, sign]: Parameters<ForgeWriter["react"]>): Promise<void> {
  const call = issueCall(epics.session, number, "answer a comment", []);
  const awardableId = nameNote(epics, id);
  const input = { awardableId, name: sign === "understood" ? "thumbsup" : "confused" };
  const mutation = { name: "awardEmojiAdd", type: "AwardEmojiAddInput", input, answer: "" } as const;
  await mutate(epics, call, { ...mutation, allowed: /taken/i });
}

/** The group's own, so that its projects have it too. */
async function createLabel(
  { session, group, reader, labels }: Epics,
  { name, color, description }: Parameters<ForgeWriter["createLabel"]>[0],
): Promise<void> {
  const call = projectCall(session, `create label "${name}"`, [description]);
  const shade = color.startsWith("#") ? color : `#${color}`;
  const result = await session.client.attempt(call, Label, (api) =>
    api.GroupLabels.create(group, name, shade, { description }),
  );
  if (!isFailure(result)) labels.set(name, result.data.id);
  else if (result.error.status !== 409 && !(await reader.listLabels()).includes(name)) throw result.error;
}

async function createEpic(epics: Epics, draft: IssueDraft) {
  const { session, group } = epics;
  const call = projectCall(session, "create epic", [draft.title, draft.body]);
  const means = await needMeans(epics, call);
  const input = {
    namespacePath: group,
    workItemTypeId: means.typeId,
    title: draft.title,
    descriptionWidget: { description: draft.body },
    labelsWidget: { labelIds: await findLabels(epics, call, draft.labels) },
    ...(draft.confidential ? { confidential: true } : {}),
    ...(draft.due === null ? {} : toDates(means, means.create, draft.due)),
    ...(draft.assignee === null
      ? {}
      : toAssignees(means, means.create, [await findAccount(epics, call, draft.assignee)])),
  };
  return saveEpic(epics, call, { name: "workItemCreate", type: "WorkItemCreateInput", input, means });
}

async function updateEpic(epics: Epics, number: number, patch: IssuePatch) {
  const call = issueCall(epics.session, number, "update epic", [patch.title ?? "", patch.body ?? ""]);
  const means = await needMeans(epics, call);
  const epic = await findEpic(epics, number, call);
  const { title, body, state, confidential, due, addLabels = [], removeLabels = [] } = patch;
  const [addLabelIds, removeLabelIds] = [
    await findLabels(epics, call, addLabels),
    await findLabels(epics, call, removeLabels),
  ];
  const fields = {
    ...(title === undefined ? {} : { title }),
    ...(body === undefined ? {} : { descriptionWidget: { description: body } }),
    ...(state === undefined ? {} : { stateEvent: state === "closed" ? "CLOSE" : "REOPEN" }),
    ...(confidential === undefined ? {} : { confidential }),
    ...(due === undefined ? {} : toDates(means, means.update, due)),
    ...(addLabels.length + removeLabels.length === 0 ? {} : { labelsWidget: { addLabelIds, removeLabelIds } }),
    ...(await changeAssignee(epics, means, { call, epic, change: patch.assignee })),
  };
  if (Object.keys(fields).length === 0) return rememberEpic(epics, epic);
  // Until an answer says otherwise, nobody knows what it looks like now.
  epics.memory.delete(number);
  const input = { id: epic.id, ...fields };
  return saveEpic(epics, call, { name: "workItemUpdate", type: "WorkItemUpdateInput", input, means });
}

interface Mutation {
  readonly name: string;
  /** Of its input. */
  readonly type: string;
  readonly input: Readonly<Record<string, unknown>>;
  /** What is asked of the answer beside its errors. */
  readonly answer: string;
  /** An error that is none. */
  readonly allowed?: RegExp;
}

/** A mutation says that it was refused in an answer that is otherwise a success. */
async function mutate(
  { session }: Epics,
  call: Call,
  { name, type, input, answer, allowed }: Mutation,
): Promise<unknown> {
  const text = `mutation Change($input: ${type}!) { change: ${name}(input: $input) { errors ${answer} } }`;
  const Answer = z.object({ change: z.looseObject({ errors: z.array(z.string()).nullish() }).nullish() });
  const result = await session.client.query(call, Answer, { text, variables: { input } });
  if (isFailure(result)) throw result.error;
  const { change } = result.data;
  const [error] = change?.errors ?? [];
  if (error === undefined || allowed?.test(error) === true) return change;
  throw toRejection(
    call,
    `GitLab refuses it (${session.client.clean(call, error)})`,
    "Change what the message names, then run again.",
  );
}

async function saveEpic(
  epics: Epics,
  call: Call,
  { means, ...mutation }: Omit<Mutation, "answer"> & { readonly means: EpicMeans },
) {
  const change = await mutate(epics, call, { ...mutation, answer: `workItem { ${selectEpic(means)} }` });
  const parsed = z.object({ workItem: Epic }).safeParse(change);
  if (parsed.success) return rememberEpic(epics, parsed.data.workItem);
  throw toUnreadable(call, "the answer has no epic");
}

async function needMeans(epics: Epics, call: Call): Promise<EpicMeans> {
  const means = (await epics.means())?.epics ?? null;
  if (means !== null) return means;
  throw toRejection(call, "this group has no epics, or its server does not say how to make them", "Run again.");
}

async function findEpic({ reader, memory }: Epics, number: number, call: Call): Promise<Epic> {
  if (!memory.has(number)) await reader.readIssue(number);
  const epic = memory.get(number);
  if (epic !== undefined) return epic;
  throw new ForgeError({
    fault: "not-found",
    operation: call.operation,
    target: call.target,
    status: 404,
    fate: "not-done",
    reason: "it is gone, or the group has no epics any more",
    remedy: "Run again: the next plan is made without it.",
  });
}

/** Labels have to be there: planning made them. */
async function findLabels({ reader, labels }: Epics, call: Call, names: readonly string[]): Promise<readonly string[]> {
  if (names.some((name) => !labels.has(name))) await reader.listLabels();
  return names.flatMap((name) => {
    const id = labels.get(name);
    return id === undefined ? [] : [`gid://gitlab/GroupLabel/${id}`];
  });
}

async function findAccount({ session }: Epics, call: Call, name: string): Promise<string> {
  return `gid://gitlab/User/${await findAccountId(session, call, name)}`;
}

function toDates(means: EpicMeans, known: ReadonlySet<string>, dueDate: string | null) {
  if (!known.has("startAndDueDateWidget") || !means.holds.has("START_AND_DUE_DATE")) return {};
  // Without it, a server that has it takes the date from the epic's issues.
  return { startAndDueDateWidget: { dueDate, ...(means.dates.has("isFixed") ? { isFixed: true } : {}) } };
}

function toAssignees(means: EpicMeans, known: ReadonlySet<string>, assigneeIds: readonly string[]) {
  if (!known.has("assigneesWidget") || !means.holds.has("ASSIGNEES")) return {};
  return { assigneesWidget: { assigneeIds } };
}

/** A whole set, in which the new one takes the old one's place and everybody else stays. */
async function changeAssignee(
  epics: Epics,
  means: EpicMeans,
  { call, epic, change }: { readonly call: Call; readonly epic: Epic; readonly change: IssuePatch["assignee"] },
) {
  if (change === undefined || change.from === change.to) return {};
  const current = listAssignees(epic);
  const to = change.to === null ? [] : [await findAccount(epics, call, change.to)];
  const left = current.findIndex((account) => isSameAccount(account.username, change.from));
  const ids = current.map((account) => account.id);
  if (left >= 0) ids.splice(left, 1, ...to);
  else ids.push(...to);
  return toAssignees(means, means.update, [...new Set(ids)]);
}
