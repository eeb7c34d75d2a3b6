import type { Cohort, Project } from "../model/cohort.ts";
import { HELPER_ROLES } from "../model/cohort.ts";
import { directoryOf } from "../model/lookup/directory.ts";
import { listWords } from "../text/list-words.ts";

/** What the file still lacks, one sentence each: they become boxes of the coordinator, in a stable order. */
export function listMissingFields(cohort: Cohort): readonly string[] {
  const { nameOf } = directoryOf(cohort);
  const found = cohort.projects.flatMap((project) => listMissingOfProject(project));
  for (const intern of cohort.interns) {
    const missing = HELPER_ROLES.filter((role) => role !== "co_mentor" && intern.helpers[role] === undefined);
    if (missing.length > 0)
      found.push(
        `Find ${listWords(missing.map((role) => `a ${role.replace("_", " ")}`))} for ${nameOf(intern.person)}`,
      );
  }
  if (cohort.links["speak_up"] === undefined)
    found.push("Name somebody outside the project whom interns can speak to, as links.speak_up in the file");
  return found;
}

/** A project that nobody described lacks everything; of one that somebody did, the finer things are asked too. */
function listMissingOfProject(project: Project): readonly string[] {
  const missing = [
    ...(project.why === null ? ["why it matters"] : []),
    ...(project.doneMeans === null ? ["what done means"] : []),
    ...(project.firstTask === null ? ["a first small task"] : []),
    ...(project.milestones.length === 0 ? ["milestones"] : []),
    ...(project.implied ? [] : listFinerFields(project)),
  ];
  const found = missing.length === 0 ? [] : [`Write down ${listWords(missing)} for ${project.title}`];
  const isVouchedFor = Object.values(project.attested).some((people) => people.length > 0);
  if (project.implied || isVouchedFor) return found;
  return [
    ...found,
    `Ask two people whether ${project.title} suits somebody new, can be done in writing and is no chore, and name them under attested`,
  ];
}

function listFinerFields({ milestones, stakeholders }: Project): readonly string[] {
  const isUndated = milestones.some(({ due }) => due === null);
  return [
    ...(isUndated ? ["the days of its milestones"] : []),
    ...(stakeholders.length === 0 ? ["whom it helps"] : []),
  ];
}
