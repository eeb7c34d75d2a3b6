import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { GitHubServer } from "./github/index.ts";
import { startGitHub, TOKENS } from "./github/index.ts";
import { checkAnswer } from "./github/openapi.ts";
import { countBusiest } from "./github/pace.ts";

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

  it("knows a sub-issue by its id alone, whatever issue has that number", async () => {
    for (let index = 0; index < 2; index++) await server.create("kim", "One", "", []);
    const { id } = (await (await send("GET", `${ISSUES}/2`)).json()) as { readonly id: number };
    expect((await send("POST", `${ISSUES}/1/sub_issues`, { sub_issue_id: 2 })).status).toBe(404);
    const linked = await send("POST", `${ISSUES}/1/sub_issues`, { sub_issue_id: id });
    expect(linked.status).toBe(201);
    expect(await linked.json()).toMatchObject({ number: 1, sub_issues_summary: { total: 1 } });
    expect(await (await send("GET", `${ISSUES}/1/sub_issues`)).json()).toMatchObject([{ number: 2, id }]);
    expect((await send("DELETE", `${ISSUES}/1/sub_issue`, { sub_issue_id: id })).status).toBe(200);
    expect(server.violations).toEqual([]);
  });

  it.each<[string, string, string, number, unknown, RegExp | null]>([
    ["an issue without its id", "GET", `${ISSUES}/1`, 200, { number: 1 }, /required property/],
    ["a list for one issue", "POST", `${ISSUES}/1/sub_issues`, 201, [], /must be object/],
    ["a status GitHub never gives there", "DELETE", `${ISSUES}/1/sub_issue`, 204, undefined, /no answer of GitHub's/],
    ["words without a form", "POST", `${ISSUES}/1/sub_issues`, 422, "no", /must be object/],
    ["a missing right", "POST", `${ISSUES}/1/sub_issues`, 403, { message: "No", documentation_url: "d" }, null],
  ])("would record an answer of its own that is %s", (_name, method, path, status, data, words) => {
    const request = { method, prefix: "", path, query: new URLSearchParams(), headers: {}, body: undefined };
    const problems = checkAnswer(request, { status, data });
    expect(problems.join("\n")).toMatch(words ?? /^$/);
  });

  it("answers no question of GraphQL but the one", async () => {
    const ask = async (query: string) => (await send("POST", "/graphql", { query })).json();
    expect(await ask("query { viewer { login } }")).toEqual({ data: { viewer: { login: "fledgling-bot" } } });
    expect(await ask("query { viewer { email } }")).toHaveProperty("errors");
  });

  it("refuses more content than a minute holds, and counts what it refused", async () => {
    server.state.contentLimits = { minute: 2, hour: 500 };
    const statuses: number[] = [];
    for (let index = 0; index < 3; index++) statuses.push((await send("POST", ISSUES, { title: "One" })).status);
    expect(statuses).toEqual([201, 201, 403]);
    expect(countBusiest(server.state.contents, 60_000)).toBe(3);
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
