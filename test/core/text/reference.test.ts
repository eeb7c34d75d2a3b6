import { describe, expect, it } from "vitest";
import { escapeText } from "../../../src/core/text/escape.ts";
import {
  fillReferences,
  formatReference,
  isReference,
  listReferenceTokens,
  referenceToken,
} from "../../../src/core/text/reference.ts";

const KEY = "2026-summer/retro/ada/week-03";
const ISSUE = { number: 12, url: "file:///issues/team/12-week%203-(ada).md" };

describe("references", () => {
  it("stand as tokens until the number is known", () => {
    const text = `- [ ] ${referenceToken(KEY)}\n- [ ] ${referenceToken("a/b/c/d")} and ${referenceToken(KEY)}`;
    expect(listReferenceTokens(text)).toEqual([KEY, "a/b/c/d"]);
    expect(fillReferences(text, (key) => (key === KEY ? "#12" : null))).toBe(
      `- [ ] #12\n- [ ] ${referenceToken("a/b/c/d")} and #12`,
    );
  });

  it("cannot come from anybody's words", () => {
    expect(listReferenceTokens(escapeText(`x ${referenceToken(KEY)} y`, "text"))).toEqual([]);
  });

  it.each([
    ["number", "#12"],
    ["number-plus", "#12+"],
    ["file", "[#12](12-week%203-%28ada%29.md)"],
  ] as const)("in the style %s", (style, expected) => {
    expect(formatReference(style, ISSUE)).toBe(expected);
    expect(isReference(expected)).toBe(true);
  });

  it.each([
    ["a token", referenceToken(KEY), true],
    ["an escaped one", "\\#12", true],
    ["words with one", "#12 is mine", false],
    ["a link elsewhere", "[guide](https://x.example)", false],
    ["nothing", "", false],
  ])("are told from other text: %s", (_, label, expected) => {
    expect(isReference(label)).toBe(expected);
  });
});
