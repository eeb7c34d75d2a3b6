import { listBlocks } from "../markdown/blocks.ts";
import type { Block } from "../markdown/block.ts";
import type { BaseBlock } from "./marker-state.ts";

/** Hashes of the blocks that a text has beside its base, which later runs know nothing of; none where the base is not all there. */
export function listCreateOnly(text: string, base: string): readonly string[] {
  const beside = listBeside(listBlocks(text), listBlocks(base).map(toBase)) ?? [];
  return beside.map((block) => block.hash);
}

/** The base of a block as rendered. */
export function toBase(block: Block): BaseBlock {
  return { hash: block.hash, ticked: block.task?.state === "x", depth: block.depth };
}

/** What stands between the blocks of a base, or null where those are not all there any more, as they were and in order. */
export function listBeside(blocks: readonly Block[], base: readonly BaseBlock[]): readonly Block[] | null {
  const beside: Block[] = [];
  let next = 0;
  for (const block of blocks) {
    const wanted = base[next];
    if (wanted !== undefined && isAsRendered(block, wanted)) next++;
    else beside.push(block);
  }
  return next === base.length ? beside : null;
}

function isAsRendered({ hash, depth, task }: Block, base: BaseBlock): boolean {
  if (hash !== base.hash || depth !== base.depth) return false;
  return task === null || (task.state !== "~" && (task.state === "x") === base.ticked);
}
