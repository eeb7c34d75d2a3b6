import { parseBlocks } from "./blocks.ts";
import type { Stamp } from "./marker.ts";

/** Whether a text is anything but our last render of it: words, order and ticks all count. Without a marker nobody can tell, so yes. */
export function isTouched(text: string, stamp: Stamp | null): boolean {
  if (stamp === null) return true;
  const blocks = parseBlocks(text).filter((block) => block.kind !== "blank");
  if (blocks.length !== stamp.blocks.length) return true;
  return blocks.some((block, index) => {
    const base = stamp.blocks[index];
    return (
      base === undefined ||
      base.hash !== block.hash ||
      (block.task !== null && (block.task.state === "x") !== base.ticked) ||
      block.task?.state === "~"
    );
  });
}
