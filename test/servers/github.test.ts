import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { GitHubServer } from "./github/index.ts";
import { startGitHub, TOKENS } from "./github/index.ts";

/** The server proves something only as long as it refuses what GitHub refuses. */
describe("the GitHub of the tests", () => {
  let server: GitHubServer;
  beforeEach(async () => {
    server = await startGitHub();
  });
  afterEach(async () => server.close());

  const ISSUES = "/repos/acme/internships/issues";
  const send = async (method: string, path: string, body?: unknown, headers: Record<string, string> = {}) =>
    fetch(server.url + path, {
      method,
      headers: {
        accept: "application/vnd.github+json",
        "x-github-api-version": "2022-11-28",
        authorization: `token ${TOKENS.bot}`,
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });

  it.each<[string, string, string, unknown, RegExp]>([
    ["a key of the body GitHub does not know", "POST", ISSUES, { title: "One", due_date: "2026-06-01" }, /due_date/],
    ["a body that lacks its title", "POST", ISSUES, { body: "One" }, /title/],
    ["a wrong type", "POST", ISSUES, { title: "One", labels: "one" }, /array/],
    ["an empty list of labels to add", "POST", `${ISSUES}/1/labels`, { labels: [] }, /fewer than 1/],
    [
      "a date without a time",
      "POST",
      "/repos/acme/internships/milestones",
      { title: "m", due_on: "2026-06-01" },
      /date-time/,
    ],
    ["a query GitHub does not know", "GET", `${ISSUES}?label=one`, undefined, /label/],
    ["a state there is not", "GET", `${ISSUES}?state=opened`, undefined, /allowed values/],
    ["pages of more than a hundred", "GET", `${ISSUES}?per_page=101`, undefined, /more than 100/],
    ["a page asked for by its number", "GET", `${ISSUES}?page=2`, undefined, /by its number/],
    ["a number that is none", "GET", `${ISSUES}/one`, undefined, /integer/],
    ["an address that is none", "GET", "/repos/acme/internships/tickets", undefined, /no such operation/],
  ])("records and refuses %s", async (_name, method, path, body, words) => {
    const response = await send(method, path, body);
    expect([404, 422]).toContain(response.status);
    expect(server.violations.join("\n")).toMatch(words);
  });

  it("records a request that does not pin the version of the API", async () => {
    await send("GET", "/user", undefined, { "x-github-api-version": "" });
    expect(server.violations).toEqual(["the version of the API is not pinned"]);
  });

  it.each<[string, string, string, unknown, string, number]>([
    ["a token nobody made", "GET", "/user", undefined, "ghp_made_up", 401],
    ["an app's token without an account", "GET", "/user", undefined, TOKENS.app, 403],
    ["a token without the right to write", "POST", ISSUES, { title: "One" }, TOKENS.readOnly, 403],
    ["a label made by a stranger", "POST", "/repos/acme/internships/labels", { name: "l" }, TOKENS.stranger, 403],
    ["a body too long", "POST", ISSUES, { title: "One", body: "x".repeat(65_537) }, TOKENS.bot, 422],
    ["a title too long", "POST", ISSUES, { title: "x".repeat(257) }, TOKENS.bot, 422],
    ["another repository", "GET", "/repos/acme/other", undefined, TOKENS.bot, 404],
  ])("refuses %s", async (_name, method, path, body, token, status) => {
    const response = await send(method, path, body, { authorization: `token ${token}` });
    expect(response.status).toBe(status);
    expect(server.violations).toEqual([]);
  });

  it("drops a stranger's labels and assignees without a word", async () => {
    const body = { title: "One", labels: ["cohort::a"], assignees: ["ada"] };
    const response = await send("POST", ISSUES, body, { authorization: `token ${TOKENS.stranger}` });
    expect(await response.json()).toMatchObject({ labels: [], assignees: [], user: { login: "stranger" } });
  });

  it("refuses a milestone or a label that exists, saying so by a code", async () => {
    for (const [path, body] of [
      ["milestones", { title: "Telemetry" }],
      ["labels", { name: "kind::retro" }],
    ] as const) {
      expect((await send("POST", `/repos/acme/internships/${path}`, body)).status).toBe(201);
      const again = await send("POST", `/repos/acme/internships/${path}`, body);
      expect(again.status).toBe(422);
      expect(await again.json()).toMatchObject({ errors: [{ code: "already_exists" }] });
    }
  });

  it("links to its own address and never to the emulator behind it", async () => {
    for (let index = 0; index < 3; index++) await server.create("kim", "One", "", ["l"]);
    const response = await send("GET", `${ISSUES}?per_page=1&labels=l`);
    const link = response.headers.get("link") ?? "";
    const hosts = (link + (await response.text())).match(/http:\/\/[\w.]+:\d+/g) ?? [];
    expect(new Set(hosts)).toEqual(new Set([server.url]));
    expect(link).toContain("/repositories/");
  });
});
