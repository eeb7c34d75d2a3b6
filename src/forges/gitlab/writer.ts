import type { ObservedMilestone } from "../../core/model/issue.ts";
import type { ForgeReader, ForgeWriter, IssueDraft } from "../types.ts";
import { findAccountId } from "./accounts.ts";
import { findEpicId } from "./api/epic-id.ts";
import { isFailure } from "./api/client.ts";
import { toRejection } from "./api/failure.ts";
import { Award, Issue, Label, Milestone, Note } from "./api/schema.ts";
import type { Session } from "./api/session.ts";
import { issueCall, projectCall } from "./api/session.ts";
import { toObservedIssue, toObservedMilestone } from "./translate.ts";
import { joinLabels, updateIssue } from "./update.ts";

/** The writing half of the contract: every method sends each of its writes once. */
export function buildWriter(session: Session, reader: ForgeReader): ForgeWriter {
  const { client, place, memory } = session;
  const remember = (issue: Issue) => {
    memory.set(issue.iid, issue);
    return toObservedIssue(session, issue);
  };

  return {
    ...reader,
    createIssue: async (draft) => remember(await createIssue(session, draft)),
    updateIssue: async (number, patch) => remember(await updateIssue(session, number, patch)),
    createComment: async (number, text) => {
      const call = issueCall(session, number, "comment", [text]);
      await client.send(call, Note, (api) => api.IssueNotes.create(place, number, text));
    },
    updateComment: async ({ number, id }, text) => {
      const call = issueCall(session, number, "change a comment", [text]);
      await client.send(call, Note, (api) => api.IssueNotes.edit(place, number, id, { body: text }));
    },
    react: async ({ number, id }, sign) => {
      const call = issueCall(session, number, "answer a comment");
      const emoji = sign === "understood" ? "thumbsup" : "confused";
      const result = await client.attempt(call, Award, (api) =>
        api.IssueNoteAwardEmojis.award(place, number, id, emoji),
      );
      // The same sign by the same account twice: 404, and those words (as clients of 17.2 report).
      if (isFailure(result) && !/taken/i.test(result.said)) throw result.error;
    },
    createLabel: async ({ name, color, description }) => {
      const call = projectCall(session, `create label "${name}"`, [description]);
      const shade = color.startsWith("#") ? color : `#${color}`;
      const result = await client.attempt(call, Label, (api) =>
        api.ProjectLabels.create(place, name, shade, { description }),
      );
      if (!isFailure(result) || result.error.status === 409) return;
      // Two who make it at once: the slower one may be told 400 instead.
      const taken = result.error.status === 400 && /taken|exists/i.test(result.said);
      if (!taken || !(await reader.listLabels()).includes(name)) throw result.error;
    },
    createMilestone: (milestone) => createMilestone(session, reader, milestone),
  };
}

async function createIssue(session: Session, draft: IssueDraft): Promise<Issue> {
  const { client, place } = session;
  const call = projectCall(session, "create issue", [draft.title, draft.body]);
  const assignee = draft.assignee === null ? null : await findAccountId(session, call, draft.assignee);
  const epic = draft.parent ? await findEpicId(session, draft.parent) : null;
  const send = (under: { readonly epicId?: number }) =>
    client.attempt(call, Issue, (api) =>
      api.Issues.create(place, draft.title, {
        ...under,
        description: draft.body,
        ...(draft.labels.length === 0 ? {} : { labels: joinLabels(draft.labels) }),
        ...(assignee === null ? {} : { assigneeIds: [assignee] }),
        ...(draft.due === null ? {} : { dueDate: draft.due }),
        ...(draft.milestone === null ? {} : { milestoneId: draft.milestone.id }),
        ...(draft.confidential ? { confidential: true } : {}),
      }),
    );
  const first = await send(typeof epic === "number" ? { epicId: epic } : {});
  // What was refused was not made: an issue under no epic is better than none, and the answer tells.
  const refused = isFailure(first) && typeof epic === "number" && [403, 404, 422].includes(first.error.status ?? 0);
  const result = refused ? await send({}) : first;
  if (isFailure(result)) throw result.error;
  return result.data;
}

/** Titles are unique in a project and the groups above it: one that is taken is adopted. */
async function createMilestone(
  session: Session,
  reader: ForgeReader,
  milestone: Parameters<ForgeWriter["createMilestone"]>[0],
): Promise<ObservedMilestone> {
  const { title, description, due } = milestone;
  const call = projectCall(session, `create milestone "${title}"`, [description]);
  const result = await session.client.attempt(call, Milestone, (api) =>
    api.ProjectMilestones.create(session.place, title, { description, ...(due === null ? {} : { dueDate: due }) }),
  );
  if (!isFailure(result)) return toObservedMilestone(result.data);
  const { status } = result.error;
  if (!((status === 400 || status === 409) && /taken|already|exists/i.test(result.said))) throw result.error;
  const existing = (await reader.listMilestones()).find((candidate) => candidate.title === title);
  if (existing !== undefined) return existing;
  throw toRejection(
    call,
    "GitLab says it exists already, yet does not list it",
    "Look at the milestones of the project and of the groups above it, and rename the one that is in the way.",
  );
}
