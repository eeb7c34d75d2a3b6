import type { GroupSeen, MeansSeen } from "../../forge/forge-words.ts";
import type { StillAction } from "../../model/action.ts";
import type { ObservedPlace } from "../../model/issue.ts";
import { isConfidential } from "../../desired/audience/readers.ts";
import type { PlanInput } from "../model/plan-input.ts";
import { findPlace } from "../../model/lookup/places.ts";

const INSTEAD = "each project's issue lists its issues, and a milestone holds them";

/** One line for everything this forge, tier or right cannot do, with what is done instead and what would lift it. */
export function listCapabilityGaps(input: PlanInput): readonly StillAction[] {
  const { cohort, observation, library } = input;
  const place = findPlace(observation, cohort.forge.projects.team);
  if (place === null) return [];
  const { server, words } = cohort.forge.profile;
  const { group: groupName } = cohort.forge;
  const group = groupName === null ? null : findPlace(observation, server?.group?.placeOf(groupName) ?? "");
  const gaps = words.listGaps({
    listsIssues: library.kinds.some((kind) => kind.enabled && kind.needs.includes("children")),
    instead: INSTEAD,
    project: meansOf(place),
    groupName,
    group: group === null ? null : { ...meansOf(group), ...describeGroup(group, place) },
  });
  return gaps.map(({ what, reason }) => skip(input, place, what, reason));
}

function meansOf({ access, capabilities }: ObservedPlace): MeansSeen {
  const { tier, version, lacks } = access;
  return { tier, version, lacks, hasParents: capabilities.children !== null, scopedLabels: capabilities.scopedLabels };
}

function describeGroup(group: ObservedPlace, project: ObservedPlace): GroupSeen {
  return {
    visibility: group.visibility,
    holdsEpics: group.capabilities.epics,
    hidesMore: isConfidential("team", group) && !isConfidential("team", project),
  };
}

function skip({ cohort, today }: PlanInput, { place }: ObservedPlace, what: string, reason: string): StillAction {
  return {
    type: "skipped",
    key: `${cohort.id}/forge/all/${what}`,
    kind: "forge",
    lane: "public",
    place,
    title: "",
    person: null,
    reason,
    on: today,
    number: null,
    writes: 0,
    reads: 0,
    notifies: [],
  };
}
