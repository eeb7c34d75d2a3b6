import { LOCAL } from "../../src/forges/local/profile.ts";
import type { Cohort, Intern, Person, Project, Role } from "../../src/core/model/cohort.ts";

/** Somebody who works Monday to Friday, 9 to 17, in UTC, and has no holidays. */
export function buildPerson(id: string, overrides: Partial<Person> = {}): Person {
  return {
    id,
    name: `${id.charAt(0).toUpperCase()}${id.slice(1)} Example`,
    username: id,
    roles: [],
    zone: "UTC",
    holidays: null,
    addHolidays: [],
    removeHolidays: [],
    weekdays: [1, 2, 3, 4, 5],
    hours: [540, 1020],
    hoursPerWeek: null,
    absences: [],
    attributes: {},
    language: null,
    formerly: [],
    ...overrides,
  };
}

/** An internship over the built cohort's own dates, with grace as mentor, lee as manager and sam as buddy. */
export function buildIntern(person: string, overrides: Partial<Intern> = {}): Intern {
  return {
    person,
    project: person,
    start: "2026-06-01",
    end: "2026-09-18",
    left: null,
    helpers: { manager: "lee", mentor: "grace", buddy: "sam" },
    conversion: false,
    signals: [],
    mute: false,
    ...overrides,
  };
}

/** A project that no entry of the file describes. */
export function buildProject(id: string, overrides: Partial<Project> = {}): Project {
  return {
    id,
    title: id,
    implied: true,
    why: null,
    doneMeans: null,
    firstTask: null,
    milestones: [],
    stakeholders: [],
    priority: "nice-to-have",
    links: [],
    repositories: [],
    helpers: [],
    labels: [],
    attested: { junior_fit: [], async_fit: [], not_a_chore: [] },
    formerly: [],
    ...overrides,
  };
}

/**
 * Summer 2026: sixteen weeks from Monday 2026-06-01, one intern (ada), kim as coordinator.
 * People and projects that the interns name are added, with their roles, unless given.
 */
export function buildCohort(overrides: Partial<Cohort> = {}): Cohort {
  const interns = overrides.interns ?? [buildIntern("ada")];
  const coordinator = overrides.coordinator ?? "kim";
  const projects = new Map(interns.map((intern) => [intern.project, buildProject(intern.project)]));
  for (const project of overrides.projects ?? []) projects.set(project.id, project);
  return {
    id: "summer-2026",
    title: "Summer 2026",
    start: "2026-06-01",
    end: "2026-09-18",
    zone: "UTC",
    language: "en",
    live: true,
    formerly: [],
    milestones: [],
    meetings: [],
    phases: false,
    kinds: {},
    links: {},
    maxChange: 0.25,
    accept: [],
    file: "summer-2026.yaml",
    lines: {},
    forge: {
      profile: LOCAL,
      url: null,
      projects: { public: "public", team: "team", private: "private" },
      group: null,
      accounts: [],
    },
    ...overrides,
    coordinator,
    interns: sortBy(interns, (intern) => intern.person),
    people: listPeople(coordinator, interns, overrides.people ?? []),
    projects: sortBy([...projects.values()], (project) => project.id),
  };
}

function listPeople(coordinator: string, interns: readonly Intern[], given: readonly Person[]): readonly Person[] {
  const roles = new Map<string, Role[]>([[coordinator, ["coordinator"]]]);
  const add = (id: string, role: Role) => roles.set(id, [...new Set([...(roles.get(id) ?? []), role])]);
  for (const intern of interns) {
    add(intern.person, "intern");
    for (const [role, id] of Object.entries(intern.helpers)) add(id, role as Role);
  }
  const people = new Map([...roles].map(([id, held]) => [id, buildPerson(id, { roles: held })]));
  for (const person of given) {
    const held = new Set([...person.roles, ...(roles.get(person.id) ?? [])]);
    people.set(person.id, { ...person, roles: [...held] });
  }
  return sortBy([...people.values()], (person) => person.id);
}

function sortBy<T>(items: readonly T[], name: (item: T) => string): readonly T[] {
  return [...items].sort((a, b) => (name(a) < name(b) ? -1 : 1));
}
