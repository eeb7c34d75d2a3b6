import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { GitLabServer } from "./gitlab/index.ts";
import { LEVELS, startGitLab, TOKENS } from "./gitlab/index.ts";
import { extractCommands } from "./gitlab/quick-actions.ts";

/** The server proves something only as long as it refuses what GitLab refuses. */
let server: GitLabServer;
beforeEach(async () => {
  server = await startGitLab();
});
afterEach(async () => server.close());

const PLACE = "/projects/acme%2Finternships";
const ISSUES = `${PLACE}/issues`;

async function send(method: string, path: string, body?: unknown, headers: Record<string, string> = {}) {
  const response = await fetch(server.url + path, {
    method,
    headers: { "private-token": TOKENS.bot, "content-type": "application/json", ...headers },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const data = (await response.json()) as Readonly<Record<string, unknown>>;
  return { status: response.status, data, headers: response.headers };
}
const post = async (body: object, headers?: Record<string, string>) => send("POST", ISSUES, body, headers);
const as = (token: string) => ({ "private-token": token });
const idOf = (name: string) => server.state.users.get(name)?.id;
const namesOf = (assignees: unknown) => (assignees as { username: string }[]).map((account) => account.username);

describe("the GitLab of the tests", () => {
  it.each<[string, string, string, unknown, number, RegExp]>([
    ["a route it does not know", "GET", "/groups/acme/epics", undefined, 404, /no such route/],
    ["a method it does not know", "DELETE", `${ISSUES}/1`, undefined, 405, /no such route/],
    ["a filter GitLab would ignore", "GET", `${ISSUES}?label=one`, undefined, 400, /label is unknown/],
    ["a search, which has a limit of its own", "GET", `${ISSUES}?search=key`, undefined, 400, /search is unknown/],
    ["a state there is not", "GET", `${ISSUES}?state=open`, undefined, 400, /state is invalid/],
    ["a page that is no number", "GET", `${ISSUES}?page=two`, undefined, 400, /page is invalid/],
    ["a body without its title", "POST", ISSUES, { description: "x" }, 400, /title is missing/],
    ["a key GitLab does not know", "POST", ISSUES, { title: "x", dueDate: "2026-06-01" }, 400, /dueDate is unknown/],
    ["a wrong type", "POST", ISSUES, { title: "x", assignee_ids: ["ada"] }, 400, /assignee_ids is invalid/],
    ["null for a number", "POST", ISSUES, { title: "x", milestone_id: null }, 400, /milestone_id is invalid/],
    ["a body that is a list", "POST", ISSUES, [{ title: "x" }], 400, /no JSON object/],
    ["an event there is not", "PUT", `${ISSUES}/1`, { state_event: "closed" }, 400, /state_event is invalid/],
    ["a label without its colour", "POST", `${PLACE}/labels`, { name: "l" }, 400, /color is missing/],
  ])("refuses %s and puts it on record", async (_name, method, path, body, status, violation) => {
    await server.create("kim", "One", "", []);
    expect((await send(method, path, body)).status).toBe(status);
    expect(server.violations).toEqual([expect.stringMatching(violation)]);
    expect(server.project.issues.size).toBe(1);
  });

  it("refuses a body of another type", async () => {
    expect((await post({ title: "x" }, { "content-type": "text/plain" })).status).toBe(415);
  });

  it.each<[string, Record<string, string>, number]>([
    ["no token", { "private-token": "" }, 401],
    ["a wrong one", as("glpat-wrong"), 401],
    ["an expired one", as(TOKENS.expired), 401],
    ["a revoked one", as(TOKENS.revoked), 401],
    ["one that only reads", as(TOKENS.readOnly), 403],
    ["a stranger's, to whom the project is not there", as(TOKENS.stranger), 404],
  ])("lets nobody write with %s", async (_name, headers, status) => {
    expect((await post({ title: "x" }, headers)).status).toBe(status);
    expect(server.project.issues.size).toBe(0);
  });

  it("takes a token as `Bearer` too", async () => {
    const headers = { authorization: `Bearer ${TOKENS.bot}` };
    const response = await fetch(`${server.url}/user`, { headers });
    expect(await response.json()).toMatchObject({ username: "fledgling-bot" });
  });

  it("drops what a Guest may not set, and lets them edit only what is theirs", async () => {
    const wish = {
      title: "Theirs",
      labels: "l",
      assignee_ids: [idOf("ada")],
      due_date: "2026-06-12",
      confidential: true,
    };
    const made = await post(wish, as(TOKENS.guest));
    expect(made.data).toMatchObject({ labels: [], assignees: [], due_date: null, confidential: true });
    const other = await server.create("kim", "Hers", "", []);
    const edit = async (number: unknown) =>
      (await send("PUT", `${ISSUES}/${String(number)}`, { title: "New" }, as(TOKENS.guest))).status;
    expect(await edit(made.data["iid"])).toBe(200);
    expect(await edit(other)).toBe(403);
    await server.edit("kim", other, { assignees: ["gus"] });
    expect(await edit(other)).toBe(200);
    await expect(server.edit("gus", await server.create("kim", "x", "", []), { title: "y" })).rejects.toThrow(
      /may not/,
    );
  });

  it("hides a confidential issue from a Guest who neither wrote it nor has it", async () => {
    const { data } = await post({ title: "Secret", confidential: true });
    const path = `${ISSUES}/${String(data["iid"])}`;
    expect((await send("GET", path, undefined, as(TOKENS.guest))).status).toBe(404);
    expect((await send("GET", ISSUES, undefined, as(TOKENS.guest))).data).toEqual([]);
    // On an issue that is there, a Guest counts as a reader only once it is theirs; on a new one they do at once.
    expect(namesOf((await send("PUT", path, { assignee_ids: [idOf("gus")] })).data["assignees"])).toEqual([]);
    const own = await post({ title: "Hers", confidential: true, assignee_ids: [idOf("gus")] });
    expect(namesOf(own.data["assignees"])).toEqual(["gus"]);
    const seen = await send("GET", `${ISSUES}/${String(own.data["iid"])}`, undefined, as(TOKENS.guest));
    expect(seen.status).toBe(200);
  });

  it.each<["free" | "premium", readonly string[], readonly string[]]>([
    ["free", ["ada", "lee"], ["ada"]],
    ["free", ["mallory", "lee"], []],
    ["premium", ["ada", "lee"], ["ada", "lee"]],
    ["premium", ["mallory", "lee"], ["lee"]],
  ])("keeps on %s, of the assignees %j, %j", async (tier, asked, kept) => {
    server.state.tier = tier;
    const { data } = await post({ title: "x", assignee_ids: asked.map(idOf) });
    expect(namesOf(data["assignees"])).toEqual(kept);
  });

  it("leaves the assignees alone when nobody of a list may read the issue, and takes all off for 0 or nobody", async () => {
    const { data } = await post({ title: "x", assignee_ids: [idOf("ada")] });
    const put = async (ids: unknown) =>
      namesOf((await send("PUT", `${ISSUES}/${String(data["iid"])}`, { assignee_ids: ids })).data["assignees"]);
    expect(await put([idOf("mallory")])).toEqual(["ada"]);
    expect(await put([0])).toEqual([]);
    expect(await put([idOf("ada")])).toEqual(["ada"]);
    expect(await put([])).toEqual([]);
  });

  it("trims, forgets what it cannot use, and makes labels on the fly", async () => {
    const wish = {
      title: "  x ",
      description: "a \r\nb\t\r\n \n",
      due_date: "soon",
      milestone_id: 42,
      labels: " l , m",
    };
    expect((await post(wish)).data).toMatchObject({
      title: "x",
      description: "a \nb",
      due_date: null,
      milestone: null,
      labels: ["l", "m"],
      state: "opened",
    });
    expect([...server.project.labels.keys()]).toEqual(["l", "m"]);
    expect((await send("GET", `${ISSUES}?labels=L`)).data).toEqual([]);
    expect((await send("GET", `${ISSUES}?labels=l,m`)).data).toHaveLength(1);
  });

  it("keeps one label of each scope on Premium, and all of them on Free", async () => {
    const put = async () => (await send("PUT", `${ISSUES}/1`, { add_labels: "a::b::2" })).data["labels"];
    await server.create("kim", "x", "", ["a::b::1", "a::c"]);
    expect(await put()).toEqual(["a::b::1", "a::b::2", "a::c"]);
    await server.edit("kim", 1, { labels: ["a::b::1", "a::c"] });
    server.state.tier = "premium";
    expect(await put()).toEqual(["a::b::2", "a::c"]);
  });

  it("uses up a number for a create that fails", async () => {
    expect((await post({ title: "x".repeat(256) })).status).toBe(400);
    expect((await post({ title: "   " })).data).toEqual({ message: { title: ["can't be blank"] } });
    expect((await post({ title: "x" })).data).toMatchObject({ iid: 3 });
  });

  it("knows labels and milestones of the group as taken", async () => {
    server.addGroupLabel("l");
    server.addMilestone("m", true);
    expect(await send("POST", `${PLACE}/labels`, { name: "l", color: "#ffffff" })).toMatchObject({
      status: 409,
      data: { message: "Label already exists" },
    });
    expect((await send("POST", `${PLACE}/labels`, { name: "n", color: "ffffff" })).status).toBe(400);
    expect(await send("POST", `${PLACE}/milestones`, { title: "m" })).toMatchObject({
      status: 400,
      data: { message: { title: ["already being used for another group or project milestone."] } },
    });
    expect((await send("GET", `${PLACE}/milestones`)).data).toEqual([]);
    const both = "include_ancestors=true&include_parent_milestones=true";
    expect((await send("GET", `${PLACE}/milestones?${both}`)).status).toBe(400);
  });

  it("pages like GitLab: at most a hundred, and no total above its limit", async () => {
    for (let index = 0; index < 130; index++) await server.create("kim", `Issue ${index}`, "", []);
    const first = await send("GET", `${ISSUES}?per_page=500&sort=asc&order_by=created_at`);
    expect(first.data).toHaveLength(100);
    expect(Object.fromEntries(first.headers)).toMatchObject({
      "x-total": "130",
      "x-total-pages": "2",
      "x-next-page": "2",
      "x-page": "1",
      link: expect.stringMatching(/page=2[^>]*>; rel="next".*rel="last"/),
    });
    server.state.countLimit = 129;
    const second = await send("GET", `${ISSUES}?per_page=100&page=2`);
    expect(second.data).toHaveLength(30);
    expect(second.headers.get("x-next-page")).toBe("");
    expect(second.headers.get("x-total")).toBeNull();
    expect(second.headers.get("link")).not.toMatch(/rel="(next|last)"/);
  });

  it("obeys quick actions in texts, takes them out, and puts them on record", async () => {
    const description = "Hello\n/close\n/label ~urgent\n/assign @ada\n /title not this\n/nonsense stays";
    const { data } = await post({ title: "x", description });
    expect(data).toMatchObject({
      description: "Hello\n /title not this\n/nonsense stays",
      state: "closed",
      labels: ["urgent"],
    });
    expect(namesOf(data["assignees"])).toEqual(["ada"]);
    await server.comment("kim", 1, "/reopen\n/title Other\nWords");
    expect(server.read(1)).toMatchObject({ state: "opened", title: "Other", user_notes_count: 1 });
    expect(server.comments(1)).toEqual(["Words"]);
    expect((await send("POST", `${ISSUES}/1/notes`, { body: "/due 2026-06-12" })).status).toBe(202);
    expect(server.read(1)["due_date"]).toBe("2026-06-12");
    expect(server.quickActions.map((action) => action.command)).toEqual([
      "/close",
      "/label ~urgent",
      "/assign @ada",
      "/reopen",
      "/title Other",
      "/due 2026-06-12",
    ]);
  });

  it.each<[string, string, boolean]>([
    ["at the start of a line", "/close", true],
    ["after CRLF", "a\r\n/close\r\n", true],
    ["in capitals", "/CLOSE", true],
    ["in a fence of tildes", "~~~\n/close\n~~~", true],
    ["in a fence that nothing ends", "```\n/close", true],
    ["after a fence", "```\nx\n```\n/close", true],
    ["in a fence", "```sh\n/close\n```", false],
    ["in a longer fence", "````\n```\n/close\n```\n````", false],
    ["in a quote of many lines", ">>>\n/close\n>>>", false],
    ["in a quote", "> /close", false],
    ["in HTML", "<details>\n/close\n</details>", false],
    ["in a comment", "<!--\n/close\n-->", false],
    ["indented", " /close", false],
    ["escaped", "\\/close", false],
    ["inside a line", "use /close", false],
    ["a longer word", "/closely", false],
  ])("sees a quick action %s or not: %j", (_name, text, runs) => {
    expect(extractCommands(text).commands).toHaveLength(runs ? 1 : 0);
  });

  it("records who is told, once each, and never the actor or who may not see it", async () => {
    const description = "@kim @GRACE `@lee` @nobody a@sam.example \\@omar <!-- @lin --> @fledgling-bot @mallory";
    await post({ title: "x", description, assignee_ids: [idOf("ada")] });
    const told = () => server.notifications.map(({ account, reason }) => `${account} ${reason}`);
    expect(told()).toEqual(["ada assign", "kim mention", "grace mention", "omar mention"]);
    await server.edit("kim", 1, { body: `${description} @ben`, state: "closed" });
    expect(told().slice(4)).toEqual(["ben mention", "fledgling-bot state", "ada state", "grace state", "omar state"]);
    await server.comment("ada", 1, "Done, @acme");
    expect(told().slice(9)).toContain("lin group");
  });

  it("leaves `updated_at` when nothing changes", async () => {
    const { data } = await post({ title: "x", description: "a\n" });
    const same = await send("PUT", `${ISSUES}/1`, { title: "x ", description: "a\r\n\n" });
    expect(same.data["updated_at"]).toBe(data["updated_at"]);
    const changed = await send("PUT", `${ISSUES}/1`, { title: "y" });
    expect(changed.data["updated_at"]).not.toBe(data["updated_at"]);
    expect(changed.data["user_notes_count"]).toBe(0);
    expect((await send("PUT", `${ISSUES}/1`, {})).status).toBe(400);
  });

  it("counts boxes, those that do not apply left out", async () => {
    await server.create("kim", "x", "- [ ] a\n  * [x] b\n1. [X] c\n- [~] d\n-[ ] e", []);
    expect(server.read(1)["task_completion_status"]).toEqual({ count: 3, completed_count: 2 });
  });

  it("refuses every write to an archived project", async () => {
    const number = await server.create("kim", "x", "", []);
    server.project.archived = true;
    const maintainer = as(TOKENS.maintainer);
    expect((await post({ title: "x" }, maintainer)).status).toBe(403);
    expect((await send("PUT", `${ISSUES}/${number}`, { title: "y" }, maintainer)).status).toBe(403);
    expect((await send("POST", `${ISSUES}/${number}/notes`, { body: "y" }, maintainer)).status).toBe(403);
    expect((await send("POST", `${PLACE}/labels`, { name: "y", color: "#ffffff" }, maintainer)).status).toBe(403);
  });

  it("keeps the second project apart", async () => {
    await server.create("kim", "Private", "", [], "acme/internships-private");
    expect((await send("GET", ISSUES)).data).toEqual([]);
    expect((await send("GET", "/projects/acme%2Finternships-private/issues")).data).toHaveLength(1);
  });

  it("shows a level of the group beside that of the project", async () => {
    server.project.groupMembers.set("fledgling-bot", LEVELS.reporter);
    expect((await send("GET", PLACE)).data["permissions"]).toMatchObject({
      project_access: { access_level: 15 },
      group_access: { access_level: 20 },
    });
  });
});
