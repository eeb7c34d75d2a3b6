import { randomBytes } from "node:crypto";
import { constants } from "node:fs";
import { access, link, mkdir, open, readdir, readFile, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { ForgeError } from "../../core/model/errors.ts";

/** Names of files in a folder, sorted; none when there is no folder. */
export async function listFolder(folder: string): Promise<readonly string[]> {
  return guard("list issues", folder, async () => {
    try {
      return (await readdir(folder)).sort();
    } catch (error) {
      if (codeOf(error) === "ENOENT") return [];
      throw error;
    }
  });
}

/** A file's text, or null when it is not there. */
export async function readText(path: string): Promise<string | null> {
  return guard("read", path, async () => {
    try {
      return await readFile(path, "utf8");
    } catch (error) {
      if (codeOf(error) === "ENOENT") return null;
      throw error;
    }
  });
}

/** Replaces a file as a whole or not at all: written aside, flushed to disk, renamed. */
export async function replaceText(path: string, text: string): Promise<void> {
  await guard("write", path, async () => {
    const aside = await writeAside(path, text);
    try {
      await rename(aside, path);
    } catch (error) {
      await rm(aside, { force: true });
      throw error;
    }
  });
}

/** Makes a file that nobody else is making; false when one of that name is there. Whole or not at all. */
export async function createText(path: string, text: string): Promise<boolean> {
  return guard("create", path, async () => {
    const aside = await writeAside(path, text);
    try {
      await link(aside, path);
      return true;
    } catch (error) {
      if (codeOf(error) === "EEXIST") return false;
      throw error;
    } finally {
      await rm(aside, { force: true });
    }
  });
}

/** Takes back a file this run has just made; nothing else is ever removed. */
export async function removeText(path: string): Promise<void> {
  await guard("take back", path, () => rm(path, { force: true }));
}

export async function makeFolder(folder: string): Promise<void> {
  await guard("make the folder", folder, () => mkdir(folder, { recursive: true }));
}

/** Whether the folder, or the nearest one above it that exists, can be written to. */
export async function isWritable(folder: string): Promise<boolean> {
  try {
    await access(folder, constants.W_OK);
    return true;
  } catch (error) {
    const above = join(folder, "..");
    return codeOf(error) === "ENOENT" && above !== folder ? isWritable(above) : false;
  }
}

/** Ends in `.tmp`, so that what a crash leaves behind is never read as an issue. */
async function writeAside(path: string, text: string): Promise<string> {
  const aside = `${path}.${randomBytes(6).toString("hex")}.tmp`;
  const file = await open(aside, "wx");
  try {
    await file.writeFile(text, "utf8");
    await file.sync();
  } catch (error) {
    await rm(aside, { force: true });
    throw error;
  } finally {
    await file.close();
  }
  return aside;
}

const REASONS: Readonly<Record<string, readonly [reason: string, remedy: string]>> = {
  EACCES: ["permission denied", "Give this account the right to write there, or choose another folder with --dir."],
  EPERM: ["not permitted", "Give this account the right to write there, or choose another folder with --dir."],
  EROFS: ["the disk is read-only", "Choose another folder with --dir."],
  ENOSPC: ["the disk is full", "Make room and run it again; nothing is half written."],
  EDQUOT: ["the disk quota is used up", "Make room and run it again; nothing is half written."],
  ENOTDIR: [
    "something in its path is a file, not a folder",
    "Move that file away, or choose another folder with --dir.",
  ],
  EISDIR: ["it is a folder, not a file", "Move that folder away, or choose another folder with --dir."],
  EIO: ["the disk reports a fault", "Check the disk, then run it again; nothing is half written."],
};

async function guard<T>(operation: string, target: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const code = codeOf(error);
    if (code === null) throw error;
    const [reason, remedy] = REASONS[code] ?? [`the system says ${code}`, "Look at that path, then run it again."];
    throw new ForgeError({
      fault: code === "EACCES" || code === "EPERM" ? "forbidden" : "unavailable",
      operation,
      target,
      status: null,
      fate: "not-done",
      reason,
      remedy,
    });
  }
}

function codeOf(error: unknown): string | null {
  return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : null;
}
