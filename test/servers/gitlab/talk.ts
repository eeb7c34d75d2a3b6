import type { Context } from "./context.ts";
import type { Json, Reply } from "./http.ts";
import { Refused } from "./http.ts";
import { paginate } from "./pages.ts";
import { renderNote } from "./render.ts";
import { mayReadIssue } from "./rights.ts";
import type { Issue, Note } from "./state.ts";

/** What happened in a project, as far as this server keeps it: what was said on issues. */
export function listEvents(context: Context): Reply {
  const { project, user, params, state, request } = context;
  const after = String(params["after"] ?? "0000-00-00");
  const sign = params["sort"] === "asc" ? 1 : -1;
  const rows = [...project.issues.values()]
    .filter((issue) => mayReadIssue(project, issue, user))
    .flatMap((issue) => issue.notes.filter((note) => !note.system).map((note) => ({ issue, note })))
    .filter(({ note }) => params["action"] === "commented" && note.createdAt.slice(0, 10) > after)
    .sort((a, b) => sign * (a.note.id - b.note.id));
  const render = ({ issue, note }: { readonly issue: Issue; readonly note: Note }): Json => ({
    id: note.id,
    project_id: project.id,
    action_name: "commented on",
    target_id: note.id,
    target_iid: note.id,
    target_type: "Note",
    author_id: note.author.id,
    author_username: note.author.username,
    created_at: note.createdAt,
    note: renderNote(issue, note, context.root),
  });
  return paginate(request, params, rows, { countLimit: state.countLimit, render });
}

/** A sign on a comment. The same one by the same account twice is refused, and with a 404, as clients report. */
export function postAward({ project, user, iid, request, params }: Context): Reply {
  const issue = project.issues.get(iid);
  const id = Number(/\/notes\/(\d+)\//.exec(request.path)?.[1]);
  const note = issue?.notes.find((candidate) => candidate.id === id);
  if (user === null || issue === undefined || note === undefined || !mayReadIssue(project, issue, user))
    throw new Refused(404, { message: "404 Award Emoji Not Found" });
  const name = String(params["name"]);
  const award = `${name} ${user.username}`;
  if (note.awards.includes(award))
    throw new Refused(404, { message: "404 Award Emoji Name has already been taken Not Found" });
  note.awards.push(award);
  return { status: 201, body: { id: note.awards.length, name, user: { id: user.id, username: user.username } } };
}
