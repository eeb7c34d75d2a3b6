import { readBody } from "../../core/marker/body.ts";
import { isUsed, mayClose } from "../../core/desired/progress.ts";
import type { CloseAction, CommentAction, ReopenAction } from "../../core/model/action.ts";
import { ForgeError } from "../../core/diagnostics/errors.ts";
import { performDigest } from "./write-digest.ts";
import { done, gone, markClosed, writerOf, type Done, type Run } from "./run-state.ts";
import { findKind } from "../../core/kinds/model/library.ts";

/**
 * Closes an issue, unless somebody has begun to use it since the plan was made. Closed first and explained after: what
 * is cut off in between is said by the next run, and nothing is ever said twice.
 */
export async function performClose(run: Run, action: CloseAction): Promise<Done> {
  const writer = writerOf(run, action.place);
  const issue = await writer.readIssue(action.number);
  if (issue === null) return gone(action);
  if (issue.state === "closed") return { ...done(issue.url), deviation: "somebody closed it in the meantime" };
  const body = readBody(issue.body);
  const finished = findKind(run.input.library.kinds, action.kind)?.finished ?? "tasks";
  const stays =
    (action.cause === "duplicate" && isUsed(issue, body)) ||
    (action.cause === "timer" && !mayClose(issue, body, finished));
  if (stays)
    return { ...done(issue.url), result: "deviated", deviation: "somebody has begun to use it, so it stays open" };
  const { cause, comment } = action;
  const closed = await writer.updateIssue(action.number, {
    state: "closed",
    ...markClosed(run, body, { cause, comments: comment === null ? null : issue.comments }),
  });
  if (comment === null) return done(closed.url);
  try {
    await writer.createComment(action.number, comment);
  } catch (error) {
    if (!(error instanceof ForgeError)) throw error;
    const told = `it is closed, but nobody was told why: ${error.message} The next run says it.`;
    return { ...done(closed.url), result: error.fate === "unknown" ? "unknown" : "failed", error: told };
  }
  return done(closed.url);
}

/** Opens an issue again that left the config and came back. */
export async function performReopen(run: Run, action: ReopenAction): Promise<Done> {
  const writer = writerOf(run, action.place);
  const issue = await writer.readIssue(action.number);
  if (issue === null) return gone(action);
  const opened = await writer.updateIssue(action.number, {
    state: "open",
    ...markClosed(run, readBody(issue.body), null),
  });
  return done(opened.url);
}

/** Says something in an issue, unless it has been said since the plan was made. */
export async function performComment(run: Run, action: CommentAction): Promise<Done> {
  if (action.digest !== null) return performDigest(run, action, action.digest);
  const writer = writerOf(run, action.place);
  const issue = await writer.readIssue(action.number);
  if (issue === null) return gone(action);
  const before = readBody(issue.body).marker?.commentsAtClose ?? null;
  if (before !== null && issue.comments > before)
    return { ...done(issue.url), deviation: "something was said in the meantime" };
  await writer.createComment(action.number, action.text);
  return done(issue.url);
}
