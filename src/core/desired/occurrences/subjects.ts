import type { Kind } from "../../kinds/model/kind.ts";
import type { Cohort, HelperRole, Intern, Milestone } from "../../model/cohort.ts";
import { HELPER_ROLES } from "../../model/cohort.ts";
import type { CivilDate } from "../../model/date.ts";
import { listAttributes } from "./attributes.ts";
import { directoryOf } from "../../model/lookup/directory.ts";

/** What one issue of a kind is about: the cohort, a project, an intern or a helper, with the span its anchors count on. */
export interface Subject {
  /** Third part of the key. */
  readonly id: string;
  /** Whose internships it concerns, by id. */
  readonly interns: readonly Intern[];
  /** Person id, for a helper's issue alone. */
  readonly helper: string | null;
  readonly intern: string | null;
  readonly project: string | null;
  readonly start: CivilDate;
  /** The last day as planned: shares are counted on it even for somebody who leaves. */
  readonly end: CivilDate;
  /** The last day of those who left, when everybody concerned did. */
  readonly left: CivilDate | null;
  /** Dates by milestone id; null for a milestone without one. */
  readonly milestones: ReadonlyMap<string, CivilDate | null>;
}

/**
 * Everything a kind is made for, sorted by id. A helper's kind is made once for each person who helps an intern in
 * one of the roles the kind's owner lists (in any role when it lists none), from their first intern's start.
 */
export function listSubjects(kind: Kind, cohort: Cohort): readonly Subject[] {
  return listAll(kind, cohort)
    .filter((subject) => matchesOnly(kind, cohort, subject))
    .sort((a, b) => (a.id < b.id ? -1 : 1));
}

function listAll(kind: Kind, cohort: Cohort): Subject[] {
  switch (kind.per) {
    case "cohort":
      return [describeCohort(cohort)];
    case "project":
      return listProjects(cohort);
    case "intern":
      return cohort.interns.map((intern) => ({
        ...describeInterns(cohort, intern.person, [intern], null),
        intern: intern.person,
      }));
    case "helper":
      return listHelpers(kind, cohort);
  }
}

function describeCohort(cohort: Cohort): Subject {
  return {
    id: "all",
    interns: cohort.interns,
    helper: null,
    intern: null,
    project: null,
    start: cohort.start,
    end: cohort.end,
    left: null,
    milestones: datesOf(cohort.milestones),
  };
}

function listProjects(cohort: Cohort): Subject[] {
  return cohort.projects.flatMap((project) => {
    const interns = directoryOf(cohort).internsOn(project.id);
    return interns.length === 0 ? [] : [describeInterns(cohort, project.id, interns, null)];
  });
}

function listHelpers(kind: Kind, cohort: Cohort): Subject[] {
  const asked = HELPER_ROLES.filter((role) => kind.owner.includes(role));
  const roles: readonly HelperRole[] = asked.length === 0 ? HELPER_ROLES : asked;
  const helped = new Map<string, Intern[]>();
  for (const intern of cohort.interns) {
    for (const helper of new Set(roles.map((role) => intern.helpers[role]))) {
      if (helper !== undefined) helped.set(helper, [...(helped.get(helper) ?? []), intern]);
    }
  }
  return [...helped].map(([helper, interns]) => {
    const subject = describeInterns(cohort, helper, interns, helper);
    return { ...subject, intern: interns.length === 1 ? (interns[0]?.person ?? null) : null };
  });
}

function describeInterns(cohort: Cohort, id: string, interns: readonly Intern[], helper: string | null): Subject {
  const projects = [...new Set(interns.map((intern) => intern.project))];
  const project = projects.length === 1 ? (projects[0] ?? null) : null;
  const milestones = directoryOf(cohort).project(project)?.milestones ?? [];
  const left = interns.flatMap((intern) => (intern.left === null ? [] : [intern.left])).sort();
  return {
    id,
    interns,
    helper,
    intern: null,
    project,
    start: interns.map((intern) => intern.start).sort()[0] ?? cohort.start,
    end:
      interns
        .map((intern) => intern.end)
        .sort()
        .at(-1) ?? cohort.end,
    left: left.length === interns.length ? (left.at(-1) ?? null) : null,
    milestones: datesOf([...cohort.milestones, ...milestones]),
  };
}

/** Later entries win: a project's own milestone stands for the cohort's of the same id. */
function datesOf(milestones: readonly Milestone[]): ReadonlyMap<string, CivilDate | null> {
  return new Map(milestones.map((milestone) => [milestone.id, milestone.due]));
}

/** A person's issue asks for that person's attributes; a project's or the cohort's for those of any of its interns. */
function matchesOnly(kind: Kind, cohort: Cohort, subject: Subject): boolean {
  const wanted = Object.entries(kind.only);
  if (wanted.length === 0) return true;
  const asked = subject.helper === null ? subject.interns.map((intern) => intern.person) : [subject.helper];
  return asked
    .flatMap((id) => directoryOf(cohort).person(id) ?? [])
    .map((person) => listAttributes(cohort, person))
    .some((attributes) => wanted.every(([name, value]) => attributes[name] === value));
}
