import { cohortLabel } from "../core/desired/labels.ts";
import type { Activity, ActivityQuery } from "../core/model/activity.ts";
import type { Cohort } from "../core/model/cohort.ts";
import { ForgeError, InvariantError } from "../core/diagnostics/errors.ts";
import type {
  ObservedComment,
  ObservedDetails,
  Observation,
  ObservedIssue,
  ObservedPlace,
} from "../core/model/issue.ts";
import type { Plan } from "../core/model/plan.ts";
import { parseKey } from "../core/model/key.ts";
import type { PlanInput } from "../core/plan/model/plan-input.ts";
import type { ForgeReader } from "../forges/types.ts";

/** Readers or writers of a cohort's forge projects, by place. */
export type Readers = ReadonlyMap<string, ForgeReader>;

/** Days that a comment's command is looked for: a run missed for longer misses it. */
const COMMAND_DAYS = 8;

/**
 * First look: the projects, every issue that has the cohort's label, and where any of them is open, what was lately said.
 * One listing per place and name of the cohort. `now` is an ISO instant.
 */
export async function observeIssues(cohort: Cohort, readers: Readers, now: string): Promise<Observation> {
  const places = [];
  const issues: ObservedIssue[] = [];
  const comments: ObservedComment[] = [];
  const since = new Date(Date.parse(now) - COMMAND_DAYS * 86_400_000).toISOString().replace(/\.\d+Z$/, "Z");
  for (const place of [...readers.keys()].sort()) {
    const reader = readerOf(readers, place);
    places.push(await reader.observePlace());
    for (const id of [cohort.id, ...cohort.formerly]) issues.push(...(await reader.listIssues(cohortLabel(id))));
    const spoken = issues.some((issue) => issue.place === place && issue.state === "open" && issue.comments > 0);
    if (spoken) comments.push(...(await reader.listComments(since)));
  }
  return { places, issues, comments, activity: null, details: null };
}

/** The comments of the issue that tells what waits; null where there is none: a request more. */
export async function observeDigest(
  { library, matches }: Pick<PlanInput, "library" | "matches">,
  readers: Readers,
): Promise<NonNullable<Observation["digest"]> | null> {
  const names = new Set(library.kinds.filter(({ needs }) => needs.includes("digest")).map(({ name }) => name));
  if (names.size === 0) return null;
  const found = [...matches.byKey.values()].find(
    ({ key, issue }) => names.has(parseKey(key)?.kind ?? "") && issue.state === "open",
  );
  if (found === undefined) return null;
  const { place, number } = found.issue;
  return { place, number, comments: await readerOf(readers, place).listCommentsOf(number) };
}

/**
 * What happened where the work is done. Nothing is held up by it: where the forge does not answer, the pages are made
 * without.
 */
export async function observeActivity(
  cohort: Cohort,
  readers: Readers,
  query: ActivityQuery,
): Promise<Activity | null> {
  const reader = readers.get(cohort.forge.projects.team) ?? [...readers.values()][0];
  if (reader === undefined) return null;
  try {
    return await reader.readActivity(query);
  } catch (error) {
    if (!(error instanceof ForgeError)) throw error;
    const { since, until, places } = query;
    const gaps = places.map((place) => ({ place, what: "everything" as const, reason: error.message }));
    return { since, until, requests: [], issues: [], gaps };
  }
}

/** Whether a plan made from the first look would write anything, so that the second look is worth its requests. */
export function needsDetails(plan: Plan): boolean {
  return plan.preparations.length > 0 || plan.actions.some((action) => action.writes > 0);
}

/**
 * Second look, only where something will be written: labels and milestones that exist, accounts that can be
 * assigned, and before a first create everything trusted accounts opened, whatever its labels.
 */
export async function observeDetails(
  { cohort, observation: first, matches }: Pick<PlanInput, "cohort" | "observation" | "matches">,
  readers: Readers,
  plan: Plan,
): Promise<Observation> {
  const details: ObservedDetails[] = [];
  const places: ObservedPlace[] = [];
  const names = [
    ...new Set(cohort.people.filter((person) => person.roles.length > 0).map((person) => person.username)),
  ].sort();
  for (const seen of first.places) {
    const { place } = seen;
    const reader = readerOf(readers, place);
    const writing = plan.actions.filter((action) => action.place === place && action.writes > 0);
    const creating = writing.some((action) => action.type === "create");
    const milestones = writing.some(
      (action) =>
        action.type === "create" ||
        (action.type === "update" && action.changes.some((change) => change.field === "milestone")),
    );
    // Whether the token may really write is asked once there is something to make.
    places.push(creating ? { ...seen, access: await reader.describeAccess() } : seen);
    details.push({
      place,
      labels: writing.length > 0 ? await reader.listLabels() : [],
      milestones: milestones ? await reader.listMilestones() : [],
      accounts: writing.length > 0 ? await reader.findAccounts(names) : {},
      unlabelled: creating ? await listOpenedBy(matches.trusted.get(place) ?? [], reader) : [],
    });
  }
  return { ...first, places, details };
}

async function listOpenedBy(accounts: readonly string[], reader: ForgeReader): Promise<readonly ObservedIssue[]> {
  const found: ObservedIssue[] = [];
  for (const account of accounts) found.push(...(await reader.listIssuesBy(account)));
  return found;
}

function readerOf(readers: Readers, place: string): ForgeReader {
  const reader = readers.get(place);
  if (reader === undefined) throw new InvariantError(`no connection to ${place}`);
  return reader;
}
