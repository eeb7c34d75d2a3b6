import { openReader, openWriter } from "../forges/index.ts";
import type { Forge, ForgeConnection, ForgeReader, ForgeWriter } from "../forges/types.ts";
import type { RequestCounts } from "../core/model/outcome.ts";

/** Ways to a cohort's projects that can only read, by place. */
export async function openReaders(
  connections: ReadonlyMap<string, ForgeConnection>,
  forges: readonly Forge[],
): Promise<ReadonlyMap<string, ForgeReader>> {
  const readers = new Map<string, ForgeReader>();
  for (const [place, connection] of connections) readers.set(place, await openReader(connection, forges));
  return readers;
}

/** The same, able to write. */
export async function openWriters(
  connections: ReadonlyMap<string, ForgeConnection>,
  forges: readonly Forge[],
): Promise<ReadonlyMap<string, ForgeWriter>> {
  const writers = new Map<string, ForgeWriter>();
  for (const [place, connection] of connections) writers.set(place, await openWriter(connection, forges));
  return writers;
}

/** Requests really sent, over all projects of a cohort. */
export function sumRequests(readers: ReadonlyMap<string, ForgeReader>): RequestCounts {
  const sum = (method: keyof RequestCounts) =>
    [...readers.values()].reduce((total, reader) => total + reader.requests()[method], 0);
  return { GET: sum("GET"), POST: sum("POST"), PUT: sum("PUT"), PATCH: sum("PATCH"), DELETE: sum("DELETE") };
}
