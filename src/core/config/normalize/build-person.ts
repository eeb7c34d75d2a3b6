import type { Absence, Person, Role } from "../../model/cohort.ts";
import { ROLES } from "../../model/cohort.ts";
import type { CivilDate } from "../../model/date.ts";
import { toDate } from "./read-dates.ts";
import type { Finding, Path } from "../problems/finding.ts";
import type { Draft } from "./salvage.ts";
import type { InternEntry, PersonEntry } from "../schema/people-section.ts";
import { personFacts } from "../schema/people-section.ts";
import { parseHours, parseWeekdays } from "../schema/time-text.ts";
import { nameFromId } from "../problems/quoting.ts";

/** All that the file says about one person: under `people`, in their internship, or nothing but a name. */
export interface PersonSource {
  readonly id: string;
  readonly entry: Draft<PersonEntry> | null;
  readonly intern: { readonly value: Draft<InternEntry>; readonly path: Path } | null;
  readonly roles: ReadonlySet<Role>;
}

const WHOLE_DAY = [540, 1020] as const;
const MONDAY_TO_FRIDAY = [1, 2, 3, 4, 5] as const;
const FACTS = Object.keys(personFacts) as readonly (keyof typeof personFacts)[];

/** The person with every default filled in, and the facts that are given in two places. */
export function buildPerson(
  source: PersonSource,
  zone: string,
): { readonly person: Person; readonly findings: readonly Finding[] } {
  const { id, entry, intern } = source;
  const facts = { ...intern?.value, ...entry };
  const findings =
    intern === null
      ? []
      : FACTS.filter((fact) => entry?.[fact] !== undefined && intern.value[fact] !== undefined).map((fact) =>
          givenTwice(id, fact, intern.path),
        );
  const person: Person = {
    id,
    name: facts.name ?? nameFromId(id),
    username: facts.username ?? id,
    roles: ROLES.filter((role) => source.roles.has(role) || entry?.roles?.includes(role)),
    zone: facts.zone ?? zone,
    ...readHolidays(facts.holidays),
    weekdays: readWeekdays(facts.weekdays),
    hours: (facts.hours === undefined ? null : parseHours(facts.hours)) ?? WHOLE_DAY,
    hoursPerWeek: entry?.hours_per_week ?? null,
    absences: (facts.absences ?? []).flatMap((absence) => readAbsence(absence)),
    attributes: readAttributes(facts.attributes),
    language: facts.language ?? null,
    formerly: (facts.formerly ?? []).filter((former) => former !== undefined),
  };
  return { person, findings };
}

function givenTwice(id: string, fact: string, path: Path): Finding {
  return {
    code: "given-twice",
    message: `\`${fact}\` of ${id} stands here and under people`,
    remedy: "Keep one of the two.",
    at: [[...path, fact]],
    onKey: true,
  };
}

function readWeekdays(names: readonly (string | undefined)[] | undefined): Person["weekdays"] {
  const days = parseWeekdays((names ?? []).filter((name) => name !== undefined));
  return days.length === 0 ? MONDAY_TO_FRIDAY : days;
}

function readHolidays(
  written: Draft<PersonEntry>["holidays"],
): Pick<Person, "holidays" | "addHolidays" | "removeHolidays"> {
  if (written === undefined || typeof written === "string")
    return { holidays: written ?? null, addHolidays: [], removeHolidays: [] };
  return {
    holidays: written.country ?? null,
    addHolidays: readDates(written.add),
    removeHolidays: readDates(written.remove),
  };
}

function readDates(texts: readonly (string | undefined)[] | undefined): readonly CivilDate[] {
  const dates = (texts ?? []).map((text) => toDate(text)).filter((date) => date !== null);
  return [...new Set(dates)].sort();
}

/** In the order of the file, so that a rule's index is the file's. */
function readAbsence(
  written:
    | { readonly from?: string | undefined; readonly to?: string | undefined; readonly backup?: string | undefined }
    | undefined,
): readonly Absence[] {
  const from = toDate(written?.from);
  const to = toDate(written?.to);
  return from === null || to === null ? [] : [{ from, to, backup: written?.backup ?? null }];
}

function readAttributes(
  written: Readonly<Record<string, string | undefined>> | undefined,
): Readonly<Record<string, string>> {
  const pairs = Object.entries(written ?? {}).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, value] as const],
  );
  return Object.fromEntries(pairs.sort(([a], [b]) => (a < b ? -1 : 1)));
}
