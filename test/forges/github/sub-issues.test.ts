import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { InvariantError } from "../../../src/core/diagnostics/errors.ts";
import { openGitHubReader, openGitHubWriter } from "../../../src/forges/github/index.ts";
import type { ForgeWriter, IssueDraft } from "../../../src/forges/types.ts";
import type { Fault, GitHubServer } from "../../servers/github/index.ts";
import { startGitHub, TOKENS } from "../../servers/github/index.ts";
import { connectGitHub } from "../../support/github-harness.ts";

const LABEL = "cohort::2026-summer";
const PLACE = "acme/internships";
const DRAFT: IssueDraft = {
  title: "Telemetry",
  body: "Why",
  labels: [LABEL],
  assignee: null,
  due: null,
  milestone: null,
  confidential: false,
};
const at = (number: number, place = PLACE) => ({ place, number });

let server: GitHubServer;
let writer: ForgeWriter;
beforeEach(async () => {
  server = await startGitHub();
  writer = openGitHubWriter(connectGitHub(server));
});
afterEach(async () => {
  await server.close();
  expect(server.violations).toEqual([]);
});

const create = async (count: number) => {
  for (let index = 0; index < count; index++) await writer.createIssue(DRAFT);
  server.reset();
};
const writes = () =>
  server.requests
    .filter((request) => request.method !== "GET")
    .map(({ method, path, body }) => `${method} ${path.split("/").slice(4).join("/")} ${JSON.stringify(body)}`);
const catchError = (promise: Promise<unknown>) =>
  promise.then(
    () => null,
    (error: unknown) => error,
  );
const put = (from: number | null, to: number | null) => ({
  parent: { from: from === null ? null : at(from), to: to === null ? null : at(to) },
});

describe("sub-issues on GitHub", () => {
  it("are put under a parent in one request, by the id that the create told", async () => {
    await create(2);
    const child = await writer.updateIssue(2, put(null, 1));
    expect(child).toMatchObject({ number: 2, title: "Telemetry", parent: at(1) });
    expect(writes()).toEqual([`POST issues/1/sub_issues {"sub_issue_id":3000000002}`]);
    expect(server.counts().GET).toBe(0);
    expect(await writer.readIssue(2)).toMatchObject({ parent: at(1) });
    expect(await writer.readIssue(1)).toMatchObject({ parent: null });
  });

  it("are named by an id that one read tells, where no listing did", async () => {
    await create(2);
    const fresh = openGitHubWriter(connectGitHub(server));
    expect(await fresh.updateIssue(2, put(null, 1))).toMatchObject({ parent: at(1) });
    expect(server.counts()).toMatchObject({ GET: 1, POST: 1 });
  });

  it.each(["null", "left out"] as const)(
    "are seen in the listing at no further request, where no parent is told by %s",
    async (tells) => {
      server.state.tellsParents = tells;
      await create(3);
      await writer.updateIssue(2, put(null, 1));
      server.reset();
      const issues = await openGitHubReader(connectGitHub(server)).listIssues(LABEL);
      expect(issues.map(({ parent }) => parent)).toEqual([null, at(1), null]);
      expect(server.counts().GET).toBe(1);
    },
  );

  it("are nothing that an old server tells of", async () => {
    server.state.tellsParents = "never";
    await create(1);
    const [issue] = await openGitHubReader(connectGitHub(server)).listIssues(LABEL);
    expect(issue).not.toHaveProperty("parent");
  });

  it("know a parent below a path, in another spelling, and in another repository", async () => {
    await create(2);
    await writer.updateIssue(2, put(null, 1));
    const reader = openGitHubReader(
      connectGitHub(server, { apiUrl: `${server.url}/api/v3`, place: "Acme/Internships" }),
    );
    expect((await reader.listIssues(LABEL)).map(({ parent }) => parent)).toEqual([null, at(1, "Acme/Internships")]);
    server.fault = () => ({
      kind: "status",
      status: 200,
      data: [
        {
          id: 7,
          number: 1,
          html_url: "u",
          title: "t",
          state: "open",
          labels: [],
          created_at: "c",
          updated_at: "u",
          comments: 0,
          parent_issue_url: "https://api.github.com/repos/acme/private/issues/12",
        },
      ],
    });
    expect((await reader.listIssues(LABEL))[0]?.parent).toEqual(at(12, "acme/private"));
  });

  it("are moved, which takes saying whom they leave", async () => {
    await create(3);
    await writer.updateIssue(3, put(null, 1));
    expect(await writer.updateIssue(3, put(1, 2))).toMatchObject({ parent: at(2) });
    expect(writes().at(-1)).toBe(`POST issues/2/sub_issues {"sub_issue_id":3000000003,"replace_parent":true}`);
    expect([...server.state.parents]).toEqual([[3, 2]]);
  });

  it("are taken out, and that once is enough", async () => {
    await create(2);
    await writer.updateIssue(2, put(null, 1));
    expect(await writer.updateIssue(2, put(1, null))).toMatchObject({ parent: null });
    expect(writes().at(-1)).toBe(`DELETE issues/1/sub_issue {"sub_issue_id":3000000002}`);
    expect(await writer.updateIssue(2, put(1, null))).toMatchObject({ parent: null });
    expect(server.state.parents.size).toBe(0);
  });

  it("are changed with the rest, before the text, which holds the base of it all", async () => {
    await create(2);
    const issue = await writer.updateIssue(2, { body: "New", addLabels: ["a"], ...put(null, 1) });
    expect(issue).toMatchObject({ body: "New", labels: ["a", LABEL], parent: at(1) });
    expect(writes().map((line) => line.split(" ").slice(0, 2).join(" "))).toEqual([
      "POST issues/2/labels",
      "POST issues/1/sub_issues",
      "PATCH issues/2",
    ]);
  });

  it("need no request where nothing changes", async () => {
    await create(2);
    expect(await writer.updateIssue(2, { title: "New", ...put(null, null) })).toMatchObject({ title: "New" });
    await writer.updateIssue(2, { title: "Newer", ...put(1, 1) });
    expect(writes().map((line) => line.split(" ")[0])).toEqual(["PATCH", "PATCH"]);
  });

  it("are under their parent already: that is success", async () => {
    await create(2);
    server.state.parents.set(2, 1);
    expect(await writer.updateIssue(2, put(null, 1))).toMatchObject({ parent: at(1) });
    expect(server.counts().POST).toBe(1);
  });

  it("cannot be given along with a new issue", async () => {
    await expect(writer.createIssue({ ...DRAFT, parent: at(1) })).rejects.toThrow(InvariantError);
    expect(server.requests).toEqual([]);
    expect(await writer.createIssue({ ...DRAFT, parent: null })).toMatchObject({ number: 1 });
  });
});

describe("a sub-issue that GitHub refuses", () => {
  const fill = (count: number) => {
    for (let index = 0; index < count; index++) server.state.parents.set(1000 + index, 1);
  };
  const CASES: readonly [string, () => void, ReturnType<typeof put>, string, RegExp][] = [
    ["the parent is full", () => fill(100), put(null, 1), "full", /as many sub-issues/],
    [
      "somebody chose another parent",
      () => void server.state.parents.set(3, 2),
      put(null, 1),
      "rejected",
      /under another one meanwhile/,
    ],
    [
      "it would stand too deep",
      () => {
        for (let level = 1; level <= 7; level++) server.state.parents.set(level === 1 ? 1 : 100 + level, 101 + level);
      },
      put(null, 1),
      "rejected",
      /too deep/,
    ],
    ["it would be its own parent", () => undefined, put(null, 3), "rejected", /same as the parent/],
    ["the parent is gone", () => void server.state.gone.set(1, "deleted"), put(null, 1), "rejected", /deleted/],
    ["the parent never was", () => undefined, put(null, 99), "not-found", /does not exist/],
    [
      "the server has none",
      () => {
        server.state.subIssues = false;
      },
      put(null, 1),
      "not-found",
      /does not exist/,
    ],
  ];

  it.each(CASES)("because %s is not done, told apart, and tried once", async (_name, prepare, patch, fault, words) => {
    await create(3);
    prepare();
    const before = [...server.state.parents];
    const error = await catchError(writer.updateIssue(3, patch));
    expect(error).toMatchObject({ name: "ForgeError", fault, fate: "not-done" });
    expect((error as Error).message).toMatch(words);
    expect((error as { target: string }).target).toBe(`${PLACE}#${patch.parent.to?.number}`);
    expect(server.counts().POST).toBe(1);
    expect([...server.state.parents]).toEqual(before);
  });

  it("takes the hundredth child", async () => {
    await create(2);
    fill(99);
    expect(await writer.updateIssue(2, put(null, 1))).toMatchObject({ parent: at(1) });
  });

  it("is not even sent to another owner's repository", async () => {
    await create(1);
    const patch = { parent: { from: null, to: at(1, "elsewhere/private") } };
    await expect(writer.updateIssue(1, patch)).rejects.toMatchObject({ fault: "rejected", fate: "not-done" });
    expect(server.requests).toEqual([]);
  });

  it("says which right is missing", async () => {
    await create(2);
    server.state.accounts.set("fledgling-bot", { role: "read", assignable: true });
    await expect(writer.updateIssue(2, put(null, 1))).rejects.toMatchObject({ fault: "forbidden", fate: "not-done" });
    const other = openGitHubWriter(connectGitHub(server, { token: TOKENS.readOnlyApp }));
    await expect(other.updateIssue(2, put(null, 1))).rejects.toMatchObject({ fault: "forbidden" });
  });

  it("stays where somebody moved it when it is to be taken out", async () => {
    await create(3);
    server.state.parents.set(3, 2);
    expect(await writer.updateIssue(3, put(1, null))).toMatchObject({ number: 3 });
    expect([...server.state.parents]).toEqual([[3, 2]]);
  });

  it("is an error while its parent still holds it", async () => {
    await create(2);
    server.state.parents.set(2, 1);
    server.fault = ({ method }) => (method === "DELETE" ? { kind: "status", status: 404 } : null);
    await expect(writer.updateIssue(2, put(1, null))).rejects.toMatchObject({ fault: "not-found" });
  });

  it("is gone, which one look tells", async () => {
    await expect(writer.updateIssue(9, put(null, 1))).rejects.toMatchObject({ fault: "not-found", fate: "not-done" });
    expect(server.counts().POST).toBe(0);
  });

  it.each<[string, Fault]>([
    ["a 502 after the server committed", { kind: "status", status: 502, after: true }],
    ["a connection reset after the server committed", { kind: "reset", after: true }],
    ["an answer that never comes", { kind: "hang", after: true }],
    ["an answer cut short", { kind: "truncated" }],
    ["a page instead of an answer", { kind: "html" }],
  ])("is sent once, and its fate is unknown, after %s", async (_name, fault) => {
    await create(2);
    const short = openGitHubWriter(connectGitHub(server, { timeout: fault.kind === "hang" ? 300 : 10_000 }));
    await short.listIssues(LABEL);
    server.reset();
    server.fault = () => fault;
    expect(await catchError(short.updateIssue(2, put(null, 1)))).toMatchObject({
      fault: "unavailable",
      fate: "unknown",
    });
    expect(server.counts().POST).toBe(1);
    expect([...server.state.parents]).toEqual([[2, 1]]);
  });
});
