import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { TOKENS as GITHUB_TOKENS } from "../servers/github/index.ts";
import { githubHarness, type GitHubWorld } from "../support/github-harness.ts";
import { startGitLabWorld, type GitLabWorld } from "../support/gitlab-harness.ts";
import type { ForgeWorld } from "../support/harness.ts";
import { startLocal, type LocalWorld } from "../support/local-harness.ts";
import { lagListings, tapServer } from "./tap.ts";
import type { WireFault } from "./wire.ts";

/** One request as a server saw it. */
export interface Seen {
  readonly method: string;
  /** Path and query, without the host. */
  readonly address: string;
  readonly body: unknown;
}

/** A world, and what a test of faults does to it beside. */
export interface Stage {
  readonly world: ForgeWorld;
  /** The account whose issues are ours. */
  readonly account: string;
  comments(number: number): Promise<readonly string[]>;
  stop(): Promise<void>;
}

/** A world behind a server. */
export interface ServerStage extends Stage {
  /** Since the last `world.resetRequests`. */
  seen(): readonly Seen[];
  /** Makes `fault` happen to the requests that `strikes` says, until the function it gives is called. */
  disturb(fault: WireFault, strikes: (address: string) => boolean): () => void;
  /** Makes listings lag behind until the function it gives is called. */
  lag(listings: "by label" | "all", hides: (number: number) => boolean): () => void;
}

export type ServerName = "github" | "gitlab";

export async function openServerStage(name: ServerName, options: { latency?: number } = {}): Promise<ServerStage> {
  return name === "github" ? openGitHub() : openGitLab(options.latency ?? 0);
}

async function openGitHub(): Promise<ServerStage> {
  const world = (await githubHarness.start()) as GitHubWorld;
  const { server } = world;
  return {
    world,
    account: "fledgling-bot",
    seen: () =>
      server.requests.map(({ method, path, query, body }) => ({ method, address: addressOf(path, query), body })),
    comments: async (number) => {
      const response = await fetch(`${server.url}/repos/${server.place}/issues/${number}/comments?per_page=100`, {
        headers: {
          accept: "application/vnd.github+json",
          authorization: `token ${GITHUB_TOKENS.bot}`,
          "user-agent": "test",
          "x-github-api-version": "2022-11-28",
        },
      });
      return ((await response.json()) as readonly { readonly body: string }[]).map((comment) => comment.body);
    },
    disturb: (fault, strikes) => {
      if (fault.github === null) return tapServer(server.url, { refuses: strikes });
      server.fault = ({ path, query }) => (strikes(addressOf(path, query)) ? fault.github : null);
      return () => {
        server.fault = null;
      };
    },
    lag: (listings, hides) => lagListings(server.url, listings, hides),
    stop: () => world.stop(),
  };
}

async function openGitLab(latency: number): Promise<ServerStage> {
  const world: GitLabWorld = await startGitLabWorld({ latency });
  const { server } = world;
  return {
    world,
    account: "fledgling-bot",
    seen: () => server.log.map(({ method, path, query, body }) => ({ method, address: addressOf(path, query), body })),
    comments: async (number) => server.comments(number),
    disturb: (fault, strikes) => {
      const { gitlab } = fault;
      if (gitlab === null) return tapServer(new URL(server.url).origin, { refuses: strikes });
      server.onRequest = ({ path, query }) => (strikes(addressOf(path, query)) ? gitlab : "pass");
      return () => {
        server.onRequest = null;
      };
    },
    lag: (listings, hides) => lagListings(new URL(server.url).origin, listings, hides),
    stop: () => world.stop(),
  };
}

export interface LocalStage extends Stage {
  readonly world: LocalWorld;
}

export async function openLocalStage(): Promise<LocalStage> {
  const world = await startLocal();
  return {
    world,
    account: "fledgling",
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

function addressOf(path: string, query: URLSearchParams): string {
  const tail = query.toString();
  return tail === "" ? path : `${path}?${tail}`;
}
