import type { Issue, Project, User } from "./state.ts";
import { LEVELS } from "./state.ts";

/** 0 for whoever is no member. */
export function levelOf(project: Project, user: User | null): number {
  if (user === null || user.state !== "active") return 0;
  return Math.max(project.members.get(user.username) ?? 0, project.groupMembers.get(user.username) ?? 0);
}

export function maySeeProject(project: Project, user: User | null): boolean {
  if (project.visibility === "public" || levelOf(project, user) > 0) return true;
  return project.visibility === "internal" && user !== null;
}

/** Whether issues as such are open to `user`; a confidential one may still be hidden. */
export function maySeeIssues(project: Project, user: User | null): boolean {
  if (user !== null && user.state !== "active") return false;
  if (project.issuesAccess === "disabled" || !maySeeProject(project, user)) return false;
  return project.issuesAccess === "enabled" || levelOf(project, user) > 0;
}

export function mayReadIssue(project: Project, issue: Issue, user: User | null): boolean {
  if (!maySeeIssues(project, user)) return false;
  return !issue.confidential || levelOf(project, user) >= LEVELS.planner || isOwn(issue, user);
}

/** Labels, assignees, milestone, due date; and everybody's text. */
export function mayManageIssues(project: Project, user: User | null): boolean {
  return levelOf(project, user) >= LEVELS.planner;
}

/** A Guest edits only what they wrote or are assigned to. */
export function mayEditIssue(project: Project, issue: Issue, user: User): boolean {
  if (!mayReadIssue(project, issue, user)) return false;
  return mayManageIssues(project, user) || isOwn(issue, user);
}

function isOwn(issue: Issue, user: User | null): boolean {
  if (user === null) return false;
  return issue.author.id === user.id || issue.assignees.some((assignee) => assignee.id === user.id);
}
