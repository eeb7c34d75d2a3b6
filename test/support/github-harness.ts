import type { ForgeConnection } from "../../src/forges/types.ts";
import { openGitHubReader, openGitHubWriter } from "../../src/forges/github/index.ts";
import type { GitHubServer } from "../servers/github/index.ts";
import { startGitHub, TOKENS } from "../servers/github/index.ts";
import type { ForgeHarness, ForgeWorld } from "./harness.ts";

/** A way to `server` as its bot, without pauses; `overrides` make it other than usual. */
export function connectGitHub(server: GitHubServer, overrides: Partial<ForgeConnection> = {}): ForgeConnection {
  return {
    kind: "github",
    place: server.place,
    apiUrl: server.url,
    token: TOKENS.bot,
    directory: "",
    timeout: 10_000,
    patience: 5_000,
    signal: new AbortController().signal,
    pacing: false,
    trace: () => undefined,
    ...overrides,
  };
}

/** `kim` coordinates, and so is who edits and comments. */
const PERSON = "kim";

export const githubHarness: ForgeHarness = {
  name: "github",
  start: async () => startGitHubWorld(),
};

/** `more`: people beside the usual ones. */
export async function startGitHubWorld(more: readonly string[] = []): Promise<GitHubWorld> {
  const server = await startGitHub("acme/internships", more);
  // As a programme's repository is: team issues are made in no other.
  server.state.visibility = "private";
  return openWorld(server);
}

/** What the harness's worlds also offer: the server itself, for faults, notifications and violations. */
export interface GitHubWorld extends ForgeWorld {
  readonly server: GitHubServer;
}

function openWorld(server: GitHubServer): GitHubWorld {
  return {
    server,
    cli: { args: [], env: { GITHUB_TOKEN: TOKENS.bot, GITHUB_API_URL: server.url, FLEDGLING_PACING: "off" } },
    forgeYaml: `{ kind: github, project: ${server.place} }`,
    place: server.place,
    reader: () => openGitHubReader(connectGitHub(server)),
    writer: () => openGitHubWriter(connectGitHub(server)),
    requests: () => server.counts(),
    resetRequests: () => server.reset(),
    editAsPerson: (number, edit) => server.edit(PERSON, number, edit),
    commentAsPerson: (number, text) => server.comment(PERSON, number, text),
    createAsPerson: (account, title, body, labels) => server.create(account, title, body, labels),
    stop: async () => {
      await server.close();
      if (server.violations.length > 0)
        throw new Error(`GitHub's description does not allow:\n${server.violations.join("\n")}`);
    },
  };
}
