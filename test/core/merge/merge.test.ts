import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { baseOf, mergeBody } from "../../../src/core/merge/merge-body.ts";
import { PLAIN, editPairs, render } from "./documents.ts";

const OLD = `# Week one

Welcome, Ada.

- [ ] Say hello
- [ ] Open your first issue
  - [ ] Ask for a review
- [ ] Read the guide

## What went well?

_Two lines are plenty._

| Goal | Done? |
|---|---|
| First patch |  |

Ask anything.`;

/** `OLD` with one passage replaced; the passage must be there. */
function edit(...changes: readonly [from: string, to: string][]): string {
  let text = OLD;
  for (const [from, to] of changes) {
    if (!text.includes(from)) throw new Error(`no "${from}" in the text`);
    text = text.replace(from, to);
  }
  return text;
}

const HELLO: [string, string] = ["Welcome, Ada.", "Hello, Ada."];
const crlf = (text: string) => text.replace(/\n/g, "\r\n");

interface Case {
  readonly name: string;
  /** What a person made of `OLD`. */
  readonly theirs: string;
  /** What the template makes now. */
  readonly ours: string;
  readonly merged: string;
  /** Why something of the template was not done. */
  readonly because?: readonly string[];
}

const TICKS: readonly Case[] = [
  {
    name: "a tick stays when another item is reworded",
    theirs: edit(["[ ] Say", "[x] Say"]),
    ours: edit(["Read the guide", "Read the handbook"]),
    merged: edit(["[ ] Say", "[x] Say"], ["Read the guide", "Read the handbook"]),
  },
  {
    name: "[X] and [~] are ticks too",
    theirs: edit(["[ ] Say", "[X] Say"], ["[ ] Read", "[~] Read"]),
    ours: edit(HELLO),
    merged: edit(["[ ] Say", "[X] Say"], ["[ ] Read", "[~] Read"], HELLO),
  },
  {
    name: "a ticked item is not reworded",
    theirs: edit(["[ ] Read", "[x] Read"]),
    ours: edit(["Read the guide", "Read the handbook"]),
    merged: edit(["[ ] Read", "[x] Read"]),
    because: ["ticked"],
  },
  {
    name: "a ticked item is not removed",
    theirs: edit(["[ ] Read", "[x] Read"]),
    ours: edit(["- [ ] Read the guide\n", ""]),
    merged: edit(["[ ] Read", "[x] Read"]),
    because: ["ticked"],
  },
  {
    name: "a ticked item is not moved",
    theirs: edit(["[ ] Read", "[x] Read"]),
    ours: edit(["- [ ] Read the guide\n", ""], ["- [ ] Say", "- [ ] Read the guide\n- [ ] Say"]),
    merged: edit(["[ ] Read", "[x] Read"]),
  },
  {
    name: "an item that does not apply is not removed",
    theirs: edit(["[ ] Read", "[~] Read"]),
    ours: edit(["- [ ] Read the guide\n", ""]),
    merged: edit(["[ ] Read", "[~] Read"]),
    because: ["ticked"],
  },
  {
    name: "a box the render ticks now is ticked where nobody touched it",
    theirs: edit(["[ ] Say", "[x] Say"]),
    ours: edit(["[ ] Read", "[x] Read"]),
    merged: edit(["[ ] Say", "[x] Say"], ["[ ] Read", "[x] Read"]),
  },
  {
    name: "a tick does not go to the item that takes the place of a removed one",
    theirs: edit(["[ ] Open", "[x] Open"], ["Welcome, Ada.", "Welcome, dear Ada."]),
    ours: edit(["- [ ] Say hello\n", "- [ ] Set up your laptop\n"]),
    merged: edit(
      ["[ ] Open", "[x] Open"],
      ["Welcome, Ada.", "Welcome, dear Ada."],
      ["- [ ] Say hello\n", "- [ ] Set up your laptop\n"],
    ),
  },
];

const ITEMS: readonly Case[] = [
  {
    name: "an item the person reworded stays",
    theirs: edit(["Say hello", "Say hello to Sam"]),
    ours: edit(["Ask anything.", "Ask anything, any time."]),
    merged: edit(["Say hello", "Say hello to Sam"], ["Ask anything.", "Ask anything, any time."]),
  },
  {
    name: "an item both reworded stays the person's",
    theirs: edit(["Say hello", "Say hello to Sam"]),
    ours: edit(["Say hello", "Greet everyone"]),
    merged: edit(["Say hello", "Say hello to Sam"]),
    because: ["edited"],
  },
  {
    name: "an item the person reworded is not removed",
    theirs: edit(["Say hello", "Say hello to Sam"]),
    ours: edit(["- [ ] Say hello\n", ""]),
    merged: edit(["Say hello", "Say hello to Sam"]),
    because: ["edited"],
  },
  {
    name: "an item both reworded alike is nobody's conflict",
    theirs: edit(["Say hello", "Say hello to Sam"]),
    ours: edit(["Say hello", "Say hello to Sam"], HELLO),
    merged: edit(["Say hello", "Say hello to Sam"], HELLO),
  },
  {
    name: "an item the person removed stays away",
    theirs: edit(["- [ ] Say hello\n", ""]),
    ours: edit(HELLO),
    merged: edit(["- [ ] Say hello\n", ""], HELLO),
  },
  {
    name: "an item the person removed stays away when the template rewords it",
    theirs: edit(["- [ ] Say hello\n", ""]),
    ours: edit(["Say hello", "Say hello to everyone"]),
    merged: edit(["- [ ] Say hello\n", ""]),
    because: ["removed"],
  },
  {
    name: "an item both removed is gone",
    theirs: edit(["- [ ] Say hello\n", ""]),
    ours: edit(["- [ ] Say hello\n", ""], HELLO),
    merged: edit(["- [ ] Say hello\n", ""], HELLO),
  },
  {
    name: "an item the person added stays, and the template's comes beside it",
    theirs: edit(["- [ ] Say hello\n", "- [ ] Say hello\n- [ ] Feed the cat\n"]),
    ours: edit(["- [ ] Say hello\n", "- [ ] Say hello\n- [ ] Meet Lin\n"]),
    merged: edit(["- [ ] Say hello\n", "- [ ] Say hello\n- [ ] Feed the cat\n- [ ] Meet Lin\n"]),
  },
  {
    name: "an item both added is there once, with the person's tick",
    theirs: edit(["- [ ] Say hello\n", "- [ ] Say hello\n- [x] Meet Lin\n"]),
    ours: edit(["- [ ] Say hello\n", "- [ ] Say hello\n- [ ] Meet Lin\n"]),
    merged: edit(["- [ ] Say hello\n", "- [ ] Say hello\n- [x] Meet Lin\n"]),
  },
  {
    name: "an item the template removed goes",
    theirs: edit(["Ask anything.", "Ask me anything."]),
    ours: edit(["- [ ] Say hello\n", ""]),
    merged: edit(["Ask anything.", "Ask me anything."], ["- [ ] Say hello\n", ""]),
  },
  {
    name: "an item with a person's note below it is not removed",
    theirs: edit(["- [ ] Read the guide\n", "- [ ] Read the guide\n  - page 4 is wrong\n"]),
    ours: edit(["- [ ] Read the guide\n", ""]),
    merged: edit(["- [ ] Read the guide\n", "- [ ] Read the guide\n  - page 4 is wrong\n"]),
    because: ["answered"],
  },
  {
    name: "an item the person moved keeps its new place, and is reworded there",
    theirs: edit(["- [ ] Read the guide\n", ""], ["- [ ] Say", "- [ ] Read the guide\n- [ ] Say"]),
    ours: edit(["Read the guide", "Read the handbook"]),
    merged: edit(["- [ ] Read the guide\n", ""], ["- [ ] Say", "- [ ] Read the handbook\n- [ ] Say"]),
  },
  {
    name: "an item the template moved goes to its new place",
    theirs: edit(["Ask anything.", "Ask me anything."]),
    ours: edit(["- [ ] Read the guide\n", ""], ["- [ ] Say", "- [ ] Read the guide\n- [ ] Say"]),
    merged: edit(
      ["Ask anything.", "Ask me anything."],
      ["- [ ] Read the guide\n", ""],
      ["- [ ] Say", "- [ ] Read the guide\n- [ ] Say"],
    ),
  },
  {
    name: "an item both moved stays where the person put it",
    theirs: edit(["- [ ] Read the guide\n", ""], ["Ask anything.", "Ask anything.\n\n- [ ] Read the guide"]),
    ours: edit(["- [ ] Read the guide\n", ""], ["- [ ] Say", "- [ ] Read the guide\n- [ ] Say"]),
    merged: edit(["- [ ] Read the guide\n", ""], ["Ask anything.", "Ask anything.\n\n- [ ] Read the guide"]),
  },
  {
    name: "an item the person indented stays so, and is reworded there",
    theirs: edit(["- [ ] Read", "  - [ ] Read"]),
    ours: edit(["Read the guide", "Read the handbook"]),
    merged: edit(["- [ ] Read the guide", "  - [ ] Read the handbook"]),
  },
  {
    name: "an item the template indented is indented, with a person's note below it",
    theirs: edit(["- [ ] Read the guide\n", "- [ ] Read the guide\n\n  Page 4 is wrong.\n"]),
    ours: edit(["- [ ] Read", "  - [ ] Read"]),
    merged: edit(["- [ ] Read the guide\n", "  - [ ] Read the guide\n\n    Page 4 is wrong.\n"]),
  },
  {
    name: "an item both indented is indented once",
    theirs: edit(["- [ ] Read", "  - [ ] Read"]),
    ours: edit(["- [ ] Read", "  - [ ] Read"], HELLO),
    merged: edit(["- [ ] Read", "  - [ ] Read"], HELLO),
  },
  {
    name: "an item is not put between another and what a person wrote below that",
    theirs: edit(["- [ ] Say hello\n", "- [ ] Say hello\n  - to Sam, too\n"]),
    ours: edit(["- [ ] Say hello\n", "- [ ] Say hello\n- [ ] Meet Lin\n"]),
    merged: edit(["- [ ] Say hello\n", "- [ ] Say hello\n  - to Sam, too\n- [ ] Meet Lin\n"]),
  },
  {
    name: "a new item below one that the person removed is told, not put below another",
    theirs: edit(["- [ ] Open your first issue\n  - [ ] Ask for a review\n", ""]),
    ours: edit(["  - [ ] Ask for a review\n", "  - [ ] Ask for a review\n  - [ ] Thank the reviewer\n"]),
    merged: edit(["- [ ] Open your first issue\n  - [ ] Ask for a review\n", ""]),
    because: ["removed"],
  },
];

const BLOCKS: readonly Case[] = [
  { name: "nobody changed anything", theirs: OLD, ours: OLD, merged: OLD },
  {
    name: "a note between managed blocks stays where it is",
    theirs: edit(["Ask anything.", "My note.\n\nAsk anything."]),
    ours: edit(["Ask anything.", "Ask us anything."]),
    merged: edit(["Ask anything.", "My note.\n\nAsk us anything."]),
  },
  {
    name: "an answer stays below its question when another question is added",
    theirs: edit(["_Two lines are plenty._", "The first patch!"]),
    ours: edit(["| Goal", "## Anything in your way?\n\n| Goal"]),
    merged: edit(["_Two lines are plenty._", "The first patch!"], ["| Goal", "## Anything in your way?\n\n| Goal"]),
  },
  {
    name: "a question that was answered is not removed",
    theirs: edit(["_Two lines are plenty._", "The first patch!"]),
    ours: edit(["## What went well?\n\n_Two lines are plenty._\n\n", ""]),
    merged: edit(["_Two lines are plenty._", "The first patch!"]),
    because: ["answered", "edited"],
  },
  {
    name: "a question nobody answered is removed",
    theirs: edit(["Ask anything.", "Ask me anything."]),
    ours: edit(["## What went well?\n\n_Two lines are plenty._\n\n", ""]),
    merged: edit(["Ask anything.", "Ask me anything."], ["## What went well?\n\n_Two lines are plenty._\n\n", ""]),
  },
  {
    name: "a table with a cell filled in is the person's",
    theirs: edit(["| First patch |  |", "| First patch | yes |"]),
    ours: edit(["| First patch |  |", "| First patch merged |  |"], HELLO),
    merged: edit(["| First patch |  |", "| First patch | yes |"], HELLO),
    because: ["edited"],
  },
  {
    name: "a table nobody filled in follows the template",
    theirs: edit(["Ask anything.", "Ask me anything."]),
    ours: edit(["| First patch |  |", "| First patch |  |\n| A talk |  |"]),
    merged: edit(["Ask anything.", "Ask me anything."], ["| First patch |  |", "| First patch |  |\n| A talk |  |"]),
  },
  {
    name: "an emptied text stays empty",
    theirs: "",
    ours: edit(HELLO),
    merged: "",
    because: ["rewritten"],
  },
  {
    name: "a rewritten text stays as it is, nothing put in",
    theirs: "All mine.\n\n- [x] really",
    ours: edit(["Ask anything.", "Ask anything.\n\nBye."]),
    merged: "All mine.\n\n- [x] really",
    because: ["rewritten"],
  },
  {
    name: "an open fence at the end is not built upon, and the rest is done",
    theirs: `${OLD}\n\n\`\`\`\nlog`,
    ours: edit(["Ask anything.", "Ask anything.\n\nBye."], HELLO),
    merged: `${edit(HELLO)}\n\n\`\`\`\nlog`,
    because: ["unsafe"],
  },
  {
    name: "what an open fence swallowed is the person's",
    theirs: edit(["## What", "```\nmy log\n\n## What"]),
    ours: edit(["Ask anything.", "Ask us anything."], HELLO),
    merged: edit(["## What", "```\nmy log\n\n## What"], HELLO),
    because: ["removed"],
  },
  {
    name: "what looks like a box in a fence, a comment or HTML is a person's text",
    theirs: `${OLD}\n\n\`\`\`\n- [ ] Say hello\n\`\`\`\n\n<!-- - [x] Say hello -->\n\n<div>\n- [x] Say hello\n</div>`,
    ours: edit(["- [ ] Say hello\n", ""]),
    merged: `${edit(["- [ ] Say hello\n", ""])}\n\n\`\`\`\n- [ ] Say hello\n\`\`\`\n\n<!-- - [x] Say hello -->\n\n<div>\n- [x] Say hello\n</div>`,
  },
];

const SPELLINGS: readonly Case[] = [
  {
    name: "CRLF of a browser is nobody's change",
    theirs: crlf(edit(["[ ] Say", "[x] Say"])),
    ours: edit(["Read the guide", "Read the handbook"]),
    merged: edit(["[ ] Say", "[x] Say"], ["Read the guide", "Read the handbook"]),
  },
  {
    name: "what comes new into a text of people in CRLF has CRLF",
    theirs: crlf(`${OLD}\n\nMy note.`),
    ours: edit(["Read the guide", "Read the\nhandbook"]),
    merged: crlf(`${edit(["Read the guide", "Read the\nhandbook"])}\n\nMy note.`),
  },
  {
    name: "a rich-text editor's habits are nobody's change",
    theirs: edit(["- [ ] Say", "* [ ] Say"], ["- [ ] Open", "* [ ] Open"], ["  - [ ] Ask", "    * [ ] Ask"]).replace(
      "_Two lines are plenty._",
      "*Two lines are plenty\\.*",
    ),
    ours: edit(["Ask anything.", "Ask us."]),
    merged: edit(["Ask anything.", "Ask us."]),
  },
  {
    name: "a renumbered list is the same list",
    theirs: "1. one\n1. two\n1. three\n\nMine.",
    ours: "1. one\n2. two, too\n3. three",
    merged: "1. one\n2. two, too\n1. three\n\nMine.",
  },
  {
    name: "trailing blanks, tabs and a missing last line end are nobody's change",
    theirs: edit(["Welcome, Ada.", "Welcome, Ada.  "], ["  - [ ] Ask", "\t- [ ] Ask"]).concat("\n\n\n"),
    ours: edit(["Read the guide", "Read the handbook"]),
    merged: edit(["Read the guide", "Read the handbook"]),
  },
  {
    name: "a list with other bullets takes a new item in as its own",
    theirs: edit(["- [ ] Say", "* [ ] Say"], ["- [ ] Open", "* [ ] Open"], ["- [ ] Read", "* [ ] Read"]).concat(
      "\n\nMine.",
    ),
    ours: edit(["- [ ] Read", "- [ ] Meet Lin\n- [ ] Read"]),
    merged: edit(
      ["- [ ] Say", "* [ ] Say"],
      ["- [ ] Open", "* [ ] Open"],
      ["- [ ] Read", "* [ ] Meet Lin\n* [ ] Read"],
    ).concat("\n\nMine."),
  },
  {
    name: "emoji, right-to-left words and combining marks are words like others",
    theirs: edit(["Welcome, Ada.", "Welcome, Ada. 👩‍💻 שלום e\u0301"]),
    ours: edit(["Ask anything.", "🎉 اسأل e\u0301"]),
    merged: edit(["Welcome, Ada.", "Welcome, Ada. 👩‍💻 שלום e\u0301"], ["Ask anything.", "🎉 اسأل e\u0301"]),
  },
  {
    name: "a letter spelled with a combining mark is the same letter",
    theirs: "Cafe\u0301\n\nMine.",
    ours: "Tea\n\nMore.",
    merged: "Tea\n\nMine.\n\nMore.",
  },
];

const BASES: Readonly<Record<string, string>> = {
  "a renumbered list is the same list": "1. one\n2. two\n3. three",
  "a letter spelled with a combining mark is the same letter": "Café",
};

describe.each([
  ["ticks", TICKS],
  ["items", ITEMS],
  ["blocks", BLOCKS],
  ["spellings", SPELLINGS],
] as const)("merging %s", (_, cases) => {
  it.each(cases)("$name", ({ name, theirs, ours, merged, because = [] }) => {
    const result = mergeBody({ base: baseOf(BASES[name] ?? OLD), observed: theirs, desired: ours });
    expect(result.text).toBe(merged);
    expect(result.changed).toBe(merged !== theirs);
    expect(result.conflicts.map((conflict) => conflict.because).sort()).toEqual(because);
    const again = mergeBody({ base: result.base, observed: result.text, desired: ours });
    expect(again).toMatchObject({ text: result.text, changed: false, conflicts: [] });
  });
});

describe("the laws of merging", () => {
  const withPair = (test: (pair: { base: string; observed: string; desired: string }) => void) =>
    fc.property(editPairs(), ({ base, observed, desired, style }) => {
      test({ base: render(base), observed: render(observed, style), desired: render(desired) });
    });

  it("where the template did nothing, the text stays byte for byte", () => {
    fc.assert(
      withPair(({ base, observed }) => {
        const result = mergeBody({ base: baseOf(base), observed, desired: base });
        expect(result).toMatchObject({ text: observed, changed: false, conflicts: [] });
      }),
      { numRuns: 1000 },
    );
  });

  it("where the person did nothing, the text is the new render, however it was spelled", () => {
    fc.assert(
      fc.property(editPairs(), ({ base, desired, style }) => {
        const same = JSON.stringify(base) === JSON.stringify(desired);
        const old = render(base);
        const fresh = render(desired);
        const result = mergeBody({ base: baseOf(old), observed: render(base, style), desired: fresh });
        expect(result.text).toBe(same ? render(base, style) : fresh);
        expect(result.conflicts).toEqual([]);
      }),
      { numRuns: 1000 },
    );
  });

  it("where the base is gone, nothing is touched", () => {
    fc.assert(
      withPair(({ observed, desired }) => {
        const result = mergeBody({ base: null, observed, desired });
        expect(result).toMatchObject({ text: observed, changed: false, conflicts: [], base: baseOf(desired) });
      }),
    );
  });

  it("any three texts merge to something, and once more to the same", () => {
    const line = fc.constantFrom(
      "- [ ] a",
      "  - [x] b",
      "    - c",
      "",
      "```",
      "> q",
      "# h",
      "| a |",
      "|---|",
      "<!--",
      "-->",
      "t",
      "1. x",
      "***",
      "===",
      "\t- d",
      "- - e",
      "<div>",
      "[l]: /u",
    );
    const text = fc.array(line, { maxLength: 12 }).map((lines) => lines.join("\n"));
    fc.assert(
      fc.property(text, text, text, (base, observed, desired) => {
        const once = mergeBody({ base: baseOf(base), observed, desired });
        const twice = mergeBody({ base: once.base, observed: once.text, desired });
        expect(twice).toMatchObject({ text: once.text, changed: false, conflicts: [] });
      }),
      { numRuns: 3000 },
    );
  });

  it("tells what it holds: blocks of ours that a person changed or took out", () => {
    const base = baseOf(OLD);
    const observed = edit(["Say hello", "Say hello to Sam"], ["- [ ] Read the guide\n", ""], ["[ ] Open", "[x] Open"]);
    expect(mergeBody({ base, observed, desired: OLD }).held).toBe(2);
    expect(mergeBody({ base, observed: OLD, desired: OLD }).held).toBe(0);
  });

  it("shows in a conflict what stays and what the template wanted", () => {
    const observed = edit(["Say hello", "Say hello to Sam"]);
    const [conflict] = mergeBody({
      base: baseOf(OLD),
      observed,
      desired: edit(["Say hello", "Greet everyone"]),
    }).conflicts;
    expect(conflict).toEqual({
      before: baseOf("- [ ] Say hello")[0]?.hash,
      theirs: "- [ ] Say hello to Sam",
      ours: "- [ ] Greet everyone",
      because: "edited",
    });
  });

  it.each([
    ["items", "- [ ] something to do\n"],
    ["paragraphs", "Something that somebody wrote.\n\n"],
    ["equal rules", "***\n\n"],
    ["brackets", "[".repeat(50) + "\n"],
    ["quotes", ">".repeat(50) + "\n"],
    ["blanks", "   \t \n"],
    ["backticks", "`a``b```c\n\n"],
    ["pipes", "|a|b|\n|-|-|\n\n"],
    ["one long word", "x_*\\".repeat(100)],
  ])("takes a megabyte of %s, and keeps it", (_, piece) => {
    const observed = `Mine.\n\n${piece.repeat(Math.ceil(1_000_000 / piece.length))}`;
    const result = mergeBody({ base: baseOf(OLD), observed: `${OLD}\n\n${observed}`, desired: edit(HELLO) });
    expect(result.text.length).toBeGreaterThan(observed.length);
    expect(result.text.startsWith("# Week one\n\nHello, Ada.")).toBe(true);
  });
});

describe("the generated documents", () => {
  it("are spelled as asked", () => {
    const nodes = [
      { id: "a", kind: "item", text: "one", sign: "x", depth: 0 },
      { id: "b", kind: "item", text: "two", sign: " ", depth: 1 },
    ] as const;
    expect(render(nodes, { ...PLAIN, bullet: "*", end: "\r\n", indent: 4, last: "\n" })).toBe(
      "* [x] one\r\n    * [ ] two\r\n",
    );
  });
});
