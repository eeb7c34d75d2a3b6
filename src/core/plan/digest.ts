import { escapeText } from "../body/escape.ts";
import { readBody } from "../body/marker.ts";
import { findCover } from "../desired/absences.ts";
import { deriveProgress } from "../desired/progress.ts";
import { formatDates, wordsOf } from "../desired/words.ts";
import type { Action, CommentAction } from "../model/action.ts";
import { HELPER_ROLES, type Person } from "../model/cohort.ts";
import { addDays } from "../model/date.ts";
import type { DigestDraft, DigestState } from "../model/digest.ts";
import type { ObservedComment, Occurrence } from "../model/issue.ts";
import { formatKey } from "../model/key.ts";
import { formatDigest, linkTo, renderDigest } from "../nudges/digest.ts";
import { NO_STATE, readState } from "../nudges/state.ts";
import { itemOf, type Waiting } from "../nudges/waiting.ts";
import { refuseLane } from "./access.ts";
import type { PlanInput } from "./build-plan.ts";
import { readPauses } from "./live.ts";
import { listTrusted, type Match, type Matches } from "./match.ts";
import { findReview, isReviewLate, listReviewers } from "./review.ts";

/** Days ahead that somebody's absence is told. */
const AHEAD = 7;
/** Days that a reply may still be given under what is closed. */
const FORGOTTEN = 14;
/** Lines of one section; what is more, `status` tells. */
const MOST_LINES = 60;
const WORDS = wordsOf("en");

/** The one comment of ours in the digest, if it is there. */
export function findDigestComment(
  comments: readonly ObservedComment[],
  trusted: readonly string[],
): ObservedComment | null {
  const accounts = new Set(trusted.map((account) => account.toLowerCase()));
  return comments.find((one) => accounts.has(one.author.toLowerCase()) && readState(one.text) !== null) ?? null;
}

/** What is written into the digest, if it has changed; nothing where there is none, or it must not stand there. */
export function planDigest(input: PlanInput, matches: Matches, actions: readonly Action[]): readonly Action[] {
  const { digest } = input.observation;
  const home = findHome(input, matches);
  if (digest === undefined || home === null) return [];
  const { match, occurrence, place } = home;
  const pauses = readPauses(input.library.kinds, matches, () => null);
  if (refuseLane(input, occurrence, place) !== null || pauses.reason(match.key, null) !== null) return [];
  const comment = findDigestComment(digest.comments, listTrusted(input.cohort, input.observation, digest.place));
  const state = comment === null ? NO_STATE : (readState(comment.text) ?? NO_STATE);
  const waiting = listWaiting(input, settle(matches, actions), state);
  const draft = buildDraft(input, waiting, state);
  if (comment !== null && normalize(comment.text) === normalize(formatDigest(draft))) return [];
  const owner = input.cohort.people.find(({ id }) => id === occurrence.owner);
  const action: CommentAction = {
    type: "comment",
    key: match.key,
    kind: occurrence.kind,
    lane: occurrence.lane,
    place: match.issue.place,
    person: occurrence.owner,
    on: input.today,
    title: match.issue.title,
    number: match.issue.number,
    reason: comment === null ? "what waits is told for the first time" : "what waits has changed; edited in place",
    reads: 1,
    writes: 1,
    notifies: comment === null && owner !== undefined ? [owner.username] : [],
    text: renderDigest(draft),
    digest: { draft, before: comment === null ? null : normalize(comment.text) },
  };
  return [action];
}

/** As forges may give it back. */
export function normalize(text: string): string {
  return text.replace(/\r\n/g, "\n").trim();
}

function findHome(input: PlanInput, matches: Matches) {
  const kind = input.library.kinds.find(({ needs }) => needs.includes("digest"));
  const occurrence = input.occurrences.find((one) => one.kind === kind?.name);
  const match = occurrence === undefined ? undefined : matches.byKey.get(formatKey(occurrence.key));
  const place = input.observation.places.find((one) => one.place === match?.issue.place);
  if (occurrence === undefined || match === undefined || place === undefined || match.issue.state === "closed")
    return null;
  return { occurrence, match, place };
}

/** What this very run closes is over. */
function settle(matches: Matches, actions: readonly Action[]): Matches {
  const closing = new Set(actions.filter(({ type }) => type === "close").map(({ key }) => key));
  const byKey = [...matches.byKey].map(([key, match]) => {
    const issue = closing.has(key) ? { ...match.issue, state: "closed" as const } : match.issue;
    return [key, { ...match, issue }] as const;
  });
  return { ...matches, byKey: new Map(byKey) };
}

function buildDraft(input: PlanInput, waiting: readonly Waiting[], before: DigestState): DigestDraft {
  const { cohort } = input;
  const names = Object.fromEntries(cohort.people.map(({ id, name }) => [id, escapeText(name, "name")]));
  const stuck = waiting.filter(({ what }) => what === "stuck");
  const seen = Object.fromEntries(stuck.map((one) => [itemOf(one), one.since]));
  return {
    sections: listSections(input, waiting, names),
    items: Object.fromEntries(waiting.map((one) => [itemOf(one), linkTo(one)])),
    names,
    state: { ...before, seen },
  };
}

function listSections(
  input: PlanInput,
  waiting: readonly Waiting[],
  names: Readonly<Record<string, string>>,
): DigestDraft["sections"] {
  const nameOf = (people: readonly string[]) => WORDS.list(people.map((id) => names[id] ?? id));
  const tell = (what: Waiting["what"], say: (one: Waiting) => string) =>
    cut(waiting.filter((one) => one.what === what).map((one) => `${linkTo(one)}: ${say(one)}`));
  const day = (one: Waiting) => WORDS.date(one.since).text;
  return [
    { title: "Stuck, in their own words", lines: tell("stuck", (one) => `${nameOf(one.people)}, since ${day(one)}`) },
    {
      title: "A reply is wanted",
      lines: tell(
        "reply",
        (one) => `of ${nameOf(one.people)}, since ${day(one)}${one.late ? ", for a while now" : ""}`,
      ),
    },
    { title: "Past its day", lines: tell("due", (one) => `${nameOf(one.people)}, was due ${day(one)}`) },
    { title: "Away", lines: cut(listAway(input, names)) },
  ];
}

function cut(lines: readonly string[]): readonly string[] {
  return lines.length <= MOST_LINES
    ? lines
    : [...lines.slice(0, MOST_LINES), "and more, which `fledgling status` lists"];
}

/** Helpers who are away now or soon, and who covers. */
function listAway({ cohort, today, holidays }: PlanInput, names: Readonly<Record<string, string>>): readonly string[] {
  const active = cohort.interns.filter(
    ({ start, end, left }) => addDays(start, -14) <= today && today <= (left ?? end),
  );
  const helpers = new Set(active.flatMap((intern) => HELPER_ROLES.flatMap((role) => intern.helpers[role] ?? [])));
  const told = (person: Person) =>
    person.absences
      .filter(({ from, to }) => from <= addDays(today, AHEAD) && to >= today)
      .map((absence) => {
        const cover = findCover(person, absence.from, holidays);
        const covers = cover === null ? "" : `; ${names[cover.backup] ?? cover.backup} covers`;
        return `${names[person.id] ?? person.id}, ${formatDates(WORDS, absence.from, absence.to)}${covers}`;
      });
  return cohort.people.filter(({ id }) => helpers.has(id)).flatMap(told);
}

/** Everything that waits for somebody, by issue; what is paused rests. */
function listWaiting(input: PlanInput, matches: Matches, state: DigestState): readonly Waiting[] {
  const internOf = new Map(input.occurrences.map((one) => [formatKey(one.key), one.intern]));
  const pauses = readPauses(input.library.kinds, matches, (key) => internOf.get(key) ?? null);
  return input.occurrences.flatMap((occurrence) => {
    const match = matches.byKey.get(formatKey(occurrence.key));
    if (match === undefined) return [];
    return pauses.reason(match.key, occurrence.intern) === null ? describeWaiting(input, occurrence, match, state) : [];
  });
}

function describeWaiting(
  input: PlanInput,
  occurrence: Occurrence,
  match: Match,
  state: DigestState,
): readonly Waiting[] {
  const { cohort, today, holidays, library, observation } = input;
  const kind = library.kinds.find((one) => one.name === occurrence.kind);
  if (kind === undefined) return [];
  const { issue, key } = match;
  const body = readBody(issue.body);
  const progress = deriveProgress(issue, body, kind.finished);
  const account = issue.assignees[0]?.toLowerCase();
  const owner = cohort.people.find(({ username }) => username.toLowerCase() === account)?.id ?? occurrence.owner;
  const { title, url } = issue;
  const shared = { key, intern: occurrence.intern, title, url, lane: kind.lane, nudge: kind.nudge, occurrence };
  const waiting: Waiting[] = [];
  const isOpened = issue.state === "open";
  if (isOpened && progress === "blocked" && owner !== null) {
    const since = state.seen[itemOf({ key, what: "stuck" })] ?? today;
    waiting.push({ ...shared, what: "stuck", people: [owner], since, late: false });
  }
  const isToDo = isOpened && (progress === "todo" || progress === "doing");
  if (isToDo && owner !== null && occurrence.due !== null && occurrence.due < today)
    waiting.push({ ...shared, what: "due", people: [owner], since: occurrence.due, late: true });
  const asked = { cohort, kind, occurrence, issue, body, comments: observation.comments, today };
  const review = findReview(asked);
  if (review?.state === "wanted" && (isOpened || addDays(review.since, FORGOTTEN) > today)) {
    const people = listReviewers(asked);
    const late = isReviewLate(review, people, { cohort, holidays, today });
    waiting.push({ ...shared, what: "reply", people, since: review.since, late });
  }
  return waiting;
}
