import { formName } from "../../kinds/model/form-name.ts";
import type { Kind } from "../../kinds/model/kind.ts";
import type { Cohort, Lane } from "../../model/cohort.ts";
import type { ObservedPlace, Occurrence } from "../../model/issue.ts";
import type { Words } from "./words.ts";

/** What is wrong with a place for a lane, as half a sentence, and what lifts it. */
export interface Misfit {
  readonly reason: string;
  readonly remedy: string;
}

/**
 * Why nothing of a lane may be made in a place that was observed; null when it may. Narrower than the lane is always
 * right; what the forge does not say counts as wide.
 */
export function judgeLane(cohort: Cohort, lane: Lane, place: ObservedPlace): Misfit | null {
  const { profile, projects } = cohort.forge;
  if (!profile.behaviour.tellsReaders || lane === "public") return null;
  if (lane === "team") return judgeTeam(cohort, place);
  if (projects.private === projects.team || projects.private === projects.public)
    return {
      reason: "the lane private has no project of its own",
      remedy: `Make a private ${nounOf(cohort)} ${profile.words.apart}, and name it as forge.private`,
    };
  if (place.visibility === "private") return null;
  return {
    reason: `${place.place} is ${place.visibility}, wider than the lane private`,
    remedy: `Make ${place.place} private, or name another ${nounOf(cohort)} as forge.private`,
  };
}

function judgeTeam(cohort: Cohort, place: ObservedPlace): Misfit | null {
  if (place.visibility === "private") return null;
  const reason = `${place.place} is ${place.visibility}, wider than the lane team`;
  const remedy = `Make ${place.place} private, or name a private project under forge`;
  if (!place.capabilities.confidential) return { reason: `${reason}, and nothing can be confidential there`, remedy };
  if (!place.access.lacks.includes("confidential")) return null;
  return {
    reason: `${reason}, and the token's account may not make issues confidential there`,
    remedy: `${remedy}, or give the account ${cohort.forge.profile.words.role}`,
  };
}

function nounOf({ forge }: Cohort): string {
  return forge.profile.server?.project.noun ?? "folder";
}

/**
 * Whether an issue of the lane private could not be told to its owner alone: where everybody who can open a place reads
 * all of its issues, a private one holds only what is the coordinator's own.
 */
function needsForm(cohort: Cohort, occurrence: Pick<Occurrence, "lane" | "owner">): boolean {
  const { hidesIssues } = cohort.forge.profile.behaviour;
  return !hidesIssues && occurrence.lane === "private" && occurrence.owner !== cohort.coordinator;
}

/** Address of the form that an issue of the lane private is instead, or null. */
export function findForm(cohort: Cohort, occurrence: Pick<Occurrence, "lane" | "owner" | "kind">): string | null {
  return needsForm(cohort, occurrence) ? (cohort.links[formName(occurrence.kind)] ?? null) : null;
}

/** The lane whose project an occurrence goes to: a link to a form tells nothing, and goes where people are. */
export function laneOfPlace(cohort: Cohort, occurrence: Pick<Occurrence, "lane" | "owner" | "kind">): Lane {
  return findForm(cohort, occurrence) === null ? occurrence.lane : "team";
}

/** Why an occurrence may not be made in a place, or null: the place is too wide, or its owner could not be told alone. */
export function judgeOccurrence(
  cohort: Cohort,
  occurrence: Pick<Occurrence, "lane" | "owner" | "kind">,
  place: ObservedPlace,
): Misfit | null {
  if (needsForm(cohort, occurrence) && findForm(cohort, occurrence) === null) {
    const form = formName(occurrence.kind);
    return {
      reason: `a ${nounOf(cohort)} on ${cohort.forge.profile.name} shows everybody who can open it all of its issues, so this has no safe place there`,
      remedy: `Name a form as links.${form}, give it to the coordinator with kinds: { ${occurrence.kind}: { owner: coordinator } }, or switch it off with kinds: { ${occurrence.kind}: off }`,
    };
  }
  return judgeLane(cohort, laneOfPlace(cohort, occurrence), place);
}

/**
 * Whether other interns can read what one of them is asked, and nothing can be done about it: interns of one place
 * that can hide nothing. What is asked there is about the work alone.
 */
export function isShared(cohort: Cohort, occurrence: Pick<Occurrence, "intern">, place: ObservedPlace): boolean {
  const alone = cohort.interns.length < 2;
  return (
    cohort.forge.profile.behaviour.tellsReaders &&
    !place.capabilities.confidential &&
    occurrence.intern !== null &&
    !alone
  );
}

/** A kind as the short issue that leads to a form: nothing in it tells what the form is about. */
export function toForm(kind: Kind, words: Words): Kind {
  const values = { link: `{{links.${formName(kind.name)}}}`, date: "{{due.text}}" };
  const by = kind.due === null ? "" : "_by";
  return {
    ...kind,
    title: words.say(`form_title${by}`, values),
    body: `${words.say(`form_text${by}`, values)}\n\n- [ ] ${words.say("form_sent", {})}\n`,
  };
}
