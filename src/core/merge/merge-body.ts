/**
 * The three-way merge of a body, Markdown block by block. This file is the entry, and reads like the merge: diff →
 * decide → arrange → join, one file for each. Pure; no text makes it throw.
 *
 * - **block**: a heading, a paragraph, a list item's own text, a table, a fence: the unit of the merge.
 * - **base**: the blocks as last rendered, as the marker remembers them: a hash, a depth, whether ticked; no words.
 * - **ours**: the template's new render. **theirs**: the text on the forge, which people have edited since.
 * - **same**: two blocks with one hash, so the same words, ticks and editors' spelling aside.
 * - **anchor**: a block that two texts have in the same order. **hunk**: what stands between two anchors.
 * - **depth**: how many list items a block stands inside. **parent**: the nearest of those.
 * - **reworded**, **moved**, **removed**, **added**: what a side did to the base.
 * - **outcome**: what becomes of a block of theirs: keep, update, replace, move, remove.
 * - **keep**: a person's block stays as it is. **move**: a block of ours goes where the render has it now.
 * - **conflict**: a change of the template that is not made since a person's words or ticks stand against it.
 *
 * What one may change: which outcome a block has, in `decide.ts`; where a block of ours goes, in `position.ts`. What no
 * change may break: a person's words and ticks are never lost, moved or reworded; merging the result again changes
 * nothing; every conflict is told once.
 */
import { parseBlocks, listBlocks, setBox, boxSign } from "../markdown/blocks.ts";
import { toBase } from "../marker/create-only.ts";
import type { BaseBlock } from "../marker/marker-state.ts";
import { arrange } from "./arrange.ts";
import { chooseSign, decideOutcomes, isBoxTheirs, textOf } from "./decide.ts";
import type { BlockOutcome, Conflict, MergeDecision } from "./decide.ts";
import { diffBody, findBase } from "./diff.ts";
import type { BodyDiff } from "./diff.ts";
import { joinBlocks } from "./join.ts";

export type { Conflict } from "./decide.ts";

export interface Merge {
  readonly text: string;
  /** Whether `text` differs from what was observed. */
  readonly changed: boolean;
  readonly conflicts: readonly Conflict[];
  /** Blocks of the base that a person reworded or took out. */
  readonly held: number;
  /** What goes into the marker: the new render, whether or not all of it was taken. So a conflict is told once. */
  readonly base: readonly BaseBlock[];
}

/** The base of a text as rendered. */
export function baseOf(text: string): readonly BaseBlock[] {
  return listBlocks(text).map(toBase);
}

/**
 * A block that still is the same as in the base may be replaced, moved or removed as the template did; anything else is
 * a person's and stays, where they put it. A ticked item is a statement: it is never reworded, moved or removed. Without
 * a base nothing is touched.
 */
export function mergeBody(input: {
  readonly base: readonly BaseBlock[] | null;
  /** The text on the forge, without marker and footer. */
  readonly observed: string;
  /** The new render. */
  readonly desired: string;
}): Merge {
  const { base, observed, desired } = input;
  const ours = listBlocks(desired);
  const newBase = ours.map(toBase);
  const untouched: Merge = { text: observed, changed: false, conflicts: [], held: 0, base: newBase };
  if (base === null) return untouched;
  const theirs = listBlocks(observed);
  const inTheirs = findBase(base, theirs);
  const held = inTheirs.filter((place) => place.at === -1).length;
  if (isSameBase(base, newBase)) return { ...untouched, held };
  const diff = diffBody({ base, theirs, ours, inTheirs });
  const ticked = isOnlyTicked(diff) ? renderTicked(diff, desired) : null;
  if (ticked !== null) return { ...untouched, text: ticked, changed: ticked !== observed };
  if (held === base.length && held > 0) {
    return { ...untouched, held, conflicts: [{ before: null, theirs: null, ours: null, because: "rewritten" }] };
  }
  const { text, conflicts } = applyDecision(diff, decideOutcomes(diff), observed);
  return { text, changed: text !== observed, conflicts, held, base: newBase };
}

function isSameBase(a: readonly BaseBlock[], b: readonly BaseBlock[]): boolean {
  return (
    a.length === b.length &&
    a.every(({ hash, depth, ticked }, index) => {
      const other = b[index];
      return hash === other?.hash && depth === other.depth && ticked === other.ticked;
    })
  );
}

/** Whether nobody did anything but tick boxes, and the template left those alone. */
function isOnlyTicked(diff: BodyDiff): boolean {
  const { base, theirs, inOurs } = diff;
  if (theirs.length !== base.length) return false;
  return theirs.every((block, at) => {
    const before = base[at];
    if (block.hash !== before?.hash || block.depth !== before.depth) return false;
    return !isBoxTheirs(diff, at) || inOurs[at]?.is === "same";
  });
}

/** The render as it is, with people's ticks in it. */
function renderTicked(diff: BodyDiff, desired: string): string {
  const signs = new Map<number, string>();
  for (const [at, edit] of diff.inOurs.entries()) {
    if (edit.is === "same" || edit.is === "moved") signs.set(edit.ours, chooseSign(diff, at, edit.ours));
  }
  let index = -1;
  return parseBlocks(desired)
    .map((block) => {
      if (block.kind !== "blank") index++;
      const sign = block.kind === "blank" ? undefined : signs.get(index);
      return sign === undefined ? block.raw : setBox(block, sign).raw;
    })
    .join("");
}

/** Characters parsed at most while looking for the changes that can be made. */
const EFFORT = 1_000_000;

/** The merged text, and what of the template is not in it for what was found while arranging and joining. */
interface Applied {
  readonly text: string;
  readonly conflicts: readonly Conflict[];
}

/**
 * Carries the decision out. Where the whole would change how a person's text reads, as below a fence that somebody left
 * open, each change is tried for itself; those that would are left out and reported.
 */
function applyDecision(diff: BodyDiff, decision: MergeDecision, observed: string): Applied {
  const whole = tryChanges(diff, decision, new Set(), observed);
  if (whole !== null) return { text: whole.text, conflicts: [...decision.conflicts, ...whole.conflicts] };
  const changes = listChanges(diff, decision);
  const refused = new Set(changes);
  let best: Applied = { text: observed, conflicts: [] };
  for (const change of changes.length * observed.length > EFFORT ? [] : changes) {
    refused.delete(change);
    const tried = tryChanges(diff, decision, refused, observed);
    if (tried === null) refused.add(change);
    else best = tried;
  }
  const unsafe = [...refused].map((change) => explainRefusal(diff, decision, change));
  return { text: best.text, conflicts: [...decision.conflicts, ...best.conflicts, ...unsafe] };
}

/** One change to theirs: `3` is what happens to its fourth block, `+3` the fourth block of ours put in. */
type Change = number | `+${number}`;

function listChanges(diff: BodyDiff, { outcomes, added }: MergeDecision): readonly Change[] {
  const { theirs, ours, base, baseIndexes } = diff;
  const touched = outcomes.flatMap((outcome, at) => {
    if (outcome.is === "keep") return [];
    const block = theirs[at];
    const fresh = ours[outcome.ours ?? -1];
    if (outcome.is !== "update" || block === undefined || fresh === undefined) return [at];
    const isIndented = block.depth === base[baseIndexes[at] ?? -1]?.depth && block.depth !== fresh.depth;
    return isIndented || chooseSign(diff, at, outcome.ours) !== boxSign(block) ? [at] : [];
  });
  return [...touched, ...added.map((index): Change => `+${index}`)];
}

/** The text with all changes but the refused, or null when it would not read as its parts. */
function tryChanges(
  diff: BodyDiff,
  decision: MergeDecision,
  refused: ReadonlySet<Change>,
  observed: string,
): Applied | null {
  const { theirs, ours } = diff;
  const added = decision.added.filter((index) => !refused.has(`+${index}`));
  const outcomes = decision.outcomes.map((outcome, at): BlockOutcome => {
    return refused.has(at) ? { is: "keep", ours: outcome.ours } : outcome;
  });
  for (;;) {
    const { blocks, unplaced } = arrange(diff, { outcomes, added });
    // What the template moved below an item that a person took out stays where it is.
    const stuck = outcomes.flatMap((outcome, at) => {
      return outcome.is === "move" && unplaced.includes(outcome.ours) ? [{ at, ours: outcome.ours }] : [];
    });
    for (const { at, ours: to } of stuck) outcomes[at] = { is: "update", ours: to };
    if (stuck.length > 0) continue;
    const text = joinBlocks(blocks, { observed, theirs, ours });
    if (text === null) return null;
    const conflicts = unplaced.map((index): Conflict => {
      return { before: null, theirs: null, ours: textOf(ours[index]), because: "removed" };
    });
    return { text, conflicts };
  }
}

function explainRefusal(
  { base, theirs, ours, baseIndexes }: BodyDiff,
  decision: MergeDecision,
  change: Change,
): Conflict {
  if (typeof change === "string")
    return { before: null, theirs: null, ours: textOf(ours[Number(change.slice(1))]), because: "unsafe" };
  return {
    before: base[baseIndexes[change] ?? -1]?.hash ?? null,
    theirs: textOf(theirs[change]),
    ours: textOf(ours[decision.outcomes[change]?.ours ?? -1]),
    because: "unsafe",
  };
}
