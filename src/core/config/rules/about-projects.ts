import type { Attestation, Cohort, Project } from "../../model/cohort.ts";
import { ATTESTATIONS } from "../../model/cohort.ts";
import type { CivilDate } from "../../model/date.ts";
import { addDays } from "../../model/date.ts";
import { isHosted } from "../../forge/known-forges.ts";
import { checkProject } from "../schema/forge-address.ts";
import type { Finding, Path } from "../problems/finding.ts";
import type { FileFacts } from "../normalize/file-facts.ts";
import { listNames, quote } from "../problems/quoting.ts";

/*
 * What nobody has written down yet is a box on the coordinator's checklist (core/desired/missing-fields.ts), so that a file can
 * grow. What is written down and falls short is said here.
 */

/** Days before the end by which the last step is reached, so that there is time to hand over. */
const HAND_OVER = 14;

/** G8: fewer than three steps show no progress. */
export function projectsHaveSteps(cohort: Cohort, facts: FileFacts): readonly Finding[] {
  return cohort.projects.flatMap(({ id, milestones }) => {
    const path = ["projects", id, "milestones"];
    const isBroken = [0, 1, 2].some((index) => facts.isBroken([...path, index].join(".")));
    if (milestones.length === 0 || milestones.length >= 3 || isBroken) return [];
    return [
      {
        code: "few-milestones",
        message: `${id} has ${milestones.length === 1 ? "one milestone" : "two milestones"}, and three at least show whether it can be finished`,
        remedy:
          "Cut it into smaller steps, each with its test and documentation; or accept few-milestones with the reason.",
        at: [path],
      },
    ];
  });
}

/** G8: work that arrives in the last days is not handed over. */
export function projectsEndInTime(cohort: Cohort): readonly Finding[] {
  return cohort.projects.flatMap((project) => {
    const end = project.milestones.length === 0 ? null : findEnd(cohort, project);
    if (end === null) return [];
    const latest = addDays(end, -HAND_OVER);
    const [last] = [...project.milestones.entries()]
      .flatMap(([index, { due }]) => (due === null || due > end ? [] : [{ index, due }]))
      .sort((a, b) => (a.due < b.due ? 1 : -1));
    if (last === undefined || last.due <= latest) return [];
    return [
      {
        code: "late-deliverable",
        message: `the last milestone of ${project.id} is on ${last.due}, less than two weeks before the end, ${end}`,
        remedy: `Move it to ${latest} or before, so that there is time to hand over; or accept late-deliverable with the reason.`,
        at: [["projects", project.id, "milestones", last.index, "due"]],
      },
    ];
  });
}

/** The last day of those who work on it; null where nobody does any more. */
function findEnd(cohort: Cohort, project: Project): CivilDate | null {
  const ends = cohort.interns.flatMap((intern) =>
    intern.project === project.id && intern.left === null ? [intern.end] : [],
  );
  return ends.sort().at(-1) ?? null;
}

/** Where a project's work is done has to be a place of the cohort's own forge. */
export function repositoriesAreOfTheForge(
  { projects, forge: { profile } }: Cohort,
  facts: FileFacts,
): readonly Finding[] {
  if (!isHosted(profile)) return [];
  return projects.flatMap(({ id, repositories }) => {
    const path = ["projects", id, "repositories"];
    if (facts.isBroken(path.join("."))) return [];
    return repositories.flatMap((repository) => {
      const fault = checkProject(profile, repository);
      return fault === null ? [] : [{ ...fault, at: [path] }];
    });
  });
}

/** G9. */
export function projectsAreNotUrgent(cohort: Cohort): readonly Finding[] {
  return cohort.projects.flatMap(({ id, priority, labels }) => {
    const label = labels.find(soundsUrgent);
    const isUrgent = soundsUrgent(priority);
    if (!isUrgent && label === undefined) return [];
    const path = ["projects", id];
    return [
      {
        code: "urgent-project",
        message: `${id} is ${isUrgent ? quote(priority) : `labelled ${quote(label ?? "")}`}, and whoever learns two jobs at once needs work that can wait`,
        remedy: "Choose work that would be nice to have; or accept urgent-project with the reason.",
        at: [isUrgent ? [...path, "priority"] : [...path, "labels", labels.indexOf(label ?? "")], [...path, "labels"]],
      },
    ];
  });
}

const URGENT =
  /\b(?:urgent|urgency|critical|blocker|asap|immediate|emergency|hotfix|incident|deadline|top|highest|high|p[01]|(?:priority|severity|prio|sev)\W*[01])\b/;

/** Whether words on a board ask for haste; `not urgent` and `non-critical` do not. */
export function soundsUrgent(words: string): boolean {
  const plain = words
    .toLowerCase()
    .replace(/[_/]/g, "-")
    .replace(/\b(?:not|non|no|never|without)\b[\s-]*(?:very[\s-]+|time[\s-]+)?[a-z]+/g, "");
  return URGENT.test(plain);
}

/** G10. */
export function projectsMatterToMany(cohort: Cohort): readonly Finding[] {
  return cohort.projects.flatMap(({ id, stakeholders }) => {
    if (stakeholders.length === 0 || stakeholders.length >= 3) return [];
    return [
      {
        code: "few-stakeholders",
        message: `${id} matters to ${listNames(stakeholders)}; a project that three or more wait for finds help in every time zone`,
        remedy: "Name whoever else would be glad of it, or choose what matters to more people.",
        at: [["projects", id, "stakeholders"]],
      },
    ];
  });
}

const SAID: Readonly<Record<Attestation, string>> = {
  junior_fit: "it suits somebody new",
  async_fit: "it can be done in writing",
  not_a_chore: "it is no chore",
};

/** G11: one person alone is easily wrong about what others will find hard or dull. */
export function projectsAreVouchedFor(cohort: Cohort): readonly Finding[] {
  return cohort.projects.flatMap((project): readonly Finding[] => {
    const { id, attested } = project;
    const lacking = ATTESTATIONS.filter(
      (what) => attested[what].length < 2 && !(what === "not_a_chore" && isSeenByManagerAlone(cohort, project)),
    );
    const [first] = lacking;
    if (first === undefined || ATTESTATIONS.every((what) => attested[what].length === 0)) return [];
    const path: Path = ["projects", id, "attested"];
    return [
      {
        code: "attested-by-one",
        message: `fewer than two people say of ${id} ${listNames(lacking.map((what) => `that ${SAID[what]}`))}`,
        remedy: `Ask somebody else to look at it, and add them under ${first}.`,
        at: [[...path, first], path],
        onKey: true,
      },
    ];
  });
}

/** G11: who gives work away is the last to notice that nobody wants it. */
export function choresAreSeenByOthers(cohort: Cohort): readonly Finding[] {
  const seen = cohort.projects.filter((project) => isSeenByManagerAlone(cohort, project));
  return seen.map(({ id, attested }) => ({
    code: "chore-attested-by-manager",
    message: `only ${listNames(attested.not_a_chore)}, who manages it, says that ${id} is no chore`,
    remedy: "Ask somebody who does such work, and add them under not_a_chore.",
    at: [["projects", id, "attested", "not_a_chore"]],
  }));
}

function isSeenByManagerAlone(cohort: Cohort, { id, attested }: Project): boolean {
  if (attested.not_a_chore.length === 0) return false;
  const managers = cohort.interns.flatMap((intern) => (intern.project === id ? [intern.helpers.manager] : []));
  return attested.not_a_chore.every((person) => managers.includes(person));
}
