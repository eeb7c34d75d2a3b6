import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { ForgeError } from "../../../src/core/diagnostics/errors.ts";
import type { ObservedIssue } from "../../../src/core/model/issue.ts";
import { openGitLabReader, openGitLabWriter } from "../../../src/forges/gitlab/index.ts";
import type { ForgeConnection, IssueDraft } from "../../../src/forges/types.ts";
import { LEVELS, startGitLab, TOKENS, type GitLabServer } from "../../servers/gitlab/index.ts";
import { connectGitLab } from "../../support/gitlab-harness.ts";

const GROUP = "groups/acme";
const LABEL = "cohort::summer";
const DRAFT: IssueDraft = {
  title: "Readings from the garden",
  body: "Hello\n\n- [ ] Say hello\n",
  labels: [LABEL, "kind::project"],
  assignee: null,
  due: null,
  milestone: null,
  confidential: false,
};

describe("a group's epics on GitLab", () => {
  let server: GitLabServer;
  let shared: Map<string, Promise<unknown>>;
  beforeEach(async () => {
    server = await startGitLab({ tier: "premium", base: "/git" });
    shared = new Map();
  });
  afterEach(async () => {
    await server.close();
    expect(server.violations).toEqual([]);
  });
  const connect = (overrides: Partial<ForgeConnection> = {}): ForgeConnection =>
    connectGitLab(server, { place: GROUP, epics: { group: "acme", memory: shared }, ...overrides });
  const reader = (overrides: Partial<ForgeConnection> = {}) => openGitLabReader(connect(overrides));
  const writer = (overrides: Partial<ForgeConnection> = {}) => openGitLabWriter(connect(overrides));
  const make = async (change: Partial<IssueDraft> = {}) => {
    const to = writer();
    for (const name of [...DRAFT.labels, "status::todo", "status::doing"])
      await to.createLabel({ name, color: "c5def5", description: "" });
    return to.createIssue({ ...DRAFT, ...change });
  };
  const readable = ({ title, body, state, labels, assignees, due, confidential, comments }: ObservedIssue) => ({
    title,
    body,
    state,
    labels,
    assignees,
    due,
    confidential,
    comments,
  });
  const catchError = async (promise: Promise<unknown>): Promise<unknown> => promise.catch((error: unknown) => error);

  it("are a place of their own, known after one question that the project shares", async () => {
    const group = reader();
    expect(await group.observePlace()).toMatchObject({
      place: GROUP,
      visibility: "private",
      account: "fledgling-bot",
      canWrite: true,
      capabilities: { epics: true, dueDate: true, scopedLabels: true, children: null },
      access: { tier: "premium", version: "18.5.1", owner: "group", role: "Planner", lacks: [] },
    });
    const project = reader({ place: server.place });
    const { capabilities, access } = await project.observePlace();
    expect(capabilities).toMatchObject({ children: { limit: 5000, atCreate: true }, scopedLabels: true });
    expect(access.tier).toBe("premium");
    expect([group.requests().GET, project.requests().GET]).toEqual([1, 2]);
  });

  it("are listed with every field as asked", async () => {
    const made = await make({ assignee: "grace", due: "2026-09-18", confidential: true });
    const expected = {
      title: DRAFT.title,
      body: DRAFT.body.trimEnd(),
      state: "open",
      labels: [...DRAFT.labels].sort(),
      assignees: ["grace"],
      due: "2026-09-18",
      confidential: true,
      comments: 0,
    };
    expect(readable(made)).toEqual(expected);
    const [listed] = await reader().listIssues(LABEL);
    expect(listed).toEqual(made);
    expect(await reader().readIssue(made.number)).toEqual(made);
    expect(await reader().readIssue(99)).toBeNull();
    expect(await reader().listIssuesBy("fledgling-bot")).toEqual([made]);
    expect(await reader().listIssuesBy("ada")).toEqual([]);
    expect(await reader().listIssues("cohort::sum")).toEqual([]);
    expect(made.url).toContain(`/groups/acme/-/work_items/${made.number}`);
  });

  it.each([0, 100, 101])("are listed whole, all %i of them", async (total) => {
    for (let index = 0; index < total; index += 1) await server.create("kim", `Epic ${index}`, "", [LABEL], GROUP);
    const found = await reader().listIssues(LABEL);
    expect(found.map((epic) => epic.title)).toEqual(Array.from({ length: total }, (_, index) => `Epic ${index}`));
  });

  it("change in what a patch names, and in nothing else", async () => {
    const { number } = await make({ assignee: "grace", due: "2026-09-18" });
    const to = writer();
    let expected = readable((await to.readIssue(number)) as ObservedIssue);
    const steps = [
      [{ title: "New" }, { title: "New" }],
      [{ body: "New body" }, { body: "New body" }],
      [{ state: "closed" }, { state: "closed" }],
      [{ state: "open" }, { state: "open" }],
      [{ due: null }, { due: null }],
      [{ confidential: true }, { confidential: true }],
      [{ addLabels: ["status::todo"] }, { labels: [...DRAFT.labels, "status::todo"].sort() }],
      [
        { addLabels: ["status::doing"], removeLabels: ["status::todo"] },
        { labels: [...DRAFT.labels, "status::doing"].sort() },
      ],
      [{ assignee: { from: "grace", to: "omar" } }, { assignees: ["omar"] }],
      [{ assignee: { from: "omar", to: null } }, { assignees: [] }],
      [{}, {}],
    ] as const;
    for (const [patch, change] of steps) {
      expected = { ...expected, ...change };
      expect(readable(await to.updateIssue(number, patch))).toEqual(expected);
      expect(readable((await reader().readIssue(number)) as ObservedIssue)).toEqual(expected);
    }
  });

  it("are talked about, and the answer to a comment is one sign", async () => {
    const { number } = await make();
    await server.comment("grace", number, "done 1", GROUP);
    const to = writer();
    const [epic] = await to.listIssues(LABEL);
    expect(epic?.comments).toBe(1);
    const [said, ...others] = await to.listComments("2026-01-01T00:00:00Z");
    expect(others).toEqual([]);
    expect(said).toMatchObject({ place: GROUP, number, author: "grace", text: "done 1" });
    expect(await to.listComments("2027-01-01T00:00:00Z")).toEqual([]);
    if (said === undefined) throw new Error("nothing was said");
    await to.react(said, "understood");
    await to.react(said, "understood");
    await to.createComment(number, "Thank you");
    const all = await to.listCommentsOf(number);
    expect(all.map(({ author, text }) => [author, text])).toEqual([
      ["grace", "done 1"],
      ["fledgling-bot", "Thank you"],
    ]);
    await to.updateComment({ number, id: all[1]?.id ?? 0 }, "Thank you all");
    expect(server.comments(number, GROUP)).toEqual(["done 1", "Thank you all"]);
    expect(await catchError(to.updateComment({ number, id: all[0]?.id ?? 0 }, "Theirs"))).toMatchObject({
      fault: "forbidden",
    });
    expect(server.state.home.issues.get(number)?.notes[0]?.awards).toEqual(["thumbsup fledgling-bot"]);
  });

  it("have the group's labels, made once, and no milestones", async () => {
    await make();
    await make();
    expect((await reader().listLabels()).filter((name) => name === LABEL)).toEqual([LABEL]);
    expect(await openGitLabReader(connectGitLab(server)).listLabels()).toContain(LABEL);
    expect(await reader().listMilestones()).toEqual([]);
    const refused = await catchError(writer().createMilestone({ title: "One", description: "", due: null }));
    expect(refused).toMatchObject({ fate: "not-done" });
  });

  it("are assigned to members of the group alone", async () => {
    server.state.home.members.delete("lin");
    const group = reader();
    await group.observePlace();
    expect(await group.findAccounts(["ada", "lin", "nobody-here"])).toEqual({
      ada: "eligible",
      lin: "ineligible",
      "nobody-here": "missing",
    });
  });

  it.each([
    "WorkItem.userDiscussionsCount",
    "WorkItem.namespace",
    "WorkItemWidgetAssignees",
    "WorkItemWidgetStartAndDueDateUpdateInput.isFixed",
  ])("are read and written where the server does not know %s", async (name) => {
    server.state.unknown.add(name);
    const { number } = await make({ due: "2026-09-18" });
    await server.comment("grace", number, "Hello", GROUP);
    const [listed] = await reader().listIssues(LABEL);
    expect(listed).toMatchObject({ number, due: "2026-09-18", comments: 1 });
    expect(await writer().updateIssue(number, { due: "2026-09-25" })).toMatchObject({ due: "2026-09-25" });
  });

  it("are none on Free, which is no error", async () => {
    await make();
    server.state.tier = "free";
    expect((await reader().observePlace()).capabilities.epics).toBe(true);
    shared.clear();
    expect(await reader().observePlace()).toMatchObject({
      capabilities: { epics: false },
      access: { tier: "free", lacks: [] },
    });
    expect(await reader().listIssues(LABEL)).toEqual([]);
  });

  it("cannot be written through a reader, nor with a token that may only read", async () => {
    const { number } = await make();
    expect("createIssue" in reader()).toBe(false);
    const error = await catchError(writer({ token: TOKENS.readOnly }).updateIssue(number, { title: "New" }));
    expect(error).toMatchObject({ fault: "forbidden", fate: "not-done", remedy: expect.stringMatching(/scope/) });
  });

  it("say in words what a role lacks", async () => {
    const { number } = await make();
    server.state.home.members.set("fledgling-bot", LEVELS.guest);
    server.state.home.issues.delete(number);
    const error = await catchError(writer().createIssue({ ...DRAFT, labels: [] }));
    expect(error).toBeInstanceOf(ForgeError);
    expect(error).toMatchObject({ fault: "forbidden", fate: "not-done" });
  });

  it.each([
    [
      "a 502 after it was done",
      { kind: "status", status: 502, after: true },
      { fault: "unavailable", fate: "unknown" },
    ],
    ["a reset", { kind: "reset", after: true }, { fault: "unavailable", fate: "unknown" }],
    [
      "a limit, told with a 200",
      {
        kind: "status",
        status: 200,
        body: { errors: [{ message: "This endpoint has been requested too many times. Try again later." }] },
      },
      { fault: "rate-limited", fate: "not-done" },
    ],
    [
      "a refusal, told with a 200",
      { kind: "status", status: 200, body: { data: { change: { errors: ["Title is too long"], workItem: null } } } },
      { fault: "rejected", fate: "not-done", message: expect.stringContaining("Title is too long") },
    ],
    [
      "an answer without an epic",
      { kind: "status", status: 200, body: { data: { change: { errors: [], workItem: null } } } },
      { fault: "unavailable", fate: "unknown" },
    ],
  ] as const)("are made once at most, whatever comes back: %s", async (_name, fault, expected) => {
    await make();
    const isCreate = (body: unknown) => JSON.stringify(body ?? "").includes("workItemCreate(");
    server.reset();
    server.onRequest = ({ body }) => (isCreate(body) ? fault : "pass");
    const error = await catchError(writer({ patience: 100 }).createIssue({ ...DRAFT, title: "Another" }));
    expect(error).toMatchObject(expected);
    expect(server.log.filter(({ body }) => isCreate(body))).toHaveLength(1);
  });

  it("are asked for again after a 503, as every read is", async () => {
    await make();
    let left = 2;
    server.onRequest = ({ path }) =>
      path.endsWith("/graphql") && left-- > 0 ? { kind: "status", status: 503 } : "pass";
    expect(await reader().listIssues(LABEL)).toHaveLength(1);
  });
});

describe("issues under an epic", () => {
  let server: GitLabServer;
  beforeEach(async () => {
    server = await startGitLab({ tier: "premium" });
  });
  afterEach(async () => {
    await server.close();
    expect(server.violations).toEqual([]);
  });
  const open = () => openGitLabWriter(connectGitLab(server, { epics: { group: "acme", memory: new Map() } }));
  const draft = { ...DRAFT, title: "Week 1" };

  it("are put there by the request that makes them, moved, and taken out", async () => {
    const [first, second] = [
      await server.create("kim", "One", "", [], GROUP),
      await server.create("kim", "Two", "", [], GROUP),
    ];
    const at = (number: number) => ({ place: GROUP, number });
    const to = open();
    server.reset();
    const made = await to.createIssue({ ...draft, parent: at(first) });
    expect(made.parent).toEqual(at(first));
    expect(server.counts()).toMatchObject({ GET: 1, POST: 1 });
    expect((await to.createIssue({ ...draft, parent: at(first) })).parent).toEqual(at(first));
    expect(server.counts()).toMatchObject({ GET: 1, POST: 2 });
    const moved = await to.updateIssue(made.number, { parent: { from: at(first), to: at(second) } });
    expect(moved.parent).toEqual(at(second));
    expect((await to.readIssue(made.number))?.parent).toEqual(at(second));
    expect((await to.updateIssue(made.number, { parent: { from: at(second), to: null } })).parent).toBeNull();
  });

  it("are made without it where the epic will not have them, and say so", async () => {
    const number = await server.create("kim", "One", "", [], GROUP);
    const epic = server.state.home.issues.get(number);
    Object.assign(epic ?? {}, { confidential: true });
    server.reset();
    const made = await open().createIssue({ ...draft, parent: { place: GROUP, number } });
    expect(made.parent).toBeNull();
    expect(server.project.issues.size).toBe(1);
    server.onRequest = ({ path }) => (path.includes("/epics/") ? { kind: "status", status: 404 } : "pass");
    expect((await open().createIssue({ ...draft, parent: { place: GROUP, number } })).parent).toBeNull();
  });

  it("give up the label that another of its scope replaces, without being told to", async () => {
    const to = open();
    await to.observePlace();
    const { number } = await to.createIssue({ ...draft, labels: ["status::todo", "kind::retro", "plain"] });
    server.reset();
    const changed = await to.updateIssue(number, {
      addLabels: ["status::doing"],
      removeLabels: ["status::todo", "plain"],
    });
    expect(changed.labels).toEqual(["kind::retro", "status::doing"]);
    const [sent] = server.log.filter(({ method }) => method === "PUT");
    expect(sent?.body).toEqual({ add_labels: "status::doing", remove_labels: "plain" });
  });

  it("have one label of a scope on Free too, since the old one is taken off", async () => {
    server.state.tier = "free";
    const to = open();
    await to.observePlace();
    const { number } = await to.createIssue({ ...draft, labels: ["status::todo"] });
    const changed = await to.updateIssue(number, { addLabels: ["status::doing"], removeLabels: ["status::todo"] });
    expect(changed.labels).toEqual(["status::doing"]);
  });
});
