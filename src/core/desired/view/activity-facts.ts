import type { Activity, ActivityIssue, ActivityRequest } from "../../model/activity.ts";
import type { Cohort, Person } from "../../model/cohort.ts";
import { dateInZone, compareInstants } from "../../calendar/instant.ts";
import { daysBetween, type CivilDate } from "../../model/date.ts";
import type { Occurrence } from "../../model/issue.ts";
import type { Words } from "../audience/words.ts";
import { directoryOf } from "../../model/lookup/directory.ts";
import { isSameAccount } from "../../model/lookup/accounts.ts";

export interface FactsInput {
  readonly cohort: Cohort;
  readonly occurrence: Occurrence;
  readonly activity: Activity;
  /** ISO instant at which the issue before was made; null for the time since the intern's first day. */
  readonly since: string | null;
  readonly words: Words;
}

/** Something with a title and an address, and what a page says beside it. */
export interface Fact {
  readonly title: string;
  readonly url: string;
}

/** What one intern's work left behind since the issue before: lists with links, and no number anywhere. */
export interface Facts {
  readonly merged: readonly Fact[];
  readonly open: readonly Fact[];
  /** What they looked at; `whose` it is. */
  readonly reviewed: readonly (Fact & { readonly whose: string })[];
  /** What of theirs others looked at; `people` is who. */
  readonly received: readonly (Fact & { readonly people: string })[];
  readonly closed: readonly Fact[];
  /** Questions, and how long they waited in words; null where that could not be told. */
  readonly asked: readonly (Fact & { readonly waited: string | null })[];
  /** Nothing was found. */
  readonly quiet: boolean;
}

const QUESTION = "question";

/** The facts of an intern's issue; null where it is about no intern, or nothing could be seen. What may not be told in its lane is left out. */
export function listFacts(input: FactsInput): Facts | null {
  const { cohort, occurrence, activity } = input;
  const directory = directoryOf(cohort);
  const person = directory.person(occurrence.intern);
  const intern = directory.intern(occurrence.intern);
  if (person === null || intern === null) return null;
  const telling: Telling = { ...input, person, from: intern.start, own: listOwnPlaces(input) };
  const requests = activity.requests.filter((one) => mayTell(telling, one));
  const issues = activity.issues.filter((one) => mayTell(telling, one));
  const lists = { ...listRequests(telling, requests), ...listIssues(telling, issues) };
  const found = Object.values(lists).some((list) => list.length > 0);
  // Where nobody looked, or something could not be seen, nobody can tell whether it was quiet.
  const isSeen = telling.own.length > 0 && !activity.gaps.some(({ place }) => telling.own.includes(place));
  if (!found && !isSeen) return null;
  return { ...lists, quiet: !found };
}

interface Telling extends FactsInput {
  readonly person: Person;
  /** The intern's first day. */
  readonly from: CivilDate;
  /** Where the intern's own project is worked on. */
  readonly own: readonly string[];
}

function listOwnPlaces({ cohort, occurrence }: FactsInput): readonly string[] {
  return directoryOf(cohort).project(occurrence.project)?.repositories ?? [];
}

/** What not everybody can read is told to the team alone, and of the intern's own project alone. */
function mayTell({ occurrence, own }: Telling, { isPublic, place }: ActivityRequest | ActivityIssue): boolean {
  return isPublic || (occurrence.lane !== "public" && own.includes(place));
}

function listRequests(telling: Telling, requests: readonly ActivityRequest[]) {
  const mine = requests.filter(({ author }) => isSelf(telling, author));
  const others = requests.filter(({ author }) => !isSelf(telling, author));
  const looks = ({ reviews }: ActivityRequest) => reviews.filter(({ at }) => isWithin(telling, at));
  const byOthers = (request: ActivityRequest) => looks(request).filter(({ by }) => !isSelf(telling, by));
  return {
    merged: sortFacts(
      mine.filter(({ mergedAt }) => mergedAt !== null && isWithin(telling, mergedAt)),
      (one) => one.mergedAt ?? one.createdAt,
    ).map(toFact),
    open: sortFacts(
      mine.filter(({ state }) => state === "open"),
      (one) => one.createdAt,
    ).map(toFact),
    reviewed: sortFacts(
      others.filter((one) => looks(one).some(({ by }) => isSelf(telling, by))),
      (one) => one.createdAt,
    ).map((one) => ({ ...toFact(one), whose: nameOf(telling, one.author) })),
    received: sortFacts(
      mine.filter((one) => byOthers(one).length > 0),
      (one) => one.createdAt,
    ).map((one) => ({ ...toFact(one), people: listNames(telling, byOthers(one)) })),
  };
}

function listIssues(telling: Telling, issues: readonly ActivityIssue[]) {
  const isQuestion = ({ labels }: ActivityIssue) => labels.includes(QUESTION);
  const isMine = ({ author, assignees }: ActivityIssue) =>
    assignees.length === 0 ? isSelf(telling, author) : assignees.some((account) => isSelf(telling, account));
  const closed = issues.filter(
    (one) => !isQuestion(one) && isMine(one) && one.closedAt !== null && isWithin(telling, one.closedAt),
  );
  const asked = issues.filter(
    (one) => isQuestion(one) && isSelf(telling, one.author) && (isWithin(telling, one.createdAt) || isWaiting(one)),
  );
  return {
    closed: sortFacts(closed, (one) => one.closedAt ?? one.createdAt).map(toFact),
    asked: sortFacts(asked, (one) => one.createdAt).map((one) => ({ ...toFact(one), waited: tellWait(telling, one) })),
  };
}

function isWaiting({ state, answers }: ActivityIssue): boolean {
  return state === "open" && answers.length === 0;
}

/** How long a question waited for its first answer. */
function tellWait(telling: Telling, { place, createdAt, answers, state }: ActivityIssue): string | null {
  const { activity, person, words } = telling;
  if (activity.gaps.some((gap) => gap.place === place && gap.what !== "reviews")) return null;
  const [first] = answers.map(({ at }) => at).sort(compareInstants);
  if (first === undefined && state === "closed") return null;
  const days = daysBetween(dateInZone(createdAt, person.zone), dateInZone(first ?? activity.until, person.zone));
  if (first === undefined) return words.say(days > 7 ? "not_answered_long" : "not_answered", {});
  if (days < 2) return words.say(days < 1 ? "answered_same_day" : "answered_next_day", {});
  return words.say(days > 7 ? "answered_later" : "answered_in_week", {});
}

function isWithin({ activity, since, from, person }: Telling, at: string): boolean {
  if (compareInstants(at, activity.until) > 0) return false;
  return since === null ? dateInZone(at, person.zone) >= from : compareInstants(at, since) >= 0;
}

function isSelf({ person }: Telling, account: string): boolean {
  return isSameAccount(account, person.username);
}

function nameOf({ cohort }: Telling, account: string): string {
  return directoryOf(cohort).personByAccount(account)?.name ?? account;
}

function listNames(telling: Telling, looks: ActivityRequest["reviews"]): string {
  const names = looks.map(({ by }) => nameOf(telling, by));
  return telling.words.list([...new Set(names)].sort());
}

function toFact({ title, url }: Fact): Fact {
  return { title, url };
}

/** By when, and of the same instant by address. */
function sortFacts<T extends Fact>(items: readonly T[], when: (item: T) => string): readonly T[] {
  return [...items].sort((a, b) => compareInstants(when(a), when(b)) || (a.url < b.url ? -1 : 1));
}
