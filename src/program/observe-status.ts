import { deriveProgress } from "../core/desired/progress.ts";
import { findKind } from "../core/kinds/model/library.ts";
import { directoryOf } from "../core/model/lookup/directory.ts";
import { countTasks } from "../core/markdown/tasks.ts";
import { dateInZone } from "../core/calendar/instant.ts";
import type { CivilDate } from "../core/model/date.ts";
import type { Observation, Occurrence } from "../core/model/issue.ts";
import { formatKey, parseKey } from "../core/model/key.ts";
import type { CohortStatus, IssueStatus, StatusReview } from "../core/model/status.ts";
import { listDrift } from "../core/plan/diff/drift.ts";
import { findReview, isReviewLate, listReviewers } from "../core/plan/diff/review.ts";
import type { Match } from "../core/plan/model/match.ts";
import { matchIssues } from "../core/plan/match/match-issues.ts";
import { observeIssues, type Readers } from "./observe.ts";
import type { CohortRun } from "./cohort-run.ts";

/** Where everyone is, from the forge as it stands; plans nothing. */
export async function observeStatus(run: CohortRun, readers: Readers): Promise<CohortStatus> {
  const observation = await observeIssues(run.cohort, readers, run.now);
  const matches = matchIssues(run.cohort, observation, run.repository);
  const byKey = new Map(run.occurrences.map((occurrence) => [formatKey(occurrence.key), occurrence]));
  const issues = [...matches.byKey.values()].map((match) => {
    const occurrence = byKey.get(match.key) ?? null;
    const review = occurrence === null ? null : describeReview(run, occurrence, match, observation);
    return { ...describeIssue(run, match, occurrence?.due ?? null), review };
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
  { issue, body }: Match,
  { comments }: Observation,
): StatusReview | null {
  const kind = findKind(library.kinds, occurrence.kind);
  if (kind === null) return null;
  const today = dateInZone(now, cohort.zone);
  const review = findReview({ cohort, kind, occurrence, issue, body, comments, today });
  if (review === null || review.state === "none") return null;
  const by = listReviewers({ cohort, kind, occurrence });
  const late = issue.state === "open" && isReviewLate(review, by, { cohort, holidays, today });
  return { state: review.state, since: review.since, by, late };
}

function describeIssue(
  run: CohortRun,
  { key: text, issue, body }: Match,
  due: CivilDate | null,
): Omit<IssueStatus, "review"> {
  const key = parseKey(text);
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
