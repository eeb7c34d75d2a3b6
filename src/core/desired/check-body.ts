import { parseBlocks } from "../markdown/blocks.ts";
import { type Block } from "../markdown/block.ts";
import { findTask } from "../markdown/tasks.ts";
import type { Kind } from "../kinds/model/kind.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";

/** Rendered text and its marker must fit GitHub's 65,536 characters, with room for what people write. */
const BODY_LIMIT = 50_000;
/** An intern's issue with more boxes than this is not read but scrolled. */
const BOX_LIMIT = 12;

/** What only shows once a body is rendered: too long, too many boxes, one box twice, no box to go live by. */
export function checkBody(kind: Kind, key: string, body: string): readonly Diagnostic[] {
  if (body.length > BODY_LIMIT)
    return [
      describe(kind, "error", {
        code: "body-too-long",
        message: `${key} is ${body.length} characters long, and ${BODY_LIMIT} is the most`,
        remedy: "Shorten the template or the texts in the file",
      }),
    ];
  const found: Diagnostic[] = [];
  const blocks = parseBlocks(body);
  const boxes = blocks.filter((block) => block.task !== null).length;
  if (kind.owner[0] === "intern" && boxes > BOX_LIMIT)
    found.push(
      describe(kind, "warning", {
        code: "too-many-boxes",
        message: `${key} asks for ${boxes} things, and ${BOX_LIMIT} is the most a newcomer takes in`,
        remedy: "Move some to the helpers' issue, or drop them",
      }),
    );
  const twice = findTwice(blocks);
  if (twice !== null)
    found.push(
      describe(kind, "error", {
        code: "same-item-twice",
        message: `${key} has the same list item twice: ${twice}`,
        remedy: "Word them differently, so that a tick has one place",
      }),
    );
  if (kind.gate !== null && findTask(body, kind.gate) === null)
    found.push(
      describe(kind, "error", {
        code: "no-gate",
        message: `${key} has no box that starts with "${kind.gate}", so nothing would ever go live`,
        remedy: `Add a box - [ ] ${kind.gate}, or change gate: to how a box starts`,
      }),
    );
  return found;
}

function findTwice(blocks: readonly Block[]): string | null {
  const seen = new Set<string>();
  for (const block of blocks) {
    if (block.kind !== "item") continue;
    if (seen.has(block.hash)) return block.raw.trim();
    seen.add(block.hash);
  }
  return null;
}

function describe(
  kind: Kind,
  severity: Diagnostic["severity"],
  problem: { readonly code: string; readonly message: string; readonly remedy: string },
): Diagnostic {
  return { severity, ...problem, file: kind.file, path: null, line: null, column: null, excerpt: null };
}
