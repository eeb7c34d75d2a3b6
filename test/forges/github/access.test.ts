import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { PlaceAccess } from "../../../src/core/model/issue.ts";
import { openGitHubReader, openGitHubWriter } from "../../../src/forges/github/index.ts";
import { connectGitHub } from "../../support/github-harness.ts";
import type { GitHubServer } from "../../servers/github/index.ts";
import { startGitHub, TOKENS } from "../../servers/github/index.ts";

const EVERYTHING = ["assignees", "comments", "epics", "issues", "labels", "milestones"];
const NATIVE = { limit: 100, atCreate: false };

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

describe("what a token may do on GitHub", () => {
  it.each<[string, string | null, string | null, PlaceAccess["token"], boolean | null, readonly string[]]>([
    [
      "a classic token",
      TOKENS.bot,
      "fledgling-bot",
      { kind: "classic token", scopes: ["read:org", "repo"], expires: null },
      true,
      [],
    ],
    [
      "a classic token for public repositories",
      TOKENS.publicOnly,
      "fledgling-bot",
      { kind: "classic token", scopes: ["public_repo"], expires: null },
      true,
      [],
    ],
    [
      "a classic token without a scope",
      TOKENS.noScope,
      "fledgling-bot",
      { kind: "classic token", scopes: [], expires: null },
      false,
      EVERYTHING,
    ],
    [
      "a fine-grained token",
      TOKENS.fineGrained,
      "fledgling-bot",
      { kind: "fine-grained token", scopes: null, expires: "2026-09-01" },
      true,
      [],
    ],
    [
      "a workflow's token",
      TOKENS.workflow,
      "github-actions[bot]",
      { kind: "GITHUB_TOKEN of a workflow", scopes: null, expires: null },
      null,
      [],
    ],
    [
      "an App's token",
      TOKENS.app,
      "fledgling[bot]",
      { kind: "token of an App", scopes: null, expires: null },
      null,
      [],
    ],
    [
      "a stranger's token",
      TOKENS.stranger,
      "stranger",
      { kind: "classic token", scopes: ["repo"], expires: null },
      false,
      ["assignees", "epics", "labels", "milestones"],
    ],
    ["no token", null, null, null, false, EVERYTHING],
  ])("is told of %s at no request of its own", async (_name, token, account, expected, canWrite, lacks) => {
    const place = await observe({ token });
    expect(place).toMatchObject({ account, canWrite });
    expect({ token: place.access.token, lacks: place.access.lacks }).toEqual({ token: expected, lacks });
    expect(server.requests.length).toBe(token === null ? 1 : 2);
  });

  it.each([
    ["triage", true, ["labels", "milestones"]],
    ["read", false, ["assignees", "epics", "labels", "milestones"]],
    ["write", true, []],
  ] as const)("follows from the role %s", async (role, canWrite, lacks) => {
    server.state.accounts.set("fledgling-bot", { role, assignable: true });
    expect(await observe()).toMatchObject({ canWrite, access: { role, lacks } });
  });

  it("is nothing in an archived repository", async () => {
    server.state.archived = true;
    expect(await observe()).toMatchObject({ canWrite: false, access: { lacks: EVERYTHING } });
  });

  it("leaves an App without a name where GraphQL is closed to it", async () => {
    server.state.graphql = false;
    expect(await observe({ token: TOKENS.app })).toMatchObject({
      account: null,
      canWrite: null,
      access: { token: { kind: "token of an App or a workflow" }, role: null },
    });
  });

  it("does not guess when a limit keeps GraphQL from telling the App's name", async () => {
    server.fault = ({ path }) => (path === "/graphql" ? { kind: "status", status: 429 } : null);
    await expect(observe({ token: TOKENS.app })).rejects.toMatchObject({ fault: "rate-limited" });
    server.fault = ({ path }) => (path === "/graphql" ? { kind: "status", status: 401 } : null);
    await expect(observe({ token: TOKENS.app })).rejects.toMatchObject({ fault: "unauthorized" });
  });

  it.each([
    ["an organization's", "Organization", "organization"],
    ["a person's", "User", "user"],
  ] as const)("is told of %s repository, where both have sub-issues", async (_name, type, owner) => {
    server.state.ownerType = type;
    expect(await observe()).toMatchObject({ access: { owner }, capabilities: { children: NATIVE } });
  });

  it.each(["2026-09-01 09:00:00 UTC", "2026-09-01 09:00:00 +0200", "2026-09-01T09:00:00Z"])(
    "reads the last day out of %s",
    async (expires) => {
      server.state.tokens.set(TOKENS.bot, { login: "fledgling-bot", kind: "account", scopes: "repo", expires });
      expect((await observe()).access.token?.expires).toBe("2026-09-01");
    },
  );

  it("takes a last day it cannot read for none told", async () => {
    const expires = "in a while";
    server.state.tokens.set(TOKENS.bot, { login: "fledgling-bot", kind: "account", scopes: "repo", expires });
    expect((await observe()).access.token?.expires).toBeNull();
  });
});

describe("an Enterprise Server", () => {
  const onServer = () => observe({ apiUrl: `${server.url}/api/v3` });

  it.each<[string, string | null, boolean, typeof NATIVE | null, number]>([
    ["too old for sub-issues is not asked for them", "3.16.4", false, null, 2],
    ["that says no has none", "3.18.1", false, null, 3],
    ["that says yes has them", "3.19.0", true, NATIVE, 3],
    ["of an unknown version is asked", null, false, null, 3],
  ])("%s", async (_name, version, subIssues, children, requests) => {
    server.state.version = version;
    server.state.subIssues = subIssues;
    await server.create("kim", "One", "", []);
    const place = await onServer();
    expect(place.capabilities.children).toEqual(children);
    expect(place.access.version).toBe(version);
    expect(server.counts().GET).toBe(requests);
  });

  it.each<[string, () => Promise<void>]>([
    ["that was not made yet", async () => undefined],
    [
      "that was deleted",
      async () => {
        await server.create("kim", "One", "", []);
        server.state.gone.set(1, "deleted");
      },
    ],
    [
      "that was moved",
      async () => {
        await server.create("kim", "One", "", []);
        server.state.gone.set(1, "transferred");
      },
    ],
  ])("has sub-issues whatever became of the issue %s", async (_name, prepare) => {
    server.state.version = "3.19.0";
    await prepare();
    expect((await onServer()).capabilities.children).toEqual(NATIVE);
  });

  it("is found by its header where its address does not tell", async () => {
    server.state.version = "3.18.0";
    server.state.subIssues = false;
    expect((await observe()).capabilities.children).toBeNull();
  });

  it("asks an App's name where the server has GraphQL", async () => {
    server.state.version = "3.19.0";
    const place = await observe({ apiUrl: `${server.url}/api/v3`, token: TOKENS.app });
    expect(place.account).toBe("fledgling[bot]");
    expect(server.requests[0]?.path).toBe("/api/graphql");
  });

  it("does not take a broken answer for a no", async () => {
    server.state.version = "3.19.0";
    server.fault = ({ path }) => (path.endsWith("/sub_issues") ? { kind: "status", status: 502 } : null);
    await expect(onServer()).rejects.toMatchObject({ fault: "unavailable" });
  });
});

describe("what a token may do, asked before the first write", () => {
  it("costs a reader no more than a look at the place", async () => {
    const reader = openGitHubReader(connectGitHub(server, { token: TOKENS.readOnly }));
    expect((await reader.describeAccess()).lacks).toEqual([]);
    expect(server.counts()).toMatchObject({ GET: 2, POST: 0 });
  });

  it.each([
    ["a classic token, which its scopes and role tell all about", TOKENS.bot, [], 0],
    ["a fine-grained token with the right", TOKENS.fineGrained, [], 1],
    ["a fine-grained token without it", TOKENS.readOnly, EVERYTHING, 1],
    ["a workflow's token", TOKENS.workflow, [], 1],
    ["an App that may only read", TOKENS.readOnlyApp, EVERYTHING, 1],
  ])("is tried out with a label that is there already, for %s", async (_name, token, lacks, posts) => {
    await server.create("kim", "One", "", ["bug"]);
    const writer = openGitHubWriter(connectGitHub(server, { token }));
    expect((await writer.describeAccess()).lacks).toEqual(lacks);
    const tries = server.requests.filter(({ method, path }) => method === "POST" && path.endsWith("/labels"));
    expect(tries.map(({ body }) => body)).toEqual(Array.from({ length: posts }, () => ({ name: "bug" })));
    expect(await writer.listLabels()).toEqual(["bug"]);
  });

  it("stays open where there is no label to try with", async () => {
    const writer = openGitHubWriter(connectGitHub(server, { token: TOKENS.readOnly }));
    expect((await writer.describeAccess()).lacks).toEqual([]);
    expect(server.counts().POST).toBe(0);
  });

  it("stays open where the answer is neither yes nor no", async () => {
    await server.create("kim", "One", "", ["bug"]);
    server.fault = ({ method }) => (method === "POST" ? { kind: "status", status: 502 } : null);
    const writer = openGitHubWriter(connectGitHub(server, { token: TOKENS.fineGrained }));
    expect((await writer.describeAccess()).lacks).toEqual([]);
    expect(server.counts().POST).toBe(1);
  });
});

describe("a refusal for a right that is missing", () => {
  it("names the permission GitHub asks for", async () => {
    const writer = openGitHubWriter(connectGitHub(server, { token: TOKENS.readOnly }));
    await expect(writer.createComment(1, "Hello")).rejects.toMatchObject({
      fault: "forbidden",
      remedy: expect.stringContaining("`issues=write`"),
    });
  });
});
