import { buildWorkCalendar } from "../../calendar/work-calendar.ts";
import type { ReadBody } from "../../marker/body.ts";
import { listRoleHolders } from "../../desired/occurrences/role-holders.ts";
import { REVIEW_LABELS } from "../../desired/labels.ts";
import { listConcerned } from "../../desired/occurrences/phase.ts";
import { deriveProgress } from "../../desired/progress.ts";
import type { Kind } from "../../kinds/model/kind.ts";
import type { Cohort, HolidayTable } from "../../model/cohort.ts";
import type { CivilDate } from "../../model/date.ts";
import type { ObservedComment, ObservedIssue, Occurrence, Review } from "../../model/issue.ts";
import { accountSet } from "../../model/lookup/accounts.ts";
import { directoryOf } from "../../model/lookup/directory.ts";

/** Working days of a reviewer that a review may wait. */
const PATIENCE = 3;

export interface ReviewInput {
  readonly cohort: Cohort;
  readonly kind: Kind;
  readonly occurrence: Occurrence;
  readonly issue: ObservedIssue;
  readonly body: ReadBody;
  readonly comments: readonly ObservedComment[];
  readonly today: CivilDate;
}

/**
 * Where the review of an issue stands; null where its kind asks for none, or nobody holds the role. Any comment of a
 * reviewer is one, and so is the label that a person put there after a talk. The owner's answer asks for it, not the opening.
 */
export function findReview(input: ReviewInput): Review | null {
  const { issue, body, kind, today } = input;
  if (listReviewers(input).length === 0) return null;
  const before = body.marker?.review ?? null;
  if (before?.state === "done") return before;
  if (issue.labels.includes(REVIEW_LABELS.done) || hasReply(input)) return { state: "done", since: today };
  if (before !== null) return before;
  const plain = { ...issue, labels: [] };
  if (deriveProgress(plain, body, kind.finished) !== "done") return { state: "none", since: today };
  return { state: "wanted", since: today };
}

/** Person ids of whose reply is a review, sorted. */
export function listReviewers({
  cohort,
  kind,
  occurrence,
}: Pick<ReviewInput, "cohort" | "kind" | "occurrence">): readonly string[] {
  const interns = listConcerned(cohort, occurrence, kind.per === "helper");
  const holders = kind.review.flatMap((role) => listRoleHolders(role, cohort, { interns }));
  return [...new Set(holders)].filter((person) => person !== occurrence.owner).sort();
}

/** Who covers for a reviewer may review as well. */
function hasReply(input: ReviewInput): boolean {
  const { cohort, issue, comments } = input;
  const reviewers = listReviewers(input);
  const directory = directoryOf(cohort);
  const covers = reviewers
    .flatMap((id) => directory.person(id) ?? [])
    .flatMap(({ absences }) => absences.flatMap(({ backup }) => (backup === null ? [] : [backup])));
  const accounts = accountSet(
    [...reviewers, ...covers]
      .filter((id) => id !== input.occurrence.owner)
      .flatMap((id) => directory.person(id)?.username ?? []),
  );
  return comments.some((one) => one.place === issue.place && one.number === issue.number && accounts.has(one.author));
}

/** Whether every reviewer has had their working days for it. */
export function isReviewLate(review: Review, reviewers: readonly string[], when: LateInput): boolean {
  if (review.state !== "wanted") return false;
  const people = reviewers.flatMap((id) => directoryOf(when.cohort).person(id) ?? []);
  return people.every(
    (person) => buildWorkCalendar(person, when.holidays).addWorkingDays(review.since, PATIENCE) < when.today,
  );
}

interface LateInput {
  readonly cohort: Cohort;
  readonly holidays: HolidayTable;
  readonly today: CivilDate;
}
