import type { Intern, Person, Project, Role } from "../../model/cohort.ts";
import type { Entry } from "./entries.ts";
import { listEntries, sortBy } from "./entries.ts";
import type { Finding } from "../problems/finding.ts";
import type { DateSpan } from "./read-dates.ts";
import type { NormalIntern } from "./build-intern.ts";
import { buildIntern, checkAbsences } from "./build-intern.ts";
import { buildPerson } from "./build-person.ts";
import { listNamed, readProjects } from "./read-projects.ts";
import type { FileFacts } from "./file-facts.ts";
import { checkPerson } from "./file-facts.ts";
import type { Draft } from "./salvage.ts";
import type { CohortFile } from "../schema/cohort-file.ts";
import type { InternEntry, PersonEntry } from "../schema/people-section.ts";

type People = readonly Entry<Draft<PersonEntry>>[];

/** Who is in a cohort, and on what they work. Lists are sorted by id. */
export interface Everybody {
  readonly coordinator: string;
  readonly people: readonly Person[];
  readonly interns: readonly Intern[];
  readonly projects: readonly Project[];
  readonly findings: readonly Finding[];
}

/** People come from three places: their own section, the interns' entries, and wherever a helper is named. */
export function readEverybody(draft: Draft<CohortFile>, span: DateSpan, zone: string, facts: FileFacts): Everybody {
  const described = listEntries<Draft<PersonEntry>>(draft.people, ["people"], "id", {});
  const internships = readInterns(draft.interns, span, facts);
  const coordinator = readCoordinator(draft.coordinator, described.entries, internships.interns, facts);
  const { people, findings } = listPeople(
    described.entries,
    internships,
    [{ id: coordinator.id, role: "coordinator" }, ...listNamed(draft.projects).map(({ id }) => ({ id, role: null }))],
    zone,
    facts,
  );
  const names = new Map(people.map((person) => [person.id, person.name]));
  const interns = sortBy(
    internships.interns.map(({ intern }) => intern),
    (intern) => intern.person,
  );
  const projects = readProjects(draft.projects, {
    interns,
    zone,
    facts,
    nameOf: (id) => names.get(id) ?? id,
  });
  return {
    coordinator: coordinator.id,
    people,
    interns,
    projects: projects.projects,
    findings: [described, internships, coordinator, { findings }, projects].flatMap((part) => part.findings),
  };
}

type Interns = {
  readonly interns: readonly NormalIntern[];
  readonly entries: readonly Entry<Draft<InternEntry>>[];
  readonly findings: readonly Finding[];
};

function readInterns(section: Draft<CohortFile["interns"]>, span: DateSpan, facts: FileFacts): Interns {
  const { entries, findings } = listEntries<Draft<InternEntry>>(section, ["interns"], "person", {});
  const interns = entries.map((entry) => buildIntern(entry, span, facts));
  return { interns, entries, findings: [...findings, ...interns.flatMap((intern) => intern.findings)] };
}

/** Whoever the file names; else the only one whose role it is; else a helper who stands in, with a warning. */
function readCoordinator(
  named: string | undefined,
  people: People,
  interns: readonly NormalIntern[],
  facts: FileFacts,
): { readonly id: string; readonly findings: readonly Finding[] } {
  if (named !== undefined) return { id: named, findings: checkPerson(named, ["coordinator"], facts) };
  const [first, ...others] = people.filter(({ value }) => value.roles?.includes("coordinator"));
  if (first !== undefined && others.length === 0) return { id: first.id, findings: [] };
  if (facts.isBroken("coordinator")) return { id: "coordinator", findings: [] };
  const standIn = first === undefined ? findStandIn(interns) : null;
  if (standIn !== null) return { id: standIn, findings: [describeStandIn(standIn)] };
  const message = first === undefined ? "nobody is named as coordinator" : "several people are coordinators";
  const remedy =
    first === undefined
      ? "Add coordinator: and the id of who keeps the programme together."
      : `Say who is in charge, such as coordinator: ${first.id}.`;
  return { id: "coordinator", findings: [{ code: "missing-key", message, remedy, at: [["coordinator"]] }] };
}

/** The manager of most interns, else the mentor; the first by id where several are. */
function findStandIn(interns: readonly NormalIntern[]): string | null {
  for (const role of ["manager", "mentor"] as const) {
    const ids = interns.flatMap(({ intern }) => intern.helpers[role] ?? []);
    const count = (id: string) => ids.filter((other) => other === id).length;
    const [most] = [...sortBy(new Set(ids), (id) => id)].sort((a, b) => count(b) - count(a));
    if (most !== undefined) return most;
  }
  return null;
}

function describeStandIn(id: string): Finding {
  return {
    code: "no-coordinator",
    message: `nobody is named as coordinator, so ${id} stands in, whom interns cannot go to about ${id}`,
    remedy: "Add coordinator: and the id of somebody who is neither mentor nor manager.",
    at: [["interns"]],
  };
}

function listPeople(
  people: People,
  { interns, entries }: Interns,
  others: readonly { readonly id: string; readonly role: Role | null }[],
  zone: string,
  facts: FileFacts,
): { readonly people: readonly Person[]; readonly findings: readonly Finding[] } {
  const roles = new Map<string, Set<Role>>(people.map(({ id }) => [id, new Set()]));
  const add = (id: string, role: Role | null) => {
    const held = roles.get(id) ?? new Set();
    if (role !== null) held.add(role);
    roles.set(id, held);
  };
  for (const { id, role } of [...others, ...interns.flatMap(({ named }) => named)]) add(id, role);
  const described = [...people, ...entries];
  for (const { value } of described)
    for (const absence of value.absences ?? []) if (absence?.backup !== undefined) add(absence.backup, null);
  const entriesOf = new Map(people.map((entry) => [entry.id, entry]));
  const internships = new Map(entries.map((entry) => [entry.id, entry]));
  const built = sortBy(roles.keys(), (id) => id).map((id) => {
    const entry = entriesOf.get(id)?.value ?? null;
    return buildPerson(
      {
        id,
        entry,
        intern: internships.get(id) ?? null,
        roles: roles.get(id) ?? new Set(),
      },
      zone,
    );
  });
  const absences = described.flatMap(({ id, value, path }) =>
    checkAbsences(id, value.absences, [...path, "absences"], facts),
  );
  return {
    people: built.map(({ person }) => person),
    findings: [...absences, ...built.flatMap(({ findings }) => findings)],
  };
}
