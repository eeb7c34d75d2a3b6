import { describe, expect, it } from "vitest";
import { hashField } from "../../../../src/core/text/field-hash.ts";
import { extendLedger, readLedger } from "../../../../src/core/plan/diff/ledger.ts";

const at = (number: number) => ({ place: "acme/internships", number });
const places: Readonly<Record<string, ReturnType<typeof at> | "coming">> = {
  a: at(1),
  b: at(36),
  c: at(12_345),
  d: "coming",
};
const find = (key: string) => places[key] ?? null;

describe("what an issue remembers", () => {
  it("is each key with its number", () => {
    const ledger = readLedger(extendLedger(undefined, ["a", "b", "c"], find));
    expect(Object.fromEntries(ledger)).toEqual(
      Object.fromEntries([
        [hashField("a"), 1],
        [hashField("b"), 36],
        [hashField("c"), 12_345],
      ]),
    );
  });

  it("leaves out what is not there yet, or not at all", () => {
    expect(extendLedger(undefined, ["d", "e"], find)).toBe("");
  });

  it("keeps what is gone, and takes a new number for what was made anew", () => {
    const before = extendLedger(undefined, ["a", "b"], find);
    expect(extendLedger(before, ["b"], (key) => (key === "b" ? at(99) : null))).toBe(
      extendLedger(undefined, ["a", "b"], (key) => at(key === "b" ? 99 : 1)),
    );
  });

  it("is the same text whatever the order", () => {
    expect(extendLedger(undefined, ["a", "b", "c"], find)).toBe(
      extendLedger(extendLedger(undefined, ["c"], find), ["b", "a"], find),
    );
  });

  it("fits a marker however much there is, and keeps the newest", () => {
    const keys = Array.from({ length: 5000 }, (_, index) => `key-${index}`);
    const ledger = extendLedger(undefined, keys, (key) => at(Number(key.slice(4)) + 1));
    expect(ledger.length).toBeLessThan(4000);
    expect(readLedger(ledger).get(hashField("key-4999"))).toBe(5000);
    expect(readLedger(ledger).has(hashField("key-0"))).toBe(false);
  });

  it("is nothing where a marker holds something else", () => {
    expect(readLedger(undefined).size).toBe(0);
    expect(readLedger("short").size).toBe(0);
    expect(readLedger("abcdef!!!!!").size).toBe(0);
  });
});
