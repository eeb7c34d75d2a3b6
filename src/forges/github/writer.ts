import { ForgeError, InvariantError } from "../../core/diagnostics/errors.ts";
import type { ObservedMilestone } from "../../core/model/issue.ts";
import type { ForgeReader, ForgeWriter, IssueDraft, IssuePatch } from "../types.ts";
import { isFailure, parseAnswer } from "./api/client.ts";
import { Comment, Issue, Label, Milestone, Reaction } from "./api/schema.ts";
import type { Session } from "./api/session.ts";
import { remember } from "./api/session.ts";
import { tryRights } from "./try-rights.ts";
import { toMilestoneDate, toObservedMilestone } from "./api/translate.ts";
import { updateIssue } from "./update.ts";

/** The writing half of the contract: every method sends each of its requests once. */
export function buildWriter(session: Session, reader: ForgeReader): ForgeWriter {
  const { client, place, names } = session;
  return {
    ...reader,
    describeAccess: async () => tryRights(session, await reader.describeAccess()),
    createIssue: async (draft) => {
      const route = "POST /repos/{owner}/{repo}/issues";
      const parameters = { ...names, ...toBody(draft) };
      const issue = await client.send({ operation: "create issue", target: place, route, parameters }, Issue);
      return remember(session, issue);
    },
    updateIssue: async (number, patch) => {
      refuseUnknownFields(patch);
      return updateIssue(session, reader, number, patch);
    },
    createComment: async (number, text) => {
      const route = "POST /repos/{owner}/{repo}/issues/{issue_number}/comments";
      const parameters = { ...names, issue_number: number, body: text };
      await client.send({ operation: "comment", target: `${place}#${number}`, route, parameters }, Comment);
    },
    updateComment: async ({ number, id }, text) => {
      const route = "PATCH /repos/{owner}/{repo}/issues/comments/{comment_id}";
      const parameters = { ...names, comment_id: id, body: text };
      await client.send({ operation: "change a comment", target: `${place}#${number}`, route, parameters }, Comment);
    },
    // The same sign by the same account twice is answered with the first one.
    react: async ({ id, number }, sign) => {
      const route = "POST /repos/{owner}/{repo}/issues/comments/{comment_id}/reactions";
      const parameters = { ...names, comment_id: id, content: sign === "understood" ? "+1" : "confused" };
      await client.send({ operation: "answer a comment", target: `${place}#${number}`, route, parameters }, Reaction);
    },
    createLabel: (label) => createLabel(session, label),
    createMilestone: (milestone) => createMilestone(session, reader, milestone),
  };
}

function toBody(draft: IssueDraft): Readonly<Record<string, unknown>> {
  refuseUnknownFields({ due: draft.due ?? undefined, confidential: draft.confidential || undefined });
  if ((draft.parent ?? null) !== null)
    throw new InvariantError("A parent was sent to GitHub with a new issue, which takes one only once it is there");
  return {
    title: draft.title,
    body: draft.body,
    ...(draft.labels.length > 0 ? { labels: draft.labels } : {}),
    ...(draft.assignee === null ? {} : { assignees: [draft.assignee] }),
    ...(draft.milestone === null ? {} : { milestone: draft.milestone.id }),
  };
}

/** Planning sees from the capabilities that GitHub's issues have neither; dropping them here would be in silence. */
function refuseUnknownFields(fields: {
  readonly due?: IssuePatch["due"] | undefined;
  readonly confidential?: boolean | undefined;
}): void {
  if (fields.due !== undefined) throw new InvariantError("A due date was sent to GitHub, whose issues have none");
  if (fields.confidential !== undefined)
    throw new InvariantError("Confidentiality was sent to GitHub, whose issues have none");
}

async function createLabel(
  { client, place, names }: Session,
  { name, color, description }: Parameters<ForgeWriter["createLabel"]>[0],
): Promise<void> {
  const route = "POST /repos/{owner}/{repo}/labels";
  const parameters = { ...names, name, color, description };
  const call = { operation: `create label "${name}"`, target: place, route, parameters };
  const result = await client.attempt(call);
  if (!isFailure(result)) parseAnswer(call, result, Label);
  else if (!result.codes.includes("already_exists")) throw result.error;
}

async function createMilestone(
  { client, place, names }: Session,
  reader: ForgeReader,
  milestone: Parameters<ForgeWriter["createMilestone"]>[0],
): Promise<ObservedMilestone> {
  const { title, description, due } = milestone;
  const route = "POST /repos/{owner}/{repo}/milestones";
  const due_on = due === null ? {} : { due_on: toMilestoneDate(due) };
  const parameters = { ...names, title, description, ...due_on };
  const call = { operation: `create milestone "${title}"`, target: place, route, parameters };
  const result = await client.attempt(call);
  if (!isFailure(result)) return toObservedMilestone(parseAnswer(call, result, Milestone));
  if (!result.codes.includes("already_exists")) throw result.error;
  const existing = (await reader.listMilestones()).find((candidate) => candidate.title === title);
  if (existing !== undefined) return existing;
  throw new ForgeError({
    fault: "rejected",
    operation: call.operation,
    target: place,
    status: result.error.status,
    fate: "not-done",
    reason: "GitHub says it exists already, yet does not list it",
    remedy: "Look at the repository's milestones, and rename the one that is in the way.",
  });
}
