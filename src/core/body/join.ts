import { parseBlocks, type Block } from "./blocks.ts";

/** A block on its way into the merged text, and where it comes from. */
export interface Piece {
  readonly block: Block;
  /** `person`: theirs; `observed`: ours, as it stands there; `desired`: from the new render. */
  readonly source: "person" | "observed" | "desired";
  /** Index in the observed text, -1 for what is new. */
  readonly order: number;
  /** Index in the render it answers to, null for what people wrote. */
  readonly desired: number | null;
}

/**
 * One text of all pieces. Neighbours that stood together keep what was between them; others get a blank line, or a
 * line break inside a list. Null when the result would read differently from its parts, as behind a fence that
 * somebody left open.
 */
export function joinBlocks(pieces: readonly Piece[], observed: string): string | null {
  const candidates = [join(pieces, observed, false), join(pieces, observed, true)];
  const wanted = pieces.map((piece) => piece.block.hash).join(",");
  const sound = (text: string) =>
    parseBlocks(text)
      .filter((block) => block.kind !== "blank")
      .map((block) => block.hash)
      .join(",") === wanted;
  return candidates.find(sound) ?? null;
}

function join(pieces: readonly Piece[], observed: string, spacious: boolean): string {
  let text = "";
  for (const [index, piece] of pieces.entries()) {
    const before = pieces[index - 1];
    const raw = piece.block.raw;
    if (before === undefined) {
      text = leading(pieces, observed) + raw;
      continue;
    }
    const together =
      before.order !== -1 &&
      piece.order === before.order + 1 &&
      before.source !== "desired" &&
      piece.source !== "desired";
    text = together ? text + raw : `${text.trimEnd()}${gap(before.block, piece.block, spacious)}${raw}`;
  }
  return text.trimEnd();
}

/** Blank lines a text starts with are nobody's business to remove. */
function leading(pieces: readonly Piece[], observed: string): string {
  return pieces[0]?.order === 0 ? (/^(?:[ \t]*\n)*/.exec(observed)?.[0] ?? "") : "";
}

function gap(before: Block, after: Block, spacious: boolean): string {
  return !spacious && before.kind === "item" && after.kind === "item" && !/\n[ \t]*\n/.test(before.raw.trimEnd())
    ? "\n"
    : "\n\n";
}
