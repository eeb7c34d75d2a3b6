import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { boxSign, listBlocks, parseBlocks, setBox } from "../../../src/core/markdown/blocks.ts";

const shapes = (text: string) =>
  parseBlocks(text).map(
    ({ kind, depth, task }) => `${kind}${depth}${task === null ? "" : `[${task.state}] ${task.label}`}`,
  );

describe("blocks", () => {
  it("put together are the text, whatever the text is", () => {
    const line = fc.constantFrom(
      "- [ ] a",
      "  - b",
      "",
      "```",
      "> q",
      "# h",
      "| a | b |",
      "|---|---|",
      "<!-- c",
      "-->",
      "text",
      "1. x",
      "    code",
      "***",
      "===",
      "[a]: /u",
      "\t- t",
      "\0",
      "\u2028",
      "- - [x] d",
      "\uD800",
    );
    const text = fc.oneof(
      fc.string({ unit: "binary" }),
      fc.array(line).chain((lines) => fc.constantFrom("\n", "\r\n", "\r").map((end) => lines.join(end))),
    );
    fc.assert(
      fc.property(text, (words) => {
        expect(
          parseBlocks(words)
            .map((block) => block.raw)
            .join(""),
        ).toBe(words);
      }),
      { numRuns: 3000 },
    );
  });

  it.each([
    ["nothing", "", []],
    ["blank lines alone", "\n \n", ["blank0"]],
    ["a heading, a paragraph, a rule", "# A\nb\n\n***", ["heading0", "paragraph0", "rule0"]],
    ["a heading underlined", "A\n===\nb", ["heading0", "paragraph0"]],
    [
      "items and what belongs to them",
      "- a\n  more\n\n  para\n  - b\n    ```\n    c\n    ```\n- d",
      ["item0", "paragraph1", "item1", "code2", "item0"],
    ],
    ["two items on one line", "- - [x] a\n- b", ["item0[x] a", "item0"]],
    ["a quote is one block, its boxes are none", "> - [ ] a\n>\n> b\n\nc", ["quote0", "paragraph0"]],
    ["a table is one block", "| a | b |\n|---|---|\n| c | d |\n\ne", ["table0", "paragraph0"]],
    [
      "boxes in fences, comments and HTML are none",
      "```\n- [ ] a\n```\n<!--\n- [ ] b\n-->\n<div>\n- [ ] c\n</div>",
      ["code0", "html0", "html0"],
    ],
    ["a box inside details is one", "<details>\n\n- [ ] a\n\n</details>", ["html0", "item0[ ] a", "html0"]],
    ["a box in code inside an item is none", "-     [ ] a", ["item0"]],
    ["an open fence swallows the rest", "a\n\n```\n- [ ] b\n\n# c", ["paragraph0", "code0"]],
    [
      "a link definition is a block of its own",
      "a\n\n[a]: https://x.example\n\nb",
      ["paragraph0", "paragraph0", "paragraph0"],
    ],
    [
      "all signs of boxes",
      "- [ ] a\n- [x] b\n- [X] c\n- [~] d\n1. [ ] e\n2) [x] f\n* [\u00A0] g",
      ["item0[ ] a", "item0[x] b", "item0[x] c", "item0[~] d", "item0[ ] e", "item0[x] f", "item0[ ] g"],
    ],
    [
      "what is no box",
      "- [ ]\n- [ ] \n- [y] a\n- [x]b\n- [](x) c\n- \\[ ] d",
      ["item0", "item0", "item0", "item0", "item0", "item0"],
    ],
    ["a label over two lines", "- [ ] a\n  b", ["item0[ ] a b"]],
  ])("of %s", (_, text, expected) => {
    expect(shapes(text)).toEqual(expected);
  });

  it("show another sign in their box and nothing else", () => {
    const [block] = listBlocks("1. [ ] see [x] (y)\n   [ ] z");
    if (block === undefined) throw new Error("no block");
    expect(setBox(block, "x").raw).toBe("1. [x] see [x] (y)\n   [ ] z");
    expect(boxSign(setBox(block, "X"))).toBe("X");
    expect(setBox(block, "~").task?.state).toBe("~");
    const [plain] = listBlocks("- [z] a");
    expect(plain === undefined ? null : setBox(plain, "x").raw).toBe("- [z] a");
  });
});

describe("a block's hash", () => {
  const hashOf = (text: string) =>
    listBlocks(text)
      .map((block) => block.hash)
      .join();

  it.each([
    ["a tick", "- [ ] a", "- [x] a"],
    ["a tick of the other sort", "- [X] a", "- [~] a"],
    ["the bullet", "- a", "* a"],
    ["the number", "1. a", "7) a"],
    ["an escape", "It costs 1.50 *now*!", "It costs 1\\.50 *now*\\!"],
    ["an entity", "a < b & c", "a &lt; b &amp; c"],
    ["the sort of emphasis", "an _old_ __word__", "an *old* **word**"],
    ["CRLF", "a\nb", "a\r\nb"],
    ["trailing blanks", "a\nb", "a  \nb\t\n\n"],
    ["indentation", "- a\n  - b\n    c", "- a\n    - b\n      c"],
    ["double blanks", "a b", "a \u00A0 b"],
    ["invisible blanks", "@ada", "@\u200Bada\uFEFF"],
    ["how an accent is spelled", "café", "cafe\u0301"],
    ["how a heading is spelled", "## A b", "A b\n---"],
    ["closing signs of a heading", "## A", "## A ##"],
    ["padding of a table", "| a | b |\n|---|---|\n| c | d |", "|a|b|\n|-|-|\n|  c  |  d  |"],
    ["the sort of a rule", "***", "- - -"],
    ["indentation of a whole fence", "- a\n\n  ```\n  x\n    y\n  ```", "- a\n\n    ```\n    x\n      y\n    ```"],
    ["a quote's blanks", "> a\n> b", ">a\n>  b"],
  ])("does not change with %s", (_, one, other) => {
    expect(hashOf(one)).toBe(hashOf(other));
  });

  it.each([
    ["words", "- [ ] a", "- [ ] b"],
    ["a box", "- [ ] a", "- a"],
    ["capitals", "Ada", "ada"],
    ["a line break", "a b", "a\nb"],
    ["a heading's level", "## A", "### A"],
    ["its kind", "a", "- a"],
    ["a cell", "| a |\n|---|\n|  |", "| a |\n|---|\n| b |"],
    ["a column's alignment", "| a |\n|---|\n| b |", "| a |\n|:-:|\n| b |"],
    ["code", "```\na\n```", "```\n a\n```"],
    ["a backslash in code", "see `a\\_b`", "see `a_b`"],
    ["an underscore inside a word", "a_b", "a*b"],
    ["the joiner of an emoji", "👩‍💻", "👩💻"],
    ["a tick inside a quote", "> - [ ] a", "> - [x] a"],
    ["HTML", "<b>a</b>\n", "<i>a</i>\n"],
  ])("changes with %s", (_, one, other) => {
    expect(hashOf(one)).not.toBe(hashOf(other));
  });
});
