import { z } from "zod";
import { parseDate } from "../../../core/model/date.ts";
import type { ObservedComment, ObservedIssue } from "../../../core/model/issue.ts";
import type { EpicMeans } from "../api/means.ts";

const Note = z.object({
  id: z.string(),
  body: z.string().nullish(),
  system: z.boolean().nullish(),
  createdAt: z.string(),
  author: z.object({ username: z.string() }).nullish(),
});
const Discussion = z.object({ notes: z.object({ nodes: z.array(Note) }).nullish() });

/** One widget has one of these. */
const Widget = z.object({
  assignees: z.object({ nodes: z.array(z.object({ id: z.string(), username: z.string() })) }).nullish(),
  labels: z.object({ nodes: z.array(z.object({ title: z.string() })) }).nullish(),
  dueDate: z.string().nullish(),
  discussions: z.object({ nodes: z.array(Discussion) }).nullish(),
});

/** An epic as a work item, the fields that `selectEpic` asks for. */
export const Epic = z.object({
  id: z.string(),
  iid: z.string(),
  title: z.string(),
  description: z.string().nullish(),
  state: z.enum(["OPEN", "CLOSED"]),
  confidential: z.boolean().nullish(),
  createdAt: z.string(),
  updatedAt: z.string(),
  webUrl: z.string().nullish(),
  userDiscussionsCount: z.int().nullish(),
  author: z.object({ username: z.string() }).nullish(),
  namespace: z.object({ fullPath: z.string() }).nullish(),
  widgets: z.array(Widget).nullish(),
});
export type Epic = z.infer<typeof Epic>;

const WIDGETS = {
  WorkItemWidgetAssignees: "assignees { nodes { id username } }",
  WorkItemWidgetLabels: "labels { nodes { title } }",
  WorkItemWidgetStartAndDueDate: "dueDate",
  WorkItemWidgetNotes:
    "discussions(filter: ONLY_COMMENTS) { nodes { notes { nodes { id body system createdAt author { username } } } } }",
} as const;

/** What is asked of an epic, as far as this server has it. */
export function selectEpic({ fields, widgets }: EpicMeans): string {
  const more = ["userDiscussionsCount", "namespace { fullPath }"].filter((field) =>
    fields.has(field.split(" ")[0] ?? ""),
  );
  const parts = Object.entries(WIDGETS).filter(([name]) => widgets.has(name));
  const all = parts.map(([name, text]) => `... on ${name} { ${text} }`).join(" ");
  const own = "id iid title description state confidential createdAt updatedAt webUrl author { username }";
  return `${own} ${more.join(" ")} widgets { type ${all} }`;
}

/** The epic as an issue like any other. */
export function toObservedEpic(place: string, epic: Epic): ObservedIssue {
  const widgets = epic.widgets ?? [];
  const due = widgets.map((widget) => widget.dueDate ?? null).find((date) => date !== null);
  return {
    place,
    number: Number(epic.iid),
    url: epic.webUrl ?? "",
    title: epic.title,
    body: epic.description ?? "",
    state: epic.state === "CLOSED" ? "closed" : "open",
    labels: widgets
      .flatMap((widget) => widget.labels?.nodes ?? [])
      .map((label) => label.title)
      .sort(),
    assignees: listAssignees(epic).map((account) => account.username),
    due: due === undefined ? null : parseDate(due),
    milestone: null,
    confidential: epic.confidential ?? false,
    author: epic.author?.username ?? "ghost",
    createdAt: epic.createdAt,
    updatedAt: epic.updatedAt,
    comments: epic.userDiscussionsCount ?? listNotes(epic).length,
  };
}

export function listAssignees(epic: Epic): readonly { readonly id: string; readonly username: string }[] {
  return (epic.widgets ?? []).flatMap((widget) => widget.assignees?.nodes ?? []);
}

/** What people said on it, each with what GraphQL calls it. */
export function listSaid(
  place: string,
  epic: Epic,
): readonly { readonly id: string; readonly at: string; readonly comment: ObservedComment }[] {
  return listNotes(epic).flatMap(({ id, body, author, createdAt }) => {
    const number = Number(id.split("/").at(-1));
    if (!author || !Number.isInteger(number)) return [];
    return [
      {
        id,
        at: createdAt,
        comment: {
          place,
          number: Number(epic.iid),
          id: number,
          author: author.username,
          text: body ?? "",
          at: createdAt,
        },
      },
    ];
  });
}

function listNotes(epic: Epic) {
  return (epic.widgets ?? [])
    .flatMap((widget) => widget.discussions?.nodes ?? [])
    .flatMap((discussion) => discussion.notes?.nodes ?? [])
    .filter((note) => note.system !== true);
}
