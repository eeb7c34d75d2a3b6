import type { EditPair, Node } from "./documents.ts";

/** What a merge made of an edit pair, as seen from outside. */
export interface Outcome {
  readonly text: string;
  /** What it says it did not put in. */
  readonly told: readonly string[];
  /** Blocks that it says it left as they are, or out, since otherwise a person's text would read differently. */
  readonly left: readonly string[];
  /** It says that nothing of the base is left, and that it therefore left the text alone. */
  readonly gaveUp: boolean;
  /** What merging once more gives. */
  readonly again: string;
}

/** A block as read from a text, by a reader that shares nothing with the merge. */
interface Read {
  readonly name: string;
  readonly kind: Node["kind"];
  readonly sign: string;
  readonly depth: number;
}

/** Everything wrong with a merge, as sentences; none when people's words won and the rest is as rendered. */
export function judge(pair: EditPair, outcome: Outcome): readonly string[] {
  const merged = readText(outcome.text);
  const facts: Facts = {
    ...pair,
    merged,
    outcome,
    inBase: byName(pair.base),
    inObserved: byName(pair.observed),
    inDesired: byName(pair.desired),
    inMerged: new Map(merged.map((block) => [block.name, block])),
    left: new Set(outcome.left.flatMap((text) => readText(text).map(({ name }) => name))),
  };
  return [
    ...judgeWords(facts),
    ...judgeTicks(facts),
    ...judgeManaged(facts),
    ...judgeAdditions(facts),
    ...judgeOrder(facts),
    ...judgePlaces(facts),
    ...judgeHolders(facts),
    ...(outcome.again === outcome.text ? [] : ["merging again changes the text"]),
  ];
}

interface Facts extends EditPair {
  readonly merged: readonly Read[];
  readonly outcome: Outcome;
  readonly inBase: ReadonlyMap<string, Node>;
  readonly inObserved: ReadonlyMap<string, Node>;
  readonly inDesired: ReadonlyMap<string, Node>;
  readonly inMerged: ReadonlyMap<string, Read>;
  /** Names of those told to be left. */
  readonly left: ReadonlySet<string>;
}

/** A person's words are all there, once; nothing is there that nobody wrote; what a person took out stays out. */
function judgeWords({ base, observed, merged, inBase, inObserved, inDesired, inMerged }: Facts): readonly string[] {
  const lost = observed.filter((node) => !inBase.has(nameOf(node)) && !inMerged.has(nameOf(node)));
  const strange = merged.filter(({ name }) => !inObserved.has(name) && !inDesired.has(name));
  const twice = merged.filter(({ name }, at) => merged.findIndex((other) => other.name === name) !== at);
  const back = base.filter((node) => !inObserved.has(nameOf(node)) && inMerged.has(nameOf(node)));
  return [
    ...lost.map((node) => `lost a person's ${nameOf(node)}`),
    ...strange.map(({ name }) => `nobody wrote ${name}`),
    ...twice.map(({ name }) => `${name} is there twice`),
    ...back.map((node) => `${nameOf(node)} is back though a person removed it`),
  ];
}

/** Every box shows what a person said last, or else what the render says; none has another's tick. One told as left, as seen. */
function judgeTicks(facts: Facts): readonly string[] {
  const { observed, merged, inMerged, inBase, inObserved, inDesired } = facts;
  const lost = observed.filter((node) => isStated(facts, node) && !inMerged.has(nameOf(node)));
  const wrong = merged.filter(({ name, kind, sign }) => {
    if (kind !== "item") return false;
    const seen = inObserved.get(name);
    const fresh = inDesired.get(name);
    if (seen === undefined) return sign.toLowerCase() !== fresh?.sign.toLowerCase();
    const said = isStated(facts, seen) || !inBase.has(name) || facts.left.has(name);
    return sign.toLowerCase() !== (said ? seen.sign : (fresh ?? seen).sign).toLowerCase();
  });
  return [
    ...lost.map((node) => `lost the ticked ${nameOf(node)}`),
    ...wrong.map(({ name, sign }) => `${name} shows [${sign}]`),
  ];
}

/**
 * What nobody touched is there if the render has it, and gone if not. Both may have rearranged one list so that no text
 * keeps every word of a person's below what they wrote it below: then it may be left, if that is told.
 */
function judgeManaged(facts: Facts): readonly string[] {
  const { base, inDesired, inMerged, outcome } = facts;
  if (outcome.gaveUp) return [];
  return base.flatMap((node) => {
    const name = nameOf(node);
    if (!facts.inObserved.has(name)) return [];
    if (inDesired.has(name)) return inMerged.has(name) ? [] : [`lost ${name}, which nobody touched`];
    return inMerged.has(name) && !isTouched(facts, node) && !facts.left.has(name) ? [`${name} is still there`] : [];
  });
}

/** What the template adds is put in, or told; where people touched nothing that it changed, it is put in. */
function judgeAdditions(facts: Facts): readonly string[] {
  const { base, desired, inBase, inDesired, inMerged, outcome } = facts;
  const changed = base.filter((node) => !inDesired.has(nameOf(node)));
  const isClear = changed.every((node) => facts.inObserved.has(nameOf(node)) && !isTouched(facts, node));
  return desired.flatMap((node, index) => {
    const name = nameOf(node);
    if (inBase.has(name) || inMerged.has(name)) return [];
    const isTold = outcome.told.some((text) => readText(text)[0]?.name === name) || outcome.gaveUp;
    if (!isTold) return [`dropped ${name} in silence`];
    const parent = parentIn(desired, index);
    const hasHome = parent === null || inMerged.has(nameOf(parent));
    return isClear && hasHome && !outcome.gaveUp && !facts.left.has(name)
      ? [`did not put in ${name}, with nobody in its way`]
      : [];
  });
}

/** People's words keep their order; where people moved nothing, what is ours has the render's. */
function judgeOrder(facts: Facts): readonly string[] {
  const { observed, desired, merged, inBase, inObserved, outcome } = facts;
  const names = merged.map(({ name }) => name);
  const isTheirs = (node: Node) => !inBase.has(nameOf(node)) || isStated(facts, node);
  const theirs = observed.filter(isTheirs).map(nameOf);
  const complaints = inOrder(theirs, names) ? [] : ["a person's blocks changed places"];
  if (facts.rearranged || outcome.gaveUp) return complaints;
  // A list is in order, item by item: what people's words hold in another item than the render's has no order to keep.
  const isOurs = (node: Node, index: number): boolean => {
    const before = inObserved.get(nameOf(node));
    const at = names.indexOf(nameOf(node));
    const parent = parentIn(desired, index);
    if (at === -1 || (before !== undefined && isTouched(facts, before))) return false;
    if ((parentIn(merged, at)?.name ?? null) !== (parent === null ? null : nameOf(parent))) return false;
    return parent === null || isOurs(parent, desired.indexOf(parent));
  };
  const ours = desired.filter(isOurs);
  return inOrder(ours.map(nameOf), names)
    ? complaints
    : [...complaints, "managed blocks are not in the render's order"];
}

/** A person's words stand below the item or the heading that they were written below. */
function judgePlaces(facts: Facts): readonly string[] {
  const { observed, merged, inBase } = facts;
  return observed.flatMap((node, index) => {
    if (inBase.has(nameOf(node)) || node.kind === "heading") return [];
    const at = merged.findIndex(({ name }) => name === nameOf(node));
    if (at === -1) return [];
    const parent = parentIn(observed, index);
    const now = parentIn(merged, at);
    if (!isSame(facts, parent, now?.name ?? null))
      return [`${nameOf(node)} stands below ${now?.name ?? "nothing"} now`];
    const above = observed[index - 1];
    // What a person made of a block that the template still has is no answer.
    if (above?.kind !== "heading" || isVersion(facts, node)) return [];
    const heading = merged.slice(0, at).findLast(({ kind }) => kind === "heading");
    return isSame(facts, above, heading?.name ?? null)
      ? []
      : [`${nameOf(node)} answers ${heading?.name ?? "nothing"} now`];
  });
}

/**
 * What is ours comes to stand in no item that a person added, unless the render or they have it there. It may come to
 * stand in another of ours: a ticked item stays in its place though the template puts another item over it.
 */
function judgeHolders(facts: Facts): readonly string[] {
  const { observed, desired, merged, inBase, inDesired, rearranged, outcome } = facts;
  if (rearranged || outcome.gaveUp) return [];
  return desired.flatMap((node, index) => {
    const at = merged.findIndex(({ name }) => name === nameOf(node));
    const now = parentIn(merged, at)?.name;
    const seen = observed.findIndex((other) => nameOf(other) === nameOf(node));
    if (seen === -1 || now === undefined || inBase.has(now) || inDesired.has(now)) return [];
    const holders = [...holdersIn(desired, index), ...holdersIn(observed, seen)];
    return holders.some((holder) => isSame(facts, holder, now)) ? [] : [`${nameOf(node)} came to stand below ${now}`];
  });
}

/** The items a block stands in, the nearest first. */
function holdersIn(nodes: readonly Node[], index: number): readonly Node[] {
  const holder = parentIn(nodes, index);
  return holder === null ? [] : [holder, ...holdersIn(nodes, nodes.indexOf(holder))];
}

/** Whether a name in the merged text is this block, or what the template or a person made of it. */
function isSame({ desired, observed }: Facts, node: Node | null, name: string | null): boolean {
  if (node === null || name === null) return node === name;
  if (nameOf(node) === name) return true;
  const made = [...desired, ...observed].find((other) => nameOf(other) === name);
  return made !== undefined && (made.id === node.id || overlap(nameOf(node), name) >= 0.4);
}

/** What a person may have made of a block that the template still has, or has in other words. */
function isVersion({ base, desired, inBase, inObserved }: Facts, node: Node): boolean {
  if (desired.some(({ id }) => id === node.id)) return true;
  const candidates = [
    ...base.filter((old) => !inObserved.has(nameOf(old))),
    ...desired.filter((fresh) => !inBase.has(nameOf(fresh))),
  ];
  return candidates.some((other) => overlap(nameOf(other), nameOf(node)) >= 0.4);
}

function overlap(a: string, b: string): number {
  const [one, other] = [a, b].map((text) => new Set(text.toLowerCase().split(/[^\p{L}\p{N}_]+/u)));
  if (one === undefined || other === undefined) return 0;
  return [...one].filter((word) => other.has(word)).length / Math.max(one.size, other.size);
}

/** A person changed its box. */
function isStated({ inBase }: Facts, node: Node): boolean {
  const before = inBase.get(nameOf(node));
  return (
    node.kind === "item" && before !== undefined && (node.sign === "~" || isTicked(node.sign) !== isTicked(before.sign))
  );
}

function isTicked(sign: string): boolean {
  return sign.toLowerCase() === "x";
}

/** A person ticked it, or wrote below it; or something that stays for such a reason would be left without it. */
function isTouched(facts: Facts, node: Node): boolean {
  const { observed, merged, inBase } = facts;
  const isPersons = (other: Node) => !inBase.has(nameOf(other)) || isStated(facts, other);
  const index = observed.findIndex((other) => nameOf(other) === nameOf(node));
  const seen = observed[index];
  if (seen === undefined || isStated(facts, seen)) return true;
  if (seen.kind === "item") {
    const end = observed.findIndex((other, at) => at > index && other.depth <= seen.depth);
    return observed.slice(index + 1, end === -1 ? undefined : end).some(isPersons);
  }
  const next = merged[merged.findIndex(({ name }) => name === nameOf(node)) + 1];
  return seen.kind === "heading" && next !== undefined && next.kind !== "heading" && isTheirsNow(facts, next);
}

/** What follows a heading is a person's, or stays though the template has it no more in these words. */
function isTheirsNow({ inObserved, inDesired }: Facts, next: Read): boolean {
  return inObserved.has(next.name) && !inDesired.has(next.name);
}

function parentIn<T extends { readonly depth: number; readonly kind: Node["kind"] }>(
  blocks: readonly T[],
  index: number,
): T | null {
  const depth = blocks[index]?.depth ?? 0;
  if (depth === 0) return null;
  return blocks.slice(0, index).findLast((block) => block.kind === "item" && block.depth < depth) ?? null;
}

function inOrder(wanted: readonly string[], names: readonly string[]): boolean {
  const places = wanted.map((name) => names.indexOf(name)).filter((at) => at !== -1);
  return places.every((at, index) => index === 0 || at > (places[index - 1] ?? -1));
}

function byName(nodes: readonly Node[]): ReadonlyMap<string, Node> {
  return new Map(nodes.map((node) => [nameOf(node), node]));
}

function nameOf(node: Node): string {
  return `${node.kind} ${plain(node.text)}`;
}

function plain(text: string): string {
  return text.replace(/\\/g, "").replace(/\s+/g, " ").trim().normalize("NFC");
}

/** Reads the few forms that the generated documents have. */
function readText(text: string): readonly Read[] {
  const blocks: Read[] = [];
  const columns: number[] = [];
  const lines = text.split(/\r?\n/);
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at] ?? "";
    if (line.trim() === "") continue;
    const indent = line.length - line.trimStart().length;
    while (columns.length > 0 && (columns.at(-1) ?? 0) > indent) columns.pop();
    const item = /^\s*([-*+]|\d+[.)]) \[(.)\] (.*)$/.exec(line);
    const depth = columns.length;
    if (item !== null) {
      columns.push(indent + (item[1]?.length ?? 0) + 1);
      blocks.push({ kind: "item", name: `item ${plain(item[3] ?? "")}`, sign: item[2] ?? "", depth });
    } else if (line.startsWith("```")) {
      blocks.push({
        kind: "code",
        name: `code ${plain((lines[at + 1] ?? "").replace("- [ ] ", ""))}`,
        sign: " ",
        depth,
      });
      at += 2;
    } else if (line.startsWith("|")) {
      blocks.push({
        kind: "table",
        name: `table ${plain((lines[at + 2] ?? "").trim().slice(1, -1))}`,
        sign: " ",
        depth,
      });
      at += 2;
    } else {
      const kind = line.startsWith("## ") ? "heading" : "paragraph";
      blocks.push({ kind, name: `${kind} ${plain(line.replace(/^## /, ""))}`, sign: " ", depth });
    }
  }
  return blocks;
}
