import { parseBlocks } from "./blocks.ts";
import type { Task } from "./blocks.ts";
import { isReference } from "./reference.ts";

/** Every box of a text, in order. Boxes in code, comments, HTML and quotes are not boxes, nor is one without words. */
export function readTasks(text: string): readonly Task[] {
  return parseBlocks(text).flatMap((block) => (block.task === null ? [] : [block.task]));
}

/** Ticked and all. Boxes that do not apply (`[~]`) and lines that only point at another issue do not count. */
export function countTasks(text: string): { readonly done: number; readonly total: number } {
  const tasks = readTasks(text).filter((task) => task.state !== "~" && !isReference(task.label));
  return { done: tasks.filter((task) => task.state === "x").length, total: tasks.length };
}

/** The first box whose text, without emphasis, starts with `start`; upper and lower case are the same. */
export function findTask(text: string, start: string): Task | null {
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
