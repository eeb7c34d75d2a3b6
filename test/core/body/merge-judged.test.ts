import { describe, it } from "vitest";
import { baseOf, mergeBody } from "../../../src/core/body/merge.ts";
import { tryMerger } from "./judged.ts";

describe("merging random edits of people and templates", () => {
  it("stands before the oracle 2,000 times", () => {
    tryMerger({ baseOf, mergeBody }, 20000, 8);
  });
});
