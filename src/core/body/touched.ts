import { listBlocks } from "./blocks.ts";
import type { Stamp } from "./stamp.ts";

/**
 * Whether a text is anything but our last render of it: words, order and ticks all count, spelling does not. Without a
 * marker nobody can tell, so yes.
 */
export function isTouched(text: string, stamp: Stamp | null): boolean {
  if (stamp === null) return true;
  const blocks = listBlocks(text);
  if (blocks.length !== stamp.blocks.length) return true;
  return blocks.some((block, index) => {
    const base = stamp.blocks[index];
    if (base === undefined || base.hash !== block.hash || base.depth !== block.depth) return true;
    return block.task !== null && (block.task.state === "~" || (block.task.state === "x") !== base.ticked);
  });
}
