import { inspect } from "node:util";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openGitHubReader, openGitHubWriter } from "../../../src/forges/github/index.ts";
import type { ForgeWriter, IssueDraft } from "../../../src/forges/types.ts";
import type { Fault, GitHubServer } from "../../servers/github/index.ts";
import { startGitHub, TOKENS } from "../../servers/github/index.ts";
import { connectGitHub } from "../../support/github-harness.ts";

const SECRET = "A private note about Ada";
const DRAFT: IssueDraft = {
  title: "Week 1",
  body: SECRET,
  labels: ["c"],
  assignee: null,
  due: null,
  milestone: null,
  confidential: false,
};
const SECONDARY = {
  message: "You have exceeded a secondary rate limit. Please wait a few minutes before you try again.",
};

let server: GitHubServer;
beforeEach(async () => {
  server = await startGitHub();
});
afterEach(async () => {
  await server.close();
  expect(server.violations).toEqual([]);
});

/** The first `times` requests meet `fault`; those after them go well. */
function failFirst(times: number, fault: Fault): void {
  let left = times;
  server.fault = () => (left-- > 0 ? fault : null);
}

const catchError = (promise: Promise<unknown>) =>
  promise.then(
    () => null,
    (error: unknown) => error,
  );

describe("a create on GitHub that goes wrong", () => {
  const AFTER: readonly [string, Fault][] = [
    ["a 502 after the server committed", { kind: "status", status: 502, after: true }],
    ["a 500 after the server committed", { kind: "status", status: 500, after: true }],
    ["a connection reset after the server committed", { kind: "reset", after: true }],
    ["an answer that never comes", { kind: "hang", after: true }],
    ["an answer cut short", { kind: "truncated" }],
    ["a page instead of an answer", { kind: "html" }],
  ];
  const CREATES: readonly [string, (writer: ForgeWriter) => Promise<unknown>][] = [
    ["issue", (writer) => writer.createIssue(DRAFT)],
    ["comment", (writer) => writer.createComment(1, SECRET)],
    ["label", (writer) => writer.createLabel({ name: "l", color: "ffffff", description: "" })],
    ["milestone", (writer) => writer.createMilestone({ title: "m", description: "", due: null })],
  ];
  const CASES = CREATES.flatMap(([what, create]) => AFTER.map(([name, fault]) => [what, name, fault, create] as const));

  it.each(CASES)("sends a new %s once, and its fate is unknown after %s", async (_what, _name, fault, create) => {
    await server.create("kim", "One to comment on", "", []);
    failFirst(1, fault);
    const writer = openGitHubWriter(connectGitHub(server, fault.kind === "hang" ? { timeout: 300 } : {}));
    expect(await catchError(create(writer))).toMatchObject({
      name: "ForgeError",
      fault: "unavailable",
      fate: "unknown",
      remedy: expect.stringContaining("looks before"),
    });
    expect(server.counts().POST).toBe(1);
    expect(writer.requests()).toEqual(server.counts());
  });

  it.each<[string, Fault, string]>([
    [
      "a secondary limit",
      { kind: "status", status: 403, headers: { "retry-after": "1" }, data: SECONDARY },
      "rate-limited",
    ],
    [
      "a secondary limit told by 429",
      { kind: "status", status: 429, headers: { "retry-after": "1" }, data: SECONDARY },
      "rate-limited",
    ],
    [
      "a used up hour",
      { kind: "status", status: 403, headers: { "x-ratelimit-remaining": "0", "x-ratelimit-reset": "1790000000" } },
      "rate-limited",
    ],
    ["a 409", { kind: "status", status: 409 }, "rejected"],
    ["a redirect", { kind: "status", status: 307, headers: { location: "/elsewhere" } }, "not-found"],
  ])("was not done, and is not sent again, at %s", async (_name, fault, kind) => {
    failFirst(1, fault);
    const writer = openGitHubWriter(connectGitHub(server));
    expect(await catchError(writer.createIssue(DRAFT))).toMatchObject({ fault: kind, fate: "not-done" });
    expect(server.counts().POST).toBe(1);
  });

  it("was not done when nobody listens", async () => {
    const closed = await startGitHub();
    await closed.close();
    const writer = openGitHubWriter(connectGitHub(closed));
    expect(await catchError(writer.createIssue(DRAFT))).toMatchObject({
      fault: "unavailable",
      fate: "not-done",
      status: null,
    });
  });

  it("is let finish when the run is stopped, and nothing is sent after it", async () => {
    const controller = new AbortController();
    const writer = openGitHubWriter(connectGitHub(server, { signal: controller.signal }));
    server.fault = () => {
      controller.abort();
      return null;
    };
    expect(await writer.createIssue(DRAFT)).toMatchObject({ number: 1 });
    expect(await catchError(writer.createIssue(DRAFT))).toMatchObject({
      fault: "unavailable",
      fate: "not-done",
      message: expect.stringContaining("stopped"),
    });
    expect(server.counts().POST).toBe(1);
  });

  it.each<[string, (writer: ForgeWriter) => Promise<unknown>, "PATCH" | "POST" | "DELETE"]>([
    ["a change", (writer) => writer.updateIssue(1, { title: "New" }), "PATCH"],
    ["added labels", (writer) => writer.updateIssue(1, { addLabels: ["a"] }), "POST"],
    ["a removed label", (writer) => writer.updateIssue(1, { removeLabels: ["c"] }), "DELETE"],
  ])("is no different for %s: one request, fate unknown", async (_name, change, method) => {
    await server.create("kim", "One", "", ["c"]);
    failFirst(1, { kind: "status", status: 502, after: true });
    expect(await catchError(change(openGitHubWriter(connectGitHub(server))))).toMatchObject({ fate: "unknown" });
    expect(server.counts()[method]).toBe(1);
  });
});

describe("reading from a GitHub that falters", () => {
  it.each<[string, Fault]>([
    ["a 502", { kind: "status", status: 502 }],
    ["a dropped connection", { kind: "reset" }],
    ["an answer that never comes", { kind: "hang" }],
    ["an answer cut short", { kind: "truncated" }],
  ])("tries again after %s, with a fresh clock", async (_name, fault) => {
    await server.create("kim", "One", "", ["c"]);
    failFirst(2, fault);
    const reader = openGitHubReader(connectGitHub(server, fault.kind === "hang" ? { timeout: 1000 } : {}));
    expect(await reader.listIssues("c")).toHaveLength(1);
    expect(server.counts().GET).toBe(3);
    expect(reader.requests().GET).toBe(3);
  });

  it("gives up after four tries, and hands over no half of a list", async () => {
    for (let index = 0; index < 101; index++) await server.create("kim", `Issue ${index}`, "", ["c"]);
    server.fault = (request) => (request.query.has("after") ? { kind: "status", status: 502 } : null);
    const error = await catchError(openGitHubReader(connectGitHub(server)).listIssues("c"));
    expect(error).toMatchObject({
      fault: "unavailable",
      status: 502,
      fate: "not-done",
      message: expect.stringContaining("502"),
    });
    expect(server.counts().GET).toBe(5);
  });

  it("takes a page with status 200 for no answer", async () => {
    failFirst(1, { kind: "html" });
    expect(await catchError(openGitHubReader(connectGitHub(server)).listIssues("c"))).toMatchObject({
      fault: "unavailable",
      status: 200,
      fate: "not-done",
    });
  });

  it.each<[string, Fault]>([
    ["a 429 with Retry-After", { kind: "status", status: 429, headers: { "retry-after": "1" }, data: SECONDARY }],
    ["a 403 for a secondary limit", { kind: "status", status: 403, headers: { "retry-after": "1" }, data: SECONDARY }],
    [
      "a 429 in words that are not GitHub's",
      { kind: "status", status: 429, headers: { "retry-after": "1" }, data: { message: "Retry later" } },
    ],
  ])("waits as long as asked at %s", async (_name, fault) => {
    const lines: string[] = [];
    failFirst(1, fault);
    const reader = openGitHubReader(connectGitHub(server, { trace: (line) => lines.push(line) }));
    expect(await reader.listIssues("c")).toEqual([]);
    expect(server.counts().GET).toBe(2);
    expect(lines).toContainEqual(expect.stringContaining("pause of 1 s"));
  });

  it.each<[string, Fault]>([
    ["a pause", { kind: "status", status: 429, headers: { "retry-after": "60" }, data: SECONDARY }],
    [
      "the next hour",
      {
        kind: "status",
        status: 403,
        headers: { "x-ratelimit-remaining": "0", "x-ratelimit-reset": String(Math.floor(Date.now() / 1000) + 3000) },
      },
    ],
  ])("does not wait past the run's patience for %s", async (_name, fault) => {
    server.fault = () => fault;
    const error = await catchError(openGitHubReader(connectGitHub(server, { patience: 2000 })).listIssues("c"));
    expect(error).toMatchObject({ fault: "rate-limited", remedy: expect.stringContaining("later") });
    expect(server.counts().GET).toBe(1);
  });

  it("spends its patience once, not once for each request", async () => {
    server.fault = () => ({ kind: "status", status: 429, headers: { "retry-after": "1" }, data: SECONDARY });
    expect(await catchError(openGitHubReader(connectGitHub(server, { patience: 2500 })).listIssues("c"))).toMatchObject(
      { fault: "rate-limited" },
    );
    expect(server.counts().GET).toBe(3);
  });

  it("ends a wait and a request when the run is stopped", async () => {
    const controller = new AbortController();
    const reader = openGitHubReader(connectGitHub(server, { patience: 600_000, signal: controller.signal }));
    server.fault = () => ({ kind: "status", status: 429, headers: { "retry-after": "300" }, data: SECONDARY });
    const waiting = catchError(reader.listIssues("c"));
    setTimeout(() => controller.abort(), 50);
    expect(await waiting).toMatchObject({ name: "ForgeError" });
    const third = new AbortController();
    server.fault = () => {
      setTimeout(() => third.abort(), 20);
      return { kind: "status", status: 502 };
    };
    const patient = openGitHubReader(connectGitHub(server, { signal: third.signal, pacing: true }));
    expect(await catchError(patient.listIssues("c"))).toMatchObject({ message: expect.stringContaining("stopped") });
    expect(patient.requests().GET).toBe(1);
    const second = new AbortController();
    server.fault = () => {
      setImmediate(() => second.abort());
      return { kind: "hang" };
    };
    const hanging = openGitHubReader(connectGitHub(server, { signal: second.signal }));
    expect(await catchError(hanging.listIssues("c"))).toMatchObject({
      name: "ForgeError",
      message: expect.stringContaining("stopped"),
    });
    expect(hanging.requests().GET).toBe(1);
  });

  it.each([401, 403, 404, 410, 422])("does not repeat a refusal with %i", async (status) => {
    server.fault = () => ({ kind: "status", status });
    await catchError(openGitHubReader(connectGitHub(server)).listIssues("c"));
    expect(server.counts().GET).toBe(1);
  });
});

describe("what GitHub's errors hold", () => {
  const SCENES: readonly [string, Fault | null, Partial<Parameters<typeof connectGitHub>[1] & object>][] = [
    ["a wrong token", null, { token: "ghp_wrong_9876543210" }],
    ["a token that is no header", null, { token: "ghp_broken_9876543210\n" }],
    ["missing rights", null, { token: TOKENS.readOnly }],
    ["a 500", { kind: "status", status: 500 }, {}],
    ["a reset", { kind: "reset" }, {}],
    ["a timeout", { kind: "hang" }, { timeout: 200 }],
    ["a page", { kind: "html" }, {}],
    ["a half answer", { kind: "truncated" }, {}],
    ["a limit", { kind: "status", status: 429, data: SECONDARY }, { patience: 0 }],
    [
      "a server that repeats the token",
      {
        kind: "status",
        status: 422,
        data: { message: `Bad ${TOKENS.bot}`, errors: [{ value: SECRET, code: "invalid", field: "body" }] },
      },
      {},
    ],
  ];

  it.each(SCENES)("is neither the token nor a text, at %s", async (_name, fault, overrides) => {
    const lines: string[] = [];
    const connection = connectGitHub(server, { ...overrides, trace: (line) => lines.push(line) });
    if (fault !== null) server.fault = () => fault;
    const writer = openGitHubWriter(connection);
    const errors = [await catchError(writer.createIssue(DRAFT)), await catchError(writer.readIssue(1))];
    expect(errors[0]).toMatchObject({ name: "ForgeError" });
    const shown = inspect(errors, { depth: 20, showHidden: true }) + lines.join("\n");
    for (const secret of [(connection.token ?? "").trim(), "authorization", SECRET])
      expect(shown).not.toContain(secret);
    expect((errors[0] as { remedy: string }).remedy).toMatch(/^[A-Z].*\.$/);
    expect(Object.keys(errors[0] as object).sort()).toEqual([
      "fate",
      "fault",
      "name",
      "operation",
      "remedy",
      "status",
      "target",
    ]);
  });

  it("is one line without control characters, whatever the server says", async () => {
    server.fault = () => ({
      kind: "status",
      status: 422,
      data: { message: `a\n\u001b[31mred ${"long ".repeat(200)}` },
    });
    const error = (await catchError(openGitHubWriter(connectGitHub(server)).createIssue(DRAFT))) as Error;
    // eslint-disable-next-line no-control-regex -- that none is left is the point
    expect(error.message).not.toMatch(/[\u0000-\u001f]/);
    expect(error.message.length).toBeLessThan(320);
  });
});
