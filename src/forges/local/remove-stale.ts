import { join } from "node:path";
import { ageOf, discard, listFolder } from "./files/disk.ts";
import type { LocalFolder } from "./folder.ts";
import { isLeftover } from "./files/names.ts";

/** Milliseconds after which nobody can still be writing a file; a write takes less than a second. */
const ABANDONED = 10 * 60 * 1000;

/** Takes away, once in a run, what writes that were cut off have left behind. */
export async function sweepLeftovers(local: LocalFolder): Promise<void> {
  if (local.swept) return;
  local.swept = true;
  for (const name of (await listFolder(local.folder)).filter(isLeftover)) {
    const path = join(local.folder, name);
    if ((await ageOf(path)) > ABANDONED) await discard(path);
  }
}
