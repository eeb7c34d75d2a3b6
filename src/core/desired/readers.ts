import type { Lane } from "../model/cohort.ts";
import type { ObservedPlace } from "../model/issue.ts";

/** Who can read an issue, from what was observed and not from what was wished; every issue starts with it. */
export function describeReaders(forge: string, lane: Lane, place: ObservedPlace, confidential: boolean): string {
  if (forge === "local") return "Everyone who has this folder can read this.";
  if (confidential) return "Only the people named here and the project's planners and developers can read this.";
  if (place.visibility === "public") return "Everyone on the internet can read this.";
  if (place.visibility === "internal") return "Everyone with an account on this server can read this.";
  return lane === "private"
    ? "Only the few members of this private project can read this."
    : "Everyone who can open this project can read this, nobody else.";
}

/** A team or private issue in the open is hidden from strangers where the forge can do that. */
export function isConfidential(lane: Lane, place: ObservedPlace): boolean {
  if (lane === "public" || !place.capabilities.confidential) return false;
  return lane === "private" || place.visibility !== "private";
}
