import { countComplexity, cut, findWork, pageOf } from "./activity.ts";
import type { SeenRequest, Reply } from "./http.ts";
import { introspect, parseDocument, select, Unknown, type Field, type Schema } from "./graphql.ts";
import { Refused } from "./http.ts";
import { levelOf, mayEditIssue, mayReadIssue, maySeeProject } from "./rights.ts";
import { commentOn, createIssue, updateIssue, type Wish } from "./save.ts";
import type { Issue, Note, Project, State, User } from "./state.ts";
import { LEVELS } from "./state.ts";

interface Asking {
  readonly state: State;
  readonly user: User | null;
  readonly root: string;
}

type Table = Readonly<Record<string, Field<Asking>>>;
type Input = Readonly<Record<string, unknown>>;

const leaf = (type: string): Field<Asking> => ({ type });
const connection = (node: string): Table => ({ nodes: leaf(node), pageInfo: leaf("PageInfo") });
const gid = (kind: string, id: number) => `gid://gitlab/${kind}/${id}`;
const idOf = (text: unknown) => Number(String(text).split("/").at(-1));

const EPIC = gid("WorkItems::Type", 8);
const HELD = ["ASSIGNEES", "DESCRIPTION", "HIERARCHY", "LABELS", "NOTES", "START_AND_DUE_DATE"];
const ITEMS = {
  after: "String",
  first: "Int",
  authorUsername: "String",
  iids: "[String]",
  labelName: "[String]",
  sort: "WorkItemSort",
  types: "[IssueType]",
};

type Work = NonNullable<ReturnType<typeof findWork>>;

const WORK = { after: "String", first: "Int", updatedAfter: "Time" };
const PAGED = { first: "Int", after: "String" };
const list = (type: string, name: string): Field<Asking> => ({
  type,
  args: PAGED,
  get: (parent: Readonly<Record<string, readonly unknown[]>>, args) => cut(parent[name] ?? [], args),
});
/** What a merge request and an issue have in common. */
const WORK_ITEM: Table = {
  iid: leaf("String"),
  title: leaf("String"),
  webUrl: leaf("String"),
  state: leaf("String"),
  createdAt: leaf("Time"),
  updatedAt: leaf("Time"),
  author: leaf("UserCore"),
  labels: list("LabelConnection", "labels"),
  notes: list("NoteConnection", "notes"),
};

const OBJECTS: Readonly<Record<string, Table>> = {
  Query: {
    currentUser: { type: "CurrentUser", get: (_parent: never, _args, { user }) => user },
    metadata: { type: "Metadata", get: (_parent: never, _args, { state }) => ({ version: state.version }) },
    namespace: {
      type: "Namespace",
      args: { fullPath: "ID!" },
      get: (_parent: never, args, asking) => findHome(asking, args),
    },
    project: {
      type: "Project",
      args: { fullPath: "ID!" },
      get: (_parent: never, args, { state, user }) => findWork(state, user, args["fullPath"]),
    },
    projects: {
      type: "ProjectConnection",
      args: { fullPaths: "[String]", first: "Int", after: "String" },
      get: (_parent: never, args, { state, user }) => {
        const paths = (args["fullPaths"] ?? []) as readonly string[];
        if (paths.length > 50) throw new Unknown("You cannot provide more than 50 full_paths");
        return cut(
          paths.flatMap((path) => findWork(state, user, path) ?? []),
          args,
        );
      },
    },
    group: { type: "Group", args: { fullPath: "ID!" }, get: (_parent: never, args, asking) => findHome(asking, args) },
    __type: {
      type: "__Type",
      args: { name: "String!" },
      get: (_parent: never, args, { state }) => introspect(schemaOf(state), String(args["name"])),
    },
  },
  __Type: { fields: leaf("__Field"), inputFields: leaf("__Name"), possibleTypes: leaf("__Name") },
  __Field: { name: leaf("String"), args: leaf("__Name") },
  __Name: { name: leaf("String") },
  PageInfo: { hasNextPage: leaf("Boolean"), endCursor: leaf("String") },
  Metadata: { version: leaf("String") },
  CurrentUser: {
    username: leaf("String"),
    groupMemberships: {
      type: "GroupMemberConnection",
      get: (user: User, _args, { state }) => {
        const level = state.home.members.get(user.username);
        const group = { fullPath: state.home.path };
        return { nodes: level === undefined ? [] : [{ accessLevel: { integerValue: level }, group }] };
      },
    },
  },
  GroupMemberConnection: connection("GroupMember"),
  GroupMember: { accessLevel: leaf("AccessLevel"), group: leaf("Group") },
  AccessLevel: { integerValue: leaf("Int") },
  Namespace: {
    fullPath: { type: "ID", get: (home: Project) => home.path },
    visibility: leaf("String"),
    availableFeatures: {
      type: "NamespaceAvailableFeatures",
      get: (_home: Project, _args, { state }) => listFeatures(state),
    },
    workItemTypes: {
      type: "WorkItemTypeConnection",
      args: { name: "IssueType" },
      get: () => ({ nodes: [{ id: EPIC, name: "Epic", widgetDefinitions: HELD.map((type) => ({ type })) }] }),
    },
  },
  NamespaceAvailableFeatures: {
    hasEpicsFeature: leaf("Boolean"),
    hasScopedLabelsFeature: leaf("Boolean"),
    hasSubepicsFeature: leaf("Boolean"),
    hasIterationsFeature: leaf("Boolean"),
  },
  WorkItemTypeConnection: connection("WorkItemType"),
  WorkItemType: { id: leaf("ID"), name: leaf("String"), widgetDefinitions: leaf("WorkItemWidgetDefinition") },
  WorkItemWidgetDefinition: { type: leaf("String") },
  Group: {
    fullPath: {
      type: "ID",
      get: (home: { readonly path?: string; readonly fullPath?: string }) => home.path ?? home.fullPath,
    },
    workItems: { type: "WorkItemConnection", args: ITEMS, get: listItems },
  },
  WorkItemConnection: connection("WorkItem"),
  WorkItem: {
    id: leaf("ID"),
    iid: leaf("ID"),
    title: leaf("String"),
    description: leaf("String"),
    state: leaf("WorkItemState"),
    confidential: leaf("Boolean"),
    createdAt: leaf("Time"),
    updatedAt: leaf("Time"),
    webUrl: leaf("String"),
    userDiscussionsCount: leaf("Int"),
    author: leaf("UserCore"),
    namespace: leaf("Namespace"),
    widgets: leaf("WorkItemWidget"),
  },
  WorkItemWidget: { type: { type: "String", get: ({ is }: { readonly is: string }) => is } },
  ProjectConnection: connection("Project"),
  Project: {
    fullPath: leaf("ID"),
    visibility: leaf("String"),
    issuesAccessLevel: leaf("ProjectFeatureAccess"),
    mergeRequestsAccessLevel: leaf("ProjectFeatureAccess"),
    mergeRequests: {
      type: "MergeRequestConnection",
      args: WORK,
      get: ({ items }: Work, args) => pageOf(items, true, args),
    },
    issues: { type: "IssueConnection", args: WORK, get: ({ items }: Work, args) => pageOf(items, false, args) },
  },
  ProjectFeatureAccess: { stringValue: leaf("String"), integerValue: leaf("Int") },
  MergeRequestConnection: connection("MergeRequest"),
  MergeRequest: {
    ...WORK_ITEM,
    draft: leaf("Boolean"),
    mergedAt: leaf("Time"),
    reviewers: list("UserCoreConnection", "reviewers"),
  },
  IssueConnection: connection("Issue"),
  Issue: {
    ...WORK_ITEM,
    closedAt: leaf("Time"),
    confidential: leaf("Boolean"),
    assignees: list("UserCoreConnection", "assignees"),
  },
  UserCore: { id: leaf("ID"), username: leaf("String"), bot: leaf("Boolean") },
  WorkItemWidgetAssignees: { assignees: leaf("UserCoreConnection") },
  UserCoreConnection: connection("UserCore"),
  WorkItemWidgetLabels: { labels: leaf("LabelConnection") },
  LabelConnection: connection("Label"),
  Label: { id: leaf("ID"), title: leaf("String") },
  WorkItemWidgetStartAndDueDate: { dueDate: leaf("String"), startDate: leaf("String") },
  WorkItemWidgetNotes: {
    discussions: {
      type: "DiscussionConnection",
      args: { filter: "NotesFilterType", first: "Int", after: "String" },
      get: ({ notes }: { readonly notes: readonly Note[] }, args) => ({
        nodes: notes
          .filter((note) => args["filter"] !== "ONLY_COMMENTS" || !note.system)
          .map((note) => ({ notes: { nodes: [renderNote(note)] } })),
      }),
    },
  },
  DiscussionConnection: connection("Discussion"),
  Discussion: { notes: leaf("NoteConnection") },
  NoteConnection: connection("Note"),
  Note: {
    id: leaf("ID"),
    body: leaf("String"),
    system: leaf("Boolean"),
    systemNoteIconName: leaf("String"),
    createdAt: leaf("Time"),
    author: leaf("UserCore"),
  },
  Mutation: {
    workItemCreate: { type: "WorkItemPayload", args: { input: "WorkItemCreateInput!" }, get: createItem },
    workItemUpdate: { type: "WorkItemPayload", args: { input: "WorkItemUpdateInput!" }, get: updateItem },
    createNote: { type: "CreateNotePayload", args: { input: "CreateNoteInput!" }, get: createNote },
    updateNote: { type: "CreateNotePayload", args: { input: "UpdateNoteInput!" }, get: updateNote },
    awardEmojiAdd: { type: "AwardEmojiAddPayload", args: { input: "AwardEmojiAddInput!" }, get: addAward },
  },
  WorkItemPayload: { errors: leaf("String"), workItem: leaf("WorkItem") },
  CreateNotePayload: { errors: leaf("String"), note: leaf("Note") },
  AwardEmojiAddPayload: { errors: leaf("String") },
};

const INPUTS: Schema<Asking>["inputs"] = {
  WorkItemCreateInput: {
    title: "String!",
    namespacePath: "ID",
    workItemTypeId: "ID!",
    confidential: "Boolean",
    descriptionWidget: "WorkItemWidgetDescriptionInput",
    labelsWidget: "WorkItemWidgetLabelsCreateInput",
    assigneesWidget: "WorkItemWidgetAssigneesInput",
    startAndDueDateWidget: "WorkItemWidgetStartAndDueDateUpdateInput",
  },
  WorkItemUpdateInput: {
    id: "ID!",
    title: "String",
    confidential: "Boolean",
    stateEvent: "WorkItemStateEvent",
    descriptionWidget: "WorkItemWidgetDescriptionInput",
    labelsWidget: "WorkItemWidgetLabelsUpdateInput",
    assigneesWidget: "WorkItemWidgetAssigneesInput",
    startAndDueDateWidget: "WorkItemWidgetStartAndDueDateUpdateInput",
  },
  WorkItemWidgetDescriptionInput: { description: "String!" },
  WorkItemWidgetLabelsCreateInput: { labelIds: "[ID]!" },
  WorkItemWidgetLabelsUpdateInput: { addLabelIds: "[ID]", removeLabelIds: "[ID]" },
  WorkItemWidgetAssigneesInput: { assigneeIds: "[ID]!" },
  WorkItemWidgetStartAndDueDateUpdateInput: { startDate: "String", dueDate: "String", isFixed: "Boolean" },
  CreateNoteInput: { noteableId: "ID!", body: "String!", internal: "Boolean" },
  UpdateNoteInput: { id: "ID!", body: "String" },
  AwardEmojiAddInput: { awardableId: "ID!", name: "String!" },
};

function schemaOf({ unknown }: State): Schema<Asking> {
  return {
    objects: OBJECTS,
    inputs: INPUTS,
    enums: {
      IssueType: ["EPIC", "ISSUE", "TASK", "INCIDENT"],
      NotesFilterType: ["ALL_NOTES", "ONLY_COMMENTS", "ONLY_ACTIVITY"],
      WorkItemSort: ["CREATED_ASC", "CREATED_DESC"],
      WorkItemState: ["OPEN", "CLOSED"],
      WorkItemStateEvent: ["CLOSE", "REOPEN"],
    },
    unions: {
      WorkItemWidget: [
        "WorkItemWidgetAssignees",
        "WorkItemWidgetLabels",
        "WorkItemWidgetStartAndDueDate",
        "WorkItemWidgetNotes",
      ],
    },
    without: unknown,
  };
}

/** For whoever has signed in; https://docs.gitlab.com/api/graphql/#maximum-query-complexity */
const MOST_COMPLEX = 250;

/** `POST /api/graphql`. What no version knows is on record; what this one does not, only refused. */
export function answerGraphQL(state: State, request: SeenRequest, user: User | null, violations: string[]): Reply {
  const { query, variables = {}, ...rest } = (request.body ?? {}) as Record<string, unknown>;
  if (typeof query !== "string" || Object.keys(rest).length > 0)
    throw new Refused(400, { errors: [{ message: "Unexpected end of document" }] });
  const root = request.path.replace(/\/api\/graphql$/, "");
  const context = { state, user, root: `${request.origin}${root}` };
  const run = (schema: Schema<Asking>) => {
    const { type, selections } = parseDocument(query, variables as Input);
    const complexity = countComplexity(selections);
    return {
      type,
      complexity,
      data: () => select(schema, type === "query" ? "Query" : "Mutation", {}, selections, context),
    };
  };
  try {
    // Everything is checked before anything is done.
    const { type, data, complexity } = run(schemaOf(state));
    if (complexity > MOST_COMPLEX)
      throw new Unknown(`Query has complexity of ${complexity}, which exceeds max complexity of ${MOST_COMPLEX}`);
    if (type === "mutation") check(state, query, variables as Input, context);
    return { status: 200, body: { data: data() } };
  } catch (error) {
    if (error instanceof Unknown) {
      if (state.unknown.size === 0) violations.push(`GraphQL: ${error.message}`);
      return { status: 200, body: { errors: [{ message: error.message }] } };
    }
    if (error instanceof Refused && error.status === 200) return { status: 200, body: error.body };
    throw error;
  }
}

/** A mutation's fields and keys, without doing it. */
function check(state: State, query: string, variables: Input, context: Asking): void {
  const schema = schemaOf(state);
  const mutations = Object.fromEntries(
    Object.entries(OBJECTS["Mutation"] ?? {}).map(([name, field]) => [name, { ...field, get: () => null }]),
  );
  const { selections } = parseDocument(query, variables);
  select({ ...schema, objects: { ...OBJECTS, Mutation: mutations } }, "Mutation", {}, selections, context);
}

const hidden = () =>
  new Refused(200, {
    data: null,
    errors: [
      {
        message:
          "The resource that you are attempting to access does not exist or you don't have permission to perform this action",
      },
    ],
  });

function findHome({ state, user }: Asking, args: Input): Project | null {
  const { home } = state;
  const path = String(args["fullPath"]).toLowerCase();
  const below = state.projects.some((one) => one.path.toLowerCase().startsWith(`${path}/`) && levelOf(one, user) > 0);
  if (path !== home.path.toLowerCase()) return null;
  return below || maySeeProject(home, user) ? home : null;
}

function listFeatures({ tier }: State) {
  const paid = tier !== "free";
  return {
    hasEpicsFeature: paid,
    hasScopedLabelsFeature: paid,
    hasSubepicsFeature: tier === "ultimate",
    hasIterationsFeature: paid,
  };
}

/** After a downgrade the epics are out of sight, and come back with the tier. */
function listItems(home: Project, args: Input, { state, user, root }: Asking) {
  const wanted = (name: string) =>
    args[name] === undefined || args[name] === null ? null : [args[name]].flat().map(String);
  const [iids, labels] = [wanted("iids"), wanted("labelName")];
  const rows = [...home.issues.values()].filter(
    (issue) =>
      state.tier !== "free" &&
      mayReadIssue(home, issue, user) &&
      (iids === null || iids.includes(String(issue.iid))) &&
      (labels === null || labels.every((label) => issue.labels.includes(label))) &&
      (typeof args["authorUsername"] !== "string" || issue.author.username === args["authorUsername"]),
  );
  if (args["sort"] !== "CREATED_ASC") rows.reverse();
  const first = Math.min(100, Number(args["first"] ?? 100));
  const from = Number(args["after"] ?? 0);
  return {
    nodes: rows.slice(from, from + first).map((issue) => renderItem(state, home, issue, root)),
    pageInfo: { hasNextPage: rows.length > from + first, endCursor: String(from + first) },
  };
}

function renderItem(state: State, home: Project, issue: Issue, root: string) {
  const { id, iid, title, description, confidential, createdAt, updatedAt, author } = issue;
  const people = (users: readonly User[]) =>
    users.map((user) => ({ id: gid("User", user.id), username: user.username }));
  const labels = issue.labels.map((name) => ({ id: gid("GroupLabel", home.labels.get(name)?.id ?? 0), title: name }));
  return {
    id: gid("WorkItem", id),
    iid: String(iid),
    title,
    description,
    state: issue.state === "closed" ? "CLOSED" : "OPEN",
    confidential,
    createdAt,
    updatedAt,
    webUrl: `${root}/groups/${home.path}/-/work_items/${iid}`,
    userDiscussionsCount: issue.notes.filter((note) => !note.system).length,
    author: people([author])[0],
    namespace: home,
    widgets: [
      { is: "WorkItemWidgetAssignees", assignees: { nodes: people(issue.assignees) } },
      { is: "WorkItemWidgetLabels", labels: { nodes: labels } },
      { is: "WorkItemWidgetStartAndDueDate", dueDate: issue.dueDate, startDate: null },
      { is: "WorkItemWidgetNotes", notes: issue.notes },
    ],
  };
}

function renderNote({ id, body, system, createdAt, author }: Note) {
  return {
    id: gid("Note", id),
    body,
    system,
    createdAt,
    author: { id: gid("User", author.id), username: author.username },
  };
}

/** Planner in the group, and the tier. */
function needPlanner({ state, user }: Asking): User {
  if (user === null || state.tier === "free" || levelOf(state.home, user) < LEVELS.planner) throw hidden();
  return user;
}

function createItem(_parent: never, { input }: Input, asking: Asking) {
  const user = needPlanner(asking);
  const { state, root } = asking;
  const given = input as Input;
  if (given["workItemTypeId"] !== EPIC || String(given["namespacePath"]).toLowerCase() !== state.home.path)
    throw hidden();
  return save(() =>
    renderItem(state, state.home, createIssue(state, state.home, user, toWish(state, null, given)), root),
  );
}

function updateItem(_parent: never, { input }: Input, asking: Asking) {
  const { state, user, root } = asking;
  const given = input as Input;
  const issue = findItem(state, given["id"]);
  if (user === null || state.tier === "free" || !mayEditIssue(state.home, issue, user)) throw hidden();
  return save(() =>
    renderItem(state, state.home, updateIssue(state, state.home, issue, user, toWish(state, issue, given)), root),
  );
}

function save(work: () => unknown) {
  try {
    return { errors: [], workItem: work() };
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    return { errors: [JSON.stringify(error.body)], workItem: null };
  }
}

function createNote(_parent: never, { input }: Input, asking: Asking) {
  const { state, user } = asking;
  const { noteableId, body } = input as Input;
  const issue = findItem(state, noteableId);
  if (user === null || !mayReadIssue(state.home, issue, user)) throw hidden();
  const note = commentOn(state, state.home, issue, user, String(body));
  return { errors: [], note: note === null ? null : renderNote(note) };
}

/** Its author's own alone. */
function updateNote(_parent: never, { input }: Input, { state, user }: Asking) {
  const { id, body } = input as Input;
  const note = [...state.home.issues.values()].flatMap((issue) => issue.notes).find((one) => one.id === idOf(id));
  if (user === null || note === undefined || note.author.id !== user.id) throw hidden();
  Object.assign(note, { body: String(body) });
  return { errors: [], note: renderNote(note) };
}

function addAward(_parent: never, { input }: Input, { state, user }: Asking) {
  const { awardableId, name } = input as Input;
  const note = [...state.home.issues.values()]
    .flatMap((issue) => issue.notes)
    .find((one) => one.id === idOf(awardableId));
  if (user === null || note === undefined) throw hidden();
  const award = `${String(name)} ${user.username}`;
  if (note.awards.includes(award)) return { errors: ["Name has already been taken"] };
  note.awards.push(award);
  return { errors: [] };
}

function findItem(state: State, id: unknown): Issue {
  const found = [...state.home.issues.values()].find((issue) => issue.id === idOf(id));
  if (found === undefined || !String(id).startsWith("gid://gitlab/WorkItem/")) throw hidden();
  return found;
}

/** Labels by id: one that is not the group's is refused. */
function toWish(state: State, issue: Issue | null, given: Input): Wish {
  const widget = (name: string) => (given[name] ?? {}) as Input;
  const names = (ids: unknown) =>
    ((ids ?? []) as readonly string[]).map((id) => {
      const label = [...state.home.labels.values()].find((one) => one.id === idOf(id));
      if (label === undefined) throw hidden();
      return label.name;
    });
  const { description } = widget("descriptionWidget");
  const labels = widget("labelsWidget");
  const assignees = widget("assigneesWidget")["assigneeIds"] as readonly string[] | undefined;
  const dates = widget("startAndDueDateWidget");
  const event = given["stateEvent"];
  return {
    ...(typeof given["title"] === "string" ? { title: given["title"] } : {}),
    ...(typeof description === "string" ? { description } : {}),
    ...(event === undefined ? {} : { state: event === "CLOSE" ? "close" : "reopen" }),
    ...(typeof given["confidential"] === "boolean" ? { confidential: given["confidential"] } : {}),
    ...(issue === null && labels["labelIds"] !== undefined ? { labels: names(labels["labelIds"]) } : {}),
    ...(labels["addLabelIds"] === undefined ? {} : { addLabels: names(labels["addLabelIds"]) }),
    ...(labels["removeLabelIds"] === undefined ? {} : { removeLabels: names(labels["removeLabelIds"]) }),
    ...(assignees === undefined ? {} : { assigneeIds: assignees.map(idOf) }),
    ...("dueDate" in dates ? { dueDate: (dates["dueDate"] as string | null) ?? "" } : {}),
  };
}
