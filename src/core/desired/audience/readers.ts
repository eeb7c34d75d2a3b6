import type { ForgeTarget, Lane } from "../../model/cohort.ts";
import type { ObservedPlace } from "../../model/issue.ts";
import type { Words } from "./words.ts";

/** Who can read an issue, from what was observed and not from what was wished; every issue starts with it. */
export function describeReaders(words: Words, forge: ForgeTarget, place: ObservedPlace, confidential: boolean): string {
  const { epics } = place.capabilities;
  if (forge.profile.kind === "local") return words.say("readers_folder", {});
  // A guest sees a confidential issue as its author or its assignee, and the free tier has one assignee.
  if (confidential) return words.say(epics ? "readers_confidential_group" : "readers_confidential", {});
  if (place.visibility === "public") return words.say("readers_everyone", {});
  if (place.visibility === "internal")
    return words.say(forge.profile.kind === "github" ? "readers_company" : "readers_server", {});
  if (isPrivateLane(forge, place)) return words.say("readers_private", {});
  return words.say(epics ? "readers_group" : "readers_project", {});
}

function isPrivateLane({ projects }: ForgeTarget, { place }: ObservedPlace): boolean {
  return place === projects.private && place !== projects.team && place !== projects.public;
}

/** A team or private issue in the open is hidden from strangers where the forge can do that. */
export function isConfidential(lane: Lane, place: ObservedPlace): boolean {
  if (lane === "public" || !place.capabilities.confidential) return false;
  return lane === "private" || place.visibility !== "private";
}
