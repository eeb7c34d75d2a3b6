import type { ForgeTarget, Lane } from "../model/cohort.ts";
import type { ObservedPlace } from "../model/issue.ts";

/** Who can read an issue, from what was observed and not from what was wished; every issue starts with it. */
export function describeReaders(forge: ForgeTarget, place: ObservedPlace, confidential: boolean): string {
  const what = place.capabilities.epics ? "group" : "project";
  if (forge.kind === "local") return "Everyone who has this folder can read this.";
  // A guest sees a confidential issue as its author or its assignee, and the free tier has one assignee.
  if (confidential)
    return `Only whoever this is assigned to and the ${what}'s planners and developers can read this, no other guest.`;
  if (place.visibility === "public") return "Everyone on the internet can read this.";
  if (place.visibility === "internal")
    return forge.kind === "github"
      ? "Everyone in the company that holds this project can read this."
      : "Everyone with an account on this server can read this.";
  return isPrivateLane(forge, place)
    ? "Only the few members of this private project can read this."
    : `Everyone who can open this ${what} can read this, nobody else.`;
}

function isPrivateLane({ projects }: ForgeTarget, { place }: ObservedPlace): boolean {
  return place === projects.private && place !== projects.team && place !== projects.public;
}

/** A team or private issue in the open is hidden from strangers where the forge can do that. */
export function isConfidential(lane: Lane, place: ObservedPlace): boolean {
  if (lane === "public" || !place.capabilities.confidential) return false;
  return lane === "private" || place.visibility !== "private";
}
