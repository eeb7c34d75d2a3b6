import { parseBlocks } from "./blocks.ts";
import type { Task } from "./block.ts";
import { isReference } from "../text/reference.ts";

export interface ListedTask extends Task {
  /** Its text only points at another issue, which has boxes of its own. */
  readonly isReference: boolean;
}

/** Every box of a text, in order. Boxes in code, comments, HTML and quotes are not boxes, nor is one without words. */
export function readTasks(text: string): readonly ListedTask[] {
  return parseBlocks(text).flatMap(({ task }) =>
    task === null ? [] : [{ ...task, isReference: isReference(task.label) }],
  );
}

/** Ticked and all. Boxes that do not apply (`[~]`) and lines that only point at another issue do not count. */
export function countTasks(text: string): { readonly done: number; readonly total: number } {
  const tasks = readTasks(text).filter((task) => task.state !== "~" && !task.isReference);
  return { done: tasks.filter((task) => task.state === "x").length, total: tasks.length };
}

/** The first box whose text, without emphasis, starts with `start`; upper and lower case are the same. */
export function findTask(text: string, start: string): ListedTask | null {
  const wanted = plainWords(start);
  return readTasks(text).find((task) => plainWords(task.label).startsWith(wanted)) ?? null;
}

function plainWords(text: string): string {
  return text
    .replace(/[*_`\\]/g, "")
    .replace(/\s+/g, " ")
    .trim()
    .toLowerCase();
}
