import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse, stringify } from "yaml";
import type { RequestCounts } from "../../src/core/model/outcome.ts";
import { openLocalReader, openLocalWriter } from "../../src/forges/local/index.ts";
import type { ForgeConnection, ForgeReader } from "../../src/forges/types.ts";
import type { ForgeHarness, ForgeWorld, PersonEdit } from "./harness.ts";

/** A way to the folder `directory`; `overrides` make it other than usual. */
export function connectLocal(directory: string, overrides: Partial<ForgeConnection> = {}): ForgeConnection {
  return {
    kind: "local",
    place: "team",
    apiUrl: "",
    token: null,
    directory,
    now: "2026-06-01T09:00:00Z",
    timeout: 10_000,
    patience: 5_000,
    signal: new AbortController().signal,
    trace: () => undefined,
    ...overrides,
  };
}

/** A folder in place of a server. Requests are what its readers and writers count: there is nobody else to count them. */
export const localHarness: ForgeHarness = {
  name: "local",
  start: startLocal,
};

export interface LocalWorld extends ForgeWorld {
  readonly directory: string;
  /** The lane's folder, which is not there before the first write. */
  readonly folder: string;
}

/** `localHarness.start` with what only a folder has. */
export async function startLocal(): Promise<LocalWorld> {
  return openWorld(await mkdtemp(join(tmpdir(), "fledgling-local-")));
}

function openWorld(directory: string): LocalWorld {
  const connection = connectLocal(directory);
  const folder = join(directory, connection.place);
  const opened: ForgeReader[] = [];
  let before: readonly RequestCounts[] = [];
  const remember = <T extends ForgeReader>(reader: T): T => {
    opened.push(reader);
    return reader;
  };
  return {
    directory,
    folder,
    cli: { args: ["--dir", directory], env: {} },
    forgeYaml: "local",
    place: connection.place,
    reader: () => remember(openLocalReader(connection)),
    writer: () => remember(openLocalWriter(connection)),
    requests: () => sumSince(opened, before),
    resetRequests: () => {
      before = opened.map((reader) => reader.requests());
    },
    editAsPerson: async (number, edit) => editFile(await findFile(folder, number), edit),
    commentAsPerson: async (number, text) => {
      const path = join(folder, `${number}.comments.md`);
      const old = await readFile(path, "utf8").catch(() => "");
      await writeFile(path, `${old}\n${text}\n`);
    },
    createAsPerson: async (author, title, body, labels) => {
      await mkdir(folder, { recursive: true });
      const numbers = (await readdir(folder)).map((name) => Number(/^\d+/.exec(name)?.[0] ?? 0));
      const number = Math.max(0, ...numbers) + 1;
      const front = stringify({ title, author, labels, created: "2026-05-30T10:00:00Z" });
      await writeFile(join(folder, `${number}-by-hand.md`), `---\n${front}---\n${body}`);
      return number;
    },
    stop: async () => rm(directory, { recursive: true, force: true }),
  };
}

async function findFile(folder: string, number: number): Promise<string> {
  const names = await readdir(folder);
  const name = names.find((candidate) => new RegExp(`^${number}(?:-.*)?\\.md$`).test(candidate));
  if (name === undefined) throw new Error(`There is no issue ${number} in ${folder}`);
  return join(folder, name);
}

/** What an editor would save, made without the code that is tested. */
async function editFile(path: string, { body, ...fields }: PersonEdit): Promise<void> {
  const text = await readFile(path, "utf8");
  const front = text.slice("---\n".length, text.indexOf("\n---\n") + 1);
  const rest = text.slice(`---\n${front}---\n`.length);
  const changed = stringify({ ...(parse(front) as object), ...fields });
  await writeFile(path, `---\n${changed}---\n${body === undefined ? rest : `\n${body}`}`);
}

function sumSince(readers: readonly ForgeReader[], before: readonly RequestCounts[]): RequestCounts {
  const sum = (method: keyof RequestCounts) =>
    readers.reduce((total, reader, index) => total + reader.requests()[method] - (before[index]?.[method] ?? 0), 0);
  return { GET: sum("GET"), POST: sum("POST"), PUT: sum("PUT"), PATCH: sum("PATCH"), DELETE: sum("DELETE") };
}
