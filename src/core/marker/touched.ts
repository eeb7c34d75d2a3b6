import { listBlocks } from "../markdown/blocks.ts";
import type { MarkerState } from "./marker-state.ts";
import { listBeside } from "./create-only.ts";

/**
 * Whether a text is anything but our last render of it and what was written once, when it was made: words, order and ticks all
 * count, spelling does not. Without a marker nobody can tell, so yes.
 */
export function isTouched(text: string, marker: MarkerState | null): boolean {
  if (marker === null) return true;
  const beside = listBeside(listBlocks(text), marker.blocks);
  if (beside === null || beside.some(({ task }) => task !== null && task.state !== " ")) return true;
  return beside.map((block) => block.hash).join("") !== marker.createOnly.join("");
}
