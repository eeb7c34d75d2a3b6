import { randomBytes } from "node:crypto";
import { constants } from "node:fs";
import { access, mkdir, open, readdir, readFile, rename, rm, stat } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { setTimeout } from "node:timers/promises";
import type { Fate, ForgeFault } from "../../../core/diagnostics/errors.ts";
import { ForgeError } from "../../../core/diagnostics/errors.ts";
import { asideFileName } from "./names.ts";

/** Names of what is in a folder, sorted; none when there is no folder. */
export async function listFolder(folder: string): Promise<readonly string[]> {
  return guard("list issues", folder, async () => {
    const names = await orNull("ENOENT", async () => readdir(folder));
    return [...(names ?? [])].sort();
  });
}

/** A file's text, or null when it is not there. Bytes that are no UTF-8 are refused: writing them back would spoil them. */
export async function readText(path: string): Promise<string | null> {
  return guard("read", path, async () => {
    const bytes = await orNull("ENOENT", async () => readFile(path));
    return bytes === null ? null : new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  });
}

/**
 * Replaces a file as a whole or not at all: written aside, flushed to disk, renamed. False, and nothing done, when it
 * no longer holds `before` by then (null: when it is there).
 */
export async function replaceText(path: string, text: string, before: string | null): Promise<boolean> {
  const aside = join(dirname(path), asideFileName(basename(path), randomBytes(6).toString("hex")));
  await guard("write", path, async () => writeNew(aside, text));
  const now = await readText(path).catch(async (error: unknown) => {
    await discard(aside);
    throw error;
  });
  if (now === before) {
    await moveText(aside, path);
    return true;
  }
  await discard(aside);
  return false;
}

const MOST_TRIES = 100;

/** Repeats what others at work on the same files have upset, until it gives something; null when it never does. */
export async function persist<T>(attempt: () => Promise<T | null>): Promise<T | null> {
  for (let tries = 1; tries <= MOST_TRIES; tries++) {
    const result = await attempt();
    if (result !== null) return result;
    // Whoever waits differently long does not get into one another's way again.
    await setTimeout(Math.random() * 20);
  }
  return null;
}

/** Writes a file that nobody else is writing and flushes it to disk; false when one of that name is there. */
export async function claimText(path: string, text: string): Promise<boolean> {
  return guard("create", path, async () => {
    const made = await orNull("EEXIST", async () => {
      await writeNew(path, text);
      return true;
    });
    return made ?? false;
  });
}

/** Gives a file its final name; takes it back where that fails. */
export async function moveText(from: string, to: string): Promise<void> {
  try {
    await guard("write", to, async () => rename(from, to), ["EIO", "ESTALE", "ETIMEDOUT"]);
  } catch (error) {
    await discard(from);
    throw error;
  }
}

/** Takes away a file that only we know of. Where even that fails, a later run does it. */
export async function discard(path: string): Promise<void> {
  await rm(path, { force: true }).catch(() => undefined);
}

export async function makeFolder(folder: string): Promise<void> {
  await guard("make the folder", folder, async () => mkdir(folder, { recursive: true }));
}

/** Milliseconds since a file was last written; 0 when it is gone. */
export async function ageOf(path: string): Promise<number> {
  return guard("read", path, async () => {
    const found = await orNull("ENOENT", async () => stat(path));
    return found === null ? 0 : Date.now() - found.mtimeMs;
  });
}

/** Whether the folder, or the nearest one above it that exists, can be written to. */
export async function isWritable(folder: string): Promise<boolean> {
  try {
    if (!(await stat(folder)).isDirectory()) return false;
    await access(folder, constants.W_OK);
    return true;
  } catch (error) {
    const above = join(folder, "..");
    return codeOf(error) === "ENOENT" && above !== folder ? isWritable(above) : false;
  }
}

async function writeNew(path: string, text: string): Promise<void> {
  const file = await open(path, "wx");
  try {
    await file.writeFile(text, "utf8");
    await file.sync();
  } catch (error) {
    await discard(path);
    throw error;
  } finally {
    await file.close();
  }
}

async function orNull<T>(code: string, work: () => Promise<T>): Promise<T | null> {
  try {
    return await work();
  } catch (error) {
    if (codeOf(error) === code) return null;
    throw error;
  }
}

const RIGHTS = "Give this account the right to it, or choose another folder with --dir.";
const ROOM = "Make room, then run it again: no file is half written.";
const REASONS: Readonly<Record<string, readonly [fault: ForgeFault, reason: string, remedy: string]>> = {
  EACCES: ["forbidden", "permission denied", RIGHTS],
  EPERM: ["forbidden", "permission denied", RIGHTS],
  EROFS: ["forbidden", "the disk is read-only", "Choose another folder with --dir."],
  ENOSPC: ["unavailable", "the disk is full", ROOM],
  EDQUOT: ["unavailable", "the disk quota is used up", ROOM],
  EIO: ["unavailable", "the disk reports a fault", "Check the disk, then run it again: no file is half written."],
  EMFILE: ["unavailable", "too many files are open", "Raise the limit of open files, then run it again."],
  ENOTDIR: ["rejected", "a part of its path is no folder", "Move that file away, or choose another folder with --dir."],
  EEXIST: ["rejected", "a part of its path is no folder", "Move that file away, or choose another folder with --dir."],
  EISDIR: ["rejected", "it is a folder, not a file", "Move that folder away, or choose another one with --dir."],
  ENOENT: ["rejected", "it was moved away at this very moment", "Run it again."],
  ERR_ENCODING_INVALID_ENCODED_DATA: [
    "rejected",
    "its bytes are no UTF-8",
    "Save it as UTF-8 in your editor, then run it again.",
  ],
};

/** Turns what the system says into words and a remedy. After a code in `unsure` the work may have been done. */
async function guard<T>(
  operation: string,
  target: string,
  work: () => Promise<T>,
  unsure: readonly string[] = [],
): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const code = codeOf(error);
    if (code === null) throw error;
    const [fault, reason, remedy] = REASONS[code] ?? [
      "unavailable",
      `the system says ${code}`,
      "Look at that path, then run it again.",
    ];
    const fate: Fate = unsure.includes(code) ? "unknown" : "not-done";
    throw new ForgeError({ fault, operation, target, status: null, fate, reason, remedy });
  }
}

function codeOf(error: unknown): string | null {
  return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : null;
}
