import type { Kind } from "../../kinds/model/kind.ts";
import type { Cohort, Intern, Role } from "../../model/cohort.ts";
import { HELPER_ROLES } from "../../model/cohort.ts";
import type { CivilDate } from "../../model/date.ts";
import type { Subject } from "./subjects.ts";
import { directoryOf } from "../../model/lookup/directory.ts";

/**
 * Who acts: the first role of the kind's list that somebody holds for this subject; null when nobody does.
 * A helper's own issue passes over the helper roles they do not hold, whoever else holds them.
 */
export function findOwner(kind: Kind, cohort: Cohort, subject: Subject): string | null {
  for (const role of kind.owner) {
    const holders = listRoleHolders(role, cohort, subject);
    if (subject.helper === null || !HELPER_ROLES.some((name) => name === role)) {
      if (holders[0] !== undefined) return holders[0];
    } else if (holders.includes(subject.helper)) return subject.helper;
  }
  return null;
}

/**
 * Who is told beside the owner: everyone who holds one of the kind's `mention` roles for this subject, sorted.
 * Interns only on their paid days.
 */
export function listMentions(
  kind: Kind,
  cohort: Cohort,
  subject: Subject,
  when: { readonly owner: string | null; readonly opens: CivilDate },
): readonly string[] {
  const people = new Set(kind.mention.flatMap((role) => listRoleHolders(role, cohort, subject)));
  if (when.owner !== null) people.delete(when.owner);
  return [...people].filter((id) => isAsked(id, cohort, when.opens)).sort();
}

function isAsked(person: string, cohort: Cohort, date: CivilDate): boolean {
  const intern = directoryOf(cohort).intern(person);
  return intern === null || isPaid(intern, date);
}

function isPaid(intern: Intern, date: CivilDate): boolean {
  return intern.start <= date && date <= (intern.left ?? intern.end);
}

/** In the order of the interns concerned, or of the people for roles that no intern's entry names. */
export function listRoleHolders(role: Role, cohort: Cohort, subject: Pick<Subject, "interns">): readonly string[] {
  if (role === "coordinator") return [cohort.coordinator];
  if (role === "intern") return subject.interns.map((intern) => intern.person);
  const helperRole = HELPER_ROLES.find((name) => name === role);
  if (helperRole !== undefined) return subject.interns.flatMap((intern) => intern.helpers[helperRole] ?? []);
  return cohort.people.filter((person) => person.roles.includes(role)).map((person) => person.id);
}
