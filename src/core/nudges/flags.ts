import { buildWorkCalendar } from "../calendar/work-calendar.ts";
import { escapeText } from "../text/escape.ts";
import { formatDates, wordsOf } from "../desired/audience/words.ts";
import type { Activity } from "../model/activity.ts";
import { HELPER_ROLES, type Cohort, type HolidayTable, type Intern, type Person } from "../model/cohort.ts";
import { dateInZone } from "../calendar/instant.ts";
import { addDays, type CivilDate } from "../model/date.ts";
import type { DigestState } from "../model/digest.ts";
import type { ObservedComment, ObservedIssue, Occurrence } from "../model/issue.ts";
import { linkTo } from "./render-digest.ts";
import type { Waiting } from "./waiting-item.ts";
import { directoryOf } from "../model/lookup/directory.ts";
import { isSameAccount } from "../model/lookup/accounts.ts";

/** One of our issues, with the text that people share with us. */
export interface Page {
  readonly occurrence: Occurrence;
  readonly issue: ObservedIssue;
  readonly text: string;
}

export interface FlagInput {
  readonly cohort: Cohort;
  readonly holidays: HolidayTable;
  readonly today: CivilDate;
  readonly waiting: readonly Waiting[];
  readonly pages: readonly Page[];
  /** Of the last days. */
  readonly comments: readonly ObservedComment[];
  /** What happened where the work is done; null on most days. */
  readonly activity: Activity | null;
  readonly state: DigestState;
}

/** Working days that a question of an intern's, and a request of theirs, may wait. */
const QUESTION_DAYS = 1;
const REQUEST_DAYS = 3;
const WORDS = wordsOf("en");

/** Whether somebody asked that nothing be said about them, in the file or by a comment. */
export function isMuted(intern: Intern, { mutes }: Pick<DigestState, "mutes">): boolean {
  return mutes[intern.person]?.on ?? intern.mute;
}

/** Interns on whose behalf something may be said: those who are here, and have not asked for silence. */
export function listHeard({ cohort, today, state }: FlagInput): readonly Intern[] {
  return cohort.interns.filter(
    (intern) => intern.start <= today && today <= (intern.left ?? intern.end) && !isMuted(intern, state),
  );
}

/** What nobody has answered where the work is done: questions of interns, and requests that wait to be looked at. */
export function listUnanswered(input: FlagInput): readonly string[] {
  const { activity, cohort, holidays, today } = input;
  if (activity === null) return [];
  return listHeard(input).flatMap((intern) => {
    const account = accountOf(cohort, intern.person);
    const mentor = personOf(cohort, intern.helpers.mentor ?? cohort.coordinator);
    const calendar = buildWorkCalendar(mentor, holidays);
    const waits = (at: string, days: number) =>
      calendar.addWorkingDays(dateInZone(at, mentor?.zone ?? cohort.zone), days) < today;
    const asked = activity.issues.filter(
      ({ author, state, title, labels, answers, createdAt }) =>
        isSameAccount(author, account) &&
        state === "open" &&
        (title.trim().endsWith("?") || labels.some((label) => /\bquestion$/i.test(label))) &&
        answers.length === 0 &&
        waits(createdAt, QUESTION_DAYS),
    );
    const shown = activity.requests.filter(
      ({ author, state, draft, reviewers, reviews, createdAt }) =>
        isSameAccount(author, account) &&
        state === "open" &&
        !draft &&
        reviewers.length > 0 &&
        reviews.length === 0 &&
        waits(createdAt, REQUEST_DAYS),
    );
    const who = nameOf(cohort, mentor?.id ?? cohort.coordinator);
    return [
      ...asked.map((one) => `${linkTo(one)}: a question waits; ${who} may know, or know who does`),
      ...shown.map((one) => `${linkTo(one)}: waits to be looked at; ${who} could, or could say when`),
    ];
  });
}

/** Helpers for whom more than one thing waits, or who are away without anybody to cover. Interns who asked for silence are not named. */
export function listGone(input: FlagInput): readonly string[] {
  const { cohort } = input;
  const heard = listHeard(input);
  return cohort.people.flatMap((person) => {
    const theirs = heard.filter(({ helpers }) => HELPER_ROLES.some((role) => helpers[role] === person.id));
    if (theirs.length === 0) return [];
    const names = WORDS.list(theirs.map((intern) => nameOf(cohort, intern.person)));
    return [...listOwed(input, person, theirs), ...listUncovered(input, person, names)];
  });
}

function listOwed({ waiting, cohort }: FlagInput, person: Person, theirs: readonly Intern[]): readonly string[] {
  const isTheirs = ({ intern }: Waiting) => intern === null || theirs.some((one) => one.person === intern);
  const late = waiting.filter(
    (one) => one.late && one.what !== "stuck" && one.people[0] === person.id && isTheirs(one),
  );
  if (late.length < 2) return [];
  const what = WORDS.list(late.map(linkTo));
  return [
    `${what} wait. ${nameOf(cohort, person.id)} could say how it goes there, and whether a hand would be welcome`,
  ];
}

function listUncovered({ today, holidays, cohort }: FlagInput, person: Person, names: string): readonly string[] {
  const calendar = buildWorkCalendar({ ...person, absences: [] }, holidays);
  return person.absences
    .filter(({ from, to, backup }) => backup === null && from <= today && today <= to)
    .filter(({ from, to }) => calendar.addWorkingDays(addDays(from, -1), 4) <= to)
    .map(
      ({ from, to }) =>
        `${names}, ${formatDates(WORDS, from, to)}: cover is still to be named, since ${nameOf(cohort, person.id)} is away`,
    );
}

/** A name as Markdown. */
export function nameOf(cohort: Cohort, id: string): string {
  return escapeText(personOf(cohort, id)?.name ?? id, "name");
}

export function personOf(cohort: Cohort, id: string): Person | null {
  return directoryOf(cohort).person(id);
}

export function accountOf(cohort: Cohort, id: string): string {
  return personOf(cohort, id)?.username ?? id;
}
