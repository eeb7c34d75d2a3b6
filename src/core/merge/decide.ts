/**
 * Step 2 of the merge: block by block, who wins. Takes what each side did; gives an outcome for every block of theirs,
 * the blocks of ours to put in, and the conflicts, which are changes of the template that people's words or ticks keep
 * from being made. Looks at no text and puts nothing together.
 */
import { boxSign } from "../markdown/blocks.ts";
import type { Block } from "../markdown/block.ts";
import { isRewording } from "../markdown/resemblance.ts";
import type { BodyDiff } from "./diff.ts";

/** A change of the template that is not made. Told once: it is part of the next base, made or not. */
export interface Conflict {
  /** Hash of the block as last rendered; null where there is none. */
  readonly before: string | null;
  /** What stays; null where a person took it out. */
  readonly theirs: string | null;
  /** What the template has now; null where it has nothing there any more. */
  readonly ours: string | null;
  /**
   * `edited`, `removed`: a person reworded it, took it out. `ticked`: somebody ticked it. `answered`: a person wrote
   * below it. `rewritten`: nothing of ours is left in the text. `unsafe`: it would change how a person's text reads.
   * `no-room`: with it the whole would be longer than the forge takes.
   */
  readonly because: "edited" | "removed" | "ticked" | "answered" | "rewritten" | "unsafe" | "no-room";
}

/**
 * What becomes of a block of theirs; `ours` is the index of the block in the render that it answers to.
 *
 * `keep`: a person's. It stays, word for word; null where it answers to nothing in the render.
 * `update`: ours, in the same words. It stays where it is; its box and its depth follow the render.
 * `replace`: ours, reworded by the template, whose words take its place.
 * `move`: ours, elsewhere in the render, where it goes.
 * `remove`: ours, no longer in the render.
 */
export type BlockOutcome =
  | { readonly is: "keep"; readonly ours: number | null }
  | { readonly is: "update" | "replace" | "move"; readonly ours: number }
  | { readonly is: "remove"; readonly ours: null };

export interface MergeDecision {
  /** For each block of theirs. */
  readonly outcomes: readonly BlockOutcome[];
  /** Indexes of the blocks of ours to put in, in order. */
  readonly added: readonly number[];
  readonly conflicts: readonly Conflict[];
}

export function decideOutcomes(diff: BodyDiff): MergeDecision {
  const { base, theirs, ours } = diff;
  const writtenByBoth = findWrittenByBoth(diff);
  const there = new Set(writtenByBoth.values());
  const counterparts = new Map([...listCounterparts(diff), ...writtenByBoth]);
  const outcomes = theirs.map((_, at) => decideOutcome(diff, counterparts, there, at));
  const answered = keepAnswered(diff, outcomes);
  const conflicts = base.flatMap((block, index) => {
    const conflict = findConflict(diff, { outcomes, answered, there }, index);
    return conflict === null ? [] : [{ ...conflict, before: block.hash }];
  });
  const added = diff.added.filter((index) => !there.has(index) && ours[index] !== undefined);
  return { outcomes, added, conflicts };
}

/** Whether a block does not stay where it is in theirs. */
export function isLeaving(outcome: BlockOutcome | undefined): boolean {
  return outcome?.is === "remove" || outcome?.is === "move";
}

/** Whether a person changed the block's box since it was rendered: a statement, which no template touches. */
export function isBoxTheirs({ theirs, base, baseIndexes }: BodyDiff, at: number): boolean {
  const task = theirs[at]?.task ?? null;
  const before = base[baseIndexes[at] ?? -1];
  if (task === null || before === undefined) return false;
  return task.state === "~" || (task.state === "x") !== before.ticked;
}

/** The sign that the box of a block of theirs shall show: a person's if they changed it, else the render's. */
export function chooseSign(diff: BodyDiff, at: number, ours: number): string {
  const block = diff.theirs[at];
  const fresh = diff.ours[ours];
  if (block === undefined) return " ";
  const staysAsIs =
    fresh === undefined || fresh.task === null || isBoxTheirs(diff, at) || fresh.task.state === block.task?.state;
  return staysAsIs ? boxSign(block) : boxSign(fresh);
}

/** What the template adds and a person wrote already, word for word, from theirs to ours: theirs will do. */
function findWrittenByBoth({ theirs, ours, baseIndexes, inOurs, added }: BodyDiff): ReadonlyMap<number, number> {
  const fresh = [...added, ...inOurs.flatMap((edit) => (edit.is === "reworded" ? [edit.ours] : []))];
  const open = new Map<string, number[]>();
  for (const index of fresh.sort((a, b) => b - a)) {
    const hash = ours[index]?.hash ?? "";
    open.set(hash, [...(open.get(hash) ?? []), index]);
  }
  const both = new Map<number, number>();
  for (const [at, block] of theirs.entries()) {
    const index = baseIndexes[at] === -1 ? open.get(block.hash)?.pop() : undefined;
    if (index !== undefined) both.set(at, index);
  }
  return both;
}

/**
 * Where the render has what a person made of one of its blocks: what it adds finds its place beside that. Words that
 * have nothing of the render's are no rewording but a person's own.
 */
function listCounterparts({ theirs, ours, rewordings, inOurs }: BodyDiff): readonly (readonly [number, number])[] {
  return rewordings.flatMap((at, index) => {
    const edit = inOurs[index];
    const reworded = theirs[at];
    if (reworded === undefined || (edit?.is !== "same" && edit?.is !== "reworded")) return [];
    const fresh = ours[edit.ours];
    return fresh !== undefined && isRewording(reworded, fresh) ? [[at, edit.ours] as const] : [];
  });
}

/** `there`: blocks of ours that a person wrote already, in other places than the template has them. */
function decideOutcome(
  diff: BodyDiff,
  counterparts: ReadonlyMap<number, number>,
  there: ReadonlySet<number>,
  at: number,
): BlockOutcome {
  const index = diff.baseIndexes[at] ?? -1;
  const edit = diff.inOurs[index];
  if (edit === undefined) return { is: "keep", ours: counterparts.get(at) ?? null };
  const isTicked = isBoxTheirs(diff, at);
  switch (edit.is) {
    case "same":
      return { is: "update", ours: edit.ours };
    case "moved":
      return { is: isTicked || diff.inTheirs[index]?.moved === true ? "update" : "move", ours: edit.ours };
    case "reworded":
      if (there.has(edit.ours)) return isTicked ? { is: "keep", ours: null } : { is: "remove", ours: null };
      return { is: isTicked ? "keep" : "replace", ours: edit.ours };
    case "removed":
      return isTicked ? { is: "keep", ours: null } : { is: "remove", ours: null };
  }
}

/**
 * A heading or an item stays if a person's answer would be left under something else without it, or under words that
 * have little to do with it. Changes `outcomes`, from the end, since what is kept below counts above. Gives which are
 * kept for that.
 */
function keepAnswered({ theirs, ours }: BodyDiff, outcomes: BlockOutcome[]): ReadonlySet<number> {
  const answered = new Set<number>();
  let below = -1;
  for (let at = theirs.length - 1; at >= 0; at--) {
    const [block, outcome] = [theirs[at], outcomes[at]];
    if (block === undefined || outcome === undefined) continue;
    const fresh = outcome.is === "replace" ? ours[outcome.ours] : undefined;
    const isOtherNow = isLeaving(outcome) || (fresh !== undefined && !isRewording(block, fresh));
    if (isOtherNow && isAnswered(theirs, outcomes, at, below)) {
      answered.add(at);
      outcomes[at] = outcome.is === "move" ? { is: "update", ours: outcome.ours } : { is: "keep", ours: outcome.ours };
    }
    if (!isLeaving(outcomes[at])) below = at;
  }
  return answered;
}

/** Whether a person wrote under a heading or inside an item. `below`: the next block after it that does not leave. */
function isAnswered(theirs: readonly Block[], outcomes: readonly BlockOutcome[], at: number, below: number): boolean {
  const block = theirs[at];
  if (block?.kind === "heading") {
    const next = outcomes[below];
    return next?.is === "keep" && next.ours === null && theirs[below]?.kind !== "heading";
  }
  if (block?.kind !== "item") return false;
  for (let child = at + 1; (theirs[child]?.depth ?? 0) > block.depth; child++) {
    if (outcomes[child]?.is === "keep") return true;
  }
  return false;
}

interface Decided {
  readonly outcomes: readonly BlockOutcome[];
  readonly answered: ReadonlySet<number>;
  readonly there: ReadonlySet<number>;
}

/** Why the template's change to a block of the base is not made; null where it is, or where there is none. */
function findConflict(diff: BodyDiff, decided: Decided, index: number): Omit<Conflict, "before"> | null {
  const { theirs, ours, inTheirs, rewordings, inOurs } = diff;
  const { outcomes, answered, there } = decided;
  const edit = inOurs[index];
  if (edit?.is !== "reworded" && edit?.is !== "removed") return null;
  const fresh = edit.is === "reworded" ? textOf(ours[edit.ours]) : null;
  const at = inTheirs[index]?.at ?? -1;
  if (at !== -1) {
    if (outcomes[at]?.is !== "keep") return null;
    return { theirs: textOf(theirs[at]), ours: fresh, because: answered.has(at) ? "answered" : "ticked" };
  }
  if (edit.is === "reworded" && there.has(edit.ours)) return null;
  const reworded = theirs[rewordings[index] ?? -1];
  if (reworded !== undefined) return { theirs: textOf(reworded), ours: fresh, because: "edited" };
  return fresh === null ? null : { theirs: null, ours: fresh, because: "removed" };
}

/** A block as it is shown; null for none. */
export function textOf(block: Block | undefined): string | null {
  return block?.raw.trim() ?? null;
}
