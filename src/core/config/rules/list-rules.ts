import type { Cohort } from "../../model/cohort.ts";
import type { Finding } from "../problems/finding.ts";
import type { FileFacts } from "../normalize/file-facts.ts";
import {
  acceptAnswersWarnings,
  forgeIsReachedSafely,
  formerIdsAreFree,
  linksAreGiven,
  peopleHaveRoles,
  privateLaneIsApart,
  projectsAreUsed,
  usernamesDiffer,
} from "./about-file.ts";
import { datesArePlausible, milestonesLieWithin, programmeLastsLongEnough } from "./about-dates.ts";
import {
  absencesAreCovered,
  helpersAreNamed,
  idsAreNotSimilar,
  internsExist,
  mentorsHaveOneIntern,
  mentorsHaveTime,
} from "./about-helpers.ts";
import { hoursAreShared } from "./about-hours.ts";
import {
  choresAreSeenByOthers,
  projectsAreNotUrgent,
  projectsAreVouchedFor,
  projectsEndInTime,
  projectsHaveSteps,
  projectsMatterToMany,
  repositoriesAreOfTheForge,
} from "./about-projects.ts";
import { internsHelpNotThemselves, mentorsAreTwoPeople, rolesStayApart } from "./about-roles.ts";

/** One check of a whole cohort. It names codes; `problems/codes.ts` says how bad each is. */
export type Rule = (cohort: Cohort, facts: FileFacts) => readonly Finding[];

/** What holds whatever the dates. A new guard is one function and one line. */
export const RULES: readonly Rule[] = [
  usernamesDiffer,
  formerIdsAreFree,
  forgeIsReachedSafely,
  internsHelpNotThemselves,
  rolesStayApart,
  mentorsAreTwoPeople,
  internsExist,
  helpersAreNamed,
  mentorsHaveOneIntern,
  mentorsHaveTime,
  absencesAreCovered,
  peopleHaveRoles,
  projectsAreUsed,
  idsAreNotSimilar,
  projectsHaveSteps,
  projectsAreNotUrgent,
  projectsMatterToMany,
  projectsAreVouchedFor,
  repositoriesAreOfTheForge,
  choresAreSeenByOthers,
  privateLaneIsApart,
  linksAreGiven,
  acceptAnswersWarnings,
];

/** What means something only where the programme's dates are known. */
export const DATE_RULES: readonly Rule[] = [
  datesArePlausible,
  milestonesLieWithin,
  programmeLastsLongEnough,
  projectsEndInTime,
  hoursAreShared,
];
