import type { StillAction } from "../../model/action.ts";
import type { ObservedPlace } from "../../model/issue.ts";
import { isConfidential } from "../../desired/audience/readers.ts";
import type { PlanInput } from "../model/plan-input.ts";
import { findPlace } from "../../model/lookup/places.ts";

/** One line for everything this forge, tier or right cannot do, with what is done instead and what would lift it. */
export function listCapabilityGaps(input: PlanInput): readonly StillAction[] {
  const place = findPlace(input.observation, input.cohort.forge.projects.team);
  if (place === null || input.cohort.forge.profile.kind === "local") return [];
  const found = [
    {
      what: "epics",
      reason:
        input.cohort.forge.profile.kind === "gitlab" ? describeEpics(input, place) : describeSubIssues(input, place),
    },
    { what: "scoped-labels", reason: describeScopedLabels(input, place) },
  ];
  return found.flatMap(({ what, reason }) => (reason === null ? [] : [skip(input, place, what, reason)]));
}

const INSTEAD = "each project's issue lists its issues, and a milestone holds them";

function describeEpics({ cohort, library, observation }: PlanInput, place: ObservedPlace): string | null {
  const group = findPlace(observation, `groups/${cohort.forge.group}`);
  const { tier, lacks } = (group ?? place).access;
  const lists = library.kinds.some((kind) => kind.enabled && kind.needs.includes("children"));
  if (!lists) return null;
  if (lacks.includes("epics"))
    return `the token's account cannot reach the group's epics: ${INSTEAD}. The role Planner in the group lifts it`;
  if (group?.capabilities.epics === true)
    return isConfidential("team", group) && !isConfidential("team", place)
      ? `the group ${cohort.forge.group} is ${group.visibility}, where an epic of the team's would be confidential and hold no issue that is not: ${INSTEAD}. A private group lifts it`
      : null;
  if (place.capabilities.children !== null) return null;
  if (tier === "free") return `no epics on GitLab Free: ${INSTEAD}. Premium lifts it`;
  if (group !== null)
    return `this GitLab does not tell how its groups' epics are made: ${INSTEAD}. A server of version 18.1 or newer lifts it`;
  if (tier === null) return null;
  return cohort.forge.group === null ? `no group for epics: ${INSTEAD}. Naming one as forge.group lifts it` : null;
}

function describeSubIssues({ library }: PlanInput, place: ObservedPlace): string | null {
  const { version, lacks } = place.access;
  const lists = library.kinds.some((kind) => kind.enabled && kind.needs.includes("children"));
  if (!lists || place.capabilities.children !== null) return null;
  if (lacks.includes("epics"))
    return `the token's account may not link sub-issues: ${INSTEAD}. The role Triage lifts it`;
  if (version === null) return null;
  return `no sub-issues on GitHub Enterprise Server ${version}: ${INSTEAD}. A newer server lifts it, from about 3.18 on`;
}

function describeScopedLabels({ cohort }: PlanInput, { access, capabilities }: ObservedPlace): string | null {
  if (cohort.forge.profile.kind !== "gitlab" || access.tier !== "free" || capabilities.scopedLabels) return null;
  return "no scoped labels on GitLab Free: Fledgling takes the old status:: label off itself, a board does not. Premium lifts it";
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
