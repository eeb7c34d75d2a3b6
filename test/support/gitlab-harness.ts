import { openGitLabReader, openGitLabWriter } from "../../src/forges/gitlab/index.ts";
import type { ForgeConnection } from "../../src/forges/types.ts";
import type { GitLabOptions, GitLabServer } from "../servers/gitlab/index.ts";
import { startGitLab, TOKENS } from "../servers/gitlab/index.ts";
import type { ForgeHarness, ForgeWorld } from "./harness.ts";

/** A way to `server` as its bot, without pauses; `overrides` make it other than usual. */
export function connectGitLab(server: GitLabServer, overrides: Partial<ForgeConnection> = {}): ForgeConnection {
  return {
    kind: "gitlab",
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

/** What the harness's worlds also offer: the server itself, for faults, notifications and violations. */
export interface GitLabWorld extends ForgeWorld {
  readonly server: GitLabServer;
}

export const gitlabHarness: ForgeHarness = {
  name: "gitlab",
  start: async () => startGitLabWorld(),
};

/** A world on a server that is other than usual: another tier, below a path, slow. */
export async function startGitLabWorld(options: GitLabOptions = {}): Promise<GitLabWorld> {
  const server = await startGitLab(options);
  return {
    server,
    cli: { args: [], env: { GITLAB_TOKEN: TOKENS.bot, CI_API_V4_URL: server.url, FLEDGLING_PACING: "off" } },
    forgeYaml: `{ kind: gitlab, project: ${server.place} }`,
    place: server.place,
    reader: () => openGitLabReader(connectGitLab(server)),
    writer: () => openGitLabWriter(connectGitLab(server)),
    requests: () => server.counts(),
    resetRequests: () => server.reset(),
    editAsPerson: async (number, edit) => server.edit(PERSON, number, edit),
    commentAsPerson: async (number, text) => server.comment(PERSON, number, text),
    createAsPerson: async (account, title, body, labels) => server.create(account, title, body, labels),
    stop: async () => {
      await server.close();
      if (server.violations.length > 0) throw new Error(`GitLab does not know:\n${server.violations.join("\n")}`);
    },
  };
}
