import { readClock } from "../calendar/instant.ts";
import { buildWorkCalendar } from "../calendar/work-calendar.ts";
import type { Cohort, HolidayTable, Person } from "../model/cohort.ts";
import { dateInZone } from "../calendar/instant.ts";
import { addDays, daysBetween, type CivilDate } from "../model/date.ts";
import type { DigestState } from "../model/digest.ts";
import type { ObservedIssue, Occurrence } from "../model/issue.ts";
import { formatKey } from "../model/key.ts";

/** Days from one message to somebody to the next. */
const PERIOD = 7;
/** Mails and messages of a week that are not too many: ordinarily, and in the first and the last. */
const MOST = 2;
const MOST_AT_ENDS = 4;
/** An issue whose day was longer ago than this is not expected any more. */
const EXPECTED = 28;

/** Whether somebody is at work at an instant, by their own clock and calendar. */
export function isAtWork(person: Person, now: string, holidays: HolidayTable): boolean {
  const { date, time } = readClock(now, person.zone);
  const [from, until] = person.hours;
  return buildWorkCalendar(person, holidays).isWorkingDay(date) && from <= time && time < until;
}

/** Whether somebody had a message from us within the last week. */
export function wasAsked(person: string, { sent }: DigestState, today: CivilDate): boolean {
  return sent.some(({ to, way, on }) => to === person && way !== "digest" && addDays(on, PERIOD) > today);
}

export interface RoomInput {
  readonly cohort: Cohort;
  readonly occurrences: readonly Occurrence[];
  /** Issues by key. */
  readonly issues: ReadonlyMap<string, ObservedIssue>;
  readonly state: DigestState;
  readonly today: CivilDate;
}

/** Whether one more message keeps the promise of few mails, with everything that this week brings or may bring still. */
export function hasRoom(person: string, input: RoomInput): boolean {
  const { cohort, today, state } = input;
  const passed = Math.floor(daysBetween(cohort.start, today) / 7);
  const monday = addDays(cohort.start, passed * 7);
  const isAtEnds = passed === 0 || (monday <= cohort.end && cohort.end < addDays(monday, 7));
  const words = new Set(
    state.sent.filter(({ to, way, on }) => to === person && way !== "digest" && on >= monday).map(({ on }) => on),
  );
  return listMails(person, input, monday).length + words.size < (isAtEnds ? MOST_AT_ENDS : MOST);
}

/** Openings and closings of a week that reach somebody, by key: those that were, and those to be expected. */
function listMails(person: string, { cohort, occurrences, issues }: RoomInput, monday: CivilDate): readonly string[] {
  const sunday = addDays(monday, 6);
  const isInWeek = (date: CivilDate) => monday <= date && date <= sunday;
  return occurrences
    .filter(({ owner, mention, opens }) => (owner === person || mention.includes(person)) && opens <= sunday)
    .flatMap((occurrence) => {
      const key = formatKey(occurrence.key);
      const issue = issues.get(key);
      const isExpected = issue === undefined && occurrence.opens >= addDays(monday, -EXPECTED);
      const opens = issue === undefined ? isExpected : isInWeek(dateInZone(issue.createdAt, cohort.zone));
      const closes = occurrence.closes !== null && isInWeek(occurrence.closes) && (issue !== undefined || isExpected);
      return [...(opens ? [`${key} opens`] : []), ...(closes ? [`${key} closes`] : [])];
    });
}
