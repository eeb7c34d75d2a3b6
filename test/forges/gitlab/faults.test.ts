import { inspect } from "node:util";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openGitLabReader, openGitLabWriter } from "../../../src/forges/gitlab/index.ts";
import type { ForgeConnection, ForgeWriter, IssueDraft } from "../../../src/forges/types.ts";
import type { Fault, GitLabServer } from "../../servers/gitlab/index.ts";
import { startGitLab, TOKENS } from "../../servers/gitlab/index.ts";
import { connectGitLab } from "../../support/gitlab-harness.ts";

const SECRET = "A private note about Ada";

const DRAFT: IssueDraft = {
  title: "Week 1 for Ada Example",
  body: SECRET,
  labels: ["c"],
  assignee: null,
  due: null,
  milestone: null,
  confidential: true,
};

/** The throttle of a whole account, as a proxy in front of GitLab answers it. */
const THROTTLED: Fault = { kind: "status", status: 429, body: "Retry later\n", headers: { "retry-after": "1" } };
/** The limit of one endpoint. */
const LIMITED: Fault = {
  kind: "status",
  status: 429,
  body: { message: { error: "This endpoint has been requested too many times. Try again later." } },
};

let server: GitLabServer;
beforeEach(async () => {
  server = await startGitLab();
});
afterEach(async () => {
  await server.close();
  expect(server.violations).toEqual([]);
});

const openReader = (overrides: Partial<ForgeConnection> = {}) => openGitLabReader(connectGitLab(server, overrides));
const openWriter = (overrides: Partial<ForgeConnection> = {}) => openGitLabWriter(connectGitLab(server, overrides));

/** The first `times` requests meet `fault`; those after them go well. */
function failFirst(times: number, fault: Fault): void {
  let left = times;
  server.onRequest = () => (left-- > 0 ? fault : "pass");
}

const catchError = async (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => null,
    (error: unknown) => error,
  );

describe("a write to GitLab that goes wrong", () => {
  const LOST: readonly [string, Fault][] = [
    ["a 502 after the server committed", { kind: "status", status: 502, after: true }],
    ["a 500 after the server committed", { kind: "status", status: 500, after: true }],
    ["a connection reset after the server committed", { kind: "reset", after: true }],
    ["a connection reset before it", { kind: "reset" }],
    ["an answer that never comes", { kind: "hang", after: true }],
    ["an answer cut short", { kind: "truncated" }],
    ["a page instead of an answer", { kind: "html" }],
    ["JSON that is half", { kind: "status", status: 201, body: "{", headers: { "content-type": "application/json" } }],
    ["JSON of something else", { kind: "status", status: 201, body: { hello: "world" } }],
  ];
  const WRITES: readonly [string, "POST" | "PUT", (writer: ForgeWriter) => Promise<unknown>][] = [
    ["new issue", "POST", async (writer) => writer.createIssue(DRAFT)],
    ["comment", "POST", async (writer) => writer.createComment(1, SECRET)],
    ["new label", "POST", async (writer) => writer.createLabel({ name: "l", color: "ffffff", description: "" })],
    ["new milestone", "POST", async (writer) => writer.createMilestone({ title: "m", description: "", due: null })],
    ["change", "PUT", async (writer) => writer.updateIssue(1, { title: "New" })],
  ];
  const CASES = WRITES.flatMap(([what, method, write]) =>
    LOST.map(([name, fault]) => [what, name, fault, method, write] as const),
  );

  it.each(CASES)("sends a %s once, and its fate is unknown after %s", async (_what, _name, fault, method, write) => {
    await server.create("kim", "One to write to", "", []);
    failFirst(1, fault);
    const writer = openWriter(fault.kind === "hang" ? { timeout: 300 } : {});
    expect(await catchError(write(writer))).toMatchObject({
      name: "ForgeError",
      fault: "unavailable",
      fate: "unknown",
      remedy: expect.stringContaining("looks before"),
    });
    expect(server.counts()).toMatchObject({ GET: 0, POST: 0, PUT: 0, [method]: 1 });
    expect(writer.requests()).toEqual(server.counts());
  });

  it.each<[string, Fault, string]>([
    ["a throttle", THROTTLED, "rate-limited"],
    ["a limit of the endpoint", LIMITED, "rate-limited"],
    ["a 409", { kind: "status", status: 409, body: { message: "409 Conflict: Resource lock" } }, "rejected"],
    ["spam", { kind: "status", status: 400, body: { message: { error: "Recognized as spam" } } }, "rejected"],
    ["a 422", { kind: "status", status: 422, body: { error: "iid is invalid" } }, "rejected"],
    ["a redirect", { kind: "status", status: 307, headers: { location: "/elsewhere" } }, "not-found"],
  ])("was not done, and is not sent again, at %s", async (_name, fault, kind) => {
    failFirst(1, fault);
    expect(await catchError(openWriter().createIssue(DRAFT))).toMatchObject({ fault: kind, fate: "not-done" });
    expect(server.counts().POST).toBe(1);
  });

  it("was not done when nobody listens", async () => {
    const closed = await startGitLab();
    await closed.close();
    expect(await catchError(openGitLabWriter(connectGitLab(closed)).createIssue(DRAFT))).toMatchObject({
      fault: "unavailable",
      fate: "not-done",
      status: null,
    });
  });

  it("is let finish when the run is stopped, and nothing is sent after it", async () => {
    const controller = new AbortController();
    const writer = openWriter({ signal: controller.signal });
    server.onRequest = () => {
      controller.abort();
      return "pass";
    };
    expect(await writer.createIssue(DRAFT)).toMatchObject({ number: 1 });
    expect(await catchError(writer.createIssue(DRAFT))).toMatchObject({
      fate: "not-done",
      message: expect.stringContaining("stopped"),
    });
    expect(server.counts().POST).toBe(1);
  });

  it("may not know what the issue looks like afterwards, and reads it before the next change", async () => {
    const writer = openWriter();
    const { number } = await writer.createIssue({ ...DRAFT, assignee: "ada" });
    await writer.findAccounts(["ben", "lin"]);
    failFirst(1, { kind: "reset", after: true });
    await catchError(writer.updateIssue(number, { assignee: { from: "ada", to: "ben" } }));
    expect(server.counts().PUT).toBe(1);
    const changed = await writer.updateIssue(number, { assignee: { from: "ben", to: "lin" } });
    expect(changed.assignees).toEqual(["lin"]);
  });
});

describe("GitLab's pauses", () => {
  it("are kept by a read, which is then sent again", async () => {
    const lines: string[] = [];
    failFirst(1, THROTTLED);
    expect(await openReader({ trace: (line) => lines.push(line) }).listIssues("c")).toEqual([]);
    expect(server.counts().GET).toBe(2);
    expect(lines).toContainEqual(expect.stringContaining("pause of 1 s"));
  });

  it("last a minute where GitLab does not say how long, which is more than this patience", async () => {
    failFirst(1, LIMITED);
    expect(await catchError(openReader({ patience: 59_000 }).listIssues("c"))).toMatchObject({
      fault: "rate-limited",
      message: expect.stringContaining("60 s"),
      remedy: expect.stringContaining("later"),
    });
    expect(server.counts().GET).toBe(1);
  });

  it("after a refused create are kept by whatever comes next, though the create itself is not sent again", async () => {
    const lines: string[] = [];
    failFirst(1, THROTTLED);
    const writer = openWriter({ trace: (line) => lines.push(line) });
    expect(await catchError(writer.createIssue(DRAFT))).toMatchObject({ fault: "rate-limited", fate: "not-done" });
    expect(await writer.createIssue({ ...DRAFT, title: "Week 2" })).toMatchObject({ title: "Week 2" });
    expect(server.counts().POST).toBe(2);
    expect(lines).toContainEqual(expect.stringContaining("pause of 1 s"));
  });

  it("for everything let nothing through that has no patience", async () => {
    failFirst(1, THROTTLED);
    const writer = openWriter({ patience: 0 });
    await catchError(writer.createIssue(DRAFT));
    expect(await catchError(writer.createComment(1, "x"))).toMatchObject({ fault: "rate-limited", fate: "not-done" });
    expect(server.counts()).toMatchObject({ POST: 1 });
  });

  it("for one endpoint let everything else through", async () => {
    await server.create("kim", "One", "", ["c"]);
    await server.create("kim", "Two", "", ["c"]);
    failFirst(1, LIMITED);
    const writer = openWriter({ patience: 0 });
    expect(await catchError(writer.createComment(1, "x"))).toMatchObject({ fault: "rate-limited" });
    expect(await catchError(writer.createComment(2, "x"))).toMatchObject({ fault: "rate-limited" });
    expect(await writer.updateIssue(2, { title: "New" })).toMatchObject({ title: "New" });
    expect(server.counts()).toMatchObject({ POST: 1, PUT: 1 });
  });

  it("use up one patience, not one for each request", async () => {
    server.onRequest = () => THROTTLED;
    expect(await catchError(openReader({ patience: 2500 }).listIssues("c"))).toMatchObject({ fault: "rate-limited" });
    expect(server.counts().GET).toBe(3);
  });

  it("end when the run is stopped", async () => {
    const controller = new AbortController();
    server.onRequest = () => {
      setTimeout(() => controller.abort(), 20);
      return LIMITED;
    };
    const reader = openReader({ patience: 600_000, signal: controller.signal });
    expect(await catchError(reader.listIssues("c"))).toMatchObject({ message: expect.stringContaining("stopped") });
    expect(server.counts().GET).toBe(1);
  });
});

describe("reading from a GitLab that falters", () => {
  const PASSING: readonly [string, Fault][] = [
    ["a 500", { kind: "status", status: 500 }],
    ["a 502 in HTML", { kind: "status", status: 502, body: "<html>Bad Gateway</html>" }],
    ["a 503", { kind: "status", status: 503 }],
    ["a 504", { kind: "status", status: 504 }],
    ["a dropped connection", { kind: "reset" }],
    ["an answer that never comes", { kind: "hang" }],
    ["an answer cut short", { kind: "truncated" }],
    ["JSON that is half", { kind: "status", status: 200, body: "[{", headers: { "content-type": "application/json" } }],
  ];

  it.each(PASSING)("tries again after %s, with a fresh clock", async (_name, fault) => {
    await server.create("kim", "One", "", ["c"]);
    failFirst(3, fault);
    const reader = openReader(fault.kind === "hang" ? { timeout: 700 } : {});
    expect(await reader.listIssues("c")).toHaveLength(1);
    expect(server.counts().GET).toBe(4);
    expect(reader.requests().GET).toBe(4);
  });

  it("gives up after four tries, and hands over no half of a list", async () => {
    for (let index = 0; index < 101; index++) await server.create("kim", `Issue ${index}`, "", ["c"]);
    server.onRequest = (request) => (request.query.get("page") === "2" ? { kind: "status", status: 502 } : "pass");
    expect(await catchError(openReader().listIssues("c"))).toMatchObject({
      fault: "unavailable",
      status: 502,
      fate: "not-done",
      message: expect.stringContaining("502"),
    });
    expect(server.counts().GET).toBe(5);
  });

  it.each<[string, Fault]>([
    ["a page with status 200", { kind: "html" }],
    ["something that is not a list", { kind: "status", status: 200, body: { issues: [] } }],
    ["a list of something else", { kind: "status", status: 200, body: [{ name: "c" }] }],
    ["an empty answer", { kind: "status", status: 204 }],
  ])("takes %s for no answer, and does not ask again", async (_name, fault) => {
    server.onRequest = () => fault;
    expect(await catchError(openReader().listIssues("c"))).toMatchObject({ fault: "unavailable", fate: "not-done" });
    expect(server.counts().GET).toBe(1);
  });

  it("says that a page came from something else", async () => {
    server.onRequest = () => ({ kind: "html" });
    expect(await catchError(openReader().readIssue(1))).toMatchObject({
      status: 200,
      message: expect.stringContaining("not GitLab's API"),
    });
  });

  it.each([301, 400, 401, 403, 404, 405, 409, 422])("does not repeat a refusal with %i", async (status) => {
    server.onRequest = () => ({ kind: "status", status });
    expect(await catchError(openReader().listIssues("c"))).toMatchObject({ name: "ForgeError", status });
    expect(server.counts().GET).toBe(1);
  });

  it("ends a request, and the pause before the next, when the run is stopped", async () => {
    for (const fault of [{ kind: "hang" }, { kind: "status", status: 502 }] as const) {
      const controller = new AbortController();
      server.onRequest = () => {
        setTimeout(() => controller.abort(), 20);
        return fault;
      };
      const reader = openReader({ signal: controller.signal, pacing: true });
      expect(await catchError(reader.listIssues("c"))).toMatchObject({ message: expect.stringContaining("stopped") });
      expect(reader.requests().GET).toBe(1);
    }
  });
});

describe("what GitLab's errors hold", () => {
  const REPEATED = { message: `Bad ${TOKENS.bot}`, errors: [SECRET] };
  const SCENES: readonly [string, Fault | null, Partial<ForgeConnection>][] = [
    ["a wrong token", null, { token: "glpat-wrong-9876543210" }],
    ["a token that is no header", null, { token: "glpat-broken-9876543210\n" }],
    ["missing rights", null, { token: TOKENS.readOnly }],
    ["a 500", { kind: "status", status: 500 }, {}],
    ["a reset", { kind: "reset" }, {}],
    ["a timeout", { kind: "hang" }, { timeout: 200 }],
    ["a page", { kind: "html" }, {}],
    ["a half answer", { kind: "truncated" }, {}],
    ["a wrong shape", { kind: "status", status: 201, body: { iid: SECRET, token: TOKENS.bot } }, {}],
    ["a limit", LIMITED, { patience: 0 }],
    ["a server that repeats the token", { kind: "status", status: 422, body: REPEATED }, {}],
    [
      "one that repeats the text",
      { kind: "status", status: 400, body: { message: { description: [`${SECRET}?`] } } },
      {},
    ],
    [
      "one that repeats the title",
      { kind: "status", status: 400, body: { error: `title "${DRAFT.title}" is bad` } },
      {},
    ],
    ["one that repeats it in text", { kind: "status", status: 403, body: `Forbidden: ${SECRET} ${TOKENS.bot}` }, {}],
  ];

  it.each(SCENES)("is neither the token nor a text, at %s", async (_name, fault, overrides) => {
    const lines: string[] = [];
    const connection = connectGitLab(server, { ...overrides, trace: (line) => lines.push(line) });
    if (fault !== null) server.onRequest = () => fault;
    const writer = openGitLabWriter(connection);
    const errors = [
      await catchError(writer.createIssue(DRAFT)),
      await catchError(writer.updateIssue(1, { title: DRAFT.title, body: `Hello\n\n${SECRET}\n` })),
    ];
    expect(errors[0]).toMatchObject({ name: "ForgeError" });
    const shown = inspect(errors, { depth: 20, showHidden: true }) + JSON.stringify(errors) + lines.join("\n");
    for (const secret of [(connection.token ?? "").trim(), "private-token", SECRET, DRAFT.title])
      expect(shown).not.toContain(secret);
    expect(Object.keys(errors[0] as object).sort()).toEqual([
      "fate",
      "fault",
      "name",
      "operation",
      "remedy",
      "status",
      "target",
    ]);
    expect((errors[0] as Error).cause).toBeUndefined();
  });

  it("is one line without control characters, whatever the server says", async () => {
    const message = `line\nline \u001b[31mred\u001b[0m \u202Eback\u2069 ${"x".repeat(500)}`;
    server.onRequest = () => ({ kind: "status", status: 400, body: { message } });
    const error = await catchError(openReader().listIssues("c"));
    expect((error as Error).message).toMatch(/^[ -~…]{50,300}$/);
  });

  it.each<[string, unknown, string]>([
    [
      "lists by field",
      { message: { title: ["can't be blank", "is too short"], base: ["Bad"] } },
      "title can't be blank, is too short; base Bad",
    ],
    ["a list", { message: ["One", "Two"] }, "One; Two"],
    ["an error", { error: "title is missing" }, "title is missing"],
    ["nothing", {}, "GitLab refuses it (400)."],
  ])("are the server's words, when it sends %s", async (_name, body, words) => {
    server.onRequest = () => ({ kind: "status", status: 400, body });
    expect(await catchError(openReader().listLabels())).toMatchObject({ message: expect.stringContaining(words) });
  });

  it("are told in `--verbose` without the query, which names people and labels", async () => {
    const lines: string[] = [];
    await openReader({ trace: (line) => lines.push(line) }).listIssuesBy("ada");
    expect(lines).toEqual([
      expect.stringMatching(/^GET \/api\/v4\/projects\/acme%2Finternships\/issues: 200 in \d+ ms$/),
    ]);
  });
});
