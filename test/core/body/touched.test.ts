import { describe, expect, it } from "vitest";
import { baseOf } from "../../../src/core/body/merge.ts";
import type { Stamp } from "../../../src/core/body/stamp.ts";
import { isTouched } from "../../../src/core/body/touched.ts";

const TEXT = "Hello.\n\n- [ ] a\n  - [x] b";
const STAMP: Stamp = { version: 1, key: "a/b/c/d", repository: "", run: "", fields: {}, blocks: baseOf(TEXT) };

describe("a text is touched", () => {
  it.each([
    ["by nothing", TEXT, false],
    ["not by a browser's line ends", TEXT.replace(/\n/g, "\r\n"), false],
    ["not by an editor's bullets", TEXT.replace(/- /g, "* "), false],
    ["by a tick", TEXT.replace("[ ]", "[x]"), true],
    ["by a tick taken away", TEXT.replace("[x]", "[ ]"), true],
    ["by a box that does not apply", TEXT.replace("[ ]", "[~]"), true],
    ["by a word", `${TEXT} c`, true],
    ["by a block more", `${TEXT}\n\nMine.`, true],
    ["by a block less", "Hello.", true],
    ["by another indentation", TEXT.replace("  - [x] b", "- [x] b"), true],
    ["by another order", "- [ ] a\n  - [x] b\n\nHello.", true],
  ])("%s", (_, text, expected) => {
    expect(isTouched(text, STAMP)).toBe(expected);
  });

  it("when no marker tells what it was", () => {
    expect(isTouched(TEXT, null)).toBe(true);
  });
});
