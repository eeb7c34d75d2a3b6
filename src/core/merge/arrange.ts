import { InvariantError } from "../diagnostics/errors.ts";
import { setBox } from "../markdown/blocks.ts";
import { listDepths, parentsOf } from "./depth.ts";
import type { Slot, Piece } from "./slot.ts";
import { findSlot } from "./slot.ts";
import type { Situation, Standing, Verdict } from "./stand.ts";
import { wantedSign } from "./stand.ts";

export interface Arrangement {
  readonly pieces: readonly Piece[];
  /** Desired blocks that found no place: the item they belong under is gone. */
  readonly homeless: readonly number[];
}

/** The merged document as a list of blocks: the observed order, with what the template adds put beside its neighbours. */
export function arrange(situation: Situation, verdict: Pick<Verdict, "standings" | "added">): Arrangement {
  const { ours, theirs } = situation;
  const pieces = placeStanding(situation, verdict);
  const homeless: number[] = [];
  const parents = parentsOf(ours);
  const lifted = listLifted(verdict.standings);
  const coming = new Set([...verdict.added, ...lifted.keys()].sort((a, b) => a - b));
  for (const index of coming) {
    coming.delete(index);
    const block = ours[index];
    const slot = block === undefined ? null : findSlot(pieces, { index, block, ours, parents, coming });
    if (block === undefined || slot === null) homeless.push(index);
    else pieces.splice(slot.at, 0, bringIn(situation, index, slot, lifted.get(index) ?? -1));
  }
  const staying = pieces.filter((piece) => piece.is !== "gone");
  return { pieces: fitDepths(staying, parentsOf(theirs)), homeless };
}

/** Where the render has what it moved, and where that stands now. */
function listLifted(standings: readonly Standing[]): ReadonlyMap<number, number> {
  return new Map(
    standings.flatMap((standing, at) => (standing.is === "lifted" ? [[standing.desired, at] as const] : [])),
  );
}

/** A block of the render; as people have it, if it was only moved. */
function bringIn(situation: Situation, desired: number, { depth, steady }: Slot, at: number): Piece {
  const { theirs, ours } = situation;
  const fresh = { observed: at, desired, depth, steady, written: false, is: "ours" } as const;
  const moved = theirs[at];
  if (moved !== undefined)
    return { ...fresh, block: setBox(moved, wantedSign(situation, at, desired)), from: "theirs" };
  const block = ours[desired];
  if (block === undefined) throw new InvariantError(`the render has no block ${desired}`);
  return { ...fresh, block, from: "ours" };
}

/** Nothing stands deeper than one below the item above it, save where a person wrote it so. */
function fitDepths(pieces: readonly Piece[], parents: readonly number[]): readonly Piece[] {
  const open: { readonly piece: Piece; readonly depth: number }[] = [];
  return pieces.map((piece) => {
    while ((open.at(-1)?.piece.depth ?? -1) >= piece.depth) open.pop();
    const above = open.at(-1);
    const room = above === undefined ? 0 : above.depth + 1;
    const isAsWritten =
      piece.observed !== -1 && above !== undefined && parents[piece.observed] === above.piece.observed;
    const depth = isAsWritten ? above.depth + piece.depth - above.piece.depth : Math.min(piece.depth, room);
    if (piece.block.kind === "item") open.push({ piece, depth });
    return { ...piece, depth };
  });
}

function placeStanding(situation: Situation, verdict: Pick<Verdict, "standings" | "added">): Piece[] {
  const { theirs, ours, origins, base, places, change, versions } = situation;
  const depths = listDepths(situation, verdict);
  return theirs.map((block, at): Piece => {
    const standing = verdict.standings[at] ?? { is: "theirs", desired: null };
    const origin = origins[at] ?? -1;
    const isInOrder = places[origin]?.moved === false;
    const isVersion = origin === -1 && standing.desired !== null && versions.includes(at);
    const isSteady =
      isVersion || (isInOrder && block.depth === base[origin]?.depth && change.fates[origin]?.is !== "moved");
    const piece: Piece = {
      block,
      from: "theirs",
      observed: at,
      desired: standing.desired ?? -1,
      steady: isSteady,
      depth: depths[at] ?? 0,
      written: origin === -1,
      is: "theirs",
    };
    if (standing.is === "dropped" || standing.is === "lifted") {
      return { ...piece, desired: (change.formerSites[origin] ?? 0) - 0.5, steady: isInOrder, is: "gone" };
    }
    const fresh = ours[standing.desired ?? -1];
    if (standing.is === "theirs" || fresh === undefined) return piece;
    if (standing.is === "replaced") return { ...piece, block: fresh, from: "ours", is: "ours" };
    return { ...piece, block: setBox(block, wantedSign(situation, at, standing.desired)), is: "ours" };
  });
}
