import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { RequestCounts } from "../../src/core/model/outcome.ts";
import { formatFile, parseFile } from "../../src/forges/local/file.ts";
import { openLocalReader, openLocalWriter } from "../../src/forges/local/index.ts";
import type { ForgeConnection, ForgeReader } from "../../src/forges/types.ts";
import type { ForgeHarness, ForgeWorld, PersonEdit } from "./harness.ts";

/** A folder in place of a server; requests are what its readers and writers count. */
export const localHarness: ForgeHarness = {
  name: "local",
  start: async () => openWorld(await mkdtemp(join(tmpdir(), "fledgling-"))),
};

export interface LocalWorld extends ForgeWorld {
  readonly directory: string;
}

function openWorld(directory: string): LocalWorld {
  const connection: ForgeConnection = {
    kind: "local",
    place: "team",
    apiUrl: "",
    token: null,
    directory,
    now: "2026-06-01T09:00:00Z",
    timeout: 1000,
    patience: 1000,
    signal: new AbortController().signal,
    trace: () => undefined,
  };
  const opened: ForgeReader[] = [];
  let before: RequestCounts[] = [];
  const remember = <T extends ForgeReader>(reader: T): T => {
    opened.push(reader);
    before.push(reader.requests());
    return reader;
  };
  const folder = join(directory, "team");
  return {
    directory,
    cli: { args: ["--dir", directory], env: {} },
    forgeYaml: "local",
    place: "team",
    reader: () => remember(openLocalReader(connection)),
    writer: () => remember(openLocalWriter(connection)),
    requests: () =>
      opened.reduce((sum, reader, index) => addCounts(sum, reader.requests(), before[index]), {
        GET: 0,
        POST: 0,
        PUT: 0,
        PATCH: 0,
        DELETE: 0,
      }),
    resetRequests: () => {
      before = opened.map((reader) => reader.requests());
    },
    editAsPerson: (number, edit) => editFile(folder, number, edit),
    commentAsPerson: async (number, text) => {
      const path = join(folder, `${number}.comments.md`);
      const old = await readFile(path, "utf8").catch(() => "");
      await writeFile(path, `${old}\n## kim, today\n\n${text}\n`);
    },
    createAsPerson: async (account, title, body, labels) => {
      const number =
        1 + Math.max(0, ...(await readdir(folder)).map((name) => Number(/^(\d+)-?.*\.md$/.exec(name)?.[1] ?? 0)));
      await writeFile(
        join(folder, `${number}-by-hand.md`),
        formatFile(
          {
            number,
            title,
            body,
            labels,
            state: "open",
            assignees: [],
            due: null,
            milestone: null,
            confidential: false,
            author: account,
            createdAt: "",
            updatedAt: "",
          },
          null,
        ),
      );
      return number;
    },
    stop: () => rm(directory, { recursive: true, force: true }),
  };
}

async function editFile(folder: string, number: number, edit: PersonEdit): Promise<void> {
  const name = (await readdir(folder)).find((candidate) => new RegExp(`^${number}(-.*)?\\.md$`).test(candidate)) ?? "";
  const text = await readFile(join(folder, name), "utf8");
  const parsed = parseFile(text, number);
  if ("fault" in parsed) throw new Error(parsed.fault.message);
  const { due, ...rest } = edit;
  await writeFile(
    join(folder, name),
    formatFile(
      { ...parsed.issue, ...rest, ...(due === undefined ? {} : { due: due as typeof parsed.issue.due }) },
      text,
    ),
  );
}

function addCounts(sum: RequestCounts, now: RequestCounts, then: RequestCounts | undefined): RequestCounts {
  const since = (method: keyof RequestCounts) => sum[method] + now[method] - (then?.[method] ?? 0);
  return { GET: since("GET"), POST: since("POST"), PUT: since("PUT"), PATCH: since("PATCH"), DELETE: since("DELETE") };
}
