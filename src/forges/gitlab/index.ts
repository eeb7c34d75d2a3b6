import { UsageError } from "../../core/diagnostics/errors.ts";
import type { ForgeAccess, ForgeConnection, ForgeReader, ForgeWriter } from "../types.ts";
import { openClient } from "./api/client.ts";
import { openEpics } from "./epics/epic-reader.ts";
import { buildEpicWriter } from "./epics/epic-writer.ts";
import { buildReader } from "./reader.ts";
import type { Session } from "./api/session.ts";
import { buildWriter } from "./writer.ts";

/** A GitLab project, or a group's epics, to look at; nothing reached through it can write. Throws `UsageError` for an address or a path that is none. */
export function openGitLabReader(connection: ForgeConnection): ForgeReader {
  const session = openSession(connection, "GET");
  return session.home === null ? buildReader(session) : openEpics(session, session.home).reader;
}

/** A GitLab project, or a group's epics, to work on. Throws `UsageError` for an address or a path that is none. */
export function openGitLabWriter(connection: ForgeConnection): ForgeWriter {
  const session = openSession(connection, "all");
  if (session.home !== null) return buildEpicWriter(openEpics(session, session.home));
  return buildWriter(session, buildReader(session));
}

export const gitlabAccess: ForgeAccess = { openReader: openGitLabReader, openWriter: openGitLabWriter };

function openSession(connection: ForgeConnection, methods: "GET" | "all"): Session {
  const { place, token } = connection;
  const home = /^groups\/(.+)$/.exec(place)?.[1] ?? null;
  if (!/^(\d+|[^/\s]+(\/[^/\s]+)+)$/.test(place)) {
    throw new UsageError(
      `GitLab knows projects as \`group/project\` or by number; \`${place}\` under \`forge:\` is neither.`,
    );
  }
  return {
    client: openClient(connection, methods),
    place,
    hasToken: token !== null,
    home,
    group: connection.epics?.group ?? null,
    shared: connection.epics?.memory ?? new Map(),
    ownServer: !connection.apiUrl.startsWith("https://gitlab.com/"),
    epicIds: new Map(),
    memory: new Map(),
    accounts: new Map(),
    facts: {},
  };
}
