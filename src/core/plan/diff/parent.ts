import { hashField } from "../../text/hash.ts";
import { decideField } from "./decide-field.ts";
import { isConfidential } from "../../desired/audience/readers.ts";
import { laneOfPlace } from "../../desired/audience/visibility.ts";
import type { Kind } from "../../kinds/model/kind.ts";
import type { Cohort } from "../../model/cohort.ts";
import type { IssueAddress, Observation, ObservedIssue, ObservedPlace, Occurrence } from "../../model/issue.ts";
import { formatKey } from "../../model/key.ts";
import type { DiffInput } from "../model/issue-diff.ts";
import type { Matches } from "../model/match.ts";
import { findPlace } from "../../model/lookup/places.ts";
import { compareText } from "../../text/compare-text.ts";

export interface ParentInput {
  readonly cohort: Cohort;
  readonly occurrences: readonly Occurrence[];
  readonly observation: Observation;
  readonly today: string;
}

/**
 * Which issues stand under their project's by the forge's own means, child key to parent key: as many as it takes, those
 * that stand there already first. The rest, and everything where a forge has no such means, is listed in its text.
 */
export function assignParents(
  input: ParentInput,
  kinds: ReadonlyMap<string, Kind>,
  matches: Matches,
): ReadonlyMap<string, string> {
  const lists = (occurrence: Occurrence) => kinds.get(occurrence.kind)?.needs.includes("children") ?? false;
  const placeOf = (occurrence: Occurrence) => choosePlace(input, kinds, occurrence);
  const parents = new Map<string, string>();
  for (const epic of input.occurrences.filter((one) => lists(one) && one.project !== null)) {
    const parent = formatKey(epic.key);
    const at = matches.byKey.get(parent)?.issue ?? null;
    const place = at?.place ?? placeOf(epic);
    const children = input.occurrences
      .filter((one) => one.project === epic.project && !lists(one) && mayStandUnder(input.cohort, one, epic))
      .map((one) => ({ one, key: formatKey(one.key), match: matches.byKey.get(formatKey(one.key)) }))
      .filter(({ one, match }) => match !== undefined || one.opens <= input.today)
      .map((child) => ({ ...child, place: child.match?.issue.place ?? placeOf(child.one) }))
      .filter((child) => limitOf(input, child.place, place) > 0)
      .map((child) => ({ ...child, there: at !== null && isUnder(child.match?.issue, at) }))
      .sort(
        (a, b) =>
          Number(b.there) - Number(a.there) || compareText(a.one.opens, b.one.opens) || compareText(a.key, b.key),
      );
    for (const [index, child] of children.entries())
      if (index < limitOf(input, child.place, place)) parents.set(child.key, parent);
  }
  return parents;
}

/** Where an occurrence goes: its lane's project, and what lists a project's issues to the group, where that holds epics. */
export function choosePlace(
  { cohort, observation }: Pick<ParentInput, "cohort" | "observation">,
  kinds: ReadonlyMap<string, Kind>,
  occurrence: Occurrence,
): string {
  const lane = laneOfPlace(cohort, occurrence);
  const lists = occurrence.project !== null && kinds.get(occurrence.kind)?.needs.includes("children") === true;
  const group = observation.places.find(canHoldEpics);
  const own = findPlace(observation, cohort.forge.projects[lane]);
  // What is confidential takes in nothing that is not.
  const fits = group !== undefined && (own === null || isConfidential(lane, own) || !isConfidential(lane, group));
  return lists && lane !== "private" && fits ? group.place : cohort.forge.projects[lane];
}

/** A group with epics that the token's account may make. */
function canHoldEpics({ capabilities, access }: ObservedPlace): boolean {
  return capabilities.epics && !access.lacks.includes("epics");
}

/** Where all can look, what is private neither stands nor counts. */
function mayStandUnder(cohort: Cohort, child: Occurrence, parent: Occurrence): boolean {
  return laneOfPlace(cohort, child) !== "private" || laneOfPlace(cohort, parent) === "private";
}

/** How many issues of one place can stand under one in the other; 0 for none. */
function limitOf({ cohort, observation }: ParentInput, child: string, parent: string): number {
  const capabilities = (name: string) => findPlace(observation, name)?.capabilities;
  const { childrenUnder } = cohort.forge.profile.behaviour;
  const fits = childrenUnder === "issue" ? child === parent : capabilities(parent)?.epics === true;
  return fits ? (capabilities(child)?.children?.limit ?? 0) : 0;
}

function isUnder(issue: ObservedIssue | undefined, parent: IssueAddress): boolean {
  return issue?.parent?.place === parent.place && issue.parent.number === parent.number;
}

/** What the parent of an issue would become, three-way; null where nothing can be said about it. */
export function diffParent(input: DiffInput): {
  readonly decision: "same" | "apply" | "drift";
  readonly from: IssueAddress | null;
  /** `coming`: there once its own create is done. */
  readonly to: IssueAddress | "coming" | null;
} | null {
  const { issue, desired, capabilities, body } = input;
  const to = desired.parent === null ? null : input.find(desired.parent);
  if (capabilities.children === null || issue.parent === undefined || (desired.parent !== null && to === null))
    return null;
  const from = issue.parent;
  const base = body.marker?.applied.parent ?? null;
  const observed = formatAddress(from);
  const wanted = formatAddress(to);
  // Whoever makes an issue and is cut off before putting it under its parent leaves it without one.
  const isNew = base === null && from === null && to !== null;
  return { decision: isNew ? "apply" : decideField({ base, observed, desired: wanted }), from, to };
}

export function formatAddress(address: IssueAddress | "coming" | null): string | null {
  return address === null || address === "coming" ? address : `${address.place}#${address.number}`;
}

/** What the marker keeps of it. */
export function hashParent(address: IssueAddress | null): string {
  return hashField(formatAddress(address));
}
