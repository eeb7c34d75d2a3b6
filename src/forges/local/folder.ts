import { join, sep } from "node:path";
import { ForgeError, InvariantError } from "../../core/diagnostics/errors.ts";
import type { ObservedComment, ObservedIssue } from "../../core/model/issue.ts";
import type { RequestCounts } from "../../core/model/outcome.ts";
import type { ForgeConnection } from "../types.ts";
import { countComments, readComments } from "./comments.ts";
import { listFolder, persist, readText } from "./files/disk.ts";
import { parseFile } from "./files/file.ts";
import { commentsFileName, parseFileName } from "./files/names.ts";

/** One lane's folder, `<directory>/<lane>`, and what a run knows of it. */
export interface LocalFolder {
  readonly connection: ForgeConnection;
  readonly place: string;
  readonly folder: string;
  /** Reads and writes of files, counted as requests are elsewhere. */
  readonly counts: { -readonly [method in keyof RequestCounts]: number };
  /** Bodies as last read one by one, so that a write can tell whether somebody has saved the file since. */
  readonly bodies: Map<number, string>;
  /** Whether what earlier runs left behind has been taken away. */
  swept: boolean;
}

/** One issue on disk: what it says, and the file that says it. */
export interface Stored {
  readonly issue: ObservedIssue;
  readonly path: string;
  readonly text: string;
  /** Name of the file with its comments; null when there is none yet. */
  readonly comments: string | null;
}

export function openFolder(connection: ForgeConnection): LocalFolder {
  const { place, directory } = connection;
  if (!/^[a-z]+$/.test(place)) throw new InvariantError("A lane of the local forge has a name that is no lane's");
  const counts = { GET: 0, POST: 0, PUT: 0, PATCH: 0, DELETE: 0 };
  return { connection, place, folder: join(directory, place), counts, bodies: new Map(), swept: false };
}

export function count(local: LocalFolder, method: keyof RequestCounts, what: string, times = 1): void {
  local.counts[method] += times;
  local.connection.trace(`${method} ${local.place}/${what}`);
}

/** Which files belong to an issue. */
interface Located {
  readonly name: string;
  /** Null when there are no comments yet. */
  readonly comments: string | null;
}

/** Every issue of the folder with its files, by number. */
export async function locateIssues(local: LocalFolder): Promise<ReadonlyMap<number, Located>> {
  const names = await listFolder(local.folder);
  const issues = new Map<number, string>();
  const comments = new Map<number, string>();
  const unnumbered: string[] = [];
  for (const name of names) {
    const role = parseFileName(name);
    if (role.role === "unnumbered") unnumbered.push(name);
    else if (role.role === "issue") claim(local, issues, role.number, name);
    else if (role.role === "comments") claim(local, comments, role.number, name);
  }
  for (const [number, name] of await readUnnumbered(local, unnumbered, issues)) claim(local, issues, number, name);
  const numbers = [...issues.keys()].sort((a, b) => a - b);
  return new Map(
    numbers.map((number) => [number, { name: issues.get(number) ?? "", comments: comments.get(number) ?? null }]),
  );
}

/** The highest number that was ever given out and has left a trace: comments outlive an issue somebody deleted. */
export async function highestNumber(local: LocalFolder): Promise<number> {
  const names = await listFolder(local.folder);
  const roles = names.map(parseFileName).map((role) => ("number" in role ? role.number : 0));
  return Math.max(0, ...roles, ...(await locateIssues(local)).keys());
}

/**
 * Files whose name has lost its number and whose front matter still has it. A copy made for safety beside the issue
 * itself is not one, and neither is a note of people's own.
 */
async function readUnnumbered(
  local: LocalFolder,
  names: readonly string[],
  issues: ReadonlyMap<number, string>,
): Promise<readonly (readonly [number, string])[]> {
  const found: [number, string][] = [];
  for (const name of names) {
    const parsed = parseFile((await readText(join(local.folder, name))) ?? "", null);
    if ("issue" in parsed && !issues.has(parsed.issue.number)) found.push([parsed.issue.number, name]);
  }
  return found;
}

function claim(local: LocalFolder, files: Map<number, string>, number: number, name: string): void {
  const twin = files.get(number);
  if (twin !== undefined)
    throw unreadable(
      local,
      `${twin} and ${name}`,
      `both have the number ${number}`,
      "Keep the right one, and move the other out of the folder or give it a number of its own",
    );
  files.set(number, name);
}

/** Every issue, by number. One file that nobody can read stops the run: its issue would be made a second time. */
export async function readAll(local: LocalFolder): Promise<readonly Stored[]> {
  const all = await persist(async () => {
    const located = await locateIssues(local);
    const stored: Stored[] = [];
    for (const [number, files] of located) {
      if (local.connection.signal.aborted) throw stopped(local);
      const one = await readLocated(local, number, files);
      if (one !== null) stored.push(one);
    }
    // A file that was renamed in the meantime has another name now: half a list would lead to twins.
    return stored.length === located.size ? stored : null;
  });
  if (all !== null) return all;
  throw refuse(`read the issues of ${local.place}`, local.folder, "its files keep moving", "Run it again.");
}

/** One issue, or null when it is gone. */
export async function findStored(local: LocalFolder, number: number): Promise<Stored | null> {
  const found = await persist(async () => {
    const files = (await locateIssues(local)).get(number);
    if (files === undefined) return { stored: null };
    const stored = await readLocated(local, number, files);
    return stored === null ? null : { stored };
  });
  return found?.stored ?? null;
}

async function readLocated(local: LocalFolder, number: number, files: Located): Promise<Stored | null> {
  const path = join(local.folder, files.name);
  const text = await readText(path);
  if (text === null) return null;
  const comments = files.comments === null ? null : await readText(join(local.folder, files.comments));
  const issue = toObserved(local, { number, path, text, comments: countComments(comments ?? "") });
  return { issue, path, text, comments: files.comments };
}

/** Everything people said under any issue, whenever: files have no date of each comment. Ours are left out. */
export async function readSaid(local: LocalFolder, own: string): Promise<readonly ObservedComment[]> {
  const said: ObservedComment[] = [];
  for (const [number, { comments }] of await locateIssues(local)) {
    const file = comments === null ? null : await readText(join(local.folder, comments));
    for (const [index, { author, text, at }] of readComments(file ?? "").entries())
      if (author !== own)
        said.push({ place: local.place, number, id: index + 1, author, text, ...(at === "" ? {} : { at }) });
  }
  return said;
}

/** Everything said under one issue, with what is hidden in it. */
export async function readSaidUnder(local: LocalFolder, number: number): Promise<readonly ObservedComment[]> {
  const comments = (await locateIssues(local)).get(number)?.comments ?? null;
  const file = comments === null ? null : await readText(join(local.folder, comments));
  return readComments(file ?? "").map(({ author, raw, at }, index) => ({
    place: local.place,
    number,
    id: index + 1,
    author,
    text: raw,
    ...(at === "" ? {} : { at }),
  }));
}

/** An issue file as planning sees it. Throws `ForgeError` with line and column where somebody has broken it. */
export function toObserved(
  local: LocalFolder,
  file: { readonly number: number; readonly path: string; readonly text: string; readonly comments: number },
): ObservedIssue {
  const parsed = parseFile(file.text, file.number);
  if ("issue" in parsed) {
    const url = file.path.split(sep).join("/");
    return { ...parsed.issue, place: local.place, url, comments: file.comments };
  }
  const { line, column, message } = parsed.fault;
  throw unreadable(
    local,
    `${file.path}:${line}:${column}`,
    message,
    "Correct it there, then run it again; nothing was written",
  );
}

export function commentsPath(local: LocalFolder, number: number, known: string | null): string {
  return join(local.folder, known ?? commentsFileName(number));
}

/** Others were at work at the same moment, and nothing was done. */
export function refuse(operation: string, target: string, reason: string, remedy: string): ForgeError {
  return new ForgeError({ fault: "unavailable", operation, target, status: null, fate: "not-done", reason, remedy });
}

/** Somebody's file stands in the way. */
export function unreadable(local: LocalFolder, target: string, reason: string, remedy: string): ForgeError {
  const operation = `read the issues of ${local.place}`;
  return new ForgeError({
    fault: "rejected",
    operation,
    target,
    status: null,
    fate: "not-done",
    reason,
    remedy: `${remedy}.`,
  });
}

function stopped(local: LocalFolder): ForgeError {
  return refuse(`read the issues of ${local.place}`, local.folder, "the run was stopped", "Run it again to go on.");
}
