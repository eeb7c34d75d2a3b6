import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { NO_FIELDS, changeFields, readFields, writeFields } from "../../../src/core/marker/fields.ts";
import type { FieldChanges } from "../../../src/core/marker/fields.ts";
import { composeBody, readBody } from "../../../src/core/marker/body.ts";
import { formatMarker, updateMarker } from "../../../src/core/marker/marker-state.ts";
import type { CivilDate } from "../../../src/core/model/date.ts";

const { unread: _unread, ...NONE } = NO_FIELDS;
const HASH = "Zz09aA";

/** The durable format: a row may be added, none may change, for there are issues that have it in their bodies. */
const FORMAT: readonly [field: string, changes: FieldChanges, letters: Readonly<Record<string, string>>][] = [
  ["the title", { applied: { title: HASH } }, { t: HASH }],
  ["the assignee", { applied: { assignee: HASH } }, { a: HASH }],
  ["the due date", { applied: { due: HASH } }, { d: HASH }],
  ["the milestone", { applied: { milestone: HASH } }, { m: HASH }],
  ["confidentiality", { applied: { confidential: HASH } }, { c: HASH }],
  ["the labels", { applied: { labels: HASH } }, { l: HASH }],
  ["the parent", { applied: { parent: HASH } }, { p: HASH }],
  ["what closed it: its time", { closedBy: "timer" }, { s: "timer" }],
  ["what closed it: leaving the config", { closedBy: "orphan" }, { s: "orphan" }],
  ["what closed it: another of its key", { closedBy: "duplicate" }, { s: "duplicate" }],
  ["the comments before ours", { commentsAtClose: 0 }, { n: "0" }],
  ["more comments before ours", { commentsAtClose: 12 }, { n: "12" }],
  ["an account that could not be assigned", { refusedAssignee: HASH }, { w: HASH }],
  ["accounts that are not there", { missingAccounts: ["abc123", HASH] }, { u: `abc123${HASH}` }],
  ["a review that is wanted", { review: { state: "wanted", since: "2026-06-12" } }, { v: "w20260612" }],
  ["a review that is done", { review: { state: "done", since: "2026-06-15" } }, { v: "d20260615" }],
  ["the last command", { lastCommand: 12_345_678_901 }, { q: "5o6aqt1" }],
  ["the language", { language: "pt-BR" }, { g: "pt0BR" }],
  ["what was written once", { createOnly: [HASH, "abc123"] }, { f: `${HASH}abc123` }],
  [
    "numbers of others",
    {
      ledger: new Map([
        ["abc123", 36],
        [HASH, 12_345],
      ]),
    },
    { k: `${HASH}009ixabc12300010` },
  ],
];

describe("a field of the marker", () => {
  it.each(FORMAT)("%s is stored like this for ever", (_, changes, letters) => {
    expect(writeFields(changeFields(NO_FIELDS, changes))).toEqual(letters);
    expect(readFields(letters)).toEqual(changeFields(NO_FIELDS, changes));
  });

  it("is in the list above, each with a letter of its own", () => {
    const listed = FORMAT.flatMap(([, { applied, ...changes }]) => [
      ...Object.keys(applied ?? {}),
      ...Object.keys(changes),
    ]);
    expect([...new Set(listed)].sort()).toEqual(
      [...Object.keys(NONE.applied), ...Object.keys(NONE)].filter((name) => name !== "applied").sort(),
    );
    const letters = new Map(FORMAT.map(([, changes, stored]) => [Object.keys(stored).join(), describeNames(changes)]));
    expect(new Set(letters.values()).size).toBe(letters.size);
  });

  it("leaves nothing behind where there is nothing to remember", () => {
    expect(writeFields(NO_FIELDS)).toEqual({});
    const full = readFields(Object.assign({}, ...FORMAT.map(([, , letters]) => letters)) as Record<string, string>);
    expect(writeFields(changeFields(full, NONE))).toEqual({});
  });

  it.each([
    ["n", "many"],
    ["n", "1e3"],
    ["v", "x20260612"],
    ["v", "w20260230"],
    ["v", "w20260612b3"],
  ])("that has something else at %s, %s, is kept as it is and says nothing", (letter, text) => {
    const fields = readFields({ [letter]: text });
    expect({ ...fields, unread: {} }).toEqual(NO_FIELDS);
    expect(writeFields(changeFields(fields, { closedBy: "timer" }))).toEqual({ s: "timer", [letter]: text });
  });

  it("gives way to what takes its place, or its leave, even if nobody could read it", () => {
    const fields = readFields({ n: "many", v: "soon", x: "0" });
    expect(writeFields(changeFields(fields, { commentsAtClose: null }))).toEqual({ v: "soon", x: "0" });
    const review = { state: "done", since: "2026-06-15" as CivilDate } as const;
    expect(writeFields(changeFields(fields, { review }))).toEqual({ n: "many", v: "d20260615", x: "0" });
  });

  it("is read and written back to the letter, whatever stands there", () => {
    const value = fc.stringMatching(/^[0-9A-Za-z]{1,24}$/);
    const sorted = (text: string) => (text.match(/.{11}/g) ?? []).sort().join("");
    fc.assert(
      fc.property(fc.dictionary(fc.stringMatching(/^[a-z]$/), value, { noNullPrototype: true }), (letters) => {
        // What a list of hashes, a number in base 36 and a ledger cannot be is written back as they can.
        const { f: _f, u: _u, q: _q, k: _k, ...others } = letters;
        expect(writeFields(readFields(others))).toEqual(normalCounts(others));
        expect(sorted(writeFields(readFields(letters))["k"] ?? "")).toBe(writeFields(readFields(letters))["k"] ?? "");
      }),
    );
  });
});

describe("the marker of a newer version", () => {
  const stored =
    "<!-- fledgling:1 key=summer/retro/ada/week-01 repo=acme/config run=r-1 fields=a:Zz09aA,e:later,t:abc123,z:0 blocks=abc123 -->";
  const marker = readBody(`Hello.\n\n${stored}`).marker;

  it("keeps what this one does not know through every write", () => {
    if (marker === null) throw new Error("the marker was not read");
    expect(formatMarker(marker)).toBe(stored);
    const closed = updateMarker(marker, { run: "r-2", closedBy: "timer", applied: { title: "def456" } });
    expect(formatMarker(closed)).toBe(
      stored.replace("run=r-1", "run=r-2").replace("t:abc123", "t:def456").replace("e:later,", "e:later,s:timer,"),
    );
    expect(formatMarker(updateMarker(closed, { run: "r-1", closedBy: null, applied: { title: "abc123" } }))).toBe(
      stored,
    );
    expect(readBody(composeBody("Hello.", closed)).marker).toEqual(closed);
  });
});

function describeNames({ applied, ...changes }: FieldChanges): string {
  return [...Object.keys(applied ?? {}), ...Object.keys(changes)].join();
}

/** A count with zeros before it is written without them. */
function normalCounts(letters: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  const { n } = letters;
  return n !== undefined && /^\d+$/.test(n) ? { ...letters, n: String(Number(n)) } : letters;
}
