import { describe, expect, it } from "vitest";
import { hashField } from "../../../../src/core/text/hash.ts";
import { decideField } from "../../../../src/core/plan/diff/decide-field.ts";

const OLD = hashField("Old");

describe("a field", () => {
  it.each([
    ["is as it should be", OLD, "New", "New", "same"],
    ["is as it should be, but for blanks at the ends", OLD, " New ", "New", "same"],
    ["is as we last made it", OLD, "Old", "New", "apply"],
    ["was changed by a person", OLD, "Mine", "New", "drift"],
    ["was emptied by a person", OLD, null, "New", "drift"],
    ["was empty, and a person filled it", hashField(null), "Mine", null, "drift"],
    ["was empty and still is", hashField(null), null, "New", "apply"],
    ["is to be emptied", OLD, "Old", null, "apply"],
    ["was never ours", null, "Mine", "New", "drift"],
    ["was never ours but agrees", null, "New", "New", "same"],
    ["is empty text, which is not nothing", hashField(""), null, "New", "drift"],
  ] as const)("that %s", (_, base, observed, desired, expected) => {
    expect(decideField({ base, observed, desired })).toBe(expected);
  });
});
