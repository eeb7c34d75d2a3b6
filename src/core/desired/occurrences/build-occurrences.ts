import type { Anchor } from "../../calendar/anchor.ts";
import type { AnchorContext } from "../../calendar/resolve-anchor.ts";
import { locateAnchor, resolveAnchor } from "../../calendar/resolve-anchor.ts";
import type { WorkCalendar } from "../../calendar/work-calendar.ts";
import { buildWorkCalendar } from "../../calendar/work-calendar.ts";
import type { Kind } from "../../kinds/model/kind.ts";
import type { Cohort, HolidayTable, Intern } from "../../model/cohort.ts";
import type { CivilDate } from "../../model/date.ts";
import { addDays } from "../../model/date.ts";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import type { Occurrence } from "../../model/issue.ts";
import { formatKey } from "../../model/key.ts";
import type { AnchorProblems } from "./anchor-problems.ts";
import { collectAnchorProblems } from "./anchor-problems.ts";
import { findCover } from "./absences.ts";
import { findOwner, listMentions } from "./role-holders.ts";
import { listAlwaysAway } from "./always-away.ts";
import type { Slot } from "./slots.ts";
import { listSlots, ONCE } from "./slots.ts";
import type { Subject } from "./subjects.ts";
import { listSubjects } from "./subjects.ts";
import { directoryOf } from "../../model/lookup/directory.ts";

export interface OccurrenceInput {
  readonly cohort: Cohort;
  /** With the cohort's overrides applied. */
  readonly kinds: readonly Kind[];
  readonly holidays: HolidayTable;
}

/**
 * Everything that happens in a programme from first to last day, whatever day it is now, sorted by opening day and key.
 * The owner's days off move a date back: never past the opening for a due date, and into the paid days (first to last
 * working day) for what an intern owns. For whoever left, `end` means the day they did, and nothing opens after it
 * but what counts its opening from `end`.
 */
export function buildOccurrences(input: OccurrenceInput): {
  readonly occurrences: readonly Occurrence[];
  readonly diagnostics: readonly Diagnostic[];
} {
  const problems = collectAnchorProblems();
  const calendars = collectCalendars(input);
  const occurrences: Occurrence[] = [];
  for (const kind of input.kinds) {
    if (!kind.enabled) continue;
    for (const subject of listSubjects(kind, input.cohort)) {
      occurrences.push(
        ...buildForSubject({ kind, subject, cohort: input.cohort, holidays: input.holidays, problems, calendars }),
      );
    }
  }
  const sorted = sortOccurrences(occurrences);
  const diagnostics = [...problems.list(), ...listAlwaysAway(input.cohort, sorted, calendars)];
  return { occurrences: sorted, diagnostics };
}

interface Work {
  readonly kind: Kind;
  readonly subject: Subject;
  readonly cohort: Cohort;
  readonly problems: AnchorProblems;
  readonly holidays: HolidayTable;
  readonly calendars: (person: string | null) => WorkCalendar;
}

/** The owner of a subject's issues: whose calendar moves them, and for an intern the days that can be asked for. */
interface Acting {
  readonly owner: string | null;
  readonly calendar: WorkCalendar;
  readonly paid: { readonly first: CivilDate; readonly last: CivilDate } | null;
}

function buildForSubject(work: Work): readonly Occurrence[] {
  const { kind, subject, cohort } = work;
  const owner = findOwner(kind, cohort, subject);
  const calendar = work.calendars(owner);
  const intern = directoryOf(cohort).intern(owner);
  const acting = { owner, calendar, paid: intern === null ? null : findPaidDays(intern, calendar) };
  const found: Occurrence[] = [];
  for (const slot of listTimes(work, acting)) {
    const occurrence = buildOccurrence(work, covered(work, acting, slot), slot);
    if (occurrence !== null) found.push(occurrence);
  }
  return kind.closes === "next" ? closeWithNext(found, addDays(subject.left ?? subject.end, 7)) : found;
}

/**
 * Who acts in place of an owner that is away for more than three working days when something opens: their backup,
 * unless it stays with them for long after they are back. An intern's own and a helper's own issue stay theirs.
 */
function covered(work: Work, acting: Acting, slot: Slot): Acting {
  const { kind, subject, cohort, holidays } = work;
  const owner = directoryOf(cohort).person(acting.owner);
  if (owner === null || acting.paid !== null || subject.helper !== null || owner.absences.length === 0) return acting;
  const calendar = buildWorkCalendar({ ...owner, absences: [] }, holidays);
  const locate = (anchor: Anchor) => resolveAnchor(anchor, contextOf(work, { ...acting, calendar }, anchor, slot.date));
  const opens = locate(kind.opens);
  const cover = opens === null ? null : findCover(owner, opens, holidays);
  if (cover === null || directoryOf(cohort).intern(cover.backup) !== null) return acting;
  const due = kind.due === null ? null : locate(kind.due.at);
  if (due !== null && due > addDays(cover.until, LONG_AFTER)) return acting;
  return { owner: cover.backup, calendar: work.calendars(cover.backup), paid: null };
}

/** Days after somebody is back for which an issue is still better in their own hands. */
const LONG_AFTER = 28;

function findPaidDays(intern: Intern, calendar: WorkCalendar): { first: CivilDate; last: CivilDate } {
  const end = intern.left ?? intern.end;
  const first = calendar.nextWorkingDay(intern.start);
  const last = calendar.previousWorkingDay(end);
  return first <= last ? { first, last } : { first: intern.start, last: end < intern.start ? intern.start : end };
}

function listTimes(work: Work, acting: Acting): readonly Slot[] {
  const { kind, subject, problems } = work;
  if (kind.rounds !== null) return listRounds(work, acting, kind.rounds);
  if (kind.repeat === null) return [ONCE];
  const locate = (anchor: Anchor, path: string): CivilDate | null => {
    const date = locateAnchor(anchor, contextOf(work, acting, anchor, null));
    if (date === null) problems.add(kind, path, anchor, subject);
    return date;
  };
  const from = locate(kind.repeat.from, "repeat.from");
  const until = locate(kind.repeat.until, "repeat.until");
  if (from === null || until === null) return [];
  const { start, end, left } = subject;
  const last = left !== null && left < until ? left : until;
  const slots = listSlots({ repeat: kind.repeat, from, until: last, start, end, calendar: acting.calendar });
  const { paid } = acting;
  return paid === null ? slots : slots.filter(({ date }) => date !== null && paid.first <= date && date <= paid.last);
}

/** One slot for each named day that there is, named like it; of an intern's own, none after their last day. */
function listRounds(work: Work, acting: Acting, rounds: Readonly<Record<string, Anchor>>): readonly Slot[] {
  const slots = Object.entries(rounds).map(([name, anchor]): Slot => {
    const date = resolveAnchor(anchor, contextOf(work, acting, anchor, null));
    if (date === null) work.problems.add(work.kind, `rounds.${name}`, anchor, work.subject);
    return { name, date, week: null };
  });
  const last = acting.paid === null ? null : (work.subject.left ?? work.subject.end);
  return slots
    .filter(({ date }) => date !== null && (last === null || date <= last))
    .sort((a, b) => ((a.date ?? "") < (b.date ?? "") ? -1 : 1));
}

function buildOccurrence(work: Work, acting: Acting, slot: Slot): Occurrence | null {
  const { kind, subject, cohort, problems } = work;
  const resolve = (anchor: Anchor, path: string): CivilDate | null => {
    const date = resolveAnchor(anchor, contextOf(work, acting, anchor, slot.date));
    if (date === null) problems.add(kind, path, anchor, subject);
    return date;
  };
  const wanted = resolve(kind.opens, "opens");
  const asked = kind.due === null ? null : resolve(kind.due.at, "due.at");
  const over = kind.closes === null || kind.closes === "next" ? null : resolve(kind.closes, "closes");
  if (wanted === null || (kind.due !== null && asked === null)) return null;
  if (kind.closes !== null && kind.closes !== "next" && over === null) return null;
  if (subject.left !== null && wanted > subject.left && kind.opens.base.at !== "end") return null;
  const named = Object.entries(kind.dates).map(([name, anchor]) => [name, resolve(anchor, `dates.${name}`)] as const);
  const opens = moveOpening(wanted, acting);
  const due = asked === null ? null : moveDue(asked, opens, acting);
  return {
    key: { cohort: cohort.id, kind: kind.name, subject: subject.id, occurrence: slot.name },
    kind: kind.name,
    lane: kind.lane,
    owner: acting.owner,
    mention: listMentions(kind, cohort, subject, { owner: acting.owner, opens }),
    intern: subject.intern,
    project: subject.project,
    opens,
    due,
    closes: over === null ? null : later(over, due ?? opens),
    week: slot.week,
    dates: Object.fromEntries(named.flatMap(([name, date]) => (date === null ? [] : [[name, moveDate(date, acting)]]))),
    late: kind.late,
  };
}

/** `end` is the day somebody left, and the planned one for shares and everything else. */
function contextOf(work: Work, acting: Acting, anchor: Anchor, occurrence: CivilDate | null): AnchorContext {
  const { start, end, left, milestones } = work.subject;
  const dates = new Map<string, CivilDate>();
  for (const [id, date] of milestones) if (date !== null) dates.set(id, date);
  return {
    start,
    end: anchor.base.at === "end" ? (left ?? end) : end,
    occurrence,
    milestones: dates,
    calendar: acting.calendar,
  };
}

function moveOpening(date: CivilDate, { calendar, paid }: Acting): CivilDate {
  const moved = calendar.previousWorkingDay(date);
  return paid === null ? moved : earlier(later(moved, paid.first), paid.last);
}

function moveDue(date: CivilDate, opens: CivilDate, acting: Acting): CivilDate {
  return later(moveDate(date, acting), opens);
}

function moveDate(date: CivilDate, { calendar, paid }: Acting): CivilDate {
  const moved = calendar.previousWorkingDay(date);
  return paid === null ? moved : earlier(moved, paid.last);
}

function closeWithNext(occurrences: readonly Occurrence[], last: CivilDate): readonly Occurrence[] {
  return occurrences.map((occurrence, index) => {
    const next = occurrences[index + 1]?.opens ?? last;
    return { ...occurrence, closes: later(next, occurrence.due ?? occurrence.opens) };
  });
}

/** One calendar per person, built when first asked for. */
function collectCalendars({ cohort, holidays }: OccurrenceInput): (person: string | null) => WorkCalendar {
  const { person } = directoryOf(cohort);
  const calendars = new Map<string | null, WorkCalendar>();
  return (id) => {
    const known = calendars.get(id);
    if (known !== undefined) return known;
    const built = buildWorkCalendar(person(id), holidays);
    calendars.set(id, built);
    return built;
  };
}

function sortOccurrences(occurrences: readonly Occurrence[]): readonly Occurrence[] {
  const named = occurrences.map((occurrence) => ({
    occurrence,
    name: `${occurrence.opens} ${formatKey(occurrence.key)}`,
  }));
  return named.sort((a, b) => (a.name < b.name ? -1 : 1)).map(({ occurrence }) => occurrence);
}

function earlier(a: CivilDate, b: CivilDate): CivilDate {
  return a < b ? a : b;
}

function later(a: CivilDate, b: CivilDate): CivilDate {
  return a > b ? a : b;
}
