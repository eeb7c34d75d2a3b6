import fc from "fast-check";
import type { baseOf, mergeBody } from "../../../src/core/merge/merge-body.ts";
import { editPairs, render } from "./documents.ts";
import type { EditPair } from "./documents.ts";
import { judge } from "./oracle.ts";

/** The merge on trial: the real one, or one with a fault put in. */
export interface Merger {
  readonly baseOf: typeof baseOf;
  readonly mergeBody: typeof mergeBody;
}

/** What the oracle has against a merge of one edit pair. */
function judgePair(merger: Merger, pair: EditPair): readonly string[] {
  const desired = render(pair.desired);
  const input = { base: merger.baseOf(render(pair.base)), observed: render(pair.observed, pair.style), desired };
  const result = merger.mergeBody(input);
  const again = merger.mergeBody({ base: result.base, observed: result.text, desired });
  return judge(pair, {
    text: result.text,
    told: result.conflicts.flatMap(({ ours }) => (ours === null ? [] : [ours])),
    left: result.conflicts
      .filter(({ because }) => because === "unsafe")
      .flatMap(({ theirs, ours }) => [theirs, ours].filter((text) => text !== null)),
    gaveUp: result.conflicts.some(({ because }) => because === "rewritten"),
    again: again.changed || again.conflicts.length > 0 ? `${again.text}\n(changed, or told again)` : again.text,
  });
}

/** The oracle's verdict on a merge of random pairs, for fast-check to assert. */
export function soundMerges(merger: Merger): ReturnType<typeof fc.property<[EditPair]>> {
  return fc.property(editPairs(), (pair) => {
    const complaints = judgePair(merger, pair);
    if (complaints.length > 0) throw new Error(complaints.join("; "));
  });
}
