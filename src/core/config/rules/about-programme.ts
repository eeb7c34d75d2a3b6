import { locateAnchor } from "../../calendar/resolve-anchor.ts";
import type { AnchorContext } from "../../calendar/resolve-anchor.ts";
import type { WorkCalendar } from "../../calendar/work-calendar.ts";
import { buildWorkCalendar } from "../../calendar/work-calendar.ts";
import { formName } from "../../kinds/model/form-name.ts";
import type { Kind } from "../../kinds/model/kind.ts";
import type { Cohort, HolidayTable, Intern, Person } from "../../model/cohort.ts";
import type { CivilDate } from "../../model/date.ts";
import { addDays, weekdayOf } from "../../model/date.ts";
import type { Code } from "../problems/codes.ts";
import type { Finding, Path } from "../problems/finding.ts";
import type { FileFacts } from "../normalize/file-facts.ts";
import { listNames } from "../problems/quoting.ts";

/** What is not in the file and some guards need: the switched-on kinds with the file's changes, and the public holidays. */
export interface Surroundings {
  readonly kinds: readonly Kind[];
  readonly holidays: HolidayTable;
}

type ProgrammeRule = (cohort: Cohort, around: Surroundings, facts: FileFacts) => readonly Finding[];

/** Guards for when templates and days are known too. A new one is one function and one line. */
export const PROGRAMME_RULES: readonly ProgrammeRule[] = [
  stepsFallOnWorkingDays,
  datesFallOnNoHoliday,
  jobsAreSpokenOfByAgreement,
  privateKindsHaveAPlace,
  internsAreAskedInTime,
  formerKindsAreGone,
];

/** The codes that these alone use, so that nobody calls their acceptance unused before they were asked. */
export const PROGRAMME_CODES: readonly Code[] = ["asks-after-end", "date-on-holiday", "milestone-on-day-off"];

/** G12: of whoever works on it, any day off. */
function stepsFallOnWorkingDays(cohort: Cohort, { holidays }: Surroundings): readonly Finding[] {
  const calendars = collectCalendars(cohort.people, holidays);
  return cohort.projects.flatMap((project) => {
    const interns = cohort.interns.filter((intern) => intern.project === project.id && intern.left === null);
    return [...project.milestones.entries()].flatMap(([index, { id, due }]): readonly Finding[] => {
      if (due === null) return [];
      const working = interns.filter((intern) => intern.start <= due && due <= intern.end);
      const off = working.map(({ person }) => person).filter((person) => isOff(calendars.get(person), due));
      if (off.length === 0) return [];
      const next = findCommonDay(
        working.map(({ person }) => person),
        calendars,
        due,
      );
      return [
        {
          code: "milestone-on-day-off",
          message: `${id} is due on ${due}, a day off for ${listNames(off)}`,
          remedy: `Write ${next ?? "another day"}${next === null ? "" : ", the next day on which they work"}; or accept milestone-on-day-off with the reason.`,
          at: [["projects", project.id, "milestones", index, "due"]],
        },
      ];
    });
  });
}

function isOff(calendar: WorkCalendar | undefined, date: CivilDate): boolean {
  return calendar !== undefined && !calendar.isWorkingDay(date);
}

const FARTHEST = 30;

function findCommonDay(
  people: readonly string[],
  calendars: ReadonlyMap<string, WorkCalendar>,
  after: CivilDate,
): CivilDate | null {
  for (let distance = 1; distance <= FARTHEST; distance++) {
    const date = addDays(after, distance);
    if (people.every((person) => !isOff(calendars.get(person), date))) return date;
  }
  return null;
}

function collectCalendars(people: readonly Person[], holidays: HolidayTable): ReadonlyMap<string, WorkCalendar> {
  return new Map(people.map((person) => [person.id, buildWorkCalendar(person, holidays)]));
}

/** G12: what others published cannot always be moved, so a public holiday there is worth no more than knowing. */
function datesFallOnNoHoliday(cohort: Cohort, { holidays }: Surroundings): readonly Finding[] {
  const calendars = collectCalendars(
    cohort.people.map((person) => ({ ...person, absences: [] })),
    holidays,
  );
  const workdays = new Map(cohort.people.map((person) => [person.id, person.weekdays]));
  const everybody = listPresent(cohort);
  return listDates(cohort).flatMap(({ what, date, people, at }) => {
    const there = (people ?? everybody).filter((person) => workdays.get(person)?.includes(weekdayOf(date)));
    const off = there.filter((person) => isOff(calendars.get(person), date));
    if (off.length === 0) return [];
    const names = [...new Set(off.map((person) => calendars.get(person)?.why(date) ?? ""))].sort();
    const next = findCommonDay(off, calendars, date);
    return [
      {
        code: "date-on-holiday",
        message: `${what}, ${date}, is a public holiday for ${listNames(off)} (${listNames(names)})`,
        remedy: `Ask nothing of them on that day${next === null ? "." : `; ${next} is the next on which ${off.length === 1 ? "they work" : "all of them work"}.`}`,
        at,
      },
    ];
  });
}

function listPresent(cohort: Cohort): readonly string[] {
  const gone = new Set(cohort.interns.flatMap((intern) => (intern.left === null ? [] : [intern.person])));
  return cohort.people.flatMap(({ id }) => (gone.has(id) ? [] : [id]));
}

interface NamedDate {
  readonly what: string;
  readonly date: CivilDate;
  /** Whom it touches; null for everybody. */
  readonly people: readonly string[] | null;
  readonly at: readonly Path[];
}

/** The dates that a file names for more than one project: its milestones, first days and last days. */
function listDates(cohort: Cohort): readonly NamedDate[] {
  const milestones = cohort.milestones.flatMap(({ id, due }): readonly NamedDate[] =>
    due === null
      ? []
      : [
          {
            what: id,
            date: due,
            people: null,
            at: [
              ["milestones", id, "date"],
              ["milestones", id],
            ],
          },
        ],
  );
  const named = new Set(milestones.map(({ date }) => date));
  const edges = [...listEdges(cohort, "start"), ...listEdges(cohort, "end")];
  return [...milestones, ...edges.filter(({ date }) => !named.has(date))];
}

/** One entry for everybody who begins, or ends, on the same day. */
function listEdges(cohort: Cohort, edge: "start" | "end"): readonly NamedDate[] {
  const present = cohort.interns.filter((intern) => intern.left === null);
  return [...new Set(present.map((intern) => intern[edge]))].sort().map((date) => {
    const people = present.filter((intern) => intern[edge] === date).map(({ person }) => person);
    const own = people.slice(0, 1).map((person): Path => ["interns", person, edge]);
    const ofCohort: readonly Path[] =
      edge === "start"
        ? [["cohort", "start"]]
        : [
            ["cohort", "end"],
            ["cohort", "length"],
          ];
    const at = date === cohort[edge] ? [...ofCohort, ["cohort"]] : [...own, ["interns", people[0] ?? ""]];
    return { what: edge === "start" ? "the first day" : "the last day", date, people, at };
  });
}

/** G13: for a kind that only those see with whom a job was spoken of; a preset's stays quiet until there is one. */
function jobsAreSpokenOfByAgreement(cohort: Cohort, { kinds }: Surroundings, facts: FileFacts): readonly Finding[] {
  if (cohort.interns.some((intern) => intern.conversion)) return [];
  const idle = kinds.filter((kind) => kind.only["conversion"] === "declared" && facts.kinds.has(kind.name));
  return idle.map(({ name }) => ({
    code: "conversion-without-intent",
    message: `${name} is switched on, and of no intern the file says that a job afterwards was spoken of at the interview`,
    remedy: `Add conversion: { intent: declared, screened: true } to whom it is true of, or take ${name} out.`,
    at: [["kinds", name]],
    onKey: true,
  }));
}

/**
 * G14: what one or two people may read, in a project that all others read too. Only of what the file switches on in so
 * many words: what is merely tuned is left out by the plan, which says so.
 */
function privateKindsHaveAPlace(cohort: Cohort, { kinds }: Surroundings, facts: FileFacts): readonly Finding[] {
  const { projects } = cohort.forge;
  const isShared = projects.private === projects.team || projects.private === projects.public;
  if (!isShared) return [];
  const asked = kinds.filter(({ name, lane }) => lane === "private" && isSwitchedOn(facts.kinds.get(name)));
  return asked
    .filter(({ name }) => cohort.links[formName(name)] === undefined)
    .map(({ name }) => ({
      code: "private-lane-shared",
      message: `${name} is for few eyes, and ${projects.private} is read by others too`,
      remedy: `Name a private project under forge, as private, or write ${name}: off.`,
      at: [["kinds", name]],
      onKey: true,
    }));
}

function isSwitchedOn(setting: unknown): boolean {
  return setting === true || setting === "on";
}

/** G17: as the file changed it, counted for each intern. A run asks it on the last day, or leaves a round out. */
function internsAreAskedInTime(cohort: Cohort, { kinds }: Surroundings, facts: FileFacts): readonly Finding[] {
  const changed = kinds.filter(
    ({ name, per, owner }) => per === "intern" && owner[0] === "intern" && facts.kinds.has(name),
  );
  return changed.flatMap((kind) =>
    cohort.interns
      .filter((intern) => intern.left === null)
      .flatMap((intern) =>
        listAsked(kind, cohort, intern)
          .filter(({ date }) => date > intern.end)
          .map((asked) => late(kind, intern, asked)),
      )
      .slice(0, 1),
  );
}

function late(kind: Kind, intern: Intern, { key, date }: Asked): Finding {
  return {
    code: "asks-after-end",
    message: `${kind.name} would ask ${intern.person} for something on ${date}, after the last day, ${intern.end}`,
    remedy: "Count back from the end, such as end - 3d: whoever has gone owes no answer.",
    at: [
      ["kinds", kind.name, ...key],
      ["kinds", kind.name],
    ],
  };
}

/** A former name that still makes issues would have two kinds claim the same ones. */
function formerKindsAreGone(cohort: Cohort, { kinds }: Surroundings): readonly Finding[] {
  const taken = new Set(kinds.map(({ name }) => name));
  return Object.entries(cohort.kinds).flatMap(([name, { formerly = [] }]) =>
    [...formerly.entries()].flatMap(([index, former]): readonly Finding[] => {
      const isTaken = taken.has(former);
      taken.add(former);
      if (!isTaken) return [];
      const remedy = `Switch ${former} off, or take it out of formerly.`;
      const at = [["kinds", name, "formerly", index]];
      return [
        { code: "formerly-in-use", message: `the kind ${former} is still in use, or claimed already`, remedy, at },
      ];
    }),
  );
}

interface Asked {
  readonly key: readonly string[];
  readonly date: CivilDate;
}

/** The days on which a kind opens and is due, in each of its rounds; repeats never leave the internship. */
function listAsked(kind: Kind, cohort: Cohort, intern: Intern): readonly Asked[] {
  const context: AnchorContext = {
    start: intern.start,
    end: intern.end,
    occurrence: null,
    milestones: new Map(cohort.milestones.flatMap(({ id, due }) => (due === null ? [] : [[id, due] as const]))),
    calendar: buildWorkCalendar(null, {}),
  };
  const rounds = Object.entries(kind.rounds ?? {}).map(([name, anchor]) => ({
    key: ["rounds", name],
    date: locateAnchor(anchor, context),
  }));
  const anchors = [
    { key: ["opens"], anchor: kind.opens },
    ...(kind.due === null ? [] : [{ key: ["due"], anchor: kind.due.at }]),
  ];
  const days = [null, ...rounds.map(({ date }) => date)];
  const asked = anchors.flatMap(({ key, anchor }) =>
    days.map((occurrence) => ({ key, date: locateAnchor(anchor, { ...context, occurrence }) })),
  );
  return [...rounds, ...asked].flatMap(({ key, date }) => (date === null ? [] : [{ key, date }]));
}
