import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openGitLabReader, openGitLabWriter } from "../../../src/forges/gitlab/index.ts";
import type { ForgeWriter, IssueDraft } from "../../../src/forges/types.ts";
import type { GitLabServer } from "../../servers/gitlab/index.ts";
import { LEVELS, startGitLab, TOKENS } from "../../servers/gitlab/index.ts";
import { connectGitLab } from "../../support/gitlab-harness.ts";

const DRAFT: IssueDraft = {
  title: "Week 1",
  body: "Hello\n\n- [ ] Say hello",
  labels: ["cohort::2026-summer", "status::todo"],
  assignee: "ada",
  due: "2026-06-12",
  milestone: null,
  confidential: true,
};

let server: GitLabServer;
let writer: ForgeWriter;
async function restart(options: Parameters<typeof startGitLab>[0] = {}): Promise<void> {
  await server?.close();
  server = await startGitLab(options);
  writer = openGitLabWriter(connectGitLab(server));
}
beforeEach(async () => restart());
afterEach(async () => {
  await server.close();
  expect(server.violations).toEqual([]);
  expect(server.quickActions).toEqual([]);
});

/** Bodies of the writes, as they reached the server. */
const sent = () => server.log.filter((request) => request.method !== "GET").map((request) => request.body);
const idOf = (name: string) => server.state.users.get(name)?.id;

describe("creating on GitLab", () => {
  it("is one POST with every field, after the account is known", async () => {
    await writer.findAccounts(["ada"]);
    server.reset();
    const milestone = server.addMilestone("Telemetry");
    const issue = await writer.createIssue({ ...DRAFT, milestone: { id: milestone.id, title: milestone.title } });
    expect(server.counts()).toMatchObject({ GET: 0, POST: 1, PUT: 0 });
    expect(sent()).toEqual([
      {
        title: "Week 1",
        description: DRAFT.body,
        labels: "cohort::2026-summer,status::todo",
        assignee_ids: [idOf("ada")],
        due_date: "2026-06-12",
        milestone_id: milestone.id,
        confidential: true,
      },
    ]);
    expect(issue).toMatchObject({ assignees: ["ada"], due: "2026-06-12", milestone: "Telemetry", confidential: true });
  });

  it("sends no field that has nothing to say", async () => {
    await writer.createIssue({ ...DRAFT, labels: [], assignee: null, due: null, confidential: false });
    expect(sent()).toEqual([{ title: "Week 1", description: DRAFT.body }]);
  });

  it("looks an account up that nobody asked about before, and makes nothing for one that is not there", async () => {
    expect((await writer.createIssue({ ...DRAFT, assignee: "GRACE" })).assignees).toEqual(["grace"]);
    expect(server.counts()).toMatchObject({ GET: 1, POST: 1 });
    await expect(writer.createIssue({ ...DRAFT, assignee: "nobody-here" })).rejects.toMatchObject({
      fault: "rejected",
      fate: "not-done",
      message: expect.stringContaining("nobody-here"),
    });
    expect(server.counts().POST).toBe(1);
  });

  it("says what GitLab took, not what was asked for", async () => {
    server.project.members.delete("ada");
    const title = "  Week 1  ";
    const issue = await writer.createIssue({
      ...DRAFT,
      title,
      body: "One  \r\ntwo\r\n\n",
      due: "2026-02-30",
      milestone: { id: 424_242, title: "Elsewhere" },
    });
    expect(issue).toMatchObject({ title: "Week 1", body: "One  \ntwo", assignees: [], due: null, milestone: null });
  });

  it("leaves a gap in the numbers when it is refused", async () => {
    await expect(writer.createIssue({ ...DRAFT, title: "x".repeat(256) })).rejects.toMatchObject({
      fault: "rejected",
      status: 400,
      fate: "not-done",
      message: expect.stringContaining("title is too long (maximum is 255 characters)"),
    });
    expect((await writer.createIssue(DRAFT)).number).toBe(2);
  });
});

describe("changing on GitLab", () => {
  it.each<[string, Parameters<ForgeWriter["updateIssue"]>[1], object]>([
    ["a title", { title: "New" }, { title: "New" }],
    ["a body", { body: "New" }, { description: "New" }],
    [
      "labels, as differences",
      { addLabels: ["status::doing"], removeLabels: ["status::todo"] },
      { add_labels: "status::doing", remove_labels: "status::todo" },
    ],
    ["no due date", { due: null }, { due_date: "" }],
    ["no milestone", { milestone: null }, { milestone_id: 0 }],
    ["the state", { state: "closed" }, { state_event: "close" }],
    ["confidentiality", { confidential: false }, { confidential: false }],
  ])("is one PUT that holds only %s", async (_name, patch, body) => {
    const { number } = await writer.createIssue(DRAFT);
    server.reset();
    await writer.updateIssue(number, patch);
    expect(server.counts()).toMatchObject({ GET: 0, POST: 0, PUT: 1 });
    expect(sent()).toEqual([body]);
  });

  it("sends nothing for nothing", async () => {
    const created = await writer.createIssue(DRAFT);
    server.reset();
    expect(await writer.updateIssue(created.number, {})).toEqual(created);
    const same = { addLabels: [], removeLabels: [], assignee: { from: "ada", to: "ada" } };
    expect(await writer.updateIssue(created.number, same)).toEqual(created);
    expect(server.counts()).toMatchObject({ GET: 0, PUT: 0 });
    await server.edit("kim", created.number, { assignees: [] });
    await writer.readIssue(created.number);
    expect((await writer.updateIssue(created.number, same)).assignees).toEqual([]);
    expect(server.counts()).toMatchObject({ PUT: 0 });
  });

  it("makes the set of assignees from the issue as it was last read", async () => {
    await restart({ tier: "premium" });
    const { number } = await writer.createIssue(DRAFT);
    await server.edit("kim", number, { assignees: ["lee", "ada", "sam"] });
    await writer.readIssue(number);
    server.reset();
    const passed = await writer.updateIssue(number, { assignee: { from: "ADA", to: "grace" } });
    expect(passed.assignees).toEqual(["lee", "grace", "sam"]);
    expect(sent()).toEqual([{ assignee_ids: [idOf("lee"), idOf("grace"), idOf("sam")] }]);
    const added = await writer.updateIssue(number, { assignee: { from: "omar", to: "lin" } });
    expect(added.assignees).toEqual(["lee", "grace", "sam", "lin"]);
  });

  it("reads the issue first when this run has not seen it, and asks nothing when the change is there already", async () => {
    const { number } = await openGitLabWriter(connectGitLab(server)).createIssue(DRAFT);
    server.reset();
    const changed = await writer.updateIssue(number, { assignee: { from: "ben", to: "ada" } });
    expect(changed.assignees).toEqual(["ada"]);
    expect(server.counts()).toMatchObject({ GET: 2, PUT: 0 });
  });

  it("takes the last one off with a 0, since nothing else says nobody", async () => {
    const { number } = await writer.createIssue(DRAFT);
    server.reset();
    expect((await writer.updateIssue(number, { assignee: { from: "ada", to: null } })).assignees).toEqual([]);
    expect(sent()).toEqual([{ assignee_ids: [0] }]);
  });

  it("leaves a person's own choice on the Free tier, which holds one assignee, and says so", async () => {
    const { number } = await writer.createIssue({ ...DRAFT, assignee: null });
    await server.edit("kim", number, { assignees: ["lee"] });
    await writer.readIssue(number);
    const changed = await writer.updateIssue(number, { assignee: { from: null, to: "ada" } });
    expect(changed.assignees).toEqual(["lee"]);
  });

  it("cannot pass a confidential issue to a Guest, and says so", async () => {
    server.project.members.set("ben", LEVELS.guest);
    const { number } = await writer.createIssue(DRAFT);
    const changed = await writer.updateIssue(number, { assignee: { from: "ada", to: "ben" } });
    expect(changed.assignees).toEqual(["ada"]);
  });

  it("keeps what people changed between the last read and the write, but in the fields that are sent", async () => {
    const { number } = await writer.createIssue(DRAFT);
    await writer.readIssue(number);
    await server.edit("kim", number, { title: "Theirs", labels: ["theirs", "status::todo"], due: "2026-06-30" });
    const changed = await writer.updateIssue(number, { body: "- [x] Ours", removeLabels: ["status::todo"] });
    expect(changed).toMatchObject({ title: "Theirs", labels: ["theirs"], due: "2026-06-30", body: "- [x] Ours" });
  });

  it("keeps one label of each scope on Premium, which both ways of seeing it agree on", async () => {
    await restart({ tier: "premium" });
    const { number } = await writer.createIssue(DRAFT);
    const patch = { addLabels: ["status::doing"], removeLabels: ["status::todo"] };
    expect((await writer.updateIssue(number, patch)).labels).toEqual(["cohort::2026-summer", "status::doing"]);
  });

  it.each<[string, (issue: number) => Promise<unknown>]>([
    ["deleted", async (issue) => server.remove(issue)],
    ["moved", async (issue) => server.move(issue)],
  ])("tells of an issue that was %s, and sends nothing to it", async (_name, change) => {
    const { number } = await openGitLabWriter(connectGitLab(server)).createIssue(DRAFT);
    await change(number);
    await expect(writer.updateIssue(number, { assignee: { from: "ada", to: "ben" } })).rejects.toMatchObject({
      fault: "not-found",
      target: `acme/internships#${number}`,
      fate: "not-done",
    });
    expect(server.counts().PUT).toBe(0);
  });

  it("forgets an issue that is gone when it is read again", async () => {
    const { number } = await writer.createIssue(DRAFT);
    await server.move(number);
    expect(await writer.readIssue(number)).toBeNull();
    await expect(writer.updateIssue(number, { assignee: { from: "ada", to: null } })).rejects.toMatchObject({
      fault: "not-found",
    });
    expect(server.counts().PUT).toBe(0);
  });
});

describe("labels, milestones and comments on GitLab", () => {
  const LABEL = { name: "status::todo", color: "c5def5", description: "Nobody has started" };

  it("makes a label with a colour GitLab can read", async () => {
    await writer.createLabel(LABEL);
    await writer.createLabel({ ...LABEL, name: "other", color: "#ABCDEF" });
    expect([...server.project.labels.values()].map(({ name, color }) => [name, color])).toEqual([
      ["status::todo", "#c5def5"],
      ["other", "#ABCDEF"],
    ]);
  });

  it("leaves a label that is there as it is, the group's too, in one request", async () => {
    server.addGroupLabel(LABEL.name);
    await writer.createLabel(LABEL);
    expect(server.project.labels.size).toBe(0);
    expect(server.counts()).toMatchObject({ GET: 0, POST: 1 });
  });

  it("looks before it believes a 400 that says the label is taken", async () => {
    const taken = { kind: "status", status: 400, body: { message: { title: ["has already been taken"] } } } as const;
    server.onRequest = (request) => (request.method === "POST" ? taken : "pass");
    await expect(writer.createLabel(LABEL)).rejects.toMatchObject({ fault: "rejected", status: 400 });
    server.addGroupLabel(LABEL.name);
    await writer.createLabel(LABEL);
    expect(server.counts().POST).toBe(2);
  });

  it("adopts a milestone of the group, and asks for a better title where it cannot find the one in the way", async () => {
    const above = server.addMilestone("Telemetry", true);
    const milestone = { title: "Telemetry", description: "Why", due: null };
    expect(await writer.createMilestone(milestone)).toEqual({ id: above.id, title: "Telemetry" });
    server.project.groupMilestones.splice(0);
    const body = { message: { title: ["already being used for another group or project milestone."] } };
    server.onRequest = (request) => (request.method === "POST" ? { kind: "status", status: 400, body } : "pass");
    await expect(writer.createMilestone(milestone)).rejects.toMatchObject({
      fault: "rejected",
      remedy: expect.stringContaining("rename"),
    });
  });

  it("comments once, and tells who is mentioned", async () => {
    const { number } = await writer.createIssue({ ...DRAFT, confidential: false, assignee: null });
    await writer.createComment(number, "Thanks, @grace. `@kim` need not know.");
    expect(server.comments(number)).toEqual(["Thanks, @grace. `@kim` need not know."]);
    expect(server.notifications.map(({ account, reason }) => [account, reason])).toEqual([["grace", "mention"]]);
  });
});

describe("writing to GitLab without the right to", () => {
  it.each<[string, string, object]>([
    [
      "a token that only reads",
      TOKENS.readOnly,
      { fault: "forbidden", message: expect.stringContaining("scope `api`") },
    ],
    ["a stranger's", TOKENS.stranger, { fault: "not-found" }],
    ["none", "", { fault: "unauthorized" }],
  ])("is refused in words that help: %s", async (_name, token, error) => {
    const number = await server.create("kim", "One", "", []);
    const other = openGitLabWriter(connectGitLab(server, { token: token === "" ? null : token }));
    if (token === "") server.project.visibility = "public";
    const attempts = [
      async () => other.createIssue({ ...DRAFT, assignee: null }),
      async () => other.updateIssue(number, { title: "New" }),
      async () => other.createComment(number, "Hello"),
      async () => other.createMilestone({ title: "m", description: "", due: null }),
    ];
    for (const attempt of attempts)
      await expect(attempt()).rejects.toMatchObject({ name: "ForgeError", fate: "not-done", ...error });
    expect(server.read(number)["title"]).toBe("One");
  });

  it("a Guest may not edit what is not theirs, nor make a label", async () => {
    const number = await server.create("kim", "One", "", []);
    const guest = openGitLabWriter(connectGitLab(server, { token: TOKENS.guest }));
    const refusal = { fault: "forbidden", remedy: expect.stringContaining("Planner") };
    await expect(guest.updateIssue(number, { body: "- [x] one" })).rejects.toMatchObject(refusal);
    await expect(guest.createLabel({ name: "l", color: "ffffff", description: "" })).rejects.toMatchObject(refusal);
    await server.edit("kim", number, { assignees: ["gus"] });
    expect(await guest.updateIssue(number, { body: "- [x] one" })).toMatchObject({ body: "- [x] one" });
  });

  it("a reader has no way to write, not even past its types", () => {
    const reader = openGitLabReader(connectGitLab(server));
    expect(Object.keys(reader).filter((name) => /create|update/.test(name))).toEqual([]);
  });
});
