import type { Occurrence } from "../../model/issue.ts";
import { formatKey } from "../../model/key.ts";
import type { PlanInput } from "../model/plan-input.ts";
import type { Match } from "../model/match.ts";

/** The latest issue before it of the same kind and subject, since which a page says what happened. */
export function findPreviousOccurrence(
  { occurrences, matches }: Pick<PlanInput, "occurrences" | "matches">,
  { key, opens }: Occurrence,
): Match | null {
  const earlier = occurrences.filter(
    (one) => one.kind === key.kind && one.key.subject === key.subject && one.opens < opens,
  );
  const found = earlier.flatMap((one) => matches.byKey.get(formatKey(one.key)) ?? []);
  return found.at(-1) ?? null;
}
