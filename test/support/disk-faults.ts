import fs from "node:fs/promises";
import type { FileHandle } from "node:fs/promises";
import { syncBuiltinESMExports } from "node:module";

/** What can go wrong with a disk: a call by its name, on files whose path matches. */
export interface DiskFault {
  readonly call: "open" | "write" | "sync" | "rename" | "readFile" | "readdir" | "mkdir";
  /** What the system says. Without it the call succeeds: `meanwhile` alone happens. */
  readonly code?: string;
  /** What somebody else does just before the call; once. */
  readonly meanwhile?: () => Promise<unknown>;
  readonly path?: RegExp;
  /** Let this many calls pass first. */
  readonly after?: number;
  /** For `write`: how much of the text still reaches the disk, 0 to 1. */
  readonly torn?: number;
}

/** Breaks the disk for this process until the function it gives is called. */
export function breakDisk(fault: DiskFault): () => void {
  const { open, rename, readFile, readdir, mkdir } = fs;
  const original = { open, rename, readFile, readdir, mkdir };
  let left = fault.after ?? 0;
  let begun = false;
  const strikes = async (call: DiskFault["call"], path: unknown): Promise<boolean> => {
    if (call !== fault.call || !(fault.path ?? /./).test(String(path))) return false;
    left -= 1;
    if (left >= 0) return false;
    if (!begun && fault.meanwhile !== undefined) {
      begun = true;
      await fault.meanwhile();
    }
    return fault.code !== undefined;
  };
  const fail = (): Error => Object.assign(new Error(`${fault.code}: it was broken on purpose`), { code: fault.code });

  const breakable =
    (call: "rename" | "readFile" | "readdir" | "mkdir") =>
    async (...args: readonly unknown[]): Promise<unknown> => {
      if (await strikes(call, args.at(-1) === undefined || call !== "rename" ? args[0] : args[1])) throw fail();
      return (original[call] as (...rest: readonly unknown[]) => Promise<unknown>)(...args);
    };
  const patched = {
    rename: breakable("rename"),
    readFile: breakable("readFile"),
    readdir: breakable("readdir"),
    mkdir: breakable("mkdir"),
    open: async (path: string, flags?: string): Promise<FileHandle> => {
      if (await strikes("open", path)) throw fail();
      const handle = await original.open(path, flags);
      const { writeFile, sync } = handle;
      handle.sync = async () => {
        if (await strikes("sync", path)) throw fail();
        return sync.call(handle);
      };
      handle.writeFile = async (data, options) => {
        if (!(await strikes("write", path))) return writeFile.call(handle, data, options);
        const text = String(data);
        await writeFile.call(handle, text.slice(0, Math.floor(text.length * (fault.torn ?? 0))), options);
        throw fail();
      };
      return handle;
    },
  };
  Object.assign(fs, patched);
  syncBuiltinESMExports();
  return () => {
    Object.assign(fs, original);
    syncBuiltinESMExports();
  };
}
