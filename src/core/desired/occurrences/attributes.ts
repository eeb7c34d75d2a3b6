import type { Cohort, Person } from "../../model/cohort.ts";
import { directoryOf } from "../../model/lookup/directory.ts";

/**
 * What `only:` and the partials of a kind go by: a person's own attributes, and what the rest of the file says of them:
 * `conversion: declared` for an intern with whom a job afterwards was talked about beforehand.
 */
export function listAttributes(cohort: Cohort, person: Person): Readonly<Record<string, string>> {
  const intern = directoryOf(cohort).intern(person.id);
  return { ...person.attributes, ...(intern?.conversion === true ? { conversion: "declared" } : {}) };
}
