import type { Observation } from "../../model/issue.ts";
import type { PlanInput } from "../model/plan-input.ts";
import { matchIssues } from "./match-issues.ts";

/**
 * The input with what was seen on the forge, and our issues found in it again. What was only said or done elsewhere
 * (comments, the digest, activity) changes no match and may be put into `observation` by itself.
 */
export function withObservation(
  input: Omit<PlanInput, "observation" | "matches">,
  observation: Observation,
): PlanInput {
  return { ...input, observation, matches: matchIssues(input.cohort, observation, input.repository) };
}
