import type { ReadBody } from "../../marker/body.ts";
import { formatReference } from "../../text/reference.ts";
import type { Kind } from "../../kinds/model/kind.ts";
import type { Cohort } from "../../model/cohort.ts";
import type { Observation, ObservedIssue, ObservedPlace, Occurrence } from "../../model/issue.ts";
import { listFacts, type Facts } from "./activity-facts.ts";
import { listPromises, type Said } from "./promises.ts";
import { isConfidential } from "../audience/readers.ts";
import type { Words } from "../audience/words.ts";

/** What an issue tells once, when it is made: later runs render it without. */
export interface Told {
  readonly facts: Facts | null;
  readonly promises: readonly Said[];
  /** The issue before, as a body names it. */
  readonly previous: string | null;
}

export interface TellInput {
  readonly cohort: Cohort;
  readonly observation: Observation;
  readonly kind: Kind;
  readonly occurrence: Occurrence;
  readonly place: ObservedPlace;
  /** The latest issue before it of the same kind and subject; null for the first. */
  readonly before: Before | null;
  readonly words: Words;
}

export interface Before {
  readonly issue: ObservedIssue;
  readonly body: ReadBody;
}

/** What a kind asks to be told; nothing of the issue before is told where more people could read it than there. */
export function tellOnce(input: TellInput): Told {
  const { cohort, observation, kind, occurrence, place, before, words } = input;
  const { activity, comments } = observation;
  const { reference } = place.capabilities;
  const asks = kind.needs.includes("promises") && before !== null && !isWider(input, before);
  return {
    facts:
      activity === null || !kind.needs.includes("activity")
        ? null
        : listFacts({ cohort, occurrence, activity, since: before?.issue.createdAt ?? null, words }),
    promises: asks ? listPromises({ cohort, occurrence, ...before, comments, reference }) : [],
    previous: asks ? formatReference(reference, before.issue) : null,
  };
}

function isWider({ occurrence, place }: TellInput, { issue }: Before): boolean {
  return issue.place !== place.place || (issue.confidential && !isConfidential(occurrence.lane, place));
}
