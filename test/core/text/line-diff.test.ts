import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { diffLines } from "../../../src/core/text/line-diff.ts";

describe("diffLines", () => {
  it.each([
    ["nothing", "a\nb", "a\nb", ""],
    ["a line reworded", "a\nb\nc", "a\nB\nc", "-b +B"],
    ["a line added at the end", "a", "a\nb", "+b"],
    ["a line taken from the beginning", "a\nb", "b", "-a"],
    ["everything", "", "a\nb", "+a +b"],
    ["two places", "a\nb\nc\nd\ne", "A\nb\nc\nd\nE", "-a +A -e +E"],
    ["a line that moved", "a\nb\nc", "b\nc\na", "-a +a"],
    ["other line ends only", "a\r\nb", "a\nb", ""],
  ])("shows %s", (_name, before, after, expected) => {
    expect(
      diffLines(before, after)
        .map((change) => `${change.sign}${change.text}`)
        .join(" "),
    ).toBe(expected);
  });

  it("accounts for every line: what stays is in both texts, in order", () => {
    const text = fc.array(fc.constantFrom("a", "b", "c", ""), { maxLength: 12 }).map((lines) => lines.join("\n"));
    fc.assert(
      fc.property(text, text, (before, after) => {
        const changes = diffLines(before, after);
        expect(without(before, changes, "-")).toEqual(without(after, changes, "+"));
      }),
    );
  });

  it("shows texts too long to compare as replaced", () => {
    const lines = (letter: string) => Array.from({ length: 500 }, (_, index) => `${letter}${index}`).join("\n");
    expect(diffLines(lines("a"), lines("b"))).toHaveLength(1000);
  });
});

/** How many of each line are left of a text once its changed lines are taken out. */
function without(
  text: string,
  changes: ReturnType<typeof diffLines>,
  sign: "+" | "-",
): Readonly<Record<string, number>> {
  const left: Record<string, number> = {};
  for (const line of text === "" ? [] : text.split("\n")) left[line] = (left[line] ?? 0) + 1;
  for (const change of changes) if (change.sign === sign) left[change.text] = (left[change.text] ?? 0) - 1;
  return Object.fromEntries(Object.entries(left).filter(([, count]) => count !== 0));
}
