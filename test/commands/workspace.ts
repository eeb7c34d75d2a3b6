import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { run } from "../../src/commands/run.ts";
import type { Output } from "../../src/commands/shell/io.ts";
import { writeCohortFile } from "../support/cohort-file.ts";

export interface Ran {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

export interface World {
  readonly env?: Readonly<Record<string, string>>;
  readonly tty?: boolean;
  readonly columns?: number;
  readonly stop?: AbortSignal;
  /** Sees every text as it is written. */
  readonly onWrite?: (text: string) => void;
}

/** A person's folder in which command lines run. */
export interface Workspace {
  readonly folder: string;
  write(path: string, text: string): Promise<void>;
  read(path: string): Promise<string>;
  run(line: string, world?: World): Promise<Ran>;
  remove(): Promise<void>;
}

/** With one cohort in `config/`, unless told otherwise. */
export async function openWorkspace(files?: Readonly<Record<string, string>>): Promise<Workspace> {
  const folder = await mkdtemp(join(tmpdir(), "fledgling-commands-"));
  const write = async (path: string, text: string) => {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), text);
  };
  for (const [path, text] of Object.entries(files ?? { "config/summer.yaml": writeCohortFile({ forge: "local" }) }))
    await write(path, text);
  return {
    folder,
    write,
    read: (path) => readFile(join(folder, path), "utf8"),
    run: (line, world = {}) => runLine(line, folder, world),
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}

async function runLine(line: string, cwd: string, world: World): Promise<Ran> {
  const [stdout, stderr] = [record(world), record(world)];
  const code = await run(
    line.split(" ").filter((word) => word !== ""),
    {
      stdout,
      stderr,
      env: world.env ?? {},
      cwd,
      now: "2026-06-12T09:00:00Z",
      stop: world.stop ?? new AbortController().signal,
    },
  );
  return { code, out: stdout.text(), err: stderr.text() };
}

function record({ tty, columns, onWrite }: World): Output & { readonly text: () => string } {
  const parts: string[] = [];
  return {
    write: (text) => {
      onWrite?.(text);
      return parts.push(text);
    },
    isTTY: tty ?? false,
    columns: columns ?? 80,
    text: () => parts.join(""),
  };
}
