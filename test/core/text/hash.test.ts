import { describe, expect, it } from "vitest";
import { hashText } from "../../../src/core/text/hash.ts";

describe("a hash", () => {
  it.each([
    ["", "QkiKcl"],
    ["item\n[ ] Say hello", "HsSY1V"],
  ])("of %j never changes, since markers hold it", (text, expected) => {
    expect(hashText(text)).toBe(expected);
  });

  it("is six letters or digits, and differs for texts that differ little", () => {
    const hashes = new Set<string>();
    for (let number = 0; number < 50_000; number++) hashes.add(hashText(`item\n[ ] Read chapter ${number}`));
    expect(hashes.size).toBe(50_000);
    expect([...hashes].every((hash) => /^[0-9A-Za-z]{6}$/.test(hash))).toBe(true);
  });

  it("uses all its letters in every place alike", () => {
    const counts = Array.from({ length: 6 }, () => new Map<string, number>());
    for (let number = 0; number < 62_000; number++) {
      for (const [place, letter] of [...hashText(`${number}`)].entries()) {
        counts[place]?.set(letter, (counts[place].get(letter) ?? 0) + 1);
      }
    }
    for (const count of counts) {
      expect(count.size).toBe(62);
      expect(Math.min(...count.values())).toBeGreaterThan(800);
      expect(Math.max(...count.values())).toBeLessThan(1200);
    }
  });
});
