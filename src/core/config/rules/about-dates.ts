import type { Cohort, Intern, Project } from "../../model/cohort.ts";
import { countWeeks } from "../../calendar/weeks.ts";
import type { CivilDate } from "../../model/date.ts";
import { addDays, daysBetween } from "../../model/date.ts";
import type { Finding, Path } from "../problems/finding.ts";
import { programmeWindow } from "../normalize/read-dates.ts";

const LONGEST_DAYS = 2 * 366;

/** G2: a wrong year or month shows as an internship far from its cohort. The longest extension known is ten weeks. */
export function datesArePlausible(cohort: Cohort): readonly Finding[] {
  const findings = cohort.interns.flatMap((intern) => checkIntern(intern, cohort));
  if (daysBetween(cohort.start, cohort.end) <= LONGEST_DAYS) return findings;
  return [
    ...findings,
    implausible(`the programme would last from ${cohort.start} to ${cohort.end}`, [
      ["cohort", "end"],
      ["cohort", "length"],
    ]),
  ];
}

function checkIntern(intern: Intern, cohort: Cohort): readonly Finding[] {
  const path = ["interns", intern.person];
  const findings: Finding[] = [];
  if (intern.start < addDays(cohort.start, -7 * 12) || intern.start > cohort.end) {
    findings.push(
      implausible(
        `${intern.person} would start on ${intern.start}, in a programme from ${cohort.start} to ${cohort.end}`,
        [[...path, "start"]],
      ),
    );
  }
  if (intern.end > latestEnd(cohort) || intern.end < cohort.start) {
    findings.push(
      implausible(`${intern.person} would end on ${intern.end}, in a programme from ${cohort.start} to ${cohort.end}`, [
        [...path, "end"],
        [...path, "extend"],
      ]),
    );
  }
  return findings;
}

function latestEnd(cohort: Cohort): CivilDate {
  return addDays(cohort.end, 7 * 26);
}

function implausible(message: string, at: readonly Path[]): Finding {
  return { code: "implausible-dates", message, remedy: "Check year and month, or give it a cohort of its own.", at };
}

/** A programme's own dates lie near it; a project's, within the internships that work on it. */
export function milestonesLieWithin(cohort: Cohort): readonly Finding[] {
  const ends = cohort.interns.map((intern) => intern.end).filter((end) => end <= latestEnd(cohort));
  const last = [cohort.end, ...ends].sort().at(-1) ?? cohort.end;
  const window = programmeWindow(cohort.start, last);
  const ofProgramme = cohort.milestones.flatMap(({ id, due }) => {
    const isShort = due !== null && (due < window.from || due > window.to);
    return isShort
      ? [
          outside(due, "twelve weeks of the programme", window, [
            ["milestones", id, "date"],
            ["milestones", id],
          ]),
        ]
      : [];
  });
  return [...ofProgramme, ...cohort.projects.flatMap((project) => checkProject(project, cohort))];
}

function checkProject(project: Project, cohort: Cohort): readonly Finding[] {
  const interns = cohort.interns.filter((intern) => intern.project === project.id);
  const starts = interns.map((intern) => intern.start).sort();
  const ends = interns.map((intern) => intern.end).sort();
  const span = { from: starts[0] ?? cohort.start, to: ends.at(-1) ?? cohort.end };
  return [...project.milestones.entries()].flatMap(([index, { due }]) => {
    if (due === null || (span.from <= due && due <= span.to)) return [];
    return [outside(due, "the internship", span, [["projects", project.id, "milestones", index, "due"]])];
  });
}

function outside(
  due: CivilDate,
  what: string,
  span: { readonly from: CivilDate; readonly to: CivilDate },
  at: readonly Path[],
): Finding {
  return {
    code: "milestone-outside",
    message: `${due} is not within ${what}, ${span.from} to ${span.to}`,
    remedy: "Move it, or check year and month.",
    at,
  };
}

/** G1: sixteen weeks leave time to learn working remotely; weeks are rounded, so that 110 days are sixteen. */
export function programmeLastsLongEnough(cohort: Cohort): readonly Finding[] {
  const weeks = countWeeks(cohort.start, cohort.end);
  if (16 <= weeks && weeks <= 26) return [];
  const remedy =
    "Consider four months, of which the first goes to learning how to work remotely; or accept programme-length with the reason.";
  return [
    {
      code: "programme-length",
      message: `the programme lasts ${weeks} weeks, and 16 to 26 serve a remote internship best`,
      remedy,
      at: [["cohort", "length"], ["cohort", "end"], ["preset"], ["cohort"]],
    },
  ];
}
