import { buildWorkCalendar } from "../calendar/work-calendar.ts";
import { findCover } from "../desired/occurrences/absences.ts";
import type { Cohort, HolidayTable, Intern, Person } from "../model/cohort.ts";
import type { CivilDate } from "../model/date.ts";
import type { DigestState } from "../model/digest.ts";
import { InvariantError } from "../diagnostics/errors.ts";
import { itemOf, type Waiting } from "./waiting-item.ts";
import { directoryOf } from "../model/lookup/directory.ts";

/** What the ladder depends on beside what waits. */
export interface LadderInput {
  readonly cohort: Cohort;
  readonly holidays: HolidayTable;
  readonly today: CivilDate;
  readonly state: DigestState;
}

/** Who is to be asked about something today, and at which step: 0 is whoever acts, the last is the coordinator. */
export interface Step {
  readonly waiting: Waiting;
  readonly item: string;
  readonly step: number;
  /** Person id. */
  readonly to: string;
}

/** Somebody who is stuck, or has asked something, waits a working day for their mentor, and two more for the next. */
const HELP = { after: 1, step: 2 };

/**
 * The step that has come up, or null. Each comes the grace of its kind after the one before was said, or could have
 * been; days are working days of whoever was asked, so that nobody's absence counts.
 */
export function findStep(waiting: Waiting, input: LadderInput): Step | null {
  const grace = isCall(waiting) ? HELP : waiting.nudge;
  const people = listSteps(waiting, input);
  if (grace === null || people.length === 0) return null;
  const item = itemOf(waiting);
  if ((input.state.rests[item]?.until ?? "") > input.today) return null;
  let found: Step | null = null;
  let from = waiting.since;
  for (const [step, to] of people.entries()) {
    const sent = input.state.sent.find((one) => one.item === item && one.step === step);
    const calendar = buildWorkCalendar(personOf(input.cohort, people[Math.max(0, step - 1)] ?? to), input.holidays);
    const ready = calendar.addWorkingDays(from, step === 0 ? grace.after : grace.step);
    if (sent === undefined && ready > input.today) break;
    found = sent === undefined ? { waiting, item, step, to } : null;
    from = sent?.on ?? ready;
  }
  return found;
}

/** Whether somebody wishes for help, and is not asked for anything. */
function isCall({ what }: Waiting): boolean {
  return what === "stuck" || what === "question";
}

/** Person ids, each once: who acts, for an intern their mentor, whoever stands in, the coordinator. */
function listSteps(waiting: Waiting, input: LadderInput): readonly string[] {
  const { cohort } = input;
  const intern = directoryOf(cohort).intern(waiting.intern);
  const [first] = waiting.people;
  if (first === undefined || first === cohort.coordinator) return [];
  const isTheirs = intern !== null && first === intern.person;
  // What an intern does in private is nobody's but theirs and the coordinator's.
  if (waiting.lane === "private") return isCall(waiting) ? [cohort.coordinator] : [first, cohort.coordinator];
  const mentor = isTheirs ? intern.helpers.mentor : undefined;
  const asked = isCall(waiting) ? [mentor] : [first, mentor];
  const standIn = findStandIn(mentor ?? (isTheirs ? undefined : first), intern, input);
  return [...new Set([...asked, standIn, cohort.coordinator])].filter((person) => person !== undefined);
}

/** Who covers for somebody away, or the next helper of the same intern. */
function findStandIn(person: string | undefined, intern: Intern | null, input: LadderInput): string | undefined {
  if (person === undefined) return undefined;
  const cover = findCover(personOf(input.cohort, person), input.today, input.holidays)?.backup;
  const next =
    intern?.helpers.mentor === person ? (intern.helpers.co_mentor ?? intern.helpers.remote_mentor) : undefined;
  return cover ?? next;
}

function personOf(cohort: Cohort, id: string): Person {
  const person = directoryOf(cohort).person(id);
  if (person === null) throw new InvariantError(`person ${id} is not in the cohort`);
  return person;
}
