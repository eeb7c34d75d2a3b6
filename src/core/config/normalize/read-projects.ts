import type { Intern, Milestone, Project } from "../../model/cohort.ts";
import { ATTESTATIONS } from "../../model/cohort.ts";
import { listEntries, sortBy } from "./entries.ts";
import type { Finding, Path } from "../problems/finding.ts";
import { checkHour, readHour, toDate } from "./read-dates.ts";
import type { FileFacts } from "./file-facts.ts";
import { checkPerson } from "./file-facts.ts";
import type { Draft } from "./salvage.ts";
import type { CohortFile } from "../schema/cohort-file.ts";
import type * as Written from "../schema/projects-section.ts";
import { nameFromId } from "../problems/quoting.ts";

type ProjectEntry = Draft<Written.ProjectEntry>;
type Step = NonNullable<NonNullable<ProjectEntry["milestones"]>[number]>;

/** What projects are read with. */
export interface ProjectReading {
  readonly interns: readonly Intern[];
  /** Where hours are counted that name no zone. */
  readonly zone: string;
  readonly facts: FileFacts;
  nameOf(person: string): string;
}

/** The projects of the file, and one for each intern whom the file gives none; sorted by id. */
export function readProjects(
  section: Draft<CohortFile["projects"]>,
  reading: ProjectReading,
): { readonly projects: readonly Project[]; readonly findings: readonly Finding[] } {
  const { entries } = listEntries<ProjectEntry>(section, ["projects"], "id", {});
  const built = entries.map(({ id, value, path }) => buildProject(id, value, path, reading.zone));
  const named = listNamed(section).flatMap(({ id, path }) => checkPerson(id, path, reading.facts));
  const projects = new Map(built.map(({ project }) => [project.id, project]));
  for (const intern of reading.interns) {
    if (!projects.has(intern.project))
      projects.set(intern.project, implyProject(intern.project, reading.nameOf(intern.person)));
  }
  return {
    projects: sortBy(projects.values(), (project) => project.id),
    findings: [...built.flatMap(({ findings }) => findings), ...named],
  };
}

/** Everybody whom projects name, in the order of the file. */
export function listNamed(
  section: Draft<CohortFile["projects"]>,
): readonly { readonly id: string; readonly path: Path }[] {
  const { entries } = listEntries<ProjectEntry>(section, ["projects"], "id", {});
  return entries.flatMap(({ value, path }) => [
    ...listIds(value.helpers, [...path, "helpers"]),
    ...ATTESTATIONS.flatMap((what) => listIds(value.attested?.[what], [...path, "attested", what])),
  ]);
}

function listIds(ids: readonly (string | undefined)[] | undefined, path: Path) {
  return [...(ids ?? []).entries()].flatMap(([index, id]) =>
    id === undefined ? [] : [{ id, path: [...path, index] }],
  );
}

function buildProject(
  id: string,
  entry: ProjectEntry,
  path: Path,
  zone: string,
): { readonly project: Project; readonly findings: readonly Finding[] } {
  const steps = listEntries<Exclude<Step, string>>(nameSteps(entry.milestones), [...path, "milestones"], "id", {});
  const project: Project = {
    ...BLANK,
    id,
    title: entry.title ?? nameFromId(id),
    implied: false,
    why: trimmed(entry.why),
    doneMeans: trimmed(entry.done_means),
    firstTask: trimmed(entry.first_task),
    milestones: steps.entries.map(({ id: milestone, value }): Milestone => ({
      id: milestone,
      title: value.title ?? nameFromId(milestone),
      due: toDate(value.due),
      ...readHour(value, zone),
    })),
    stakeholders: present(entry.stakeholders),
    priority: entry.priority ?? BLANK.priority,
    links: present(entry.links).flatMap(({ title, url }) =>
      title === undefined || url === undefined ? [] : [{ title, url }],
    ),
    repositories: once(entry.repositories),
    helpers: once(entry.helpers),
    labels: present(entry.labels),
    attested: {
      junior_fit: once(entry.attested?.junior_fit),
      async_fit: once(entry.attested?.async_fit),
      not_a_chore: once(entry.attested?.not_a_chore),
    },
    formerly: present(entry.formerly),
  };
  return { project, findings: [...steps.findings, ...steps.entries.flatMap((step) => checkStep(step))] };
}

/** A text alone is a title; whoever gives no id gets one from the place in the list. */
function nameSteps(steps: ProjectEntry["milestones"]) {
  return steps?.map((step, index) => {
    if (step === undefined) return undefined;
    return { id: `m${index + 1}`, ...(typeof step === "string" ? { title: step } : step) };
  });
}

function checkStep({ value, path }: { readonly value: Exclude<Step, string>; readonly path: Path }) {
  const dateless = value.time !== undefined && value.due === undefined;
  const finding: Finding = {
    code: "missing-key",
    message: "`due` is missing",
    remedy: "Add the day that the hour belongs to, or leave time out.",
    at: [[...path, "time"]],
    onKey: true,
  };
  return [...checkHour(value, path), ...(dateless ? [finding] : [])];
}

function once(names: readonly (string | undefined)[] | undefined): readonly string[] {
  return [...new Set(present(names))].sort();
}

function present<T>(items: readonly (T | undefined)[] | undefined): readonly T[] {
  return (items ?? []).filter((item) => item !== undefined);
}

/** YAML's block texts end in a newline that nobody meant. */
function trimmed(text: string | undefined): string | null {
  return text === undefined ? null : text.trim();
}

const BLANK = {
  why: null,
  doneMeans: null,
  firstTask: null,
  milestones: [],
  stakeholders: [],
  priority: "nice-to-have",
  links: [],
  repositories: [],
  helpers: [],
  labels: [],
  attested: { junior_fit: [], async_fit: [], not_a_chore: [] },
  formerly: [],
};

function implyProject(id: string, name: string): Project {
  return { ...BLANK, id, title: `${name}'s project`, implied: true };
}
