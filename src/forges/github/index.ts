import { UsageError } from "../../core/model/errors.ts";
import type { ForgeConnection, ForgeReader, ForgeWriter } from "../types.ts";
import { openClient } from "./client.ts";
import type { Session } from "./reader.ts";
import { buildReader } from "./reader.ts";
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

function openSession(connection: ForgeConnection, methods: "GET" | "all"): Session {
  const { place } = connection;
  const [owner, repo, ...rest] = place.split("/");
  if (!owner || !repo || rest.length > 0) {
    throw new UsageError(`GitHub knows repositories as \`owner/name\`; \`${place}\` under \`forge:\` is not one.`);
  }
  const client = openClient(connection, methods);
  return { client, place, names: { owner, repo }, hasToken: connection.token !== null, memory: new Map() };
}
