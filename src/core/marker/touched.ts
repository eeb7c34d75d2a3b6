import { listBlocks } from "../markdown/blocks.ts";
import type { Stamp } from "./marker-state.ts";
import { listBeside, readTold } from "./create-only.ts";

/**
 * Whether a text is anything but our last render of it and what was told when it was made: words, order and ticks all
 * count, spelling does not. Without a marker nobody can tell, so yes.
 */
export function isTouched(text: string, stamp: Stamp | null): boolean {
  if (stamp === null) return true;
  const beside = listBeside(listBlocks(text), stamp.blocks);
  if (beside === null || beside.some(({ task }) => task !== null && task.state !== " ")) return true;
  return beside.map((block) => block.hash).join("") !== readTold(stamp).join("");
}
