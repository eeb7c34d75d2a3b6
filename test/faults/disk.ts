import fs from "node:fs/promises";
import type { FileHandle } from "node:fs/promises";
import { syncBuiltinESMExports } from "node:module";
import { basename } from "node:path";

/** One way for a call to a disk to go wrong. */
export interface DiskFault {
  readonly name: string;
  readonly code: "EIO" | "ENOSPC";
  /** `torn`: half of what is written reaches the disk; `after`: all of it was done before the error. */
  readonly when: "before" | "after" | "torn";
  readonly lasts: boolean;
}

/** One call to the disk, in words: `rename 3-helping-ada-begin.md`. */
export interface DiskCall {
  readonly call: string;
  readonly name: string;
}

/** Calls that change something; a full disk minds no others. */
const CHANGES = ["open", "write", "sync", "rename", "mkdir"];

export const DISK_FAULTS: readonly DiskFault[] = [
  { name: "EIO", code: "EIO", when: "before", lasts: false },
  { name: "EIO after", code: "EIO", when: "after", lasts: false },
  { name: "ENOSPC", code: "ENOSPC", when: "before", lasts: false },
  { name: "torn, EIO", code: "EIO", when: "torn", lasts: false },
  { name: "torn, ENOSPC", code: "ENOSPC", when: "torn", lasts: false },
  { name: "EIO …", code: "EIO", when: "before", lasts: true },
  { name: "ENOSPC …", code: "ENOSPC", when: "before", lasts: true },
  { name: "torn, EIO …", code: "EIO", when: "torn", lasts: true },
];

/** Whether a fault can happen to a call, or can be told there from another one. */
export function befalls(fault: DiskFault, call: string): boolean {
  if (fault.when === "torn") return call === "write";
  // A file that was opened all the same would never be closed.
  if (fault.when === "after" && call === "open") return false;
  return fault.when === "before" && fault.code === "EIO" ? true : CHANGES.includes(call);
}

/** What goes wrong with a call, or null; asked once for each, before it is made. */
export type Choose = (call: DiskCall) => DiskFault | null | Promise<DiskFault | null>;

/** Asks about every call under `folder` what is to happen to it, until the function it gives is called. */
export function breakDisk(folder: string, choose: Choose): () => void {
  const { open, access, mkdir, readdir, readFile, rename, rm, stat } = fs;
  const original = { open, access, mkdir, readdir, readFile, rename, rm, stat };
  const guard = async <T>(
    call: string,
    path: unknown,
    work: () => Promise<T>,
    half: () => Promise<unknown> = async () => undefined,
  ): Promise<T> => {
    if (!String(path).startsWith(folder)) return work();
    const fault = await choose({ call, name: basename(String(path)) });
    if (fault === null || (fault.lasts && !befalls({ ...fault, when: "before" }, call))) return work();
    if (fault.when === "after") await work();
    if (fault.when === "torn") await half();
    throw Object.assign(new Error(`${fault.code}: broken on purpose`), { code: fault.code });
  };
  const guarded =
    <A extends readonly unknown[], T>(call: string, real: (...args: A) => Promise<T>, at = 0) =>
    async (...args: A): Promise<T> =>
      guard(call, args[at], async () => real(...args));
  Object.assign(fs, {
    access: guarded("access", access),
    mkdir: guarded("mkdir", mkdir as (...args: readonly unknown[]) => Promise<unknown>),
    readdir: guarded("readdir", readdir as (...args: readonly unknown[]) => Promise<unknown>),
    readFile: guarded("readFile", readFile as (...args: readonly unknown[]) => Promise<unknown>),
    rename: guarded("rename", rename, 1),
    rm: guarded("rm", rm),
    stat: guarded("stat", stat as (...args: readonly unknown[]) => Promise<unknown>),
    open: guarded("open", async (path: string, flags?: string): Promise<FileHandle> => {
      const handle = await open(path, flags);
      const { writeFile, sync } = handle;
      handle.sync = async () => guard("sync", path, async () => sync.call(handle));
      handle.writeFile = async (data, options) => {
        const torn = String(data).slice(0, Math.floor(String(data).length / 2));
        const write = async (): Promise<void> => writeFile.call(handle, data, options);
        return guard("write", path, write, async () => writeFile.call(handle, torn, options));
      };
      return handle;
    }),
  });
  syncBuiltinESMExports();
  return () => {
    Object.assign(fs, original);
    syncBuiltinESMExports();
  };
}
