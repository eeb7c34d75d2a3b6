import type { ObservedIssue } from "../../../core/model/issue.ts";
import { changeFront, formatFront, parseFront, type Front } from "./front.ts";
import type { Fault } from "./yaml.ts";

/** What a file of the local forge holds: an issue, without what it gets from where it lies. */
export type StoredIssue = Omit<ObservedIssue, "place" | "url" | "comments">;

/** Front matter between two lines of `---`, then the body. */
const FILE = /^---[ \t]*\r?\n(?<front>[^]*?)(?<=\n)---[ \t]*(?:\r?\n|$)(?<body>[^]*)$/;

/** An issue file as text, taken apart. A missing number is the one its name has. */
export function parseFile(
  text: string,
  number: number | null,
): { readonly issue: StoredIssue } | { readonly fault: Fault } {
  const parts = FILE.exec(text)?.groups;
  if (parts === undefined) {
    const message = text.startsWith("---")
      ? "the line of --- below the front matter is missing"
      : "the front matter between two lines of --- is missing";
    return { fault: { line: 1, column: 1, message } };
  }
  const parsed = parseFront(parts["front"] ?? "");
  if ("fault" in parsed) return { fault: { ...parsed.fault, line: parsed.fault.line + 1 } };
  const found = number ?? parsed.front.number;
  if (found === null) return { fault: { line: 2, column: 1, message: "`number` is missing" } };
  return { issue: toIssue(parsed.front, found, readBody(parts["body"] ?? "")) };
}

/** The file for a new issue. */
export function formatFile(issue: StoredIssue): string {
  return `---\n${formatFront(toFront(issue))}---\n\n${endLine(issue.body)}`;
}

/** An issue file with other values. What does not differ stays as people left it, their line ends too. */
export function changeFile(text: string, issue: StoredIssue): string {
  const parts = FILE.exec(text)?.groups;
  if (parts === undefined) return formatFile(issue);
  const front = parts["front"] ?? "";
  const body = parts["body"] ?? "";
  const kept = readBody(body) === issue.body ? body : `\n${endLine(issue.body)}`;
  const changed = `---\n${changeFront(front, toFront(issue))}---\n${kept}`;
  return front.includes("\r\n") ? changed.replace(/\r?\n/g, "\r\n") : changed;
}

/** One blank line stands between front matter and body. */
function readBody(text: string): string {
  return text.trim() === "" ? "" : text.replace(/^\r?\n/, "");
}

function endLine(body: string): string {
  return body === "" || body.endsWith("\n") ? body : `${body}\n`;
}

function toIssue(front: Front, number: number, body: string): StoredIssue {
  const { created: createdAt, updated: updatedAt, labels, ...same } = front;
  return { ...same, number, body, labels: [...new Set(labels)].sort(), createdAt, updatedAt };
}

function toFront(issue: StoredIssue): Front {
  const { title, state, labels, assignees, due, milestone, confidential, author, createdAt, updatedAt, number } = issue;
  return {
    number,
    title,
    state,
    labels,
    assignees,
    due,
    milestone,
    confidential,
    author,
    created: createdAt,
    updated: updatedAt,
  };
}
