import { composeBody } from "../../marker/body.ts";
import { updateMarker } from "../../marker/marker-state.ts";
import type { DiffInput, IssueDiff } from "../model/issue-diff.ts";

/** What a run's id may have more than that of the run before. */
const SPARE = 64;

/**
 * A diff without what needs the body, where people's words leave no room for it: a marker that cannot be written cannot
 * remember a field either. Labels need none, and follow all the same.
 */
export function fitBodyLimit({ body, capabilities }: DiffInput, diff: IssueDiff): IssueDiff {
  const { marker } = body;
  if (marker === null || diff.text === null) return diff;
  const whole = composeBody(diff.text, updateMarker(marker, diff.marker));
  if (whole.length + SPARE <= capabilities.bodyLimit) return diff;
  return {
    ...diff,
    changes: diff.changes.filter(({ field }) => field === "labels" || field === "status"),
    title: null,
    text: null,
    marker: {},
    assignee: null,
    due: null,
    milestone: null,
    confidential: null,
    parent: null,
    conflicts: [{ before: null, theirs: null, ours: null, because: "no-room" }],
  };
}
