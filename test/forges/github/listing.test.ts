import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openGitHubReader } from "../../../src/forges/github/index.ts";
import { connectGitHub } from "../../support/github-harness.ts";
import type { GitHubServer } from "../../servers/github/index.ts";
import { startGitHub, TOKENS } from "../../servers/github/index.ts";

const LABEL = "cohort::2026-summer";

describe("listing on GitHub", () => {
  let server: GitHubServer;
  beforeEach(async () => {
    server = await startGitHub();
  });
  afterEach(async () => {
    await server.close();
    expect(server.violations).toEqual([]);
  });

  it.each([
    [0, 1],
    [99, 1],
    [100, 1],
    [101, 2],
    [250, 3],
  ])("reads %i issues in %i requests, each issue once", async (total, pages) => {
    for (let index = 1; index <= total; index++) await server.create("fledgling-bot", `Issue ${index}`, "", [LABEL]);
    server.reset();
    const reader = openGitHubReader(connectGitHub(server));
    const issues = await reader.listIssues(LABEL);
    expect(issues.map((issue) => issue.number)).toEqual(Array.from({ length: total }, (_, index) => index + 1));
    expect(server.counts()).toEqual({ GET: pages, POST: 0, PUT: 0, PATCH: 0, DELETE: 0 });
    expect(reader.requests()).toEqual(server.counts());
  });

  it("lists open and closed issues, whatever page they are on, and no pull requests", async () => {
    for (let index = 1; index <= 101; index++) await server.create("ada", `Issue ${index}`, "", [LABEL]);
    await server.edit("kim", 1, { state: "closed" });
    await server.edit("kim", 101, { state: "closed" });
    const pull = await server.createPull("A change", [LABEL]);
    const issues = await openGitHubReader(connectGitHub(server)).listIssues(LABEL);
    expect(issues).toHaveLength(101);
    expect(issues.filter((issue) => issue.state === "closed").map((issue) => issue.number)).toEqual([1, 101]);
    expect(issues.some((issue) => issue.number === pull)).toBe(false);
  });

  it("finds the issues an account opened, with and without the label", async () => {
    await server.create("fledgling-bot", "Labelled", "", [LABEL]);
    await server.create("fledgling-bot", "Bare", "", []);
    await server.create("mallory", "Forged", "", [LABEL]);
    const issues = await openGitHubReader(connectGitHub(server)).listIssuesBy("fledgling-bot");
    expect(issues.map((issue) => issue.title)).toEqual(["Labelled", "Bare"]);
  });

  it("gives a body as stored, line ends included, and an empty text for none", async () => {
    const crlf = await server.create("kim", "From a browser", "- [x] one\r\n- [ ] two\r\n", [LABEL]);
    const reader = openGitHubReader(connectGitHub(server));
    expect((await reader.readIssue(crlf))?.body).toBe("- [x] one\r\n- [ ] two\r\n");
    const bare = await server.create("kim", "Bare", "", [LABEL]);
    await server.edit("kim", bare, { body: null as unknown as string });
    expect((await server.read(bare))["body"]).toBeNull();
    expect((await reader.readIssue(bare))?.body).toBe("");
  });

  it("takes an issue that was deleted, moved away or never there for gone", async () => {
    for (const title of ["Deleted", "Moved", "Kept"]) await server.create("kim", title, "", [LABEL]);
    server.state.gone.set(1, "deleted").set(2, "transferred");
    const reader = openGitHubReader(connectGitHub(server));
    const seen = [await reader.readIssue(1), await reader.readIssue(2), await reader.readIssue(99)];
    expect(seen).toEqual([null, null, null]);
    expect(server.counts().GET).toBe(3);
    expect((await reader.listIssues(LABEL)).map((issue) => issue.title)).toEqual(["Kept"]);
  });

  it("refuses a next page on another host, which would be sent the token", async () => {
    const reader = openGitHubReader(connectGitHub(server));
    const link = '<https://elsewhere.example/labels?page=2>; rel="next"';
    server.fault = () => ({ kind: "status", status: 200, headers: { link }, data: [] });
    await expect(reader.listLabels()).rejects.toMatchObject({ name: "ForgeError", fault: "unavailable" });
    expect(reader.requests().GET).toBe(1);
  });

  it("refuses pages that lead round in a circle", async () => {
    const reader = openGitHubReader(connectGitHub(server));
    const link = `<${server.url}/repositories/4711/labels?page=1>; rel="next"`;
    server.fault = () => ({ kind: "status", status: 200, headers: { link }, data: [] });
    await expect(reader.listLabels()).rejects.toMatchObject({ fault: "unavailable" });
    expect(reader.requests().GET).toBe(2);
  });

  it("reads below a path, where an Enterprise Server has its API", async () => {
    for (let index = 1; index <= 101; index++) await server.create("kim", `Issue ${index}`, "", [LABEL]);
    server.reset();
    const reader = openGitHubReader(connectGitHub(server, { apiUrl: `${server.url}/api/v3/` }));
    expect(await reader.listIssues(LABEL)).toHaveLength(101);
    expect(server.requests.map((request) => request.prefix)).toEqual(["/api/v3", "/api/v3"]);
  });

  it("reads labels and milestones, closed ones too, page by page", async () => {
    for (let index = 1; index <= 101; index++)
      await server.createMilestone(`Week ${index}`, index === 1 ? "closed" : "open");
    for (let index = 0; index < 3; index++) {
      await server.create(
        "kim",
        "Labelled",
        "",
        Array.from({ length: 40 }, (_, label) => `label-${index * 40 + label}`),
      );
    }
    server.reset();
    const reader = openGitHubReader(connectGitHub(server));
    expect(await reader.listMilestones()).toHaveLength(101);
    expect(await reader.listMilestones()).toContainEqual({ title: "Week 1", id: 1 });
    expect(await reader.listLabels()).toHaveLength(120);
    expect(server.counts().GET).toBe(6);
  });
});

describe("the place on GitHub", () => {
  let server: GitHubServer;
  beforeEach(async () => {
    server = await startGitHub();
  });
  afterEach(async () => {
    await server.close();
    expect(server.violations).toEqual([]);
  });

  const observe = (overrides: Parameters<typeof connectGitHub>[1] = {}) =>
    openGitHubReader(connectGitHub(server, overrides)).observePlace();

  it("is known after two requests: account, visibility, rights and what issues can hold", async () => {
    expect(await observe()).toEqual({
      place: "acme/internships",
      visibility: "public",
      account: "fledgling-bot",
      canWrite: true,
      capabilities: {
        dueDate: false,
        confidential: false,
        scopedLabels: false,
        reference: "number",
        creationsPerHour: 480,
        titleLimit: 256,
        children: { limit: 100, atCreate: false },
        epics: false,
        bodyLimit: 65_536,
      },
      access: {
        tier: null,
        version: null,
        owner: "organization",
        token: { kind: "classic token", scopes: ["read:org", "repo"], expires: null },
        role: "write",
        lacks: [],
      },
    });
    expect(server.counts().GET).toBe(2);
  });

  it("cannot be written to without a role, without a token, or once archived", async () => {
    expect(await observe({ token: TOKENS.stranger })).toMatchObject({ account: "stranger", canWrite: false });
    expect(await observe({ token: null })).toMatchObject({ account: null, canWrite: false });
    server.state.archived = true;
    expect(await observe()).toMatchObject({ canWrite: false });
  });

  it("is refused with a remedy where issues are switched off", async () => {
    server.state.hasIssues = false;
    await expect(observe()).rejects.toMatchObject({
      name: "ForgeError",
      fault: "rejected",
      remedy: expect.stringContaining("Features"),
    });
  });

  it.each([
    ["a repository that does not exist", { place: "acme/nowhere" }],
    ["a private one, without a token", { token: null }],
    ["a private one, with a stranger's token", { token: TOKENS.stranger }],
  ])("is not found: %s", async (_name, overrides) => {
    server.state.visibility = "private";
    await expect(observe(overrides)).rejects.toMatchObject({
      fault: "not-found",
      status: 404,
      remedy: expect.stringContaining("`forge:`"),
    });
  });

  it("must be named owner/name", () => {
    expect(() => openGitHubReader(connectGitHub(server, { place: "internships" }))).toThrow(/owner\/name/);
  });

  it("tells who can be assigned, who cannot, and whom GitHub does not know", async () => {
    const reader = openGitHubReader(connectGitHub(server));
    expect(await reader.findAccounts(["ada", "Grace", "mallory", "nobody-here"])).toEqual({
      Grace: "eligible",
      ada: "eligible",
      mallory: "ineligible",
      "nobody-here": "missing",
    });
    expect(server.counts().GET).toBe(3);
    expect(await reader.findAccounts([])).toEqual({});
    expect(server.counts().GET).toBe(3);
  });

  it("does not guess where the list of assignable accounts is not to be had", async () => {
    server.state.assigneesListed = false;
    const found = await openGitHubReader(connectGitHub(server)).findAccounts(["ada", "mallory"]);
    expect(found).toEqual({ ada: "unknown", mallory: "unknown" });
  });

  it("pages through more than a hundred assignable accounts", async () => {
    for (let index = 0; index < 120; index++)
      server.state.accounts.set(`aa-${index}`, { role: "read", assignable: true });
    expect(await openGitHubReader(connectGitHub(server)).findAccounts(["sam"])).toEqual({ sam: "eligible" });
    expect(server.counts().GET).toBe(2);
  });
});
