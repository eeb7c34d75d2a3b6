import { afterEach, describe, expect, it } from "vitest";
import type { Cohort } from "../../../src/core/model/cohort.ts";
import { connectCohort, openReader } from "../../../src/forges/index.ts";
import { GITHUB } from "../../../src/forges/github/profile.ts";
import { GITLAB } from "../../../src/forges/gitlab/profile.ts";
import { openRunLimits } from "../../../src/forges/http/limits.ts";
import type { ForgeReader, RunLimits } from "../../../src/forges/types.ts";
import { startGitHub, TOKENS as GITHUB_TOKENS, type GitHubServer } from "../../servers/github/index.ts";
import { startGitLab, TOKENS as GITLAB_TOKENS, type GitLabServer } from "../../servers/gitlab/index.ts";
import { addProject } from "../../servers/gitlab/state.ts";
import { buildCohort } from "../../support/cohort.ts";
import { openFakeTimer } from "../../support/fake-timer.ts";

const PROJECTS = { public: "acme/site", team: "acme/internships", private: "acme/internships-private" };
const sum = (numbers: readonly number[]) => numbers.reduce((total, number) => total + number, 0);

const servers: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) await server.close();
});

async function keep<T extends { close(): Promise<void> }>(starting: Promise<T>): Promise<T> {
  const server = await starting;
  servers.push(server);
  return server;
}

/** A GitLab that has the three projects and the group. */
async function startFull(): Promise<GitLabServer> {
  const server = await keep(startGitLab({ tier: "premium" }));
  addProject(server.state, PROJECTS.public, "public");
  return server;
}

async function openPlaces(
  cohort: Cohort,
  env: Readonly<Record<string, string>>,
  limits: RunLimits,
  trace: (line: string) => void = () => undefined,
): Promise<ReadonlyMap<string, ForgeReader>> {
  const connections = connectCohort(cohort, ["team", "public", "private"], {
    env,
    token: null,
    directory: "issues",
    now: "2026-06-12T09:00:00Z",
    signal: new AbortController().signal,
    trace,
    limits,
  });
  const readers = new Map<string, ForgeReader>();
  for (const [place, connection] of connections) readers.set(place, await openReader(connection));
  return readers;
}

const onGitLab = (): Cohort =>
  buildCohort({ forge: { profile: GITLAB, url: null, projects: PROJECTS, group: "acme", accounts: [] } });
const onGitHub = (): Cohort =>
  buildCohort({ forge: { profile: GITHUB, url: null, projects: PROJECTS, group: null, accounts: [] } });
const gitLabEnv = ({ url }: GitLabServer, patience: number) => ({
  GITLAB_TOKEN: GITLAB_TOKENS.bot,
  CI_API_V4_URL: url,
  FLEDGLING_PATIENCE: String(patience),
});
const gitHubEnv = ({ url }: GitHubServer, patience: number) => ({
  GITHUB_TOKEN: GITHUB_TOKENS.bot,
  GITHUB_API_URL: url,
  FLEDGLING_PATIENCE: String(patience),
});

/** Each address asks once for a pause of so many seconds, and then answers. */
function askOnceEach(server: GitLabServer, seconds: number): void {
  const asked = new Set<string>();
  server.onRequest = ({ path }) => {
    if (asked.has(path)) return "pass";
    asked.add(path);
    return { kind: "status", status: 429, body: "Retry later\n", headers: { "retry-after": String(seconds) } };
  };
}

const readAll = async (places: ReadonlyMap<string, ForgeReader>) => {
  const ends: string[] = [];
  for (const reader of places.values())
    ends.push(
      await reader.listLabels().then(
        () => "read",
        (error: unknown) => String((error as { readonly fault?: string }).fault),
      ),
    );
  return ends;
};

describe("four places of one run that all ask for pauses", () => {
  it("are waited for no longer than the one patience, and the first ones get it", async () => {
    const server = await startFull();
    askOnceEach(server, 5);
    const timer = openFakeTimer();
    const places = await openPlaces(onGitLab(), gitLabEnv(server, 12), openRunLimits(timer));
    expect([...places.keys()]).toHaveLength(4);
    const ends = await readAll(places);
    expect(timer.waits).toEqual([5000, 5000]);
    expect(ends.filter((end) => end === "read")).toHaveLength(2);
    expect(ends.filter((end) => end === "rate-limited")).toHaveLength(2);
  });

  it("are all waited for where it holds them all", async () => {
    const server = await startFull();
    askOnceEach(server, 5);
    const timer = openFakeTimer();
    const ends = await readAll(await openPlaces(onGitLab(), gitLabEnv(server, 20), openRunLimits(timer)));
    expect(sum(timer.waits)).toBe(20_000);
    expect(ends).toEqual(["read", "read", "read", "read"]);
  });

  it("share it with those of the run's other cohorts, on another server too", async () => {
    const [gitlab, github] = [await startFull(), await keep(startGitHub())];
    let asked = 0;
    gitlab.onRequest = () =>
      asked++ < 2 ? { kind: "status", status: 429, body: "Retry later\n", headers: { "retry-after": "2" } } : "pass";
    github.fault = () => ({ kind: "status", status: 429, data: {}, headers: { "retry-after": "3" } });
    const timer = openFakeTimer();
    const lines: string[] = [];
    const limits = openRunLimits(timer);
    const trace = (line: string) => void lines.push(line);
    const ends = [
      ...(await readAll(await openPlaces(onGitLab(), gitLabEnv(gitlab, 9), limits, trace))),
      ...(await readAll(await openPlaces(onGitHub(), gitHubEnv(github, 9), limits, trace))),
      ...(await readAll(await openPlaces(onGitHub(), gitHubEnv(github, 9), limits, trace))),
    ];
    expect(timer.waits).toEqual([2000, 2000, 3000]);
    expect(lines.filter((line) => line.includes("patience"))).toEqual([
      "GitLab asks for a pause of 2 s; 7 s of patience left",
      "GitLab asks for a pause of 2 s; 5 s of patience left",
      "GitHub asks for a pause of 3 s; 2 s of patience left",
    ]);
    expect(ends).toEqual([
      ...Array.from({ length: 4 }, () => "read"),
      ...Array.from({ length: 6 }, () => "rate-limited"),
    ]);
  });
});

describe("a way that one place was told is barred", () => {
  const THROTTLED = { kind: "status", status: 429, body: "Retry later\n", headers: { "retry-after": "60" } } as const;

  it("is barred to all with the same token, and is not even tried", async () => {
    const server = await startFull();
    server.onRequest = () => THROTTLED;
    const places = await openPlaces(onGitLab(), gitLabEnv(server, 9), openRunLimits(openFakeTimer()));
    expect(new Set(await readAll(places))).toEqual(new Set(["rate-limited"]));
    expect(server.counts().GET).toBe(1);
  });

  it("is open to another token, and to another server", async () => {
    const [server, other] = [await startFull(), await startFull()];
    server.onRequest = ({ headers }) => (headers["private-token"] === GITLAB_TOKENS.bot ? THROTTLED : "pass");
    const limits = openRunLimits(openFakeTimer());
    const env = { ...gitLabEnv(server, 9), FLEDGLING_TOKEN_PRIVATE: GITLAB_TOKENS.maintainer };
    const places = await openPlaces(onGitLab(), env, limits);
    await expect(places.get(PROJECTS.team)?.listLabels()).rejects.toMatchObject({ fault: "rate-limited" });
    expect(await places.get(PROJECTS.private)?.listLabels()).toEqual([]);
    const elsewhere = await openPlaces(onGitLab(), gitLabEnv(other, 9), limits);
    expect(await elsewhere.get(PROJECTS.team)?.listLabels()).toEqual([]);
  });
});
