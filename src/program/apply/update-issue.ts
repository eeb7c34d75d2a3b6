import { composeBody, readBody } from "../../core/marker/body.ts";
import { updateMarker, type MarkerState } from "../../core/marker/marker-state.ts";
import { deriveProgress } from "../../core/desired/progress.ts";
import type { UpdateAction } from "../../core/model/action.ts";
import { ForgeError } from "../../core/diagnostics/errors.ts";
import type { DesiredIssue, ObservedIssue } from "../../core/model/issue.ts";
import { obey } from "../../core/plan/diff/commands.ts";
import { diffContext, hasWrites } from "../../core/plan/diff/diff-context.ts";
import { diffIssue } from "../../core/plan/diff/diff-issue.ts";
import { type IssueDiff } from "../../core/plan/model/issue-diff.ts";
import type { ForgeWriter, IssuePatch } from "../../forges/types.ts";
import {
  blocked,
  done,
  fill,
  gone,
  listWaiting,
  milestoneOf,
  findIn,
  writerOf,
  type Done,
  type Run,
} from "./run-state.ts";

/** Reads the issue again, merges again with what stands there now, and writes what is left to write. */
export async function performUpdate(run: Run, action: UpdateAction): Promise<Done> {
  const writer = writerOf(run, action.place);
  const issue = await writer.readIssue(action.number);
  if (issue === null) return gone(action);
  if (action.desired === null) return relabel(writer, issue, action);
  const waiting = listWaiting(run, action.place, action.desired.body, action.desired.milestone);
  if (waiting !== null) return blocked(waiting);
  if (issue.state === "closed")
    return {
      ...done(issue.url),
      result: "deviated",
      deviation: "somebody closed it in the meantime, so it was left as it is",
    };
  const body = readBody(issue.body);
  const desired = { ...action.desired, body: fill(run, action.place, action.desired.body) };
  const asked = obey(issue, body, action.orders);
  const context = { input: run.input, find: findIn(run), orders: action.orders };
  const progress = deriveProgress(asked.issue, asked.body, desired.finished);
  const diff = diffIssue(diffContext(context, { key: action.key, issue, body }, desired, progress));
  if (!hasWrites(diff)) return nothingLeft(run, action.desired, issue, diff);
  const updated = await writer.updateIssue(action.number, patchFrom(run, action, diff, body.marker));
  run.issues.set(action.key, updated);
  await answerOrders(writer, action.orders, asked.understood);
  return { ...done(updated.url), deviation: describeDeviation(action, diff) };
}

/** Either somebody did it, or what it was to stand under or to remember could not be made. */
function nothingLeft(run: Run, { parent, remembers }: DesiredIssue, issue: ObservedIssue, diff: IssueDiff): Done {
  if (diff.conflicts.some(({ because }) => because === "no-room"))
    return {
      ...done(issue.url),
      result: "deviated",
      deviation: "somebody wrote so much in the meantime that the forge would not take more, so it was left as it is",
    };
  const missing = [parent, ...remembers].find((key) => key !== null && !run.issues.has(key)) ?? null;
  return missing === null ? { ...done(issue.url), deviation: "somebody did it in the meantime" } : blocked(missing);
}

/** A sign on each comment that asked for something. That it is done matters more than the sign: without one nothing fails. */
async function answerOrders(
  writer: ForgeWriter,
  orders: UpdateAction["orders"],
  understood: readonly boolean[],
): Promise<void> {
  for (const [index, { comment }] of orders.entries()) {
    try {
      await writer.react(comment, understood[index] === true ? "understood" : "confused");
    } catch (error) {
      if (!(error instanceof ForgeError)) throw error;
    }
  }
}

async function relabel(writer: ForgeWriter, issue: ObservedIssue, action: UpdateAction): Promise<Done> {
  const addLabels = action.addLabels.filter((label) => !issue.labels.includes(label));
  const removeLabels = action.removeLabels.filter((label) => issue.labels.includes(label));
  if (addLabels.length + removeLabels.length === 0)
    return { ...done(issue.url), deviation: "somebody did it in the meantime" };
  const updated = await writer.updateIssue(action.number, { addLabels, removeLabels });
  return done(updated.url);
}

function patchFrom(run: Run, { place, key }: UpdateAction, diff: IssueDiff, marker: MarkerState | null): IssuePatch {
  return {
    ...(diff.title === null ? {} : { title: diff.title }),
    ...(diff.text === null || marker === null
      ? {}
      : {
          body: composeBody(
            diff.text,
            updateMarker(marker, {
              ...diff.marker,
              key,
              repository: run.input.repository || marker.repository,
              run: run.id,
            }),
          ),
        }),
    ...(diff.assignee === null ? {} : { assignee: diff.assignee }),
    ...(diff.due === null ? {} : { due: diff.due.to }),
    ...(diff.milestone === null ? {} : { milestone: milestoneOf(run, place, diff.milestone.to) }),
    ...(diff.confidential === null ? {} : { confidential: diff.confidential }),
    ...(diff.parent === null ? {} : { parent: diff.parent }),
    ...(diff.addLabels.length === 0 ? {} : { addLabels: diff.addLabels }),
    ...(diff.removeLabels.length === 0 ? {} : { removeLabels: diff.removeLabels }),
  };
}

function describeDeviation(action: UpdateAction, diff: IssueDiff): string | null {
  const planned = action.changes
    .map((change) => change.field)
    .sort()
    .join(", ");
  const sent = diff.changes
    .map((change) => change.field)
    .sort()
    .join(", ");
  if (planned !== sent) return `changed ${sent || "nothing"} instead of ${planned}: somebody edited it in the meantime`;
  const body = (changes: UpdateAction["changes"]) => changes.find((change) => change.field === "body")?.before;
  return body(action.changes) === body(diff.changes) ? null : "merged again with what somebody wrote in the meantime";
}
