import { isMap, parseDocument, Document } from "yaml";
import { z } from "zod";
import { parseDate } from "../../core/model/date.ts";
import type { ObservedIssue } from "../../core/model/issue.ts";

/** What a file of the local forge holds: an issue, without the place and address it gets from where it lies. */
export type StoredIssue = Omit<ObservedIssue, "place" | "url" | "comments">;

const Names = z.preprocess(
  (value) => (value === null || value === undefined ? [] : typeof value === "string" ? [value] : value),
  z.array(z.coerce.string()),
);
const Words = z.preprocess(
  (value) => (value === null || value === undefined ? "" : value instanceof Date ? value.toISOString() : String(value)),
  z.string(),
);

/** Front matter as people may have left it: anything may be missing but the number, which the file's name has too. */
const Front = z.looseObject({
  title: Words.default(""),
  state: z.enum(["open", "closed"], "state is open or closed").default("open"),
  labels: Names.default([]),
  assignees: Names.default([]),
  due: Words.default("").refine(
    (text) => text === "" || parseDate(text) !== null,
    "due is a day such as 2026-06-12, or empty",
  ),
  milestone: Words.default(""),
  confidential: z.boolean("confidential is true or false").default(false),
  author: Words.default(""),
  created: Words.default(""),
  updated: Words.default(""),
});

/** Why a file cannot be read as an issue; `line` is 1-based in it. */
export interface FileFault {
  readonly line: number;
  readonly message: string;
}

/** Reads an issue file: front matter between `---` lines, then the body. */
export function parseFile(
  text: string,
  number: number,
): { readonly issue: StoredIssue } | { readonly fault: FileFault } {
  const match = /^\uFEFF?---[ \t]*\r?\n([\s\S]*?\r?\n)?---[ \t]*(?:\r?\n|$)/.exec(text);
  if (match === null) return { fault: { line: 1, message: "the front matter between two lines of --- is missing" } };
  const yaml = parseDocument(match[1] ?? "", { uniqueKeys: true });
  const [broken] = yaml.errors;
  if (broken !== undefined)
    return {
      fault: { line: 1 + (broken.linePos?.[0].line ?? 1), message: broken.message.split("\n")[0] ?? "not YAML" },
    };
  const front = Front.safeParse(yaml.toJS({ maxAliasCount: 10 }) ?? {});
  if (!front.success) {
    const [issue] = front.error.issues;
    return {
      fault: {
        line: 1 + lineOf(yaml, match[1] ?? "", String(issue?.path[0] ?? "")),
        message: `${issue?.message ?? "unreadable front matter"}`,
      },
    };
  }
  const data = front.data;
  return {
    issue: {
      number,
      title: data.title,
      body: text.slice(match[0].length).replace(/^\r?\n/, ""),
      state: data.state,
      labels: [...data.labels].sort(),
      assignees: data.assignees,
      due: parseDate(data.due),
      milestone: data.milestone === "" ? null : data.milestone,
      confidential: data.confidential,
      author: data.author,
      createdAt: data.created,
      updatedAt: data.updated,
    },
  };
}

/** The file for an issue. Keys and comments that people added to the front matter of `previous` stay. */
export function formatFile(issue: StoredIssue, previous: string | null): string {
  const yaml = readFront(previous);
  const values: Readonly<Record<string, unknown>> = {
    number: issue.number,
    title: issue.title,
    state: issue.state,
    labels: issue.labels,
    assignees: issue.assignees,
    due: issue.due,
    milestone: issue.milestone,
    confidential: issue.confidential,
    author: issue.author,
    created: issue.createdAt,
    updated: issue.updatedAt,
  };
  for (const [key, value] of Object.entries(values))
    yaml.set(key, yaml.createNode(value, { flow: Array.isArray(value) }));
  return `---\n${yaml.toString({ lineWidth: 0 })}---\n\n${issue.body.trimEnd()}\n`;
}

function readFront(previous: string | null): Document {
  const match = previous === null ? null : /^\uFEFF?---[ \t]*\r?\n([\s\S]*?\r?\n)?---[ \t]*(?:\r?\n|$)/.exec(previous);
  const yaml = match === null ? null : parseDocument(match[1] ?? "");
  return yaml !== null && isMap(yaml.contents) && yaml.errors.length === 0 ? yaml : new Document({});
}

function lineOf(yaml: Document, text: string, key: string): number {
  const node = yaml.get(key, true) as { range?: readonly number[] } | undefined;
  const offset = node?.range?.[0] ?? 0;
  return text.slice(0, offset).split("\n").length;
}

/** `12-week-3-ada.md`: readable, safe on every file system, and never out of its folder. */
export function localFileName(number: number, title: string): string {
  const slug = title
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .slice(0, 50)
    .replace(/^-+|-+$/g, "");
  return slug === "" ? `${number}.md` : `${number}-${slug}.md`;
}
