import { UsageError } from "../../core/diagnostics/errors.ts";
import type { ForgeAccess, ForgeConnection, ForgeReader, ForgeWriter } from "../types.ts";
import { openClient } from "./api/client.ts";
import { buildReader } from "./reader.ts";
import type { Session } from "./api/session.ts";
import { splitPlace } from "./api/session.ts";
import { readTokenSort } from "./api/token.ts";
import { buildWriter } from "./writer.ts";

/** A GitHub repository to look at; nothing reached through it can write. Throws `UsageError` when `place` is not `owner/name`. */
export function openGitHubReader(connection: ForgeConnection): ForgeReader {
  return buildReader(openSession(connection, "GET"));
}

/** A GitHub repository to work on. Throws `UsageError` when `place` is not `owner/name`. */
export function openGitHubWriter(connection: ForgeConnection): ForgeWriter {
  const session = openSession(connection, "all");
  return buildWriter(session, buildReader(session));
}

export const githubAccess: ForgeAccess = { openReader: openGitHubReader, openWriter: openGitHubWriter };

function openSession(connection: ForgeConnection, methods: "GET" | "all"): Session {
  const { place } = connection;
  const names = splitPlace(place);
  if (names === null) {
    throw new UsageError(`GitHub knows repositories as \`owner/name\`; \`${place}\` under \`forge:\` is not one.`);
  }
  const apiUrl = connection.apiUrl.replace(/(?<!\/)\/+$/, "");
  return {
    client: openClient(connection, methods),
    place,
    names,
    sort: readTokenSort(connection.token),
    ownServer: apiUrl.endsWith("/api/v3"),
    graphqlUrl: `${apiUrl.replace(/\/v3$/, "")}/graphql`,
    memory: new Map(),
    ids: new Map(),
  };
}
