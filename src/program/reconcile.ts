import { applyPlan, type ApplyEvents } from "./apply/apply-plan.ts";
import type { Chat } from "./apply/chat.ts";
import { parseLookahead } from "../core/calendar/lookahead.ts";
import { readBody } from "../core/marker/body.ts";
import { countTasks } from "../core/markdown/tasks.ts";
import { buildOccurrences } from "../core/desired/occurrences/build-occurrences.ts";
import { deriveProgress } from "../core/desired/progress.ts";
import { findKind, type KindLibrary } from "../core/kinds/model/library.ts";
import type { FieldName } from "../core/model/action.ts";
import type { ActivityQuery } from "../core/model/activity.ts";
import type { Cohort, HolidayTable } from "../core/model/cohort.ts";
import { dateInZone } from "../core/calendar/instant.ts";
import { type CivilDate } from "../core/model/date.ts";
import type { Diagnostic } from "../core/diagnostics/diagnostic.ts";
import type { Observation, ObservedIssue, Occurrence } from "../core/model/issue.ts";
import { UsageError } from "../core/diagnostics/errors.ts";
import { formatKey, parseKey } from "../core/model/key.ts";
import type { Outcome } from "../core/model/outcome.ts";
import type { Plan } from "../core/model/plan.ts";
import type { CohortStatus, IssueStatus, StatusReview } from "../core/model/status.ts";
import { findActivityQuery } from "../core/plan/match/activity-query.ts";
import { buildPlan } from "../core/plan/build-plan.ts";
import { type PlanInput } from "../core/plan/model/plan-input.ts";
import { findReview, isReviewLate, listReviewers } from "../core/plan/diff/review.ts";
import { listDrift } from "../core/plan/diff/drift.ts";
import { matchIssues } from "../core/plan/match/match-issues.ts";
import type { ForgeWriter } from "../forges/types.ts";
import { lookAhead } from "./look-ahead.ts";
import {
  needsDetails,
  observeActivity,
  observeDetails,
  observeDigest,
  observeIssues,
  type Readers,
} from "./observe.ts";
import { directoryOf } from "../core/model/lookup/directory.ts";

/** One cohort and everything a run of it depends on but the forge. */
export interface CohortRun {
  readonly cohort: Cohort;
  readonly library: KindLibrary;
  readonly holidays: HolidayTable;
  /** ISO instant. */
  readonly now: string;
  /** Name of the config repository, `""` when nothing tells. */
  readonly repository: string;
  /** How far to look ahead, `2w` (`core/calendar/lookahead.ts`); null for today alone. */
  readonly until: string | null;
  readonly reset: readonly { readonly key: string; readonly field: FieldName | "all" }[];
  /** Where words go that are not for the forge; null for nowhere. */
  readonly chat: Chat | null;
  /** Lets a run through that the guard would stop. */
  readonly confirmed: boolean;
  readonly diagnostics: readonly Diagnostic[];
}

/** What a run would do. The readers cannot write, so neither can this. */
export async function planCohort(run: CohortRun, readers: Readers): Promise<{ plan: Plan; observation: Observation }> {
  const { input } = await preparePlan(run, readers);
  const plan = await makePlan(run, input);
  return { plan, observation: input.observation };
}

/** Observes, plans afresh, shows the plan, and follows it. */
export async function applyCohort(
  run: CohortRun & { readonly id: string },
  writers: ReadonlyMap<string, ForgeWriter>,
  events: ApplyEvents,
): Promise<{ plan: Plan; outcomes: readonly Outcome[] }> {
  const { input } = await preparePlan(run, writers);
  const plan = buildPlan(input);
  events.planned(plan);
  const outcomes = plan.halted ? [] : await applyPlan(plan, input, { id: run.id, chat: run.chat, writers }, events);
  return { plan, outcomes };
}

async function preparePlan(run: CohortRun, readers: Readers): Promise<{ input: PlanInput }> {
  const { occurrences, diagnostics } = buildOccurrences({
    cohort: run.cohort,
    kinds: run.library.kinds,
    holidays: run.holidays,
  });
  const before = countRequests(readers);
  const first = await observeDigest(run, readers, await observeIssues(run.cohort, readers, run.now));
  const seen: PlanInput = {
    cohort: run.cohort,
    library: run.library,
    holidays: run.holidays,
    occurrences,
    observation: first,
    now: run.now,
    today: dateInZone(run.now, run.cohort.zone),
    repository: run.repository,
    reset: run.reset,
    confirmed: run.confirmed,
    chat: run.chat !== null,
    reads: countRequests(readers) - before,
    diagnostics: [...run.diagnostics, ...diagnostics],
  };
  const today = buildPlan(seen);
  const query = findActivityQuery(seen, today);
  const input = query === null ? seen : await seeWork(seen, readers, query);
  const draft = query === null && run.until === null ? today : await makePlan(run, input);
  const observation = needsDetails(draft)
    ? await observeDetails(run.cohort, readers, input.observation, draft)
    : input.observation;
  return { input: { ...input, observation, reads: countRequests(readers) - before } };
}

/** Looks at where the work is done, on the days on which something tells of it. */
async function seeWork(input: PlanInput, readers: Readers, query: ActivityQuery): Promise<PlanInput> {
  return { ...input, observation: await observeActivity(input.cohort, readers, input.observation, query) };
}

async function makePlan(run: CohortRun, input: PlanInput): Promise<Plan> {
  if (run.until === null) return buildPlan(input);
  const until = parseLookahead(run.until, input.today);
  if (until === null)
    throw new UsageError(
      `--until takes a number and d, w or m, at most half a year, such as 2w; it was given ${run.until}`,
    );
  return lookAhead(input, until);
}

function countRequests(readers: Readers): number {
  return [...new Set(readers.values())].reduce((sum, reader) => sum + reader.requests().GET, 0);
}

/** Where everyone is, from the forge as it stands; plans nothing. */
export async function observeStatus(run: CohortRun, readers: Readers): Promise<CohortStatus> {
  const observation = await observeIssues(run.cohort, readers, run.now);
  const { occurrences } = buildOccurrences({ cohort: run.cohort, kinds: run.library.kinds, holidays: run.holidays });
  const matches = matchIssues(run.cohort, observation, run.repository);
  const byKey = new Map(occurrences.map((occurrence) => [formatKey(occurrence.key), occurrence]));
  const issues = [...matches.byKey.values()].map((match) => {
    const occurrence = byKey.get(match.key) ?? null;
    const review = occurrence === null ? null : describeReview(run, occurrence, match.issue, observation);
    return { ...describeIssue(run, match.key, match.issue, occurrence?.due ?? null), review };
  });
  return {
    cohort: run.cohort.id,
    issues: issues.sort((a, b) => (a.key < b.key ? -1 : 1)),
    diagnostics: run.diagnostics,
  };
}

function describeReview(
  { cohort, library, holidays, now }: CohortRun,
  occurrence: Occurrence,
  issue: ObservedIssue,
  { comments }: Observation,
): StatusReview | null {
  const kind = findKind(library.kinds, occurrence.kind);
  if (kind === null) return null;
  const today = dateInZone(now, cohort.zone);
  const review = findReview({ cohort, kind, occurrence, issue, body: readBody(issue.body), comments, today });
  if (review === null || review.state === "none") return null;
  const by = listReviewers({ cohort, kind, occurrence });
  const late = issue.state === "open" && isReviewLate(review, by, { cohort, holidays, today });
  return { state: review.state, since: review.since, by, late };
}

function describeIssue(
  run: CohortRun,
  text: string,
  issue: ObservedIssue,
  due: CivilDate | null,
): Omit<IssueStatus, "review"> {
  const key = parseKey(text);
  const body = readBody(issue.body);
  const finished = findKind(run.library.kinds, key?.kind)?.finished ?? "tasks";
  return {
    key: text,
    kind: key?.kind ?? "",
    subject: key?.subject ?? "",
    person: directoryOf(run.cohort).personByAccount(issue.assignees[0])?.id ?? null,
    title: issue.title,
    state: issue.state,
    labels: issue.labels,
    assignees: issue.assignees,
    due: issue.due ?? due,
    tasks: countTasks(body.text),
    progress: deriveProgress(issue, body, finished),
    url: issue.url,
    held: listDrift(issue, body),
  };
}
