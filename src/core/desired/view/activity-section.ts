import type { ReadBody } from "../../marker/body.ts";
import { formatReference } from "../../text/reference.ts";
import type { Kind } from "../../kinds/model/kind.ts";
import type { Cohort } from "../../model/cohort.ts";
import type { Observation, ObservedIssue, ObservedPlace, Occurrence } from "../../model/issue.ts";
import { listFacts, type Facts } from "./activity-facts.ts";
import { listPromises, type Said } from "./promises.ts";
import { isConfidential } from "../audience/readers.ts";
import type { Words } from "../audience/words.ts";

/**
 * The part of an issue that stands in it once, when it is made: what happened since the issue before and what was
 * promised there. Later runs render the issue without.
 */
export interface ActivitySection {
  readonly facts: Facts | null;
  readonly promises: readonly Said[];
  /** How a body refers to the issue before. */
  readonly previous: string | null;
}

export interface ActivitySectionInput {
  readonly cohort: Cohort;
  readonly observation: Observation;
  readonly kind: Kind;
  readonly occurrence: Occurrence;
  readonly place: ObservedPlace;
  /** The latest issue before it of the same kind and subject; null for the first. */
  readonly previous: PreviousIssue | null;
  readonly words: Words;
}

export interface PreviousIssue {
  readonly issue: ObservedIssue;
  readonly body: ReadBody;
}

/** What a kind asks for; nothing of the issue before gets to where more people could read it than there. */
export function buildActivitySection(input: ActivitySectionInput): ActivitySection {
  const { cohort, observation, kind, occurrence, place, previous, words } = input;
  const { activity, comments } = observation;
  const { reference } = place.capabilities;
  const asks = kind.needs.includes("promises") && previous !== null && !isWider(input, previous);
  return {
    facts:
      activity === null || !kind.needs.includes("activity")
        ? null
        : listFacts({ cohort, occurrence, activity, since: previous?.issue.createdAt ?? null, words }),
    promises: asks ? listPromises({ cohort, occurrence, ...previous, comments, reference }) : [],
    previous: asks ? formatReference(reference, previous.issue) : null,
  };
}

function isWider({ occurrence, place }: ActivitySectionInput, { issue }: PreviousIssue): boolean {
  return issue.place !== place.place || (issue.confidential && !isConfidential(occurrence.lane, place));
}
