import type { Occurrence } from "../../model/issue.ts";
import { formatKey } from "../../model/key.ts";
import type { PlanInput } from "../model/plan-input.ts";
import type { Match, Matches } from "../model/match.ts";

/** The latest issue before it of the same kind and subject, since which a page says what happened. */
export function findPreviousOccurrence(
  { input, matches }: { readonly input: Pick<PlanInput, "occurrences">; readonly matches: Matches },
  { key, opens }: Occurrence,
): Match | null {
  const earlier = input.occurrences.filter(
    (one) => one.kind === key.kind && one.key.subject === key.subject && one.opens < opens,
  );
  const found = earlier.flatMap((one) => matches.byKey.get(formatKey(one.key)) ?? []);
  return found.at(-1) ?? null;
}
