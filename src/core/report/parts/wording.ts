import type { Action, ActionType } from "../../model/action.ts";
import type { Cohort } from "../../model/cohort.ts";
import type { CivilDate } from "../../model/date.ts";
import { weekdayOf } from "../../model/date.ts";
import { clipLine } from "../../text/sanitize.ts";
import { directoryOf } from "../../model/lookup/directory.ts";

const DAYS = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** `Thu 11 Jun 2026`. */
export function formatDay(date: CivilDate): string {
  const [year = "", month = "", day = ""] = date.split("-");
  return `${DAYS[weekdayOf(date) - 1] ?? ""} ${Number(day)} ${MONTHS[Number(month) - 1] ?? ""} ${year}`;
}

/** `1 label`, `2 labels`. */
export function countOf(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}

/** A person's name as a line can hold it; an account nobody in the file has stays as it is. */
export function nameOf(cohort: Cohort, id: string): string {
  return clipLine(directoryOf(cohort).nameOf(id), 60);
}

/** `intern`, `mentor, buddy`; empty for somebody without a role. */
export function rolesOf(cohort: Cohort, id: string): string {
  const roles = directoryOf(cohort).person(id)?.roles ?? [];
  return roles.map((role) => role.replaceAll("_", " ")).join(", ");
}

/** First sign of an action's line. */
export const SYMBOLS: Readonly<Record<ActionType, "+" | "~" | "-" | "=" | "!">> = {
  create: "+",
  update: "~",
  comment: "~",
  nudge: "~",
  close: "-",
  reopen: "+",
  unchanged: "=",
  skipped: "=",
  conflict: "!",
};

/** An issue that was never rendered has no title; its key stands in. */
export function titleOf(action: Action): string {
  return action.title === "" ? action.key : action.title;
}
