import fc from "fast-check";
import { describe, it } from "vitest";
import { baseOf, mergeBody } from "../../../src/core/merge/merge-body.ts";
import { soundMerges } from "./judged.ts";

describe("merging random edits of people and templates, at length", () => {
  it("stands before the oracle 20,000 times", () => {
    fc.assert(soundMerges({ baseOf, mergeBody }), { numRuns: 20_000, seed: 8 });
  });

  it("stands before the oracle 20,000 times more, with other edits in each run", () => {
    fc.assert(soundMerges({ baseOf, mergeBody }), { numRuns: 20_000 });
  });
});
