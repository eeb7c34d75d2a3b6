import { describe, expect, it } from "vitest";
import { baseOf } from "../../../src/core/merge/merge-body.ts";
import { createMarker } from "../../../src/core/marker/marker-state.ts";
import { listCreateOnly } from "../../../src/core/marker/create-only.ts";
import { isTouched } from "../../../src/core/marker/touched.ts";

const TEXT = "Hello.\n\n- [ ] a\n  - [x] b";
const MARKER = createMarker({ key: "a/b/c/d", repository: "", run: "", blocks: baseOf(TEXT) });

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
    expect(isTouched(text, MARKER)).toBe(expected);
  });

  it.each([
    ["by nothing", "Hello.\n\nTold.\n\n- [ ] promised\n\n", false],
    ["by a tick of a promise", "Hello.\n\nTold.\n\n- [x] promised\n\n", true],
    ["by a word in what was told", "Hello.\n\nTold wrongly.\n\n- [ ] promised\n\n", true],
    ["when what was told is taken out", "Hello.\n\n- [ ] promised\n\n", true],
    ["by a word beside it", "Hello.\n\nTold.\n\nMine.\n\n- [ ] promised\n\n", true],
  ])("that tells something once: %s", (_, told, expected) => {
    const rest = TEXT.replace("Hello.\n\n", "");
    const createOnly = listCreateOnly(`Hello.\n\nTold.\n\n- [ ] promised\n\n${rest}`, TEXT);
    expect(isTouched(`${told}${rest}`, { ...MARKER, createOnly })).toBe(expected);
  });

  it("when no marker tells what it was", () => {
    expect(isTouched(TEXT, null)).toBe(true);
  });
});
