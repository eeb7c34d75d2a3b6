import { escapeTitle } from "../text/escape.ts";
import type { Cohort, Project } from "../model/cohort.ts";

/** Title of the forge milestone that holds one project's issues. Unique per cohort, since GitLab wants titles unique in a whole group. */
export function milestoneTitle(cohort: Cohort, project: Project): string {
  return escapeTitle(`${project.title} · ${cohort.title}`);
}
