import { checkPeople } from "./check-people.ts";
import { checkPlace } from "./check-place.ts";
import { checkWork } from "./check-work.ts";
import { checkLabels, checkRuns, checkSchedule } from "./check-runs.ts";
import type { SetupFacts } from "./setup-facts.ts";
import { SUBJECTS, type Finding } from "./check-result.ts";

/** Every check of a sound cohort's set-up, by subject. */
export function examineSetup(facts: SetupFacts): readonly Finding[] {
  const findings = [
    ...facts.places.flatMap((place) => checkPlace(facts, place)),
    ...checkWork(facts),
    ...checkPeople(facts),
    ...checkLabels(facts),
    ...checkSchedule(facts),
    ...checkRuns(facts),
  ];
  return SUBJECTS.flatMap((subject) => findings.filter((finding) => finding.subject === subject));
}
