import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { TOKENS as GITHUB_TOKENS } from "../servers/github/index.ts";
import { TOKENS as GITLAB_TOKENS } from "../servers/gitlab/index.ts";
import { openGitHubReader, openGitHubWriter } from "../../src/forges/github/index.ts";
import { connectGitHub, githubHarness, type GitHubWorld } from "../support/github-harness.ts";
import { startGitLabWorld, type GitLabWorld } from "../support/gitlab-harness.ts";
import type { ForgeWorld } from "../support/harness.ts";
import { startLocal, type LocalWorld } from "../support/local-harness.ts";
import { addressOf, isWrite, lagListings, tapServer, type Sent } from "./tap.ts";
import type { WireFault } from "./wire.ts";

/** A world, and what a test of faults does to it beside. */
export interface Stage {
  readonly world: ForgeWorld;
  /** The account whose issues are ours. */
  readonly account: string;
  comments(number: number): Promise<readonly string[]>;
  /** Does `work` the first time, and afterwards, on fresh stages, only writes again what it wrote then: a run that need not think. */
  repeat(work: () => Promise<unknown>): Promise<void>;
  stop(): Promise<void>;
}

/** A world behind a server. */
export interface ServerStage extends Stage {
  /** Since the last `world.resetRequests`. */
  seen(): readonly Sent[];
  /** Asks about each request what is to happen to it, until the function it gives is called. */
  disturb(choose: Choose): () => void;
  /** Makes listings lag behind until the function it gives is called. */
  lag(listings: "by label" | "all", hides: (number: number) => boolean): () => void;
}

/** What goes wrong with a request, or null; asked once for each, before it leaves. */
export type Choose = (sent: Sent) => WireFault | null | Promise<WireFault | null>;

/** As an App, GitHub is asked by GraphQL who it is. */
export type ServerName = "github" | "github, as an App" | "gitlab";

export async function openServerStage(name: ServerName, options: { latency?: number } = {}): Promise<ServerStage> {
  if (name === "gitlab") return openGitLab(options.latency ?? 0);
  return openGitHub(name === "github" ? GITHUB_TOKENS.bot : GITHUB_TOKENS.app);
}

const GITHUB_HEADERS = {
  accept: "application/vnd.github+json",
  "user-agent": "test",
  "x-github-api-version": "2022-11-28",
};

async function openGitHub(token: string): Promise<ServerStage> {
  const usual = (await githubHarness.start()) as GitHubWorld;
  const { server } = usual;
  const headers = { ...GITHUB_HEADERS, authorization: `token ${token}` };
  const seen = (): readonly Sent[] =>
    server.requests.map(({ method, path, query, body }) => ({ method, address: addressOf(path, query), body }));
  return {
    world: {
      ...usual,
      cli: { ...usual.cli, env: { ...usual.cli.env, GITHUB_TOKEN: token } },
      reader: () => openGitHubReader(connectGitHub(server, { token })),
      writer: () => openGitHubWriter(connectGitHub(server, { token })),
    },
    account: token === GITHUB_TOKENS.app ? "fledgling[bot]" : "fledgling-bot",
    seen,
    repeat: async (work) =>
      repeatWrites(token, { work, seen }, async ({ method, address, body }) => {
        const init = { method, headers, body: JSON.stringify(body) };
        return fetch(server.url + address, init);
      }),
    comments: async (number) => {
      const response = await fetch(`${server.url}/repos/${server.place}/issues/${number}/comments?per_page=100`, {
        headers,
      });
      return ((await response.json()) as readonly { readonly body: string }[]).map((comment) => comment.body);
    },
    disturb: (choose) => {
      const { chosen, calm } = openStorm(server.url, choose);
      server.fault = ({ method, path, query }) => chosen(method, path, query)?.github ?? null;
      return () => {
        server.fault = null;
        calm();
      };
    },
    lag: (listings, hides) => lagListings(server.url, listings, hides),
    stop: () => usual.stop(),
  };
}

const GITLAB_HEADERS = { "private-token": GITLAB_TOKENS.bot, "content-type": "application/json" };

async function openGitLab(latency: number): Promise<ServerStage> {
  const world: GitLabWorld = await startGitLabWorld({ latency });
  const { server } = world;
  const { origin } = new URL(server.url);
  const seen = (): readonly Sent[] =>
    server.log.map(({ method, path, query, body }) => ({ method, address: addressOf(path, query), body }));
  return {
    world,
    account: "fledgling-bot",
    seen,
    repeat: async (work) =>
      repeatWrites("gitlab", { work, seen }, async ({ method, address, body }) => {
        const init = { method, headers: GITLAB_HEADERS, body: JSON.stringify(body) };
        return fetch(origin + address, init);
      }),
    comments: async (number) => server.comments(number),
    disturb: (choose) => {
      const { chosen, calm } = openStorm(origin, choose);
      server.onRequest = ({ method, path, query }) => chosen(method, path, query)?.gitlab ?? "pass";
      return () => {
        server.onRequest = null;
        calm();
      };
    },
    lag: (listings, hides) => lagListings(origin, listings, hides),
    stop: () => world.stop(),
  };
}

/** By forge or token. */
const written = new Map<string, readonly Sent[]>();

async function repeatWrites(
  name: string,
  { work, seen }: { work: () => Promise<unknown>; seen: () => readonly Sent[] },
  send: (request: Sent) => Promise<Response>,
): Promise<void> {
  const known = written.get(name);
  if (known === undefined) {
    await work();
    written.set(name, seen().filter(isWrite));
    return;
  }
  for (const request of known) {
    const { ok, status } = await send(request);
    if (!ok) throw new Error(`${request.method} ${request.address} cannot be repeated: ${status}`);
  }
}

/** Asks about requests where they leave, and tells the server what was chosen when they come in. */
function openStorm(
  origin: string,
  choose: Choose,
): { chosen(method: string, path: string, query: URLSearchParams): WireFault | null; calm(): void } {
  const coming = new Map<string, (WireFault | null)[]>();
  const calm = tapServer(origin, {
    refuses: async (sent) => {
      const fault = await choose(sent);
      if (fault?.github === null) return true;
      const name = `${sent.method} ${sent.address}`;
      coming.set(name, [...(coming.get(name) ?? []), fault]);
      return false;
    },
  });
  return {
    chosen: (method, path, query) => coming.get(`${method} ${addressOf(path, query)}`)?.shift() ?? null,
    calm,
  };
}

export interface LocalStage extends Stage {
  readonly world: LocalWorld;
}

const files = new Map<string, string>();

export async function openLocalStage(): Promise<LocalStage> {
  const world = await startLocal();
  return {
    world,
    account: "fledgling",
    repeat: async (work) => {
      if (files.size === 0) {
        await work();
        for (const name of await readdir(world.folder))
          files.set(name, await readFile(join(world.folder, name), "utf8"));
        return;
      }
      await mkdir(world.folder);
      for (const [name, text] of files) await writeFile(join(world.folder, name), text);
    },
    comments: async (number) => {
      const text = await readFile(join(world.folder, `${number}.comments.md`), "utf8").catch(() => "");
      return text
        .split(/^## .*$|^---$/m)
        .map((part) => part.trim())
        .filter((part) => part !== "");
    },
    stop: () => world.stop(),
  };
}
