import { levelOf, mayReadIssue } from "./rights.ts";
import type { Issue, Notification, Project, State, User } from "./state.ts";
import { findUser } from "./state.ts";

/** An issue before and after one event, and the comment if it was one. */
export interface Event {
  readonly actor: User;
  readonly before: Pick<Issue, "description" | "assignees" | "state"> | null;
  readonly issue: Issue;
  readonly comment: string | null;
}

/** Records whom GitLab would tell: new assignees, new mentions, and the participants of what is said, closed or reopened. */
export function recordNotifications(state: State, project: Project, { actor, before, issue, comment }: Event): void {
  const told = new Set([actor.username]);
  const tell = (usernames: Iterable<string>, reason: Notification["reason"]): void => {
    for (const username of usernames) {
      const user = state.users.get(username);
      if (told.has(username) || user === undefined || !mayReadIssue(project, issue, user)) continue;
      told.add(username);
      state.notifications.push({ account: username, reason, project: project.path, number: issue.iid });
    }
  };
  const former = new Set((before?.assignees ?? []).map((assignee) => assignee.username));
  const assigned = issue.assignees.map((assignee) => assignee.username).filter((username) => !former.has(username));
  const text = comment ?? issue.description;
  const known = new Set(comment === null ? listNames(before?.description ?? "") : []);
  const names = listNames(text).filter((name) => !known.has(name));
  const mentioned = names.flatMap((name) => findUser(state, name)?.username ?? []);
  tell(assigned, "assign");
  tell(mentioned, "mention");
  if (names.some((name) => isGroup(project, name))) tell(listMembers(state, project), "group");
  if (comment !== null) tell(issue.participants, "comment");
  if (before !== null && before.state !== issue.state) tell(issue.participants, "state");
  for (const username of [actor.username, ...assigned, ...mentioned]) issue.participants.add(username);
}

function isGroup(project: Project, name: string): boolean {
  const parts = project.path.split("/");
  return (
    name === "all" ||
    parts.some(
      (_part, index) =>
        parts
          .slice(0, index + 1)
          .join("/")
          .toLowerCase() === name,
    )
  );
}

function listMembers(state: State, project: Project): readonly string[] {
  return [...state.users.values()].filter((user) => levelOf(project, user) > 0).map((user) => user.username);
}

/** Names in lower case. Code and HTML comments are left out; a backslash before the sign does not help on every version. */
function listNames(text: string): readonly string[] {
  const prose = text
    .replace(/^(```|~~~)[\s\S]*?^\1/gm, "")
    .replace(/(`+)[\s\S]*?\1/g, "")
    .replace(/<!--[\s\S]*?-->/g, "");
  const found = prose.matchAll(/(?<![\w/.@`-])@([a-z0-9_](?:[\w./-]*[\w-])?)/gi);
  return [...new Set([...found].map((match) => (match[1] ?? "").toLowerCase()))];
}
