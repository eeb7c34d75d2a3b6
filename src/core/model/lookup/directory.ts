import type { Cohort, Intern, Person, Project } from "../cohort.ts";
import { foldAccount } from "./accounts.ts";
import { indexBy, oncePer } from "./once-per.ts";

/**
 * Everybody and everything a cohort names, by the name it goes by: the one place where they are looked up. It is made
 * once for each cohort; null is what nobody has, and null and undefined name nobody.
 */
export interface Directory {
  /** By person id. */
  person(id: string | null | undefined): Person | null;
  /** Who has an account, in whatever case it is written. */
  personByAccount(account: string | null | undefined): Person | null;
  /** The internship of a person, by person id. */
  intern(id: string | null | undefined): Intern | null;
  project(id: string | null | undefined): Project | null;
  /** Interns of a project, in the cohort's order. */
  internsOn(project: string): readonly Intern[];
  /** Interns that a person helps in any role, in the cohort's order. */
  internsOf(helper: string): readonly Intern[];
  /** The name of a person; the id itself of one that is not there. */
  nameOf(id: string): string;
}

export const directoryOf: (cohort: Cohort) => Directory = oncePer((cohort) => {
  const people = indexBy(cohort.people, ({ id }) => id);
  const holders = indexBy(cohort.people, ({ username }) => foldAccount(username));
  const interns = indexBy(cohort.interns, ({ person }) => person);
  const projects = indexBy(cohort.projects, ({ id }) => id);
  const onProject = groupBy(cohort.interns, ({ project }) => [project]);
  const ofHelper = groupBy(cohort.interns, ({ helpers }) => Object.values(helpers));
  return {
    person: (id) => people.get(id ?? "") ?? null,
    personByAccount: (account) =>
      account === null || account === undefined ? null : (holders.get(foldAccount(account)) ?? null),
    intern: (id) => interns.get(id ?? "") ?? null,
    project: (id) => projects.get(id ?? "") ?? null,
    internsOn: (project) => onProject.get(project) ?? [],
    internsOf: (helper) => ofHelper.get(helper) ?? [],
    nameOf: (id) => people.get(id)?.name ?? id,
  };
});

function groupBy(interns: readonly Intern[], keysOf: (intern: Intern) => readonly string[]): Map<string, Intern[]> {
  const groups = new Map<string, Intern[]>();
  for (const intern of interns)
    for (const key of new Set(keysOf(intern))) groups.set(key, [...(groups.get(key) ?? []), intern]);
  return groups;
}
