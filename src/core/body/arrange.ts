import { setBox } from "./blocks.ts";
import type { Block } from "./blocks.ts";
import { findSlot, parentsOf } from "./slot.ts";
import { wantedSign } from "./stand.ts";
import type { Situation, Standing, Verdict } from "./stand.ts";

/** A block on its way into the merged text, and where it comes from. */
export interface Piece {
  readonly block: Block;
  /** Whose spelling `block` has. */
  readonly from: "theirs" | "ours";
  /** Index in the observed text, -1 for what is new. */
  readonly observed: number;
  /** Index in the render it answers to, -1 for what people wrote. A half stands between two: something gone. */
  readonly desired: number;
  /** List items it shall stand inside. */
  readonly depth: number;
  /** `gone` holds a place until all is in, and is then left out. */
  readonly is: "theirs" | "ours" | "gone";
}

export interface Arrangement {
  readonly pieces: readonly Piece[];
  /** Desired blocks that found no place: the item they belong under is gone. */
  readonly homeless: readonly number[];
}

/** The merged document as a list of blocks: the observed order, with what the template adds put beside its neighbours. */
export function arrange(situation: Situation, verdict: Pick<Verdict, "standings" | "added">): Arrangement {
  const { ours } = situation;
  const pieces = placeStanding(situation, verdict.standings);
  const homeless: number[] = [];
  const parents = parentsOf(ours);
  const lifted = new Map(
    verdict.standings.flatMap((standing, at) => (standing.is === "lifted" ? [[standing.desired, at] as const] : [])),
  );
  for (const index of [...verdict.added, ...lifted.keys()].sort((a, b) => a - b)) {
    const fresh = ours[index];
    if (fresh === undefined) continue;
    const slot = findSlot(pieces, { index, block: fresh, parent: parents[index] ?? -1, ours });
    if (slot === null) {
      homeless.push(index);
      continue;
    }
    const at = lifted.get(index);
    const source = at === undefined ? {} : liftFrom(situation, at, index);
    const piece: Piece = {
      block: fresh,
      from: "ours",
      observed: -1,
      desired: index,
      depth: slot.depth,
      is: "ours",
      ...source,
    };
    pieces.splice(slot.at, 0, piece);
  }
  return { pieces: pieces.filter((piece) => piece.is !== "gone"), homeless };
}

function liftFrom(situation: Situation, at: number, desired: number): Partial<Piece> {
  const block = situation.theirs[at];
  return block === undefined
    ? {}
    : { block: setBox(block, wantedSign(situation, at, desired)), from: "theirs", observed: at };
}

function placeStanding(situation: Situation, standings: readonly Standing[]): Piece[] {
  const { theirs, ours, origins, base, change } = situation;
  const shifts: { readonly depth: number; readonly by: number }[] = [];
  return theirs.map((block, at): Piece => {
    const standing = standings[at] ?? { is: "theirs", desired: null };
    const origin = origins[at] ?? -1;
    while ((shifts.at(-1)?.depth ?? -1) >= block.depth) shifts.pop();
    const inherited = block.depth + (shifts.at(-1)?.by ?? 0);
    const theirPiece: Piece = {
      block,
      from: "theirs",
      observed: at,
      desired: standing.desired ?? -1,
      depth: inherited,
      is: "theirs",
    };
    if (standing.is === "dropped" || standing.is === "lifted") {
      const site = situation.places[origin]?.moved === true ? -1 : (change.formerSites[origin] ?? 0) - 0.5;
      return { ...theirPiece, desired: site, is: "gone" };
    }
    const fresh = ours[standing.desired ?? -1];
    if (standing.is === "theirs" || fresh === undefined) return theirPiece;
    const depth = block.depth === base[origin]?.depth ? fresh.depth : inherited;
    shifts.push({ depth: block.depth, by: depth - block.depth });
    if (standing.is === "replaced") return { ...theirPiece, block: fresh, from: "ours", depth, is: "ours" };
    return { ...theirPiece, block: setBox(block, wantedSign(situation, at, standing.desired)), depth, is: "ours" };
  });
}
