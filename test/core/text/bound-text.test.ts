import { describe, expect, it } from "vitest";
import { boundText, readCommandLine } from "../../../src/core/text/bound-text.ts";
import { isSameText, splitLines, unixLines } from "../../../src/core/text/lines.ts";

describe("what people send", () => {
  it("is read as it is, up to its limit, and never in half signs", () => {
    const comment = "a".repeat(65_536);
    expect(boundText(comment, "comment")).toBe(comment);
    expect(boundText(`${comment}b`, "comment")).toBe(comment);
    expect(boundText(`${"a".repeat(3_999)}\u{1F600}`, "line")).toBe("a".repeat(3_999));
    expect(boundText(`${"a".repeat(3_998)}\u{1F600}b`, "line")).toBe(`${"a".repeat(3_998)}\u{1F600}`);
  });
});

describe("what a comment asks for", () => {
  it.each([
    ["Done 2.", "done 2"],
    ["  /SNOOZE 1w!!!\r\nmore", "snooze 1w"],
    ["> done 2\n\n\nstuck", "stuck"],
    ["> done 2", ""],
    ["", ""],
    ["...", ""],
    ["1.5. Really?! Yes.", "1.5. really?! yes"],
  ])("%j is %j", (text, line) => {
    expect(readCommandLine(text)).toEqual({ line, isWhole: true });
  });

  it("is only begun where the line goes on beyond what is read", () => {
    expect(readCommandLine(`stuck ${"on it ".repeat(1_000)}`)).toMatchObject({ isWhole: false });
    expect(readCommandLine(`${"x".repeat(70_000)}\ndone 2`)).toEqual({ line: "x".repeat(4_000), isWhole: false });
  });

  it("is found at once in a line of nothing but full stops", () => {
    expect(readCommandLine(`${"!".repeat(3_999)}a`).line).toBe(`${"!".repeat(3_999)}a`);
    expect(readCommandLine(`${"!.".repeat(500_000)}a`).isWhole).toBe(false);
  });
});

describe("lines", () => {
  it("end as every editor ends them", () => {
    expect(splitLines("a\r\nb\rc\n\nd")).toEqual(["a", "b", "c", "", "d"]);
    expect(splitLines("")).toEqual([""]);
    expect(unixLines("a\r\nb\rc\n\r\nd\r")).toBe("a\nb\nc\n\nd\n");
  });

  it.each([
    ["a\r\nb\n", "a\nb", true],
    ["\n a\n", "a", true],
    ["a\n\nb", "a\nb", false],
    ["a ", "a b", false],
    ["", null, false],
    [null, null, true],
  ])("%j and %j, the same: %s", (one, other, expected) => {
    expect(isSameText(one, other)).toBe(expected);
    expect(isSameText(other, one)).toBe(expected);
  });
});
