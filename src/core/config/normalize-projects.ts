import type { Intern, Milestone, Project } from "../model/cohort.ts";
import { listEntries, sortBy } from "./entries.ts";
import type { Finding, Path } from "./finding.ts";
import { toDate } from "./normalize-dates.ts";
import type { Draft } from "./salvage.ts";
import type { CohortFile } from "./schema.ts";
import { nameFromId } from "./words.ts";

const NOBODY: Project["attested"] = { junior_fit: [], async_fit: [], not_a_chore: [] };

type ProjectEntry = Draft<NonNullable<NonNullable<CohortFile["projects"]>[string]>>;

/** The projects of the file, and one for each intern whom the file gives none; sorted by id. */
export function readProjects(
  section: Draft<CohortFile["projects"]>,
  interns: readonly Intern[],
  nameOf: (person: string) => string,
): { readonly projects: readonly Project[]; readonly findings: readonly Finding[] } {
  const { entries } = listEntries<ProjectEntry>(section, ["projects"], "id", {});
  const built = entries.map(({ id, value, path }) => buildProject(id, value, path));
  const projects = new Map(built.map(({ project }) => [project.id, project]));
  for (const intern of interns) {
    if (!projects.has(intern.project))
      projects.set(intern.project, implyProject(intern.project, nameOf(intern.person)));
  }
  return {
    projects: sortBy(projects.values(), (project) => project.id),
    findings: built.flatMap(({ findings }) => findings),
  };
}

function buildProject(
  id: string,
  entry: ProjectEntry,
  path: Path,
): { readonly project: Project; readonly findings: readonly Finding[] } {
  const { entries, findings } = listEntries(entry.milestones, [...path, "milestones"], "id", {});
  const project: Project = {
    id,
    title: entry.title ?? nameFromId(id),
    implied: false,
    why: trimmed(entry.why),
    doneMeans: trimmed(entry.done_means),
    firstTask: trimmed(entry.first_task),
    milestones: entries.map(({ id: milestone, value }): Milestone => ({
      id: milestone,
      title: value.title ?? nameFromId(milestone),
      due: toDate(value.due),
    })),
    stakeholders: (entry.stakeholders ?? []).filter((name) => name !== undefined),
    priority: entry.priority ?? "nice-to-have",
    links: (entry.links ?? []).flatMap((link) =>
      link?.title === undefined || link.url === undefined ? [] : [{ title: link.title, url: link.url }],
    ),
    helpers: [],
    labels: [],
    attested: NOBODY,
  };
  return { project, findings };
}

/** YAML's block texts end in a newline that nobody meant. */
function trimmed(text: string | undefined): string | null {
  return text === undefined ? null : text.trim();
}

function implyProject(id: string, name: string): Project {
  return {
    id,
    title: `${name}'s project`,
    implied: true,
    why: null,
    doneMeans: null,
    firstTask: null,
    milestones: [],
    stakeholders: [],
    priority: "nice-to-have",
    links: [],
    helpers: [],
    labels: [],
    attested: NOBODY,
  };
}
