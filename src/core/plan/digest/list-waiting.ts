import { buildWorkCalendar } from "../../calendar/work-calendar.ts";
import { readBody } from "../../marker/body.ts";
import { deriveProgress } from "../../desired/progress.ts";
import type { Kind } from "../../kinds/model/kind.ts";
import { dateInZone } from "../../calendar/instant.ts";
import { addDays } from "../../model/date.ts";
import type { DigestState } from "../../model/digest.ts";
import type { Occurrence } from "../../model/issue.ts";
import { formatKey } from "../../model/key.ts";
import { isMuted } from "../../nudges/flags.ts";
import { itemOf, type Waiting } from "../../nudges/waiting-item.ts";
import type { PlanInput } from "../model/plan-input.ts";
import type { Pauses } from "../match/pauses.ts";
import type { Match } from "../model/match.ts";
import { findReview, isReviewLate, listReviewers } from "../diff/review.ts";
import { directoryOf } from "../../model/lookup/directory.ts";
import { isSameAccount } from "../../model/lookup/accounts.ts";
import { findKind } from "../../kinds/model/library.ts";
import { boundText } from "../../text/bound-text.ts";

/** Days that a reply may still be given under what is closed. */
const FORGOTTEN = 14;

/** Everything that waits for somebody, by issue; what is paused rests. */
export function listWaiting(input: PlanInput, pauses: Pauses, state: DigestState): readonly Waiting[] {
  return input.occurrences.flatMap((occurrence) => {
    const match = input.matches.byKey.get(formatKey(occurrence.key));
    if (match === undefined) return [];
    return pauses.reason(match.key, occurrence.intern) === null
      ? describeWaiting({ input, occurrence, match, state })
      : [];
  });
}

interface Asked {
  readonly input: PlanInput;
  readonly occurrence: Occurrence;
  readonly match: Match;
  readonly state: DigestState;
}

type Shared = Omit<Waiting, "what" | "people" | "since" | "late">;

function describeWaiting(asked: Asked): readonly Waiting[] {
  const { input, occurrence, match } = asked;
  const kind = findKind(input.library.kinds, occurrence.kind);
  if (kind === null) return [];
  const { title, url, place, number } = match.issue;
  const { lane, nudge } = kind;
  const { intern } = occurrence;
  const shared: Shared = { key: match.key, intern, title, url, place, number, lane, nudge, occurrence };
  return [
    ...describeOwn(asked, kind, shared),
    ...describeReply(asked, kind, shared),
    ...describeQuestion(asked, shared),
  ];
}

/** What waits for whoever an issue is assigned to. */
function describeOwn({ input, occurrence, match, state }: Asked, kind: Kind, shared: Shared): readonly Waiting[] {
  const { issue, key } = match;
  const { cohort, today } = input;
  const owner = directoryOf(cohort).personByAccount(issue.assignees[0])?.id ?? occurrence.owner;
  if (issue.state === "closed" || owner === null) return [];
  const progress = deriveProgress(issue, readBody(issue.body), kind.finished);
  const people = [owner];
  if (progress === "blocked") {
    const since = state.seen[itemOf({ key, what: "stuck" })] ?? today;
    return [{ ...shared, what: "stuck", people, since, late: false }];
  }
  const { due } = occurrence;
  if (progress === "done" || due === null || due >= today) return [];
  // Where a reply is what counts, leaving a page out is fine.
  const nudge = kind.review.length > 0 ? null : kind.nudge;
  return [{ ...shared, nudge, what: "due", people, since: due, late: true }];
}

/** A question, or the wish to be called. */
const ASKS = /\?|\bcall me\b/i;

/** What an intern asked last under a page, if nobody has said anything since. */
function describeQuestion({ input, occurrence, match, state }: Asked, shared: Shared): readonly Waiting[] {
  const { cohort, observation, holidays, today } = input;
  const directory = directoryOf(cohort);
  const intern = directory.intern(occurrence.intern);
  if (intern === null || match.issue.state === "closed" || isMuted(intern, state)) return [];
  const said = observation.comments.filter(({ place, number }) => place === shared.place && number === shared.number);
  const last = [...said].sort((a, b) => a.id - b.id).at(-1);
  const account = directory.person(intern.person)?.username;
  if (last?.at === undefined || !isSameAccount(last.author, account) || !ASKS.test(boundText(last.text, "comment")))
    return [];
  const mentor = directory.person(intern.helpers.mentor);
  const since = dateInZone(last.at, mentor?.zone ?? cohort.zone);
  if (buildWorkCalendar(mentor, holidays).addWorkingDays(since, 1) >= today) return [];
  return [{ ...shared, what: "question", people: [intern.person], since, late: false }];
}

function describeReply({ input, occurrence, match }: Asked, kind: Kind, shared: Shared): readonly Waiting[] {
  const { cohort, today, holidays, observation } = input;
  const { issue } = match;
  const asked = { cohort, kind, occurrence, issue, body: readBody(issue.body), comments: observation.comments, today };
  const review = findReview(asked);
  if (review?.state !== "wanted") return [];
  if (issue.state === "closed" && addDays(review.since, FORGOTTEN) <= today) return [];
  const people = listReviewers(asked);
  const late = isReviewLate(review, people, { cohort, holidays, today });
  return [{ ...shared, what: "reply", people, since: review.since, late }];
}
