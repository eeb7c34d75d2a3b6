import fc from "fast-check";
import { rolldown } from "rolldown";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { baseOf, mergeBody } from "../../../src/core/merge/merge-body.ts";
import { editPairs, render } from "./documents.ts";
import { soundMerges } from "./judged.ts";
import type { Merger } from "./judged.ts";

const MERGE = fileURLToPath(new URL("../../../src/core/merge/merge-body.ts", import.meta.url));

interface Fault {
  readonly fault: string;
  readonly file: string;
  /** What stands there, and what the fault makes of it. */
  readonly from: string;
  readonly to: string;
  /** What the oracle has against it. */
  readonly complaint: RegExp;
}

/** Faults put into a copy of the merge. */
const FAULTS: readonly Fault[] = [
  {
    fault: "drops ticks",
    file: "markdown/blocks.ts",
    from: "const raw = `${block.raw.slice(0, box)}${sign}${block.raw.slice(box + 1)}`;",
    to: "const raw = `${block.raw.slice(0, box)} ${block.raw.slice(box + 1)}`;",
    complaint: /shows \[ \]/,
  },
  {
    fault: "swaps two items",
    file: "merge/arrange.ts",
    from: 'const staying = placed.filter((block) => block.is !== "gone");',
    to: 'const staying = placed.filter((block) => block.is !== "gone"); staying.push(...staying.splice(-2, 1));',
    complaint: /changed places|not in the render's order|stands below|answers/,
  },
  {
    fault: "prefers ours",
    file: "merge/decide.ts",
    from: 'return { is: "keep", ours: counterparts.get(at) ?? null };',
    to: 'return { is: counterparts.has(at) ? "replace" : "keep", ours: counterparts.get(at) ?? null };',
    complaint: /lost a person's/,
  },
];

describe("merging random edits of people and templates", () => {
  it("stands before the oracle 2,000 times", () => {
    fc.assert(soundMerges({ baseOf, mergeBody }), { numRuns: 2000, seed: 7 });
  });

  it("seldom has to leave what is ours as it is", () => {
    const unsafe = fc.sample(editPairs(), { numRuns: 2000, seed: 7 }).filter(({ base, observed, desired, style }) => {
      const input = { base: baseOf(render(base)), observed: render(observed, style), desired: render(desired) };
      return mergeBody(input).conflicts.some(({ because }) => because === "unsafe");
    });
    expect(unsafe.length).toBeLessThan(4);
  });

  it.each(FAULTS)("does not pass when it $fault", async ({ file, from, to, complaint }) => {
    const faulty = await buildFaulty(file, from, to);
    const { failed, errorInstance } = fc.check(soundMerges(faulty), { numRuns: 2000, seed: 7, endOnFailure: true });
    expect({ failed, said: String(errorInstance) }).toEqual({ failed: true, said: expect.stringMatching(complaint) });
  });
});

/** The merge as built from sources of which one has a fault. */
async function buildFaulty(file: string, from: string, to: string): Promise<Merger> {
  let seeded = 0;
  const seed = {
    name: "seed-a-fault",
    transform(code: string, id: string) {
      if (!id.endsWith(`/core/${file}`)) return null;
      seeded += code.split(from).length - 1;
      return code.replace(from, to);
    },
  };
  const build = await rolldown({ input: MERGE, plugins: [seed], platform: "node", logLevel: "silent" });
  const { output } = await build.generate({ format: "esm" });
  await build.close();
  expect(seeded).toBe(1);
  const url = `data:text/javascript;base64,${Buffer.from(output[0].code).toString("base64")}`;
  return (await import(/* @vite-ignore */ url)) as Merger;
}
