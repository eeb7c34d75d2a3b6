import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { ForgeError } from "../../src/core/diagnostics/errors.ts";
import type { ObservedIssue } from "../../src/core/model/issue.ts";
import type { ForgeWriter, IssueDraft, IssuePatch } from "../../src/forges/types.ts";
import type { ForgeHarness, ForgeWorld } from "../support/harness.ts";

const LABEL = "cohort::2026-summer";
const OTHER_LABEL = "cohort::2025-winter";
const UNKNOWN_NUMBER = 987_654;
const WRITES = [
  "createIssue",
  "updateIssue",
  "createComment",
  "updateComment",
  "createLabel",
  "createMilestone",
] as const;

const DRAFT: IssueDraft = {
  title: "Week 1 · Ada Example",
  body: "Hello\n\n- [ ] Say hello\n- [x] Read this\n",
  labels: [LABEL, "kind::retro"],
  assignee: null,
  due: null,
  milestone: null,
  confidential: false,
};

type Open = () => ForgeWorld;

/** A patch, and what of an issue is another after it. */
type Step = readonly [patch: IssuePatch, change: object];

/** What every forge must do alike. Each forge's own tests run it on a server, or a folder, of that forge. */
export function describeForge(harness: ForgeHarness): void {
  describe(`the contract of forges, kept by ${harness.name}`, () => {
    let world: ForgeWorld;
    beforeEach(async () => {
      world = await harness.start();
    });
    afterEach(async () => world.stop());
    const open = () => world;

    describePlace(open, harness.name);
    describeListing(open);
    describeCreating(open);
    describeUpdating(open);
    describePeople(open);
    describeComments(open);
    describeNaming(open);
    describeErrors(open);
  });
}

function describePlace(open: Open, name: ForgeHarness["name"]): void {
  it("knows the place in at most two requests, and the account it works as", async () => {
    const reader = open().reader();
    const place = await reader.observePlace();
    expect(reader.requests().GET).toBeLessThanOrEqual(2);
    expect(place).toMatchObject({ place: open().place, account: expect.stringMatching(/./) });
    expect(place.canWrite).not.toBe(false);
    expect(place.capabilities.titleLimit).toBeGreaterThanOrEqual(255);
    expect(place.capabilities.bodyLimit).toBeGreaterThanOrEqual(65_536);
    expect(reader).toMatchObject({ kind: name, place: open().place });
  });

  it("gives a reader nothing that writes", () => {
    const reader = open().reader();
    expect(WRITES.filter((method) => method in reader)).toEqual([]);
    const writer = open().writer();
    expect(WRITES.filter((method) => method in writer)).toEqual([...WRITES]);
  });

  it("finds nothing in an empty place, and writes nothing by looking", async () => {
    const reader = open().reader();
    await reader.observePlace();
    expect(await reader.listIssues(LABEL)).toEqual([]);
    expect(await reader.listIssuesBy("ada")).toEqual([]);
    expect(await reader.listMilestones()).toEqual([]);
    expect(await reader.listLabels()).not.toContain(LABEL);
    expect(open().requests()).toMatchObject({ POST: 0, PUT: 0, PATCH: 0, DELETE: 0 });
  });

  it("tells who can be assigned from whom nobody knows", async () => {
    // A folder has no accounts: whoever is named there is taken at their name.
    const unknown = name === "local" ? "eligible" : "missing";
    const found = await open().reader().findAccounts(["nobody-here", "ada", "ada"]);
    expect(found).toEqual({ ada: "eligible", "nobody-here": unknown });
    expect(await open().reader().findAccounts([])).toEqual({});
  });
}

function describeListing(open: Open): void {
  it.each([0, 99, 100, 101, 250])("lists %i issues, each once, in one request per hundred", async (total) => {
    await createMany(open(), total);
    const reader = open().reader();
    open().resetRequests();
    const issues = await reader.listIssues(LABEL);
    expect(issues.map((issue) => issue.title)).toEqual(titles(total));
    expect(numbers(issues)).toEqual([...numbers(issues)].sort((a, b) => a - b));
    const expected = { GET: Math.max(1, Math.ceil(total / 100)), POST: 0, PUT: 0, PATCH: 0, DELETE: 0 };
    expect(reader.requests()).toEqual(expected);
    expect(open().requests()).toEqual(expected);
  });

  it("lists open and closed ones, on the last page too", async () => {
    await createMany(open(), 101);
    const all = await open().reader().listIssues(LABEL);
    const ends = [all[0]?.number ?? 0, all[100]?.number ?? 0];
    for (const number of ends) await open().editAsPerson(number, { state: "closed" });
    const issues = await open().reader().listIssues(LABEL);
    expect(issues).toHaveLength(101);
    expect(numbers(issues.filter((issue) => issue.state === "closed"))).toEqual(ends);
  });

  it("lists only what has the label, whole: not a part of it, not another's", async () => {
    const mine = await open().createAsPerson("kim", "Mine", "", ["other", LABEL]);
    await open().createAsPerson("kim", "Another's", "", [OTHER_LABEL]);
    await open().createAsPerson("kim", "A longer name", "", [`${LABEL}-school`]);
    await open().createAsPerson("kim", "Bare", "", []);
    expect(numbers(await open().reader().listIssues(LABEL))).toEqual([mine]);
  });

  it("lists by who opened them, with and without labels, open and closed", async () => {
    const writer = open().writer();
    const labelled = await createIssue(writer, {});
    const bare = await createIssue(writer, { title: "Bare", labels: [] });
    await writer.updateIssue(labelled.number, { state: "closed" });
    const hers = await open().createAsPerson("ada", "Hers", "", [LABEL]);
    const reader = open().reader();
    const account = (await reader.observePlace()).account ?? "";
    expect(numbers(await reader.listIssuesBy(account))).toEqual([labelled.number, bare.number]);
    expect(numbers(await reader.listIssuesBy("ada"))).toEqual([hers]);
    expect(await reader.listIssuesBy("lin")).toEqual([]);
    expect(labelled.author).toBe(account);
  });

  it("reads one issue as the list has it, and null where there is none", async () => {
    const { number } = await createIssue(open().writer(), {});
    const reader = open().reader();
    const [listed] = await reader.listIssues(LABEL);
    expect(await reader.readIssue(number)).toEqual(listed);
    expect(await reader.readIssue(UNKNOWN_NUMBER)).toBeNull();
  });
}

function describeCreating(open: Open): void {
  it("lists what it made with every field as asked", async () => {
    const writer = open().writer();
    const { capabilities } = await writer.observePlace();
    const milestone = await writer.createMilestone({ title: "Telemetry", description: "Why", due: "2026-09-18" });
    const due = capabilities.dueDate ? ("2026-06-12" as const) : null;
    const { confidential } = capabilities;
    const created = await createIssue(writer, { assignee: "ada", milestone, due, confidential });
    const expected = { ...PLAIN, assignees: ["ada"], due, milestone: "Telemetry", confidential };
    expect(readable(created)).toEqual(expected);
    const [listed] = await open().reader().listIssues(LABEL);
    expect(listed).toMatchObject({ number: created.number, place: open().place, url: created.url });
    expect(readable(listed)).toEqual(expected);
    for (const time of [created.createdAt, created.updatedAt]) expect(Date.parse(time)).not.toBeNaN();
    expect(created.url).toContain(String(created.number));
  });

  it.each([
    ["nothing at all", ""],
    ["lines that look like front matter", "---\ntitle: not this\n---\n\ntext\n---\n"],
    ["CRLF and trailing blanks", "one  \r\n\r\n- [ ] two\r\n"],
    ["signs, emoji, right-to-left and combining letters", "\"q\" 'q' `c` \\ & <b> {{x}} 🎉 שלום e\u0301 \t tab"],
    ["a fence, a table and a comment", "```yaml\na: 1\n---\n```\n\n| a | b |\n|---|---|\n\n<!-- fledgling: x -->"],
    ["blank lines first", "\n\ntext"],
    ["sixty thousand characters", "Räksmörgås ".repeat(5_400)],
  ])("keeps a body of %s, when made and when changed", async (_name, body) => {
    const writer = open().writer();
    const made = await createIssue(writer, { body });
    expect(settle(made.body)).toBe(settle(body));
    const { number } = await createIssue(writer, { body: "Before" });
    await writer.updateIssue(number, { body });
    expect(settle((await open().reader().readIssue(number))?.body ?? "?")).toBe(settle(body));
  });

  it.each([
    "Plain",
    "null",
    "2026-06-12",
    "# 1: \"quoted\" 'title' & more, [x] - {y}",
    "Übung · שלום 🎉",
    "x".repeat(255),
  ])("keeps the title %s", async (title) => {
    const { number } = await createIssue(open().writer(), { title });
    expect((await open().reader().readIssue(number))?.title).toBe(title);
  });

  it("numbers issues upwards, and never gives a number twice, whoever asks at once", async () => {
    const first = await createIssue(open().writer(), {});
    const second = await open().createAsPerson("kim", "Between", "", []);
    expect(second).toBeGreaterThan(first.number);
    const both = [open().writer(), open().writer()];
    const made = await Promise.all(
      [1, 2, 3, 4].flatMap((index) =>
        both.map(async (writer) => writer.createIssue({ ...DRAFT, title: `At once ${index}` })),
      ),
    );
    expect(new Set([...numbers(made), first.number, second]).size).toBe(10);
    for (const number of numbers(made)) expect(number).toBeGreaterThan(second);
    expect(await open().reader().listIssues(LABEL)).toHaveLength(9);
  });
}

function describeUpdating(open: Open): void {
  it("leaves everything a patch does not name", async () => {
    const writer = open().writer();
    const { capabilities } = await writer.observePlace();
    const milestone = await writer.createMilestone({ title: "Telemetry", description: "", due: null });
    const due = capabilities.dueDate ? ("2026-06-12" as const) : null;
    const { confidential } = capabilities;
    const { number } = await createIssue(writer, { assignee: "ada", milestone, due, confidential });
    let expected: object = { ...PLAIN, assignees: ["ada"], milestone: "Telemetry", due, confidential };
    for (const [patch, change] of listSteps(capabilities)) {
      expected = { ...expected, ...change };
      expect(readable(await writer.updateIssue(number, patch))).toEqual(expected);
      expect(readable(await open().reader().readIssue(number))).toEqual(expected);
    }
  });

  it("changes many fields at once", async () => {
    const writer = open().writer();
    const milestone = await writer.createMilestone({ title: "Telemetry", description: "", due: null });
    const { number } = await createIssue(writer, { assignee: "ada" });
    const same = { title: "New", body: "New body", state: "closed" } as const;
    const updated = await writer.updateIssue(number, {
      ...same,
      milestone,
      addLabels: ["status::done"],
      removeLabels: ["kind::retro"],
      assignee: { from: "ada", to: "grace" },
    });
    const expected = {
      ...PLAIN,
      ...same,
      milestone: "Telemetry",
      labels: [LABEL, "status::done"],
      assignees: ["grace"],
    };
    expect(readable(updated)).toEqual(expected);
    expect(readable(await open().reader().readIssue(number))).toEqual(expected);
  });

  it("adds and removes labels by name and leaves the others, those that people put on too", async () => {
    const writer = open().writer();
    const { number } = await createIssue(writer, { labels: [LABEL, "status::todo"] });
    await open().editAsPerson(number, { labels: [LABEL, "status::todo", "a person's"] });
    const changed = await writer.updateIssue(number, {
      addLabels: ["status::doing"],
      removeLabels: ["status::todo", "never there"],
    });
    expect(changed.labels).toEqual(["a person's", LABEL, "status::doing"]);
    const same = await writer.updateIssue(number, { addLabels: ["status::doing"], removeLabels: [] });
    expect(same.labels).toEqual(changed.labels);
    expect((await open().reader().readIssue(number))?.labels).toEqual(changed.labels);
  });

  it("passes an issue from one person to the next, and leaves everybody else on it", async () => {
    const writer = open().writer();
    const { number } = await createIssue(writer, { assignee: "ada" });
    await open().editAsPerson(number, { assignees: ["ada", "lee"] });
    // Some tiers hold one assignee alone, and then there is nobody else.
    const others = ((await writer.readIssue(number))?.assignees ?? []).filter((name) => name !== "ada");
    const passed = await writer.updateIssue(number, { assignee: { from: "ada", to: "ben" } });
    expect([...passed.assignees].sort()).toEqual(["ben", ...others].sort());
    const left = await writer.updateIssue(number, { assignee: { from: "ben", to: null } });
    expect(left.assignees).toEqual(others);
  });
}

function listSteps(capabilities: { readonly dueDate: boolean; readonly confidential: boolean }): readonly Step[] {
  const dates: readonly Step[] = [
    [{ due: "2026-07-01" }, { due: "2026-07-01" }],
    [{ due: null }, { due: null }],
  ];
  const opened: readonly Step[] = [[{ confidential: false }, { confidential: false }]];
  return [
    [{ title: "New" }, { title: "New" }],
    [{ body: "New body" }, { body: "New body" }],
    [{ state: "closed" }, { state: "closed" }],
    [{ state: "open" }, { state: "open" }],
    [{ addLabels: ["status::todo"] }, { labels: [...DRAFT.labels, "status::todo"].sort() }],
    [{ assignee: { from: "ada", to: "ben" } }, { assignees: ["ben"] }],
    [{ assignee: { from: "ben", to: null } }, { assignees: [] }],
    [{ milestone: null }, { milestone: null }],
    ...(capabilities.dueDate ? dates : []),
    ...(capabilities.confidential ? opened : []),
  ];
}

function describePeople(open: Open): void {
  it("sees what people change", async () => {
    const { capabilities } = await open().reader().observePlace();
    const { number } = await createIssue(open().writer(), { assignee: "ada" });
    const fields = { title: "Theirs", state: "closed", assignees: ["grace"] } as const;
    const due = capabilities.dueDate ? { due: "2026-06-30" } : {};
    await open().editAsPerson(number, { ...fields, body: "- [x] Theirs\r\n", labels: ["mine", LABEL], ...due });
    const seen = await open().reader().readIssue(number);
    expect(readable(seen)).toEqual({ ...PLAIN, ...fields, body: "- [x] Theirs", labels: [LABEL, "mine"], ...due });
    expect(await open().reader().listIssues(LABEL)).toEqual([seen]);
  });

  it("sees issues that strangers open as theirs", async () => {
    const number = await open().createAsPerson("sam", "A stranger's", "Text", [LABEL]);
    const [seen] = await open().reader().listIssues(LABEL);
    expect(seen).toMatchObject({ number, title: "A stranger's", author: "sam", labels: [LABEL], state: "open" });
  });

  it("counts comments, ours and theirs, and no note of what changed", async () => {
    const writer = open().writer();
    const { number } = await createIssue(writer, {});
    await writer.updateIssue(number, { title: "New", addLabels: ["status::todo"], state: "closed" });
    expect((await open().reader().readIssue(number))?.comments).toBe(0);
    await writer.createComment(number, "Ours\n\n## With a heading\n\n---\n\nand more");
    await open().commentAsPerson(number, "done 2");
    expect((await open().reader().readIssue(number))?.comments).toBe(2);
    const [listed] = await open().reader().listIssues(LABEL);
    expect(readable(listed)).toMatchObject({ comments: 2, body: PLAIN.body, title: "New" });
  });
}

function describeComments(open: Open): void {
  const hidden = "<!-- fledgling:digest 1 %7B%7D -->";

  it("lists what was said on one issue, hidden words too, oldest first, with when", async () => {
    const writer = open().writer();
    const { number } = await createIssue(writer, {});
    const other = await createIssue(writer, { title: "Another" });
    expect(await open().reader().listCommentsOf(number)).toEqual([]);
    await writer.createComment(number, `Ours\n\n- one\n- two\n\n${hidden}`);
    await open().commentAsPerson(number, "Theirs");
    await writer.createComment(other.number, "Elsewhere");
    const said = await open().reader().listCommentsOf(number);
    expect(said.map(({ text }) => settle(text))).toEqual([`Ours\n\n- one\n- two\n\n${hidden}`, "Theirs"]);
    const { account } = await open().reader().observePlace();
    expect(said[0]).toMatchObject({ place: open().place, number, author: account });
    expect(Date.parse(said[0]?.at ?? "")).not.toBeNaN();
  });

  it("changes one comment in place, and no other, and counts it once", async () => {
    const writer = open().writer();
    const { number } = await createIssue(writer, {});
    await open().commentAsPerson(number, "Theirs, first");
    await writer.createComment(number, `Before\n\n${hidden}`);
    await open().commentAsPerson(number, "Theirs, last");
    const [, mine] = await writer.listCommentsOf(number);
    if (mine === undefined) throw new Error("there is no second comment");
    for (const text of [`After\n\n- one\n- two\n\n${hidden}`, "After that"]) {
      await writer.updateComment(mine, text);
      const said = await open().reader().listCommentsOf(number);
      expect(said.map((one) => settle(one.text))).toEqual(["Theirs, first", text, "Theirs, last"]);
      expect(said[1]).toMatchObject({ id: mine.id, author: mine.author });
    }
    expect((await open().reader().readIssue(number))?.comments).toBe(3);
  });
}

function describeNaming(open: Open): void {
  it("makes a label once, however often it is asked to", async () => {
    const label = { name: "status::todo", color: "c5def5", description: "Nobody has started: yet" };
    await open().writer().createLabel(label);
    await open()
      .writer()
      .createLabel({ ...label, color: "ffffff", description: "" });
    const names = await open().reader().listLabels();
    expect(names.filter((name) => name === label.name)).toEqual([label.name]);
  });

  it("adopts a milestone that is there", async () => {
    const milestone = { title: "Telemetry: a start", description: "Why", due: "2026-09-18" } as const;
    const made = await open().writer().createMilestone(milestone);
    const other = await open()
      .writer()
      .createMilestone({ ...milestone, title: "Other", due: null });
    const again = await open()
      .writer()
      .createMilestone({ ...milestone, description: "", due: null });
    expect(again).toEqual(made);
    const listed = await open().reader().listMilestones();
    expect([...listed].sort((a, b) => a.id - b.id)).toEqual([made, other].sort((a, b) => a.id - b.id));
    expect((await createIssue(open().writer(), { milestone: made })).milestone).toBe(milestone.title);
  });
}

function describeErrors(open: Open): void {
  it.each([
    ["changing", async (writer: ForgeWriter) => writer.updateIssue(UNKNOWN_NUMBER, { title: "New" })],
    [
      "changing a comment of",
      async (writer: ForgeWriter) => writer.updateComment({ number: UNKNOWN_NUMBER, id: 1 }, "Hi"),
    ],
    ["commenting on", async (writer: ForgeWriter) => writer.createComment(UNKNOWN_NUMBER, "Hello")],
  ])("says what to do when %s an issue that is not there fails", async (_name, act) => {
    const error: unknown = await act(open().writer()).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(ForgeError);
    expect(error).toMatchObject({ fate: "not-done", remedy: expect.stringMatching(/\w+.*\.$/) });
    expect(await open().reader().listIssues(LABEL)).toEqual([]);
  });
}

/** `DRAFT` as an issue that was just made, without what depends on where and when. */
const PLAIN = {
  title: DRAFT.title,
  body: settle(DRAFT.body),
  state: "open",
  assignees: [],
  labels: [...DRAFT.labels].sort(),
  due: null,
  milestone: null,
  confidential: false,
  comments: 0,
};

function readable(issue: ObservedIssue | null | undefined): object {
  if (issue === null || issue === undefined) return {};
  const { title, body, state, labels, assignees, due, milestone, confidential, comments } = issue;
  return { title, body: settle(body), state, labels, assignees, due, milestone, confidential, comments };
}

/** Forges may end lines their own way and trim the end. */
function settle(body: string): string {
  return body.replace(/\r\n/g, "\n").trimEnd();
}

function numbers(issues: readonly ObservedIssue[]): readonly number[] {
  return issues.map((issue) => issue.number);
}

function titles(total: number): readonly string[] {
  return Array.from({ length: total }, (_, index) => `Issue ${index + 1}`);
}

async function createMany(world: ForgeWorld, total: number): Promise<void> {
  for (const title of titles(total)) await world.createAsPerson("kim", title, "", [LABEL]);
}

/** Labels exist before the first issue names them, as in every plan. */
async function createIssue(writer: ForgeWriter, change: Partial<IssueDraft>): Promise<ObservedIssue> {
  const draft = { ...DRAFT, ...change };
  for (const name of [...draft.labels, "status::todo", "status::doing", "status::done"])
    await writer.createLabel({ name, color: "c5def5", description: "" });
  return writer.createIssue(draft);
}
