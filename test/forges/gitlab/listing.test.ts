import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openGitLabReader } from "../../../src/forges/gitlab/index.ts";
import type { ForgeConnection } from "../../../src/forges/types.ts";
import type { GitLabServer } from "../../servers/gitlab/index.ts";
import { LEVELS, startGitLab, TOKENS } from "../../servers/gitlab/index.ts";
import { connectGitLab } from "../../support/gitlab-harness.ts";
import { NO_ACCESS } from "../../../src/core/model/issue.ts";

const LABEL = "cohort::2026-summer";

let server: GitLabServer;
beforeEach(async () => {
  server = await startGitLab();
});
afterEach(async () => {
  await server.close();
  expect(server.violations).toEqual([]);
});

const open = (overrides: Partial<ForgeConnection> = {}) => openGitLabReader(connectGitLab(server, overrides));

async function createMany(total: number): Promise<void> {
  for (let index = 1; index <= total; index++) await server.create("fledgling-bot", `Issue ${index}`, "", [LABEL]);
}

describe("listing on GitLab", () => {
  it.each([
    [0, 1],
    [99, 1],
    [100, 1],
    [101, 2],
    [250, 3],
  ])("reads %i issues in %i requests, each issue once", async (total, pages) => {
    await createMany(total);
    const reader = open();
    const issues = await reader.listIssues(LABEL);
    expect(issues.map((issue) => issue.number)).toEqual(Array.from({ length: total }, (_, index) => index + 1));
    expect(server.counts()).toEqual({ GET: pages, POST: 0, PUT: 0, PATCH: 0, DELETE: 0 });
    expect(reader.requests()).toEqual(server.counts());
  });

  it("asks for all states, oldest first, a hundred at a time, by label or by author", async () => {
    await createMany(1);
    await server.create("mallory", "Forged", "", [LABEL]);
    await open().listIssues(LABEL);
    expect(await open().listIssuesBy("Fledgling-Bot")).toHaveLength(1);
    const common = { scope: "all", order_by: "created_at", sort: "asc", page: "1", per_page: "100" };
    expect(server.log.map((request) => Object.fromEntries(request.query))).toEqual([
      { ...common, labels: LABEL },
      { ...common, author_username: "Fledgling-Bot" },
    ]);
  });

  it("goes on past the number of issues that GitLab still counts", async () => {
    await createMany(250);
    server.state.countLimit = 100;
    expect(await open().listIssues(LABEL)).toHaveLength(250);
    expect(server.counts().GET).toBe(3);
  });

  it.each<[string, (headers: Readonly<Record<string, string>>) => Readonly<Record<string, string>>, number]>([
    ["only `Link`", ({ link = "" }) => ({ link }), 3],
    ["only the number of the next page", (headers) => ({ "x-next-page": headers["x-next-page"] ?? "" }), 3],
    ["only the total", (headers) => ({ "x-total": headers["x-total"] ?? "" }), 3],
    ["nothing at all", () => ({}), 3],
  ])("reads all pages where a proxy leaves %s", async (_name, keep, pages) => {
    await createMany(250);
    const pristine = await fetchPages();
    server.onRequest = (request) => {
      const page = pristine[Number(request.query.get("page")) - 1];
      return { kind: "status", status: 200, body: page?.body, headers: keep(page?.headers ?? {}) };
    };
    server.reset();
    expect(await open().listIssues(LABEL)).toHaveLength(250);
    expect(server.counts().GET).toBe(pages);
  });

  it("reads the list again when an issue leaves it meanwhile, for the next one slips to a page already read", async () => {
    await createMany(150);
    let once = true;
    server.onRequest = (request) => {
      if (request.query.get("page") === "2" && once) {
        once = false;
        void server.edit("kim", 1, { labels: [] });
      }
      return "pass";
    };
    const issues = await open().listIssues(LABEL);
    expect(issues.map((issue) => issue.number)).toEqual(Array.from({ length: 149 }, (_, index) => index + 2));
    expect(server.counts().GET).toBe(4);
  });

  it("hands over nothing when the list never holds still", async () => {
    await createMany(190);
    let next = 1;
    server.onRequest = (request) => {
      if (request.query.get("page") === "2") void server.edit("kim", next++, { labels: [] });
      return "pass";
    };
    await expect(open().listIssues(LABEL)).rejects.toMatchObject({ name: "ForgeError", fault: "unavailable" });
    expect(server.counts().GET).toBe(6);
  });

  it("takes an issue once that comes on two pages because others were opened first", async () => {
    await createMany(150);
    const [first, second] = await fetchPages();
    const repeated = [...(first?.body ?? []).slice(-1), ...(second?.body ?? [])];
    server.onRequest = (request) =>
      request.query.get("page") === "2" ? { kind: "status", status: 200, body: repeated } : "pass";
    expect(await open().listIssues(LABEL)).toHaveLength(150);
  });

  it("refuses pages that lead round in a circle", async () => {
    server.onRequest = () => ({ kind: "status", status: 200, body: [], headers: { "x-next-page": "1" } });
    await expect(open().listLabels()).rejects.toMatchObject({ name: "ForgeError", fault: "unavailable" });
    expect(server.counts().GET).toBe(1);
  });

  it("sends the token to no other host, whatever `Link` says", async () => {
    const link = '<https://elsewhere.example/api/v4/x?page=2>; rel="next"';
    server.onRequest = (request) =>
      request.query.get("page") === "1" ? { kind: "status", status: 200, body: [], headers: { link } } : "pass";
    expect(await open().listLabels()).toEqual([]);
    expect(server.counts().GET).toBe(2);
  });

  it("names the project by its encoded path or its number", async () => {
    await createMany(1);
    expect(await open().listIssues(LABEL)).toHaveLength(1);
    expect(await open({ place: String(server.project.id) }).listIssues(LABEL)).toHaveLength(1);
    expect(server.log.map((request) => request.path)).toEqual([
      "/api/v4/projects/acme%2Finternships/issues",
      `/api/v4/projects/${server.project.id}/issues`,
    ]);
  });

  it("reads labels and milestones of the groups above too, page by page, closed milestones among them", async () => {
    for (let index = 0; index < 100; index++) server.addMilestone(`Week ${index}`).state = "closed";
    const above = server.addMilestone("Of the group", true);
    server.addGroupLabel("of the group");
    await server.create(
      "kim",
      "Labelled",
      "",
      Array.from({ length: 120 }, (_, index) => `label ${index}`),
    );
    server.reset();
    const milestones = await open().listMilestones();
    expect(milestones).toHaveLength(101);
    expect(milestones).toContainEqual({ title: "Of the group", id: above.id });
    const labels = await open().listLabels();
    expect(labels).toHaveLength(121);
    expect(labels).toContain("of the group");
    expect(server.counts().GET).toBe(4);
  });

  it("takes an issue that was deleted, moved away, hidden or never there for gone", async () => {
    await createMany(4);
    await server.remove(1);
    await server.move(2);
    server.state.users.get("fledgling-bot");
    const reader = open();
    expect([await reader.readIssue(1), await reader.readIssue(2), await reader.readIssue(99)]).toEqual([
      null,
      null,
      null,
    ]);
    expect(server.counts().GET).toBe(3);
    // The closed copy stays in the list, so that nobody makes a second one.
    expect((await reader.listIssues(LABEL)).map(({ number, state }) => [number, state])).toEqual([
      [2, "closed"],
      [3, "open"],
      [4, "open"],
    ]);
  });

  async function fetchPages(): Promise<readonly { body: readonly unknown[]; headers: Record<string, string> }[]> {
    const pages = [];
    for (const page of [1, 2, 3]) {
      const path = `/projects/acme%2Finternships/issues?labels=${LABEL}&sort=asc&per_page=100&page=${page}`;
      const response = await fetch(server.url + path, { headers: { "private-token": TOKENS.bot } });
      const headers = Object.fromEntries(response.headers.entries());
      pages.push({ body: (await response.json()) as readonly unknown[], headers });
    }
    return pages;
  }
});

describe("the place on GitLab", () => {
  it("is known after two requests: account, visibility, rights and what issues can hold", async () => {
    expect(await open().observePlace()).toEqual({
      place: "acme/internships",
      visibility: "private",
      account: "fledgling-bot",
      canWrite: true,
      capabilities: {
        dueDate: true,
        confidential: true,
        scopedLabels: false,
        reference: "number-plus",
        creationsPerHour: null,
        titleLimit: 255,
        children: null,
        epics: false,
        bodyLimit: 1_000_000,
      },
      access: { ...NO_ACCESS, owner: "group", role: "Planner" },
    });
    expect(server.counts().GET).toBe(2);
  });

  it.each<[string, boolean | null, (project: GitLabServer["project"]) => void]>([
    ["a Guest", false, ({ members }) => members.set("fledgling-bot", LEVELS.guest)],
    ["a Planner", true, ({ members }) => members.set("fledgling-bot", LEVELS.planner)],
    [
      "a Guest who is a Reporter of the group",
      true,
      ({ members, groupMembers }) => {
        members.set("fledgling-bot", LEVELS.guest);
        groupMembers.set("fledgling-bot", LEVELS.reporter);
      },
    ],
    [
      "somebody who is no member of what everybody sees",
      null,
      (project) => {
        project.visibility = "public";
        project.members.delete("fledgling-bot");
      },
    ],
    [
      "anybody, once the project is archived",
      false,
      (project) => {
        project.archived = true;
      },
    ],
  ])("says whether it can be written to by %s", async (_name, canWrite, change) => {
    change(server.project);
    expect(await open().observePlace()).toMatchObject({ canWrite });
  });

  it("is read without a token where it is public, and cannot be written to", async () => {
    server.project.visibility = "public";
    expect(await open({ token: null }).observePlace()).toMatchObject({
      visibility: "public",
      account: null,
      canWrite: false,
    });
    expect(server.counts().GET).toBe(1);
  });

  it("is refused with a remedy where issues are switched off", async () => {
    server.project.issuesAccess = "disabled";
    await expect(open().observePlace()).rejects.toMatchObject({
      fault: "rejected",
      remedy: expect.stringContaining("Switch them on"),
    });
  });

  it.each<[string, Partial<ForgeConnection>, object]>([
    ["a token nobody knows", { token: "glpat-wrong" }, { fault: "unauthorized", status: 401 }],
    [
      "an expired token",
      { token: TOKENS.expired },
      { fault: "unauthorized", message: expect.stringContaining("expired") },
    ],
    [
      "a revoked token",
      { token: TOKENS.revoked },
      { fault: "unauthorized", message: expect.stringContaining("revoked") },
    ],
    [
      "a token for something else",
      { token: TOKENS.registry },
      { fault: "forbidden", message: expect.stringContaining("scope `read_api`") },
    ],
    ["no token", { token: null }, { fault: "not-found", message: expect.stringContaining("not public") }],
    ["a stranger's token", { token: TOKENS.stranger }, { fault: "not-found", status: 404 }],
    [
      "a project that does not exist",
      { place: "acme/nowhere" },
      { fault: "not-found", message: expect.stringContaining("there is no such project, or the token cannot see it") },
    ],
    ["a token that is no header", { token: "glpat\nx" }, { fault: "unauthorized", status: null }],
  ])("is refused in words that help: %s", async (_name, overrides, error) => {
    await expect(open(overrides).observePlace()).rejects.toMatchObject({
      name: "ForgeError",
      fate: "not-done",
      remedy: expect.stringMatching(/^[A-Z].*\.$/),
      ...error,
    });
  });

  it.each(["internships", "acme/", "/acme/x", "https://gitlab.com/acme/x", "acme/a b"])(
    "must be named by path or number, not as %s",
    (place) => {
      expect(() => open({ place })).toThrow(/group\/project/);
    },
  );

  it.each(["https://gitlab.example", "https://gitlab.example/api/v3", "gitlab.example/api/v4", ""])(
    "is reached at an address that ends in /api/v4, not at %s",
    (apiUrl) => {
      expect(() => open({ apiUrl })).toThrow(/api\/v4/);
    },
  );

  it("may live below a path, on one's own server", async () => {
    const below = await startGitLab({ base: "/git/lab" });
    for (let index = 1; index <= 101; index++) await below.create("kim", `Issue ${index}`, "", [LABEL]);
    const reader = openGitLabReader(connectGitLab(below, { apiUrl: `${below.url}/` }));
    expect(await reader.observePlace()).toMatchObject({ account: "fledgling-bot" });
    const issues = await reader.listIssues(LABEL);
    expect(issues).toHaveLength(101);
    expect(issues[0]?.url).toContain("/git/lab/acme/internships/-/issues/1");
    await below.close();
    expect(below.violations).toEqual([]);
  });
});

describe("accounts on GitLab", () => {
  it("are members, somebody else's, or nobody's, whatever the case of their names", async () => {
    const reader = open();
    await reader.observePlace();
    server.reset();
    const found = await reader.findAccounts(["ada", "Grace", "mallory", "nobody-here"]);
    expect(found).toEqual({ ada: "eligible", Grace: "eligible", mallory: "ineligible", "nobody-here": "missing" });
    expect(server.counts().GET).toBe(3);
    expect(await reader.findAccounts(["ada", "mallory"])).toEqual({ ada: "eligible", mallory: "ineligible" });
    expect(await reader.findAccounts([])).toEqual({});
    expect(server.counts().GET).toBe(3);
  });

  it.each(["public", "internal"] as const)(
    "who are no members may be assigned or not in a project that is %s",
    async (visibility) => {
      server.project.visibility = visibility;
      const reader = open();
      await reader.observePlace();
      expect(await reader.findAccounts(["mallory", "nobody-here"])).toEqual({
        mallory: "unknown",
        "nobody-here": "missing",
      });
    },
  );

  it("that are blocked cannot be assigned, members or not", async () => {
    for (const name of ["ada", "mallory"]) {
      const user = server.state.users.get(name);
      if (user !== undefined) user.state = "blocked";
    }
    expect(await open().findAccounts(["ada", "mallory"])).toEqual({ ada: "ineligible", mallory: "ineligible" });
  });

  it("are not guessed at where the token may not list the members", async () => {
    server.onRequest = (request) =>
      request.path.endsWith("/members/all")
        ? { kind: "status", status: 403, body: { message: "403 Forbidden" } }
        : "pass";
    const reader = open();
    await reader.observePlace();
    expect(await reader.findAccounts(["ada", "nobody-here"])).toEqual({ ada: "unknown", "nobody-here": "missing" });
  });

  it("are paged through where a project has more than a hundred members", async () => {
    for (let index = 0; index < 120; index++) {
      const username = `aa-${index}`;
      server.state.users.set(username, { id: index + 1, username, name: username, state: "active" });
      server.project.members.set(username, LEVELS.reporter);
    }
    expect(await open().findAccounts(["aa-119", "sam"])).toEqual({ "aa-119": "eligible", sam: "eligible" });
    expect(server.counts().GET).toBe(2);
  });
});
