import { countTasks } from "../markdown/tasks.ts";
import { isTouched } from "../marker/touched.ts";
import type { ReadBody } from "../marker/body.ts";
import type { DesiredIssue, ObservedIssue, Progress } from "../model/issue.ts";
import { BLOCKED_LABEL } from "./labels.ts";

/**
 * How far an issue is, from what people did to it: ticks, or for `answer` kinds any word in or under it.
 * `blocked` is set by people alone and wins. A closed issue that somebody worked on is done.
 */
export function deriveProgress(issue: ObservedIssue, body: ReadBody, finished: DesiredIssue["finished"]): Progress {
  if (issue.labels.includes(BLOCKED_LABEL)) return "blocked";
  const tasks = countTasks(body.text);
  const touched = isTouched(body.text, body.marker);
  if (tasks.total > 0 && tasks.done === tasks.total) return "done";
  if (finished === "answer") return issue.comments > 0 || touched ? "done" : "todo";
  if (issue.state === "closed" && touched) return "done";
  return tasks.done > 0 ? "doing" : "todo";
}

/** Whether people have done anything with it: ticked, written in it or under it. Without a marker nobody can tell, so yes. */
export function isUsed(issue: ObservedIssue, body: ReadBody): boolean {
  return issue.comments > 0 || isTouched(body.text, body.marker);
}

/** Whether a timer may close it: finished, or nobody has done anything with it. */
export function mayClose(issue: ObservedIssue, body: ReadBody, finished: DesiredIssue["finished"]): boolean {
  const progress = deriveProgress(issue, body, finished);
  if (progress === "blocked") return false;
  return progress === "done" || !isUsed(issue, body);
}
