import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { InvariantError } from "../../../src/core/diagnostics/errors.ts";
import { openGitHubReader, openGitHubWriter } from "../../../src/forges/github/index.ts";
import type { ForgeWriter, IssueDraft } from "../../../src/forges/types.ts";
import type { GitHubServer } from "../../servers/github/index.ts";
import { startGitHub, TOKENS } from "../../servers/github/index.ts";
import { connectGitHub } from "../../support/github-harness.ts";

const DRAFT: IssueDraft = {
  title: "Week 1 · Ada Example",
  body: "- [ ] Say hello\n",
  labels: ["cohort::2026-summer", "status::todo"],
  assignee: "ada",
  due: null,
  milestone: null,
  confidential: false,
};

describe("writing to GitHub", () => {
  let server: GitHubServer;
  let writer: ForgeWriter;
  beforeEach(async () => {
    server = await startGitHub();
    writer = openGitHubWriter(connectGitHub(server));
  });
  afterEach(async () => {
    await server.close();
    expect(server.violations).toEqual([]);
  });

  const writes = () =>
    server.requests
      .filter((request) => request.method !== "GET")
      .map((request) => `${request.method} ${request.path.split("/").slice(4).join("/")}`);

  it("creates an issue whole in one request", async () => {
    const milestone = await writer.createMilestone({ title: "Telemetry", description: "", due: null });
    server.reset();
    const created = await writer.createIssue({ ...DRAFT, milestone });
    expect(created).toMatchObject({
      place: "acme/internships",
      number: 1,
      title: DRAFT.title,
      body: DRAFT.body,
      state: "open",
      labels: ["cohort::2026-summer", "status::todo"],
      assignees: ["ada"],
      milestone: "Telemetry",
      due: null,
      confidential: false,
      author: "fledgling-bot",
      comments: 0,
    });
    expect(created.url).toBe(`${server.url}/acme/internships/issues/1`);
    expect(writes()).toEqual(["POST issues"]);
    expect(await writer.readIssue(1)).toEqual(created);
  });

  it("says whom GitHub really assigned when it drops somebody without a word", async () => {
    expect((await writer.createIssue({ ...DRAFT, assignee: "mallory" })).assignees).toEqual([]);
  });

  it("sends one request for title, body, state and milestone together", async () => {
    await writer.createIssue(DRAFT);
    const milestone = await writer.createMilestone({ title: "Telemetry", description: "", due: null });
    server.reset();
    const issue = await writer.updateIssue(1, { title: "New", body: "New body", state: "closed", milestone });
    expect(issue).toMatchObject({
      title: "New",
      body: "New body",
      state: "closed",
      milestone: "Telemetry",
      labels: DRAFT.labels,
      assignees: ["ada"],
    });
    expect(writes()).toEqual(["PATCH issues/1"]);
    const reopened = await writer.updateIssue(1, { state: "open", milestone: null });
    expect(reopened).toMatchObject({ state: "open", milestone: null, title: "New" });
  });

  it("changes labels one by one, leaves others, and takes an absent one for removed", async () => {
    await writer.createIssue(DRAFT);
    await server.edit("kim", 1, { labels: [...DRAFT.labels, "a person's"] });
    server.reset();
    const issue = await writer.updateIssue(1, {
      addLabels: ["status::doing"],
      removeLabels: ["status::todo", "never-there"],
    });
    expect(issue.labels).toEqual(["a person's", "cohort::2026-summer", "status::doing"]);
    expect(writes()).toEqual([
      "POST issues/1/labels",
      "DELETE issues/1/labels/status%3A%3Atodo",
      "DELETE issues/1/labels/never-there",
    ]);
  });

  it("needs no further request after a change of labels alone to an issue it has seen", async () => {
    await writer.createIssue(DRAFT);
    await writer.readIssue(1);
    server.reset();
    const issue = await writer.updateIssue(1, { addLabels: ["status::doing"], removeLabels: ["status::todo"] });
    expect(issue).toMatchObject({
      title: DRAFT.title,
      assignees: ["ada"],
      labels: ["cohort::2026-summer", "status::doing"],
    });
    expect(server.counts()).toEqual({ GET: 0, POST: 1, PUT: 0, PATCH: 0, DELETE: 1 });
    const fresh = openGitHubWriter(connectGitHub(server));
    expect(await fresh.updateIssue(1, { addLabels: ["status::done"] })).toMatchObject({ title: DRAFT.title });
  });

  it("sends nothing for labels when none are named: an empty list would take all of them off", async () => {
    await writer.createIssue(DRAFT);
    server.reset();
    const issue = await writer.updateIssue(1, { addLabels: [], removeLabels: [], title: "New" });
    expect(writes()).toEqual(["PATCH issues/1"]);
    expect(issue.labels).toEqual(DRAFT.labels);
  });

  it("puts the new assignee on before the old one is off, and leaves everybody else", async () => {
    await writer.createIssue(DRAFT);
    await server.edit("kim", 1, { assignees: ["ada", "lee"] });
    server.reset();
    const issue = await writer.updateIssue(1, { assignee: { from: "ada", to: "ben" } });
    expect([...issue.assignees].sort()).toEqual(["ben", "lee"]);
    expect(writes()).toEqual(["POST issues/1/assignees", "DELETE issues/1/assignees"]);
    expect((await writer.updateIssue(1, { assignee: { from: "ben", to: null } })).assignees).toEqual(["lee"]);
    expect((await writer.updateIssue(1, { assignee: { from: null, to: "ada" } })).assignees).toEqual(["lee", "ada"]);
  });

  it("passes an issue on where GitHub holds but one assignee", async () => {
    server.state.assigneeLimit = 1;
    await writer.createIssue(DRAFT);
    expect((await writer.updateIssue(1, { assignee: { from: "ada", to: "ben" } })).assignees).toEqual(["ben"]);
  });

  it("writes the body last, so that a stop in between never looks like a person's change", async () => {
    await writer.createIssue(DRAFT);
    server.reset();
    await writer.updateIssue(1, {
      body: "New",
      addLabels: ["a"],
      removeLabels: ["status::todo"],
      assignee: { from: "ada", to: "ben" },
    });
    expect(writes().at(-1)).toBe("PATCH issues/1");
    expect(writes()).toHaveLength(5);
  });

  it("keeps a body to the character, CRLF, markers and trailing blanks included", async () => {
    const body = '- [ ] one\r\n- [x] two  \r\n\r\n<!-- fledgling: {"v":1} -->\n';
    expect((await writer.createIssue({ ...DRAFT, body })).body).toBe(body);
    expect((await writer.updateIssue(1, { body: `${body}more` })).body).toBe(`${body}more`);
  });

  it("comments, which GitHub tells the people on the issue", async () => {
    await writer.createIssue(DRAFT);
    server.state.notifications.splice(0);
    await writer.createComment(1, "Well done, @grace! Not `@omar`.");
    expect((await writer.readIssue(1))?.comments).toBe(1);
    expect(server.state.notifications).toEqual([
      { account: "grace", reason: "mention", number: 1 },
      { account: "ada", reason: "comment", number: 1 },
    ]);
  });

  it("makes a label, and leaves one that exists as it is, whatever its case", async () => {
    await writer.createLabel({ name: "kind::retro", color: "1f6feb", description: "A weekly look back" });
    await writer.createLabel({ name: "Kind::Retro", color: "ffffff", description: "" });
    expect(await writer.listLabels()).toEqual(["kind::retro"]);
  });

  it("makes a milestone due on its day in GitHub's own zone, and adopts one that exists, closed ones too", async () => {
    const made = await writer.createMilestone({ title: "Telemetry", description: "Why", due: "2026-09-18" });
    expect(server.requests.at(-1)?.body).toEqual({
      title: "Telemetry",
      description: "Why",
      due_on: "2026-09-18T12:00:00Z",
    });
    expect(await writer.createMilestone({ title: "Telemetry", description: "", due: null })).toEqual(made);
    await server.createMilestone("Closed", "closed");
    expect(await writer.createMilestone({ title: "Closed", description: "", due: null })).toEqual({
      title: "Closed",
      id: 2,
    });
    expect(await writer.listMilestones()).toHaveLength(2);
  });

  it.each([
    ["a body too long", { body: "x".repeat(65_537) }, /body is too long/],
    ["a title too long", { title: "x".repeat(257) }, /title is too long/],
    ["a label name too long", { labels: ["x".repeat(51)] }, /name is too long/],
    [
      "more than a hundred labels",
      { labels: Array.from({ length: 101 }, (_, index) => `l${index}`) },
      /more than 100 labels/,
    ],
    ["an account GitHub does not know", { assignee: "nobody-here" }, /assignees: invalid/],
    ["a milestone that is not there", { milestone: { title: "Gone", id: 7 } }, /milestone: invalid/],
  ])("says in GitHub's words why it refuses %s, without the text sent", async (_name, change, words) => {
    const error = await writer.createIssue({ ...DRAFT, ...change }).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({
      name: "ForgeError",
      fault: "rejected",
      status: 422,
      fate: "not-done",
      operation: "create issue",
    });
    expect((error as Error).message).toMatch(words);
    expect((error as Error).message).not.toMatch(/xxx|nobody-here/);
    expect(await writer.listIssues("cohort::2026-summer")).toEqual([]);
  });

  it("writes at GitHub's pace unless told otherwise", async () => {
    const { pacing: _pacing, ...connection } = connectGitHub(server);
    const paced = openGitHubWriter(connection);
    await paced.createIssue(DRAFT);
    expect(await paced.updateIssue(1, { title: "New" })).toMatchObject({ title: "New" });
  });

  it("takes a due date or confidentiality for a fault of ours: GitHub's issues have neither", async () => {
    await expect(writer.createIssue({ ...DRAFT, due: "2026-06-05" })).rejects.toThrow(InvariantError);
    await expect(writer.createIssue({ ...DRAFT, confidential: true })).rejects.toThrow(InvariantError);
    await expect(writer.updateIssue(1, { due: null })).rejects.toThrow(InvariantError);
    await expect(writer.updateIssue(1, { confidential: false })).rejects.toThrow(InvariantError);
    expect(server.requests).toEqual([]);
  });

  it.each([
    ["a token without the right to write", { token: TOKENS.readOnly }, "forbidden", 403],
    ["an account without a role", { token: TOKENS.stranger }, "forbidden", 403],
    ["no token", { token: null }, "unauthorized", 401],
    ["a wrong token", { token: "ghp_wrong" }, "unauthorized", 401],
    ["another repository", { place: "acme/nowhere" }, "not-found", 404],
  ])("says what to do about %s", async (_name, overrides, fault, status) => {
    await writer.createIssue(DRAFT);
    const other = openGitHubWriter(connectGitHub(server, overrides));
    const error = await other.updateIssue(1, { title: "New" }).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ name: "ForgeError", fault, status, fate: "not-done" });
    expect((error as { remedy: string }).remedy).toMatch(/[Tt]oken/);
    expect((await server.read(1))["title"]).toBe(DRAFT.title);
  });

  it("says that issues are switched off, and that an issue was deleted", async () => {
    await writer.createIssue(DRAFT);
    server.state.gone.set(1, "deleted");
    await expect(writer.createComment(1, "Hello")).rejects.toMatchObject({
      status: 410,
      target: "acme/internships#1",
      message: expect.stringContaining("deleted"),
    });
    server.state.hasIssues = false;
    await expect(writer.createIssue(DRAFT)).rejects.toMatchObject({
      status: 410,
      remedy: expect.stringContaining("Features"),
    });
  });

  it("does not follow an issue to the repository it was moved to", async () => {
    await writer.createIssue(DRAFT);
    server.state.gone.set(1, "transferred");
    await expect(writer.updateIssue(1, { title: "New" })).rejects.toMatchObject({
      fault: "not-found",
      status: 301,
      fate: "not-done",
    });
    expect(server.counts().PATCH).toBe(1);
  });
});

describe("a reader of GitHub", () => {
  it("has no method that writes", async () => {
    const server = await startGitHub();
    const reader = openGitHubReader(connectGitHub(server));
    expect(Object.keys(reader).filter((name) => /create|update|delete/.test(name))).toEqual([]);
    await server.close();
  });
});
