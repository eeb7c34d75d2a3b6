import type { Place } from "./align.ts";
import { boxSign } from "../markdown/blocks.ts";
import type { Block } from "../markdown/block.ts";
import type { TemplateChange } from "./hunks.ts";
import { ENOUGH, resemble } from "./resemble.ts";
import type { BaseBlock } from "../marker/marker-state.ts";

/** A change of the template that a person's words or ticks kept from being made. Told once. */
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

/** What becomes of one observed block. `desired`: where the render has it, null for what is people's alone. */
export type Standing =
  | { readonly is: "theirs"; readonly desired: number | null }
  | { readonly is: "kept" | "replaced" | "lifted"; readonly desired: number }
  | { readonly is: "dropped"; readonly desired: null };

/** Everything the decision looks at. */
export interface Situation {
  readonly base: readonly BaseBlock[];
  readonly theirs: readonly Block[];
  readonly ours: readonly Block[];
  /** Where each block of the base stands in `theirs`. */
  readonly places: readonly Place[];
  /** For each of `theirs` the block of the base it is, or -1. */
  readonly origins: readonly number[];
  /** For each block of the base that is gone from `theirs`: the index of what a person made of it, or -1. */
  readonly versions: readonly number[];
  readonly change: TemplateChange;
}

export interface Verdict {
  /** For each observed block. */
  readonly standings: readonly Standing[];
  /** Desired blocks to be put in, in order. */
  readonly added: readonly number[];
  readonly conflicts: readonly Conflict[];
}

/** Decides block by block who wins, before anything is put together. */
export function decideStandings(situation: Situation): Verdict {
  const { base, theirs, ours, change } = situation;
  const adopted = adoptEqual(situation);
  const taken = new Set(adopted.values());
  const counterparts = new Map([...listCounterparts(situation), ...adopted]);
  const standings = theirs.map((_, at) => standOf(situation, counterparts, taken, at));
  const answered = holdAnswered(situation, standings);
  const conflicts = base.flatMap((_, index) => {
    const conflict = explain(situation, taken, standings, answered, index);
    return conflict === null ? [] : [{ ...conflict, before: base[index]?.hash ?? null }];
  });
  const added = change.added.filter((index) => !taken.has(index) && ours[index] !== undefined);
  return { standings, added, conflicts };
}

/** Whether a person changed a box since we rendered it: a statement, which no template touches. */
export function isStated(situation: Situation, at: number): boolean {
  const block = situation.theirs[at];
  const base = situation.base[situation.origins[at] ?? -1];
  if (block === undefined || block.task === null || base === undefined) return false;
  return block.task.state === "~" || (block.task.state === "x") !== base.ticked;
}

/** The sign a box shall show: a person's if they changed it, else the render's. */
export function wantedSign(situation: Situation, at: number, desired: number): string {
  const block = situation.theirs[at];
  const fresh = situation.ours[desired];
  if (block === undefined) return " ";
  const isSame =
    fresh === undefined || fresh.task === null || isStated(situation, at) || fresh.task.state === block.task?.state;
  return isSame ? boxSign(block) : boxSign(fresh);
}

/** New blocks of the render that a person wrote already, word for word: theirs will do. */
function adoptEqual({ theirs, ours, origins, change }: Situation): ReadonlyMap<number, number> {
  const open = new Map<string, number[]>();
  const fresh = [...change.added, ...change.fates.flatMap((fate) => (fate.is === "replaced" ? [fate.desired] : []))];
  for (const index of fresh.sort((a, b) => b - a)) {
    const hash = ours[index]?.hash ?? "";
    open.set(hash, [...(open.get(hash) ?? []), index]);
  }
  const adopted = new Map<number, number>();
  for (const [at, block] of theirs.entries()) {
    const index = origins[at] === -1 ? open.get(block.hash)?.pop() : undefined;
    if (index !== undefined) adopted.set(at, index);
  }
  return adopted;
}

/**
 * Where the render has what a person made of one of its blocks: what it adds finds its place beside that. Words that
 * have nothing of the render's are no version of them but a person's own.
 */
function listCounterparts({ theirs, ours, versions, change }: Situation): readonly (readonly [number, number])[] {
  return versions.flatMap((at, index) => {
    const fate = change.fates[index];
    const version = theirs[at];
    if (version === undefined || (fate?.is !== "kept" && fate?.is !== "replaced")) return [];
    const fresh = ours[fate.desired];
    return fresh === undefined || resemble(version, fresh) < ENOUGH ? [] : [[at, fate.desired] as const];
  });
}

function standOf(
  situation: Situation,
  counterparts: ReadonlyMap<number, number>,
  taken: ReadonlySet<number>,
  at: number,
): Standing {
  const origin = situation.origins[at] ?? -1;
  const fate = situation.change.fates[origin];
  if (fate === undefined) return { is: "theirs", desired: counterparts.get(at) ?? null };
  const stated = isStated(situation, at);
  switch (fate.is) {
    case "kept":
      return { is: "kept", desired: fate.desired };
    case "moved":
      return { is: stated || situation.places[origin]?.moved === true ? "kept" : "lifted", desired: fate.desired };
    case "replaced":
      if (taken.has(fate.desired)) return stated ? { is: "theirs", desired: null } : { is: "dropped", desired: null };
      return { is: stated ? "theirs" : "replaced", desired: fate.desired };
    case "removed":
      return stated ? { is: "theirs", desired: null } : { is: "dropped", desired: null };
  }
}

/**
 * A heading or an item whose answer would be left under something else stays, also when what takes its place has
 * little to do with it. Changes `standings`, from the end, since what is held below counts above. Returns which were
 * held.
 */
function holdAnswered(situation: Situation, standings: Standing[]): ReadonlySet<number> {
  const { theirs, ours } = situation;
  const held = new Set<number>();
  let below = -1;
  for (let at = theirs.length - 1; at >= 0; at--) {
    const [block, standing] = [theirs[at], standings[at]];
    if (block === undefined || standing === undefined) continue;
    const fresh = standing.is === "replaced" ? ours[standing.desired] : undefined;
    const isLeaving = standing.is === "dropped" || standing.is === "lifted";
    const isSupplanted = fresh !== undefined && resemble(block, fresh) < ENOUGH;
    if ((isLeaving || isSupplanted) && isAnswered(theirs, standings, at, below)) {
      held.add(at);
      standings[at] =
        standing.is === "lifted"
          ? { is: "kept", desired: standing.desired }
          : { is: "theirs", desired: standing.desired };
    }
    if (!isLeaving || held.has(at)) below = at;
  }
  return held;
}

function isAnswered(theirs: readonly Block[], standings: readonly Standing[], at: number, below: number): boolean {
  const block = theirs[at];
  if (block?.kind === "heading") {
    const next = standings[below];
    return next?.is === "theirs" && next.desired === null && theirs[below]?.kind !== "heading";
  }
  if (block?.kind !== "item") return false;
  for (let child = at + 1; (theirs[child]?.depth ?? 0) > block.depth; child++) {
    if (standings[child]?.is === "theirs") return true;
  }
  return false;
}

function explain(
  situation: Situation,
  taken: ReadonlySet<number>,
  standings: readonly Standing[],
  answered: ReadonlySet<number>,
  index: number,
): Omit<Conflict, "before"> | null {
  const { theirs, ours, places, versions, change } = situation;
  const fate = change.fates[index];
  if (fate === undefined || fate.is === "kept" || fate.is === "moved") return null;
  const fresh = fate.is === "replaced" ? (ours[fate.desired] ?? null) : null;
  const at = places[index]?.at ?? -1;
  if (at !== -1) {
    if (standings[at]?.is !== "theirs") return null;
    return { theirs: show(theirs[at]), ours: show(fresh), because: answered.has(at) ? "answered" : "ticked" };
  }
  if (fate.is === "replaced" && taken.has(fate.desired)) return null;
  const version = theirs[versions[index] ?? -1];
  if (version !== undefined) return { theirs: show(version), ours: show(fresh), because: "edited" };
  return fresh === null ? null : { theirs: null, ours: show(fresh), because: "removed" };
}

function show(block: Block | null | undefined): string | null {
  return block === null || block === undefined ? null : block.raw.trim();
}
