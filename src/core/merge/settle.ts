import { arrange } from "./arrange.ts";
import { boxSign } from "../markdown/blocks.ts";
import { joinPieces } from "./join.ts";
import { wantedSign } from "./stand.ts";
import type { Conflict, Situation, Standing, Verdict } from "./stand.ts";

/** Characters parsed at most while looking for the changes that can be made. */
const EFFORT = 1_000_000;

/**
 * Carries a verdict out. Where the whole would change how a person's text reads, as below a fence that somebody left
 * open, each change is tried for itself and those that do are left out and reported.
 */
export function settle(
  situation: Situation,
  verdict: Verdict,
  observed: string,
): { readonly text: string; readonly conflicts: readonly Conflict[] } {
  const all = listChanges(situation, verdict);
  const whole = attempt(situation, verdict, new Set(), observed);
  if (whole !== null) return { text: whole.text, conflicts: [...verdict.conflicts, ...whole.conflicts] };
  const refused = new Set(all);
  let best = { text: observed, conflicts: [] as readonly Conflict[] };
  for (const change of all.length * observed.length > EFFORT ? [] : all) {
    refused.delete(change);
    const tried = attempt(situation, verdict, refused, observed);
    if (tried === null) refused.add(change);
    else best = tried;
  }
  const unsafe = [...refused].map((change) => explainRefusal(situation, verdict, change));
  return { text: best.text, conflicts: [...verdict.conflicts, ...best.conflicts, ...unsafe] };
}

/** One change to the observed text: `3` is what happens to its fourth block, `+3` the fourth desired block put in. */
type Change = number | `+${number}`;

function listChanges(situation: Situation, { standings, added }: Verdict): readonly Change[] {
  const { theirs, ours, base, origins } = situation;
  const touched = standings.flatMap((standing, at) => {
    if (standing.is === "theirs") return [];
    const block = theirs[at];
    const fresh = ours[standing.desired ?? -1];
    if (standing.is !== "kept" || block === undefined || fresh === undefined) return [at];
    const isIndented = block.depth === base[origins[at] ?? -1]?.depth && block.depth !== fresh.depth;
    return isIndented || wantedSign(situation, at, standing.desired) !== boxSign(block) ? [at] : [];
  });
  return [...touched, ...added.map((index): Change => `+${index}`)];
}

/** The text with all changes but the refused, or null when it would not read as its parts. */
function attempt(
  situation: Situation,
  verdict: Verdict,
  refused: ReadonlySet<Change>,
  observed: string,
): { text: string; conflicts: readonly Conflict[] } | null {
  const stay = new Set<number>();
  for (;;) {
    const standings = verdict.standings.map((standing, at): Standing => {
      if (refused.has(at)) return { is: "theirs", desired: standing.desired };
      return stay.has(at) && standing.is === "lifted" ? { is: "kept", desired: standing.desired } : standing;
    });
    const added = verdict.added.filter((index) => !refused.has(`+${index}`));
    const { pieces, homeless } = arrange(situation, { standings, added });
    // What the template moved below an item that a person took out stays where it is.
    const stranded = standings.flatMap((standing, at) =>
      standing.is === "lifted" && homeless.includes(standing.desired) ? [at] : [],
    );
    for (const at of stranded) stay.add(at);
    if (stranded.length > 0) continue;
    const text = joinPieces(pieces, { observed, theirs: situation.theirs, ours: situation.ours });
    if (text === null) return null;
    return {
      text,
      conflicts: homeless.map((index) => ({
        before: null,
        theirs: null,
        ours: shown(situation, index),
        because: "removed",
      })),
    };
  }
}

function explainRefusal(situation: Situation, { standings }: Verdict, change: Change): Conflict {
  if (typeof change === "string")
    return { before: null, theirs: null, ours: shown(situation, Number(change.slice(1))), because: "unsafe" };
  const desired = standings[change]?.desired ?? -1;
  return {
    before: situation.base[situation.origins[change] ?? -1]?.hash ?? null,
    theirs: situation.theirs[change]?.raw.trim() ?? null,
    ours: desired === -1 ? null : shown(situation, desired),
    because: "unsafe",
  };
}

function shown(situation: Situation, index: number): string | null {
  return situation.ours[index]?.raw.trim() ?? null;
}
