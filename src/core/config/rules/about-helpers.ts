import type { Absence, Cohort, HelperRole, Person } from "../../model/cohort.ts";
import { HELPER_ROLES } from "../../model/cohort.ts";
import { buildWorkCalendar } from "../../calendar/work-calendar.ts";
import { addDays } from "../../model/date.ts";
import { suggest } from "../../diagnostics/suggest.ts";
import type { Code } from "../problems/codes.ts";
import type { Finding, Path } from "../problems/finding.ts";
import type { FileFacts } from "../normalize/file-facts.ts";
import { listNames } from "../problems/quoting.ts";

export function internsExist(cohort: Cohort, facts: FileFacts): readonly Finding[] {
  if (cohort.interns.length > 0 || facts.isBroken("interns")) return [];
  return [
    {
      code: "no-interns",
      message: "the cohort has no interns yet",
      remedy: "Add them under interns, such as ada: { mentor: grace, buddy: sam, manager: lee }.",
      at: [["interns"]],
      onKey: true,
    },
  ];
}

const WANTED: readonly (readonly [HelperRole, Code, string, string])[] = [
  ["manager", "no-manager", "manager", "Add manager: and who sets expectations and gives access."],
  ["mentor", "no-mentor", "mentor", "Add mentor: and who helps with the craft and reviews."],
  [
    "remote_mentor",
    "no-remote-mentor",
    "remote mentor",
    "Add remote_mentor: and somebody with years of remote work, who is not the manager.",
  ],
  ["buddy", "no-buddy", "buddy", "Add buddy: and who welcomes them and answers small questions."],
];

/** G3: one finding for each role, however many interns lack it. */
export function helpersAreNamed(cohort: Cohort, facts: FileFacts): readonly Finding[] {
  return WANTED.flatMap(([role, code, words, remedy]) => {
    const without = cohort.interns.filter(
      (intern) =>
        intern.helpers[role] === undefined &&
        intern.left === null &&
        !facts.isBroken(`interns.${intern.person}.${role}`),
    );
    const ids = without.map((intern) => intern.person);
    const [first] = ids;
    if (first === undefined) return [];
    return [
      {
        code,
        message: `${listNames(ids)} ${ids.length === 1 ? "has" : "have"} no ${words}`,
        remedy,
        at: [["interns", first]],
        onKey: true,
      },
    ];
  });
}

/** G4. */
export function mentorsHaveOneIntern(cohort: Cohort): readonly Finding[] {
  const load = new Map<string, string[]>();
  for (const { person, helpers, left } of cohort.interns) {
    if (helpers.mentor === undefined || left !== null) continue;
    load.set(helpers.mentor, [...(load.get(helpers.mentor) ?? []), person]);
  }
  return [...load].flatMap(([id, interns]) => {
    const second = interns[1];
    if (second === undefined) return [];
    return [
      {
        code: "mentor-load",
        message: `${id} is the mentor of ${listNames(interns)}, and one intern is enough for a mentor`,
        remedy: "Name another mentor, or accept mentor-load with the reason.",
        at: [["interns", second, "mentor"]],
      },
    ];
  });
}

/** G6. */
export function mentorsHaveTime(cohort: Cohort): readonly Finding[] {
  return cohort.people.flatMap(({ id, hoursPerWeek }) => {
    if (hoursPerWeek === null || hoursPerWeek >= 5 || !cohort.interns.some((intern) => intern.helpers.mentor === id))
      return [];
    return [
      {
        code: "mentor-hours",
        message: `${id} has ${hoursPerWeek} hours a week, and a mentor needs five`,
        remedy: "Free more of their time, or name a co-mentor and accept mentor-hours with the reason.",
        at: [["people", id, "hours_per_week"]],
      },
    ];
  });
}

/** G15: of those whom somebody waits for. A mentor whose interns all have a co-mentor is covered already. */
export function absencesAreCovered(cohort: Cohort): readonly Finding[] {
  return cohort.people.flatMap((person) => {
    if (person.absences.length === 0 || !person.roles.some((role) => role !== "intern")) return [];
    if (isCoveredByCoMentors(cohort, person.id)) return [];
    const awaited = [...person.absences.entries()].filter(
      ([, absence]) => absence.backup === null && countWorkingDays(person, absence) > 3,
    );
    return awaited.map(([index, absence]) => uncovered(person, absence, index));
  });
}

function uncovered(person: Person, absence: Absence, index: number): Finding {
  const path = ["absences", index];
  return {
    code: "absence-without-backup",
    message: `${person.id} is away from ${absence.from} to ${absence.to} and nobody covers`,
    remedy: "Add backup: and who their interns can turn to.",
    at: [
      ["people", person.id, ...path],
      ["interns", person.id, ...path],
    ],
  };
}

function isCoveredByCoMentors(cohort: Cohort, id: string): boolean {
  const helped = cohort.interns.filter((intern) => HELPER_ROLES.some((role) => intern.helpers[role] === id));
  return (
    helped.length > 0 &&
    cohort.coordinator !== id &&
    helped.every(({ helpers }) => helpers.mentor === id && helpers.co_mentor !== undefined && helpers.co_mentor !== id)
  );
}

/** Public holidays are not known here; those few days more do no harm. */
function countWorkingDays(person: Person, absence: Absence): number {
  const calendar = buildWorkCalendar({ ...person, absences: [] }, {});
  let count = 0;
  for (let day = absence.from; day <= absence.to && count <= 3; day = addDays(day, 1))
    if (calendar.isWorkingDay(day)) count++;
  return count;
}

/** Beyond this many, near neighbours are chance, and comparing all with all takes long. */
const MOST_COMPARED = 200;

/** Without a list of people a slip makes a new person. Two ids that nearly agree, one of them used once, are worth a look. */
export function idsAreNotSimilar(cohort: Cohort, facts: FileFacts): readonly Finding[] {
  if (facts.isPeopleGiven) return [];
  const all = listUses(cohort);
  const ids = [...new Set(all.map(({ id }) => id))].sort();
  if (ids.length > MOST_COMPARED) return [];
  return ids.flatMap((id) => {
    const own = all.filter((use) => use.id === id);
    const near =
      own.length === 1 && id.length >= 4
        ? suggest(
            id,
            ids.filter((other) => other !== id && other.length >= 4),
          )
        : null;
    const nearUses = all.filter((use) => use.id === near);
    // Of two that are named once each, the one further down is more likely to be the slip.
    const isFirst = nearUses.length === 1 && lineOf(cohort, own) <= lineOf(cohort, nearUses);
    if (near === null || (isFirst && (lineOf(cohort, own) !== lineOf(cohort, nearUses) || near < id))) return [];
    return [
      {
        code: "similar-names",
        message: `${id} is named once and differs little from ${near}`,
        remedy: `Write ${near} if that is who is meant; list both under people if not.`,
        at: own.map((use) => use.path),
      },
    ];
  });
}

function lineOf(cohort: Cohort, uses: readonly { readonly path: Path }[]): number {
  return cohort.lines[uses[0]?.path.join(".") ?? ""] ?? 0;
}

/** Everybody's ids wherever the file names them, beside the interns' own. */
function listUses(cohort: Cohort): readonly { readonly id: string; readonly path: Path }[] {
  const ofInterns = cohort.interns.flatMap(({ person, helpers }) =>
    HELPER_ROLES.flatMap((role) =>
      helpers[role] === undefined ? [] : [{ id: helpers[role], path: ["interns", person, role] }],
    ),
  );
  const ofProjects = cohort.projects.flatMap(({ id: project, helpers, attested }) => [
    ...helpers.map((id) => ({ id, path: ["projects", project, "helpers"] })),
    ...Object.values(attested).flatMap((ids) => ids.map((id) => ({ id, path: ["projects", project, "attested"] }))),
  ]);
  return [...ofInterns, ...ofProjects, { id: cohort.coordinator, path: ["coordinator"] }];
}
