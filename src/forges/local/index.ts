import type { ForgeAccess, ForgeConnection, ForgeReader, ForgeWriter } from "../types.ts";
import { openFolder } from "./folder.ts";
import { buildReader } from "./reader.ts";
import { buildWriter } from "./writer.ts";

/** Issues as Markdown files in a folder, which a person can read, tick and edit in any editor. */
export function openLocalReader(connection: ForgeConnection): ForgeReader {
  return buildReader(openFolder(connection));
}

export function openLocalWriter(connection: ForgeConnection): ForgeWriter {
  return buildWriter(openFolder(connection));
}

export const localAccess: ForgeAccess = { openReader: openLocalReader, openWriter: openLocalWriter };
