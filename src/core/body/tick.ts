import { TASK_PATTERN, type Block } from "./blocks.ts";

/** The same block with its box ticked or not; a block without a box as it is. */
export function setTick(block: Block, ticked: boolean): Block {
  if (block.task === null) return block;
  const raw = block.raw.replace(
    TASK_PATTERN,
    (_, head: string, __: string, tail: string | undefined) => `${head}[${ticked ? "x" : " "}]${tail ?? ""}`,
  );
  return { ...block, raw, task: { ...block.task, state: ticked ? "x" : " " } };
}
