import type { Right } from "../../forge/forge-words.ts";
import { judgeOccurrence, laneOfPlace, type Misfit } from "../../desired/audience/visibility.ts";
import type { Action, StillAction } from "../../model/action.ts";
import type { Lane } from "../../model/cohort.ts";
import { daysBetween } from "../../model/date.ts";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import type { ObservedPlace, Occurrence } from "../../model/issue.ts";
import type { PlanInput } from "../model/plan-input.ts";
import { listCapabilityGaps } from "./capability-gaps.ts";
import { findPlace } from "../../model/lookup/places.ts";

/** What the forge does not allow, said before the first write: `halts` is what makes every other write pointless. */
export function checkAccess(
  input: PlanInput,
  actions: readonly Action[],
): {
  readonly halts: readonly Diagnostic[];
  readonly notes: readonly Diagnostic[];
  readonly skipped: readonly StillAction[];
} {
  const written = new Set(actions.filter((action) => action.writes > 0).map((action) => action.place));
  const places = input.observation.places.filter((place) => written.has(place.place));
  return {
    halts: places.filter((place) => !mayWrite(place)).map((place) => describeReadOnly(input, place)),
    notes: [
      ...listMisfits(input),
      ...listExpiries(input),
      ...places.filter(mayWrite).flatMap((place) => describeLacking(input, place)),
    ],
    skipped: listCapabilityGaps(input),
  };
}

/** Why an occurrence is not made or kept up where it would stand, with what lifts it; null when all is well. */
export function refuseLane(input: PlanInput, occurrence: Occurrence, place: ObservedPlace): string | null {
  const misfit = judgeOccurrence(input.cohort, occurrence, place);
  return misfit === null ? null : `${misfit.reason}. ${misfit.remedy}`;
}

/** The days before a token's last day on which every run says so. */
export const EXPIRY_WARNING = 14;

function mayWrite({ canWrite, access }: ObservedPlace): boolean {
  return canWrite !== false && !access.lacks.includes("issues");
}

/** Every kind still to come that would have no place, once for each reason. */
function listMisfits(input: PlanInput): readonly Diagnostic[] {
  const { cohort, observation, occurrences, today } = input;
  const found = new Map<string, { misfit: Misfit; lane: Lane; kinds: Set<string> }>();
  for (const occurrence of occurrences.filter((one) => (one.closes ?? one.due ?? one.opens) >= today)) {
    const name = cohort.forge.projects[laneOfPlace(cohort, occurrence)];
    const place = findPlace(observation, name);
    const misfit = place === null ? null : judgeOccurrence(cohort, occurrence, place);
    if (misfit === null) continue;
    const entry = found.get(misfit.reason + misfit.remedy) ?? { misfit, lane: occurrence.lane, kinds: new Set() };
    entry.kinds.add(occurrence.kind);
    found.set(misfit.reason + misfit.remedy, entry);
  }
  return [...found.values()].map(({ misfit, lane, kinds }) => ({
    ...locate(input),
    // Without its team lane a programme cannot run; the private one it can do without.
    severity: lane === "team" ? "error" : "warning",
    code: "lane-too-wide",
    message: `${misfit.reason}, so nothing is made of ${[...kinds].sort().join(", ")}`,
    remedy: misfit.remedy,
  }));
}

/** One for each last day, whatever the number of projects that the token is for. */
function listExpiries(input: PlanInput): readonly Diagnostic[] {
  const { places } = input.observation;
  const dates = [...new Set(places.flatMap(({ access }) => access.token?.expires ?? []))].sort();
  return dates
    .map((expires) => ({ expires, days: daysBetween(input.today, expires) }))
    .filter(({ days }) => days <= EXPIRY_WARNING)
    .map(({ expires, days }) => {
      const names = places.filter(({ access }) => access.token?.expires === expires).map(({ place }) => place);
      const when = days < 1 ? "today is its last day" : days === 1 ? "in a day" : `in ${days} days`;
      return {
        ...locate(input),
        severity: "warning",
        code: "token-expires",
        message: `the token for ${names.join(" and ")} ends on ${expires}: ${when}`,
        remedy: "Make a new one with the same rights and put it in its place; docs/forges.md says how",
      };
    });
}

function describeReadOnly(input: PlanInput, { place, account }: ObservedPlace): Diagnostic {
  return {
    ...locate(input),
    severity: "error",
    code: "no-write-access",
    message: `${account ?? "the token"} can read ${place} but not write issues there, so nothing was done`,
    remedy: input.cohort.forge.profile.words.grants.issues,
  };
}

function describeLacking(input: PlanInput, { place, access }: ObservedPlace): readonly Diagnostic[] {
  return [...access.lacks].sort().map((right) => ({
    ...locate(input),
    severity: "warning",
    code: "missing-right",
    message: `${access.role === null ? "the token" : `the role ${access.role}`} may not ${ABILITIES[right]} in ${place}`,
    remedy: input.cohort.forge.profile.words.grants[right],
  }));
}

/** What a right lets one do, after `may`. */
export const ABILITIES: Readonly<Record<Right, string>> = {
  issues: "write issues",
  comments: "write comments",
  labels: "make labels",
  assignees: "assign anybody",
  milestones: "make milestones",
  confidential: "make issues confidential",
  epics: "hang issues under an epic or another issue",
};

function locate({ cohort }: PlanInput): Pick<Diagnostic, "file" | "path" | "line" | "column" | "excerpt"> {
  return { file: cohort.file, path: "forge", line: cohort.lines["forge"] ?? null, column: null, excerpt: null };
}
