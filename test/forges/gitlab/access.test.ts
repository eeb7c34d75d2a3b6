import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openGitLabReader } from "../../../src/forges/gitlab/index.ts";
import type { ForgeConnection } from "../../../src/forges/types.ts";
import { LEVELS, startGitLab, TOKENS, type GitLabServer } from "../../servers/gitlab/index.ts";
import { connectGitLab } from "../../support/gitlab-harness.ts";

describe("what GitLab tells about a token and a tier", () => {
  let server: GitLabServer;
  beforeEach(async () => {
    server = await startGitLab();
  });
  afterEach(async () => {
    await server.close();
    expect(server.violations).toEqual([]);
  });
  const open = (overrides: Partial<ForgeConnection> = {}) => openGitLabReader(connectGitLab(server, overrides));

  it("is asked in two more requests, and only once something is to be made", async () => {
    server.state.tokens.set(TOKENS.bot, {
      username: "fledgling-bot",
      scopes: ["api"],
      state: "active",
      expires: "2026-07-01",
    });
    const reader = open();
    await reader.observePlace();
    expect(await reader.describeAccess()).toEqual({
      tier: "free",
      version: "18.5.1",
      owner: "group",
      token: { kind: "personal access token", scopes: ["api"], expires: "2026-07-01" },
      role: "Planner",
      lacks: [],
    });
    expect(reader.requests()).toEqual({ GET: 4, POST: 0, PUT: 0, PATCH: 0, DELETE: 0 });
    expect(server.counts()).toEqual(reader.requests());
  });

  it("names everything that a token which may only read cannot do", async () => {
    const { lacks, token } = await open({ token: TOKENS.readOnly }).describeAccess();
    expect(token?.scopes).toEqual(["read_api"]);
    expect(lacks).toContain("issues");
  });

  it.each([
    ["a Guest", LEVELS.guest, "Guest", true],
    ["a Planner", LEVELS.planner, "Planner", false],
    ["an Owner", LEVELS.owner, "Owner", false],
  ] as const)("names the role of %s", async (_name, level, role, lacks) => {
    server.project.members.set("fledgling-bot", level);
    const access = await open().describeAccess();
    expect(access.role).toBe(role);
    expect(access.lacks.includes("issues")).toBe(lacks);
  });

  it.each([
    ["project_42_bot_3f", "project access token"],
    ["group_7_bot", "group access token"],
    ["service_account_group_7_x", "token of a service account"],
  ])("knows the sort of %s", async (username, kind) => {
    server.state.users.set(username, { id: 9, username, name: "Bot", state: "active" });
    server.project.members.set(username, LEVELS.planner);
    server.state.tokens.set("glpat-other-0123456789", { username, scopes: ["api"], state: "active" });
    expect((await open({ token: "glpat-other-0123456789" }).describeAccess()).token?.kind).toBe(kind);
  });

  it("is left open where the server has no such answers", async () => {
    server.state.unknown.add("Namespace.availableFeatures");
    server.onRequest = ({ path }) =>
      path.endsWith("/personal_access_tokens/self") ? { kind: "status", status: 404 } : "pass";
    expect(await open().describeAccess()).toMatchObject({ tier: null, version: null, token: null, lacks: [] });
  });

  it("is not guessed at when no answer comes", async () => {
    server.onRequest = ({ path }) => (path.endsWith("/graphql") ? { kind: "status", status: 503 } : "pass");
    await expect(open().describeAccess()).rejects.toMatchObject({ fault: "unavailable", fate: "not-done" });
  });
});
