import fc from "fast-check";

/** A block of an invented document. Its text is its own: no two blocks of one document have the same. */
export interface Node {
  /** The same through rewordings and moves, so that a judge knows what became of it. */
  readonly id: string;
  readonly kind: "heading" | "item" | "paragraph" | "table" | "code";
  readonly text: string;
  /** Of an item's box. */
  readonly sign: string;
  readonly depth: number;
}

/** What template and person made, starting from the same base. */
export interface EditPair {
  readonly base: readonly Node[];
  readonly observed: readonly Node[];
  readonly desired: readonly Node[];
  /** How the observed text is spelled. */
  readonly style: Style;
  /** The person moved or indented something. */
  readonly rearranged: boolean;
}

export interface Style {
  readonly bullet: "-" | "*" | "+" | "1.";
  readonly end: "\n" | "\r\n";
  readonly indent: 2 | 4;
  readonly trailing: "" | "  " | "\t";
  readonly last: "" | "\n" | "\n\n\n";
  readonly escapes: boolean;
}

export const PLAIN: Style = { bullet: "-", end: "\n", indent: 2, trailing: "", last: "", escapes: false };

/** Markdown of a document. */
export function render(nodes: readonly Node[], style: Style = PLAIN): string {
  let text = "";
  for (const [index, node] of nodes.entries()) {
    const before = nodes[index - 1];
    if (before !== undefined) text += before.kind === "item" && node.kind === "item" ? "\n" : "\n\n";
    text += renderNode(node, style);
  }
  const spelled = text.replace(/\n(?=\S)/g, `${style.trailing}\n`);
  return `${spelled}${nodes.length === 0 ? "" : style.last}`.replace(/\n/g, style.end);
}

function renderNode(node: Node, style: Style): string {
  const words = style.escapes ? node.text.replace(/[.!_]/g, "\\$&") : node.text;
  const width = style.bullet === "1." ? 3 : style.indent;
  const indent = " ".repeat(node.depth * width);
  switch (node.kind) {
    case "heading":
      return `## ${words}`;
    case "item":
      return `${indent}${style.bullet} [${node.sign}] ${words}`;
    case "paragraph":
      return `${indent}${words}`;
    case "table":
      return `| Question | Answer |\n|---|---|\n| ${words} |`;
    case "code":
      return `\`\`\`\n- [ ] ${node.text}\n\`\`\``;
  }
}

/** What an edit can do; the numbers pick what it is done to. */
interface Edit {
  readonly does: "tick" | "reword" | "replace" | "remove" | "move" | "indent" | "add" | "note";
  readonly at: number;
  readonly to: number;
  readonly sign: string;
  readonly kind: Node["kind"];
}

const WORDS = [
  "guide",
  "café",
  "שלום",
  "week_one",
  "🎉",
  "👩‍💻",
  "نص",
  "e\u0301te",
  "laptop",
  "a.b!",
  "mentor",
  "ﬁne",
  "c'est",
];

/** A document, and what a person and the template each make of it. */
export function editPairs(): fc.Arbitrary<EditPair> {
  const kind = fc.constantFrom<Node["kind"]>("item", "item", "item", "paragraph", "heading", "table", "code");
  const edit = (does: readonly Edit["does"][], signs: readonly string[]) =>
    fc.record({
      does: fc.constantFrom(...does),
      at: fc.nat(40),
      to: fc.nat(40),
      sign: fc.constantFrom(...signs),
      kind,
    });
  const sketch = fc.record({ kind, depth: fc.nat(2), ticked: fc.integer({ min: 0, max: 5 }), word: fc.nat(40) });
  const style = fc.record({
    bullet: fc.constantFrom<Style["bullet"]>("-", "-", "*", "+", "1."),
    end: fc.constantFrom<Style["end"]>("\n", "\r\n"),
    indent: fc.constantFrom<Style["indent"]>(2, 4),
    trailing: fc.constantFrom<Style["trailing"]>("", "  ", "\t"),
    last: fc.constantFrom<Style["last"]>("", "\n", "\n\n\n"),
    escapes: fc.boolean(),
  });
  const theirs = edit(
    ["tick", "tick", "tick", "reword", "replace", "remove", "move", "indent", "add", "note"],
    ["x", "X", "~", " "],
  );
  const ours = edit(["tick", "reword", "reword", "replace", "remove", "move", "indent", "add", "add"], ["x", " "]);
  return fc
    .record({
      sketches: fc.array(sketch, { minLength: 1, maxLength: 14 }),
      person: fc.array(theirs, { maxLength: 6 }),
      template: fc.array(ours, { maxLength: 6 }),
      style,
      fate: fc.constantFrom(
        "edited",
        "edited",
        "edited",
        "edited",
        "edited",
        "edited",
        "edited",
        "emptied",
        "rewritten",
      ),
    })
    .map(({ sketches, person, template, style: spelled, fate }) => {
      const base = settle(
        sketches.map(({ kind: sort, depth, ticked, word }, index) => {
          const text = phrase("b", index, word, sort);
          return { id: `b${index}`, kind: sort, text, sign: ticked === 0 && sort === "item" ? "x" : " ", depth };
        }),
      );
      const edited = settle(applyEdits(base, person, "p"));
      const observed = fate === "emptied" ? [] : fate === "rewritten" ? rewrite(edited) : edited;
      const rearranged = isRehung(base, observed) || person.some(({ does }) => does === "move" || does === "indent");
      return { base, observed, desired: settle(applyEdits(base, template, "t")), style: spelled, rearranged };
    });
}

function applyEdits(base: readonly Node[], edits: readonly Edit[], who: "p" | "t"): readonly Node[] {
  let nodes = [...base];
  for (const [round, edit] of edits.entries()) nodes = applyEdit(nodes, edit, who, round);
  return nodes;
}

function applyEdit(nodes: readonly Node[], edit: Edit, who: "p" | "t", round: number): Node[] {
  const at = nodes.length === 0 ? 0 : edit.at % nodes.length;
  const to = nodes.length === 0 ? 0 : edit.to % nodes.length;
  const node = nodes[at];
  const change = (fields: Partial<Node>) =>
    nodes.map((other, index) => (index === at ? { ...other, ...fields } : other));
  const put = (fresh: Node) => [...nodes.slice(0, at), fresh, ...nodes.slice(at)];
  const fresh = (kind: Node["kind"], depth: number): Node => ({
    id: `${who}${round}`,
    kind,
    text: phrase(who, round, edit.to, kind),
    sign: " ",
    depth,
  });
  if (node === undefined) return edit.does === "add" ? [fresh(edit.kind, 0)] : [];
  switch (edit.does) {
    case "tick":
      return node.kind === "item" ? change({ sign: edit.sign }) : [...nodes];
    case "reword":
      return change({
        text: node.kind === "table" ? `${node.text} yes ${who}${round}` : `${node.text} ${who}${round}`,
      });
    case "replace":
      // The template's is another block in the same spot, a person's what they made of it.
      return change({
        id: who === "t" ? `t${round}` : node.id,
        text: phrase(who, round, edit.to, node.kind),
        sign: who === "p" ? node.sign : " ",
      });
    case "remove":
      return nodes.filter((_, index) => index !== at);
    case "move":
      return nodes.filter((_, index) => index !== at).toSpliced(to, 0, node);
    case "indent":
      return node.kind === "item" ? change({ depth: node.depth === 0 ? 1 : node.depth - 1 }) : [...nodes];
    case "add":
      return put(fresh(edit.kind, edit.to % 2));
    case "note":
      return nodes.toSpliced(at + 1, 0, fresh("paragraph", node.kind === "item" ? node.depth + 1 : 0));
  }
}

/** Words that no other block has. A table's are a question and an empty answer. */
function phrase(who: string, index: number, word: number, kind: Node["kind"]): string {
  const words = `${WORDS[word % WORDS.length] ?? ""} ${who}${index}q ${WORDS[(word + index) % WORDS.length] ?? ""} ${who}${index}r`;
  return kind === "table" ? `${words} | ` : words;
}

function rewrite(nodes: readonly Node[]): readonly Node[] {
  return nodes.map((node, index) => ({ ...node, id: `n${index}`, text: phrase("n", index, index, node.kind) }));
}

/** Only what Markdown can hold: nothing deeper than one below the item above it. */
function settle(nodes: readonly Node[]): readonly Node[] {
  let room = 0;
  return nodes.map((node) => {
    const mayBeDeep = node.kind === "item" || node.kind === "paragraph";
    const depth = mayBeDeep ? Math.min(node.depth, room) : 0;
    room = node.kind === "item" ? depth + 1 : depth;
    return { ...node, depth };
  });
}

/** Whether a person's edits left a block inside another item than it was, or deeper. */
function isRehung(base: readonly Node[], observed: readonly Node[]): boolean {
  return base.some((node, index) => {
    const at = observed.findIndex((other) => other.id === node.id);
    return at !== -1 && (observed[at]?.depth !== node.depth || holderOf(observed, at) !== holderOf(base, index));
  });
}

function holderOf(nodes: readonly Node[], index: number): string | undefined {
  const depth = nodes[index]?.depth ?? 0;
  return nodes.slice(0, index).findLast((node) => node.kind === "item" && node.depth < depth)?.id;
}
