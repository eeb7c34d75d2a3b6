import { UsageError } from "../../core/model/errors.ts";
import type { ForgeConnection, ForgeReader, ForgeWriter } from "../types.ts";
import { openClient } from "./client.ts";
import { buildReader } from "./reader.ts";
import type { Session } from "./session.ts";
import { buildWriter } from "./writer.ts";

/** A GitLab project to look at; nothing reached through it can write. Throws `UsageError` for an address or a path that is none. */
export function openGitLabReader(connection: ForgeConnection): ForgeReader {
  return buildReader(openSession(connection, "GET"));
}

/** A GitLab project to work on. Throws `UsageError` for an address or a path that is none. */
export function openGitLabWriter(connection: ForgeConnection): ForgeWriter {
  const session = openSession(connection, "all");
  return buildWriter(session, buildReader(session));
}

function openSession(connection: ForgeConnection, methods: "GET" | "all"): Session {
  const { place, token } = connection;
  if (!/^(\d+|[^/\s]+(\/[^/\s]+)+)$/.test(place)) {
    throw new UsageError(
      `GitLab knows projects as \`group/project\` or by number; \`${place}\` under \`forge:\` is neither.`,
    );
  }
  return {
    client: openClient(connection, methods),
    place,
    hasToken: token !== null,
    memory: new Map(),
    accounts: new Map(),
    facts: {},
  };
}
