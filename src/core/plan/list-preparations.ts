import type { Action, Preparation } from "../model/action.ts";
import type { Cohort } from "../model/cohort.ts";
import type { Observation } from "../model/issue.ts";
import { statusLabel } from "../desired/labels.ts";
import { defineLabel } from "../desired/labels.ts";
import { findDetails } from "../model/lookup/places.ts";

/** Labels and milestones that some action names and the forge does not have yet, each once per place. */
export function listPreparations(
  cohort: Cohort,
  actions: readonly Action[],
  observation: Observation,
): readonly Preparation[] {
  const preparations: Preparation[] = [];
  // A group's labels come first: its projects then have them.
  const groups = (place: string) => Number(!place.startsWith("groups/"));
  const places = observation.places.map(({ place }) => place).sort((a, b) => groups(a) - groups(b) || (a < b ? -1 : 1));
  for (const place of places) {
    const known = knownNames(observation, place);
    const here = actions.filter((action) => action.place === place);
    for (const name of sortedUnique(here.flatMap(namedLabels)).filter((label) => !known.labels.has(label))) {
      preparations.push({ type: "label", place, due: null, ...defineLabel(name, cohort.title) });
    }
    for (const name of sortedUnique(here.flatMap(namedMilestones)).filter((title) => !known.milestones.has(title))) {
      preparations.push({
        type: "milestone",
        place,
        name,
        color: null,
        description: `Internship project of ${cohort.id}`,
        due: null,
      });
    }
  }
  return preparations;
}

function namedLabels(action: Action): readonly string[] {
  if (action.type === "create") return [...action.issue.labels, statusLabel(action.status)];
  return action.type === "update" ? action.addLabels : [];
}

function namedMilestones(action: Action): readonly string[] {
  const issue =
    action.type === "create"
      ? action.issue
      : action.type === "update" && action.changes.some((change) => change.field === "milestone")
        ? action.desired
        : null;
  return issue?.milestone === null || issue?.milestone === undefined ? [] : [issue.milestone];
}

/** What the listing of labels said, or without one, what issues of the place carry. */
function knownNames(
  observation: Observation,
  place: string,
): { labels: ReadonlySet<string>; milestones: ReadonlySet<string> } {
  const details = findDetails(observation, place);
  const issues = observation.issues.filter((issue) => issue.place === place);
  return {
    labels: new Set([...(details?.labels ?? []), ...issues.flatMap((issue) => issue.labels)]),
    milestones: new Set([
      ...(details?.milestones ?? []).map((milestone) => milestone.title),
      ...issues.flatMap((issue) => (issue.milestone === null ? [] : [issue.milestone])),
    ]),
  };
}

function sortedUnique(names: readonly string[]): readonly string[] {
  return [...new Set(names)].sort();
}
