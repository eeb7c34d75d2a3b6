import { listBlocks } from "../markdown/blocks.ts";
import type { Block } from "../markdown/block.ts";
import type { BaseBlock, Stamp } from "./marker-state.ts";
import { TOLD_CODE } from "./fields.ts";

/** The marker's record of what a text tells beside its base, which later runs know nothing of; `""` for nothing. */
export function recordTold(text: string, base: string): string {
  const beside = listBeside(listBlocks(text), listBlocks(base).map(toBase)) ?? [];
  return beside.map((block) => block.hash).join("");
}

/** Hashes of what was told once. */
export function readTold(stamp: Stamp): readonly string[] {
  return stamp.fields[TOLD_CODE]?.match(/.{6}/g) ?? [];
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
