import { describe, expect, it } from "vitest";
import { hashField } from "../../../../src/core/text/hash.ts";
import { NO_FIELDS, readFields, writeFields, type Ledger } from "../../../../src/core/marker/fields.ts";
import { extendLedger, isSameLedger } from "../../../../src/core/plan/diff/ledger.ts";

const at = (number: number) => ({ place: "acme/internships", number });
const places: Readonly<Record<string, ReturnType<typeof at> | "coming">> = {
  a: at(1),
  b: at(36),
  c: at(12_345),
  d: "coming",
};
const find = (key: string) => places[key] ?? null;
const NONE: Ledger = new Map();

/** As the marker keeps it. */
const format = (ledger: Ledger) => writeFields({ ...NO_FIELDS, ledger })["k"] ?? "";
const parse = (text: string) => readFields({ k: text }).ledger;

describe("what an issue remembers", () => {
  it("is each key with its number", () => {
    const ledger = extendLedger(NONE, ["a", "b", "c"], find);
    expect(parse(format(ledger))).toEqual(ledger);
    expect(Object.fromEntries(ledger)).toEqual(
      Object.fromEntries([
        [hashField("a"), 1],
        [hashField("b"), 36],
        [hashField("c"), 12_345],
      ]),
    );
  });

  it("leaves out what is not there yet, or not at all", () => {
    expect(format(extendLedger(NONE, ["d", "e"], find))).toBe("");
  });

  it("keeps what is gone, and takes a new number for what was made anew", () => {
    const before = extendLedger(NONE, ["a", "b"], find);
    expect(extendLedger(before, ["b"], (key) => (key === "b" ? at(99) : null))).toEqual(
      extendLedger(NONE, ["a", "b"], (key) => at(key === "b" ? 99 : 1)),
    );
  });

  it("is the same text whatever the order", () => {
    const one = extendLedger(NONE, ["a", "b", "c"], find);
    const other = extendLedger(extendLedger(NONE, ["c"], find), ["b", "a"], find);
    expect(format(one)).toBe(format(other));
    expect(format(one)).toHaveLength(33);
    expect(isSameLedger(one, other)).toBe(true);
  });

  it("is another one with another number, or with one more", () => {
    const before = extendLedger(NONE, ["a"], find);
    expect(isSameLedger(before, extendLedger(before, ["b"], find))).toBe(false);
    expect(
      isSameLedger(
        before,
        extendLedger(before, ["a"], () => at(2)),
      ),
    ).toBe(false);
  });

  it("fits a marker however much there is, and keeps the newest", () => {
    const keys = Array.from({ length: 5000 }, (_, index) => `key-${index}`);
    const ledger = extendLedger(NONE, keys, (key) => at(Number(key.slice(4)) + 1));
    expect(format(ledger).length).toBeLessThan(4000);
    expect(parse(format(ledger)).get(hashField("key-4999"))).toBe(5000);
    expect(parse(format(ledger)).has(hashField("key-0"))).toBe(false);
  });

  it("is nothing where a marker holds something else", () => {
    expect(readFields({}).ledger.size).toBe(0);
    expect(parse("short").size).toBe(0);
    expect(parse("abcdef!!!!!").size).toBe(0);
    expect(parse("abcdef00001ghijkl00000mno").size).toBe(1);
  });
});
