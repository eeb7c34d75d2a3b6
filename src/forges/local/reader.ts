import { join } from "node:path";
import { parse } from "yaml";
import { ForgeError } from "../../core/model/errors.ts";
import type { Capabilities, ObservedIssue, ObservedMilestone } from "../../core/model/issue.ts";
import type { RequestCounts } from "../../core/model/outcome.ts";
import type { ForgeConnection, ForgeReader } from "../types.ts";
import { isWritable, listFolder, readText } from "./disk.ts";
import { parseFile } from "./file.ts";

/** Who writes the files; people are whoever has the folder. */
export const LOCAL_ACCOUNT = "fledgling";

const CAPABILITIES: Capabilities = {
  dueDate: true,
  confidential: true,
  scopedLabels: false,
  reference: "file",
  titleLimit: 255,
  bodyLimit: 1_000_000,
};

/** One issue on disk: what it says, and where it lies. */
export interface Stored {
  readonly issue: ObservedIssue;
  readonly path: string;
  readonly text: string;
}

/** One lane's folder: `<directory>/<lane>`. Reads and writes of files are counted as requests are elsewhere. */
export interface LocalFolder {
  readonly connection: ForgeConnection;
  readonly folder: string;
  readonly counts: { -readonly [method in keyof RequestCounts]: number };
}

export function openFolder(connection: ForgeConnection): LocalFolder {
  return {
    connection,
    folder: join(connection.directory, connection.place),
    counts: { GET: 0, POST: 0, PUT: 0, PATCH: 0, DELETE: 0 },
  };
}

export function buildReader(local: LocalFolder): ForgeReader {
  return {
    kind: "local",
    place: local.connection.place,
    requests: () => ({ ...local.counts }),
    observePlace: async () => ({
      place: local.connection.place,
      visibility: "private",
      account: LOCAL_ACCOUNT,
      canWrite: await isWritable(local.folder),
      capabilities: CAPABILITIES,
    }),
    listIssues: async (label) => listWhere(local, (issue) => issue.labels.includes(label)),
    listIssuesBy: async (account) => listWhere(local, (issue) => issue.author === account),
    listLabels: async () => (await readNames(local, "labels.yaml")).map((entry) => entry.name),
    listMilestones: async () =>
      (await readNames(local, "milestones.yaml")).map((entry, index): ObservedMilestone => ({
        title: entry.name,
        id: index + 1,
      })),
    findAccounts: async (names) => Object.fromEntries(names.map((name) => [name, "eligible" as const])),
    readIssue: async (number) => {
      local.counts.GET++;
      return (await findStored(local, number))?.issue ?? null;
    },
  };
}

async function listWhere(
  local: LocalFolder,
  keep: (issue: ObservedIssue) => boolean,
): Promise<readonly ObservedIssue[]> {
  const issues = (await readAll(local)).map((stored) => stored.issue).filter(keep);
  local.counts.GET += Math.max(1, Math.ceil(issues.length / 100));
  return issues;
}

/** Every issue file of the lane, by number. A file nobody can read stops the run: its issue would be made again. */
export async function readAll(local: LocalFolder): Promise<readonly Stored[]> {
  const names = await listFolder(local.folder);
  const files = new Map<number, string>();
  for (const name of names) {
    const number = numberOf(name);
    if (number === null) continue;
    const twin = files.get(number);
    if (twin !== undefined)
      throw unreadable(
        local,
        `${twin} and ${name}`,
        `two files have the number ${number}`,
        "Give one of them a number that no other file has, in its name and its front matter",
      );
    files.set(number, name);
  }
  const stored: Stored[] = [];
  for (const [number, name] of [...files].sort(([a], [b]) => a - b))
    stored.push(await readStored(local, number, name, names));
  return stored;
}

export async function findStored(local: LocalFolder, number: number): Promise<Stored | null> {
  const names = await listFolder(local.folder);
  const name = names.find((candidate) => numberOf(candidate) === number);
  return name === undefined ? null : readStored(local, number, name, names);
}

async function readStored(local: LocalFolder, number: number, name: string, names: readonly string[]): Promise<Stored> {
  const path = join(local.folder, name);
  const text = (await readText(path)) ?? "";
  const parsed = parseFile(text, number);
  if ("fault" in parsed)
    throw unreadable(
      local,
      `${path}:${parsed.fault.line}`,
      parsed.fault.message,
      "Correct the front matter, or restore the file; nothing was written",
    );
  const comments = names.includes(commentsName(number))
    ? countComments((await readText(join(local.folder, commentsName(number)))) ?? "")
    : 0;
  return { issue: { ...parsed.issue, place: local.connection.place, url: path, comments }, path, text };
}

/** Comments stand beside their issue, one after the other, each under a heading that says who and when. */
export function commentsName(number: number): string {
  return `${number}.comments.md`;
}

/** Each comment starts with a heading of its own; text above the first is one too. */
export function countComments(text: string): number {
  const headings = text.match(/^## /gm)?.length ?? 0;
  const before = text.split(/^## /m)[0]?.trim() ?? "";
  return headings + (before === "" ? 0 : 1);
}

/** The highest number any issue file has, 0 without one; only names are looked at. */
export async function findLastNumber(local: LocalFolder): Promise<number> {
  return (await listFolder(local.folder)).reduce((last, name) => Math.max(last, numberOf(name) ?? 0), 0);
}

/** Names of the issue files that have a number. */
export async function listNumbered(local: LocalFolder, number: number): Promise<readonly string[]> {
  return (await listFolder(local.folder)).filter((name) => numberOf(name) === number);
}

function numberOf(name: string): number | null {
  const match = /^(\d{1,9})(?:-[^/]*)?\.md$/.exec(name);
  return match === null ? null : Number(match[1]);
}

/** Labels or milestones of the lane, as the small file beside the issues lists them. */
export async function readNames(
  local: LocalFolder,
  file: string,
): Promise<readonly { readonly name: string; readonly [key: string]: unknown }[]> {
  local.counts.GET++;
  const path = join(local.folder, file);
  const text = await readText(path);
  if (text === null) return [];
  try {
    const value: unknown = parse(text) ?? [];
    if (Array.isArray(value))
      return value.filter(
        (entry): entry is { name: string } =>
          typeof entry === "object" && entry !== null && typeof (entry as { name?: unknown }).name === "string",
      );
  } catch {
    // Told below, in words of ours.
  }
  throw unreadable(local, path, "it is not a list of names in YAML", "Correct it, or delete it: it is written anew");
}

function unreadable(local: LocalFolder, target: string, reason: string, remedy: string): ForgeError {
  return new ForgeError({
    fault: "rejected",
    operation: `read issues of ${local.connection.place}`,
    target,
    status: null,
    fate: "not-done",
    reason,
    remedy: `${remedy}.`,
  });
}
