import type { Readership } from "../../forge/forge-words.ts";
import type { ForgeTarget, Lane } from "../../model/cohort.ts";
import type { ObservedPlace } from "../../model/issue.ts";
import type { Words } from "./words.ts";

/** Who can read an issue, from what was observed and not from what was wished; every issue starts with it. */
export function describeReaders(words: Words, forge: ForgeTarget, place: ObservedPlace, confidential: boolean): string {
  const line = forge.profile.words.readers[findReadership(forge, place, confidential)];
  return typeof line === "string" ? words.say(line, {}) : (line[words.language] ?? line.en);
}

function findReadership(forge: ForgeTarget, place: ObservedPlace, confidential: boolean): Readership {
  const { epics } = place.capabilities;
  // A guest sees a confidential issue as its author or its assignee, and the free tier has one assignee.
  if (confidential) return epics ? "confidential_group" : "confidential";
  if (place.visibility === "public") return "everyone";
  if (place.visibility === "internal") return "internal";
  if (isPrivateLane(forge, place)) return "private";
  return epics ? "group" : "project";
}

function isPrivateLane({ projects }: ForgeTarget, { place }: ObservedPlace): boolean {
  return place === projects.private && place !== projects.team && place !== projects.public;
}

/** A team or private issue in the open is hidden from strangers where the forge can do that. */
export function isConfidential(lane: Lane, place: ObservedPlace): boolean {
  if (lane === "public" || !place.capabilities.confidential) return false;
  return lane === "private" || place.visibility !== "private";
}
