import type { Cohort, HelperRole, Intern } from "../../model/cohort.ts";
import { HELPER_ROLES } from "../../model/cohort.ts";
import type { Finding } from "../problems/finding.ts";
import type { FileFacts } from "../normalize/file-facts.ts";

const WORDS: Readonly<Record<HelperRole, string>> = {
  manager: "manager",
  mentor: "mentor",
  co_mentor: "co-mentor",
  remote_mentor: "remote mentor",
  buddy: "buddy",
};

/** Pairs one person must not be for the same intern, and why. */
const APART: readonly (readonly [HelperRole, HelperRole, string])[] = [
  ["remote_mentor", "manager", "an intern must be able to tell the remote mentor what they would not tell the manager"],
  ["buddy", "manager", "small questions are not asked of the one who decides"],
];
/** Who must not be the coordinator, to whom an intern can go about them. */
const NOT_COORDINATOR = ["mentor", "manager"] as const;

export function internsHelpNotThemselves(cohort: Cohort): readonly Finding[] {
  return eachHelper(cohort, (intern, role, id) => {
    if (id !== intern.person) return null;
    return {
      code: "own-helper",
      message: `${id} is named as their own ${WORDS[role]}`,
      remedy: "Name somebody else.",
      at: [["interns", intern.person, role]],
    };
  });
}

/** G3: the table of roles in the programme's description. */
export function rolesStayApart(cohort: Cohort, facts: FileFacts): readonly Finding[] {
  const pairs = cohort.interns.flatMap((intern) => APART.flatMap((pair) => checkPair(intern, pair)));
  const coordinators = cohort.interns.flatMap((intern) =>
    NOT_COORDINATOR.filter((role) => intern.helpers[role] === cohort.coordinator).map((role) =>
      coordinates(intern, role, cohort.coordinator),
    ),
  );
  return facts.isCoordinatorGiven ? [...pairs, ...coordinators] : pairs;
}

function checkPair(intern: Intern, [role, other, why]: (typeof APART)[number]): readonly Finding[] {
  const id = intern.helpers[role];
  if (id === undefined || id !== intern.helpers[other]) return [];
  return [conflict(`${id} is both ${WORDS[role]} and ${WORDS[other]} of ${intern.person}: ${why}`, intern, role)];
}

function coordinates(intern: Intern, role: HelperRole, id: string): Finding {
  return conflict(
    `${id} is both coordinator and ${WORDS[role]} of ${intern.person}, who would have nobody to go to about their ${WORDS[role]}`,
    intern,
    role,
  );
}

function conflict(message: string, intern: Intern, role: HelperRole): Finding {
  return { code: "role-conflict", message, remedy: "Name two people.", at: [["interns", intern.person, role]] };
}

/** G3: not forbidden, but the second one is then missing. */
export function mentorsAreTwoPeople(cohort: Cohort): readonly Finding[] {
  return eachHelper(cohort, (intern, role, id) => {
    if ((role !== "remote_mentor" && role !== "co_mentor") || id !== intern.helpers.mentor) return null;
    const code = role === "co_mentor" ? "co-mentor-is-mentor" : "remote-mentor-is-mentor";
    const message = `${id} is both mentor and ${WORDS[role]} of ${intern.person}`;
    const remedy =
      role === "co_mentor"
        ? "Name somebody else, who can stand in."
        : "Name somebody else, with years of remote work, if there is anybody.";
    return { code, message, remedy, at: [["interns", intern.person, role]] };
  });
}

function eachHelper(
  cohort: Cohort,
  check: (intern: Intern, role: HelperRole, id: string) => Finding | null,
): readonly Finding[] {
  return cohort.interns.flatMap((intern) =>
    HELPER_ROLES.flatMap((role) => {
      const id = intern.helpers[role];
      const finding = id === undefined ? null : check(intern, role, id);
      return finding === null ? [] : [finding];
    }),
  );
}
