import type { Order } from "../../model/command.ts";
import type { DesiredIssue, Progress } from "../../model/issue.ts";
import { InvariantError } from "../../diagnostics/errors.ts";
import type { PlanInput } from "../model/plan-input.ts";
import type { DiffInput, IssueDiff } from "../model/issue-diff.ts";
import type { Match } from "../model/match.ts";
import type { Find } from "../model/issue-diff.ts";
import { findPlace } from "../../model/lookup/places.ts";

/** What `diffIssue` needs, the same at planning and after the re-read. */
export function diffContext(
  { input, find, orders }: { readonly input: PlanInput; readonly find: Find; readonly orders: readonly Order[] },
  match: Match,
  desired: DesiredIssue,
  progress: Progress,
): DiffInput {
  const { cohort, observation, reset } = input;
  const place = findPlace(observation, match.issue.place);
  if (place === null)
    throw new InvariantError(`issue #${match.issue.number} was seen in ${match.issue.place}, which was not observed`);
  const given = reset.filter((entry) => entry.key === match.key).map((entry) => entry.field);
  return {
    issue: match.issue,
    body: match.body,
    desired,
    progress,
    capabilities: place.capabilities,
    reset: given.includes("all") ? "all" : given.filter((field) => field !== "all"),
    find,
    orders,
    staleLabels: cohort.formerly.map((id) => `cohort::${id}`),
  };
}

/** Whether a diff sends anything. */
export function hasWrites(diff: IssueDiff): boolean {
  return diff.text !== null || diff.addLabels.length > 0 || diff.removeLabels.length > 0;
}
