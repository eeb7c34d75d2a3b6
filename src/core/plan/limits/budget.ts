import { minutesBetween } from "../../calendar/instant.ts";
import type { Observation } from "../../model/issue.ts";
import { findPlace } from "../../model/lookup/places.ts";

/** Says why an issue has to wait for a later run, or null and counts it. `creations` is what making it costs. */
export type Budget = (place: string, creations: number) => string | null;

/**
 * What a run may make before the forge's hour is full, by place. What the last hour already had counts double, because
 * each may have been put under its parent. `now` is an ISO instant; only places that name a limit have one.
 */
export function createBudget(observation: Observation, now: string): Budget {
  const limitOf = (name: string) => findPlace(observation, name)?.capabilities.creationsPerHour ?? null;
  const used = new Map<string, number>();
  for (const issue of observation.issues.filter((one) => limitOf(one.place) !== null)) {
    const age = minutesBetween(issue.createdAt, now);
    if (age >= 0 && age < 60) used.set(issue.place, (used.get(issue.place) ?? 0) + 2);
  }
  return (name, creations) => {
    const limit = limitOf(name);
    const before = used.get(name) ?? 0;
    if (limit !== null && before + creations > limit)
      return `waits for a later run: ${name} takes no more than ${limit} new issues and links an hour`;
    used.set(name, before + creations);
    return null;
  };
}
