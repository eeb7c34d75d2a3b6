import { listRepositories } from "../plan/match/activity-query.ts";
import type { SetupFacts } from "./setup-facts.ts";
import { bad, ok, type Finding } from "./check-result.ts";

/** Whether a week's work can be read where the file says it is done; nothing where it says nowhere. */
export function checkWork({ cohort, work }: SetupFacts): readonly Finding[] {
  const named = listRepositories(cohort);
  if (named.length === 0 || work === null) return [];
  const unseen = work.gaps.filter(({ what }) => what === "everything");
  const seen = named.filter((place) => !unseen.some((gap) => gap.place === place));
  return [
    ...(seen.length === 0 ? [] : [ok("work", `${seen.join(", ")}: a week's work can be told`)]),
    ...unseen.map(({ place, reason }) =>
      bad(
        "warning",
        "work",
        `${place}: ${reason}`,
        "Let the token read it, or take it out of the project's repositories",
      ),
    ),
  ];
}
