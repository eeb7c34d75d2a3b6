import type { ActivityQuery } from "../../model/activity.ts";
import type { Cohort } from "../../model/cohort.ts";
import { compareInstants } from "../../calendar/instant.ts";
import { addDays } from "../../model/date.ts";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import type { Occurrence } from "../../model/issue.ts";
import { formatKey } from "../../model/key.ts";
import type { Plan } from "../../model/plan.ts";
import { findPreviousOccurrence } from "./previous-occurrence.ts";
import type { PlanInput } from "../model/plan-input.ts";
import { directoryOf } from "../../model/lookup/directory.ts";

/** Days back that the digest looks for what nobody answered. */
const DIGEST_DAYS = 21;

/**
 * What is to be known of the work before a plan of today is whole: for the pages it makes, the time since those before
 * them, and for the digest its last weeks. Null where nothing of it asks.
 */
export function findActivityQuery(input: PlanInput, plan: Plan): ActivityQuery | null {
  const { cohort, now } = input;
  if (plan.halted) return null;
  const starts = listStarts(input, plan);
  const tells = input.observation.digest !== undefined;
  if (starts.length === 0 && !tells) return null;
  const back = tells ? [`${addDays(input.today, -DIGEST_DAYS)}T00:00:00Z`] : [];
  const [since = now] = [...starts.map(({ from }) => from), ...back].sort(compareInstants);
  const used = new Set(tells ? cohort.interns.map(({ project }) => project) : starts.map(({ project }) => project));
  const places = listRepositories(cohort, used);
  return places.length === 0 ? null : { places, since, until: now };
}

/** Where the work of these projects is done, or of all. */
export function listRepositories(cohort: Cohort, projects: ReadonlySet<string> | null = null): readonly string[] {
  const places = cohort.projects.filter(({ id }) => projects === null || projects.has(id));
  return [...new Set(places.flatMap(({ repositories }) => repositories))].sort();
}

interface Start {
  readonly project: string;
  /** ISO instant. */
  readonly from: string;
}

function listStarts(input: PlanInput, { actions }: Plan): readonly Start[] {
  const kinds = new Set(input.library.kinds.filter(({ needs }) => needs.includes("activity")).map(({ name }) => name));
  const made = new Set(actions.filter(({ type, kind }) => type === "create" && kinds.has(kind)).map(({ key }) => key));
  if (made.size === 0) return [];
  const isMade = ({ key }: Occurrence) => made.has(formatKey(key));
  return input.occurrences.filter(isMade).flatMap((occurrence) => {
    const intern = directoryOf(input.cohort).intern(occurrence.intern);
    if (intern === null) return [];
    // Midnight in the most eastern zone is the day before elsewhere.
    const first = `${addDays(intern.start, -1)}T00:00:00Z`;
    return [{ project: intern.project, from: findPreviousOccurrence(input, occurrence)?.issue.createdAt ?? first }];
  });
}

/** What of the work could not be seen, for whoever keeps the file. */
export function reportUnseenWork({ observation: { activity }, cohort }: PlanInput): readonly Diagnostic[] {
  return (activity?.gaps ?? []).map(({ place, what, reason }) => ({
    severity: what === "everything" ? "warning" : "hint",
    code: "work-unseen",
    message: `${WHAT[what]} ${place} cannot be told: ${reason}`,
    remedy: REMEDY[what],
    file: cohort.file,
    path: "projects",
    line: cohort.lines["projects"] ?? null,
    column: null,
    excerpt: null,
  }));
}

const WHAT = {
  everything: "what is done in",
  reviews: "some of who looked at what in",
  answers: "some of who answered what in",
} as const;

const REMEDY = {
  everything: "Let the token read it, or take it out of the project's repositories; pages are made without it",
  reviews: "Nothing has to be done: the pages leave it out",
  answers: "Nothing has to be done: the pages leave it out",
} as const;
