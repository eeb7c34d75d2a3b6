import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseBlocks } from "../../../src/core/body/blocks.ts";
import { baseOf, mergeBody } from "../../../src/core/body/merge.ts";

const OLD =
  "# Week one\n\nWelcome, Ada.\n\n- [ ] Say hello\n- [ ] Open your first issue\n- [ ] Read the guide\n\nAsk anything.";

/** Every case: what the person made of OLD, what the template makes now, and what must come out. */
const CASES: readonly { name: string; theirs: string; ours: string; merged: string; conflicts?: number }[] = [
  { name: "nobody changed anything", theirs: OLD, ours: OLD, merged: OLD },
  {
    name: "a tick stays when another item is reworded",
    theirs: OLD.replace("[ ] Say", "[x] Say"),
    ours: OLD.replace("Read the guide", "Read the handbook"),
    merged: OLD.replace("[ ] Say", "[x] Say").replace("Read the guide", "Read the handbook"),
  },
  {
    name: "[X] and [~] are ticks too",
    theirs: OLD.replace("[ ] Say", "[X] Say").replace("[ ] Read", "[~] Read"),
    ours: OLD.replace("Welcome", "Hello"),
    merged: OLD.replace("[ ] Say", "[X] Say").replace("[ ] Read", "[~] Read").replace("Welcome", "Hello"),
  },
  {
    name: "a ticked item is not reworded",
    theirs: OLD.replace("[ ] Read", "[x] Read"),
    ours: OLD.replace("Read the guide", "Read the handbook"),
    merged: OLD.replace("[ ] Read", "[x] Read"),
    conflicts: 1,
  },
  {
    name: "a ticked item is not removed",
    theirs: OLD.replace("[ ] Read", "[x] Read"),
    ours: OLD.replace("- [ ] Read the guide\n", ""),
    merged: OLD.replace("[ ] Read", "[x] Read"),
    conflicts: 1,
  },
  {
    name: "an item the person reworded stays",
    theirs: OLD.replace("Say hello", "Say hello to Sam"),
    ours: OLD.replace("Ask anything.", "Ask anything, any time."),
    merged: OLD.replace("Say hello", "Say hello to Sam").replace("Ask anything.", "Ask anything, any time."),
  },
  {
    name: "an item both reworded stays the person's",
    theirs: OLD.replace("Say hello", "Say hello to Sam"),
    ours: OLD.replace("Say hello", "Greet everyone"),
    merged: OLD.replace("Say hello", "Say hello to Sam"),
    conflicts: 1,
  },
  {
    name: "an item the person removed stays away",
    theirs: OLD.replace("- [ ] Open your first issue\n", ""),
    ours: OLD.replace("Welcome", "Hello"),
    merged: OLD.replace("- [ ] Open your first issue\n", "").replace("Welcome", "Hello"),
  },
  {
    name: "an item the person added stays",
    theirs: OLD.replace("- [ ] Read", "- [ ] Feed the cat\n- [ ] Read"),
    ours: OLD.replace("- [ ] Read", "- [ ] Meet Lin\n- [ ] Read"),
    merged: OLD.replace("- [ ] Read", "- [ ] Feed the cat\n- [ ] Meet Lin\n- [ ] Read"),
  },
  {
    name: "an item the template removed goes",
    theirs: OLD,
    ours: OLD.replace("- [ ] Open your first issue\n", ""),
    merged: OLD.replace("- [ ] Open your first issue\n", ""),
  },
  {
    name: "a note between managed blocks stays",
    theirs: OLD.replace("Ask anything.", "My note.\n\nAsk anything."),
    ours: OLD.replace("Ask anything.", "Ask us anything."),
    merged: OLD.replace("Ask anything.", "My note.\n\nAsk us anything."),
  },
  {
    name: "a moved item keeps its new place",
    theirs:
      "# Week one\n\nWelcome, Ada.\n\n- [ ] Read the guide\n- [ ] Say hello\n- [ ] Open your first issue\n\nAsk anything.",
    ours: OLD.replace("Welcome", "Hello"),
    merged:
      "# Week one\n\nHello, Ada.\n\n- [ ] Read the guide\n- [ ] Say hello\n- [ ] Open your first issue\n\nAsk anything.",
  },
  {
    name: "an indented item keeps its indentation",
    theirs: OLD.replace("- [ ] Open", "  - [x] Open"),
    ours: OLD.replace("Welcome", "Hello"),
    merged: OLD.replace("- [ ] Open", "  - [x] Open").replace("Welcome", "Hello"),
  },
  {
    name: "a rich-text editor's habits are nobody's change",
    theirs: OLD.replaceAll("- [ ]", "* [ ]").replace("Ask anything.", "Ask anything\\."),
    ours: OLD.replace("Ask anything.", "Ask us."),
    merged: OLD.replaceAll("- [ ]", "* [ ]").replace("Ask anything.", "Ask us."),
  },
  {
    name: "an emptied text stays empty of what was there",
    theirs: "",
    ours: OLD.replace("Welcome", "Hello"),
    merged: "",
  },
  {
    name: "a rewritten text stays",
    theirs: "All mine.",
    ours: OLD.replace("Welcome", "Hello"),
    merged: "All mine.",
    conflicts: 1,
  },
  {
    name: "an open fence at the end is not built upon",
    theirs: `${OLD}\n\n\`\`\`\nlog`,
    ours: `${OLD}\n\nBye.`,
    merged: `${OLD}\n\n\`\`\`\nlog`,
    conflicts: 1,
  },
  {
    name: "a new block goes behind what it follows in the render",
    theirs: OLD,
    ours: OLD.replace("Ask anything.", "Here we go.\n\nAsk anything."),
    merged: OLD.replace("Ask anything.", "Here we go.\n\nAsk anything."),
  },
];

describe("merging a body", () => {
  for (const { name, theirs, ours, merged, conflicts = 0 } of CASES) {
    it(name, () => {
      const result = mergeBody({ base: baseOf(OLD), observed: theirs, desired: ours });
      expect(result.text).toBe(merged);
      expect(result.conflicts).toHaveLength(conflicts);
      const again = mergeBody({ base: result.base, observed: result.text, desired: ours });
      expect({ text: again.text, changed: again.changed, conflicts: again.conflicts.length }).toEqual({
        text: result.text,
        changed: false,
        conflicts: 0,
      });
    });
  }

  it("takes nothing over where the base is gone", () => {
    expect(mergeBody({ base: null, observed: OLD, desired: "New." })).toMatchObject({ text: OLD, changed: false });
  });
});

describe("blocks", () => {
  it("put together are the text, whatever the text is", () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc
            .array(
              fc.constantFrom(
                "- [ ] a",
                "  - b",
                "",
                "```",
                "> q",
                "# h",
                "| a | b |",
                "|---|---|",
                "<!-- c -->",
                "text",
                "1. x",
                "    code",
                "***",
              ),
            )
            .map((lines) => lines.join("\n")),
        ),
        (text) => {
          expect(
            parseBlocks(text)
              .map((block) => block.raw)
              .join(""),
          ).toBe(text);
        },
      ),
      { numRuns: 2000 },
    );
  });
});
