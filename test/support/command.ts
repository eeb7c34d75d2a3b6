import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { RequestCounts } from "../../src/core/model/outcome.ts";
import { run } from "../../src/commands/run.ts";
import type { Output } from "../../src/commands/shell/io.ts";
import type { ForgeWorld } from "./harness.ts";

interface CommandResult {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** A stream that remembers. */
function recordOutput(): Output & { readonly text: () => string } {
  const parts: string[] = [];
  return { write: (text) => parts.push(text), isTTY: false, columns: 80, text: () => parts.join("") };
}

/** Runs one command line in this process, as a person's shell without a terminal would. */
async function runCommand(
  argv: readonly string[],
  options: { readonly env?: Readonly<Record<string, string>>; readonly cwd?: string; readonly stop?: AbortSignal } = {},
): Promise<CommandResult> {
  const [stdout, stderr] = [recordOutput(), recordOutput()];
  const code = await run(argv, {
    stdout,
    stderr,
    env: options.env ?? {},
    cwd: options.cwd ?? process.cwd(),
    now: "2026-06-01T09:00:00Z",
    stop: options.stop ?? new AbortController().signal,
  });
  return { code, out: stdout.text(), err: stderr.text() };
}

interface JsonAction {
  readonly type: string;
  readonly key: string;
  readonly reason: string;
}

export interface JsonIssue {
  readonly key: string;
  readonly kind: string;
  readonly subject: string;
  readonly title: string;
  readonly state: string;
  readonly labels: readonly string[];
  readonly assignees: readonly string[];
  readonly tasks: { readonly done: number; readonly total: number };
  readonly progress: string;
  readonly url: string;
  readonly held: readonly string[];
}

export interface JsonCohort {
  readonly summary: Readonly<Record<string, number>>;
  readonly requests: RequestCounts;
  readonly cost: { readonly reads: number; readonly writes: number };
  readonly actions: readonly JsonAction[];
  readonly outcomes: readonly {
    readonly key: string;
    readonly type: string;
    readonly result: string;
    readonly error?: string;
  }[];
  readonly diagnostics: readonly { readonly code: string; readonly severity: string; readonly message: string }[];
  readonly issues: readonly JsonIssue[];
}

/** A folder with one cohort file, run again and again against one world. */
export interface Desk {
  readonly file: string;
  write(text: string): Promise<void>;
  run(command: string, now: string, ...more: readonly string[]): Promise<CommandResult>;
  json(
    command: string,
    now: string,
    ...more: readonly string[]
  ): Promise<JsonCohort & { readonly code: number; readonly err: string }>;
  clear(): Promise<void>;
  /** The same desk with more in its environment. */
  with(env: Readonly<Record<string, string>>): Desk;
}

export async function openDesk(world: Pick<ForgeWorld, "cli">, text: string): Promise<Desk> {
  const folder = await mkdtemp(join(tmpdir(), "fledgling-desk-"));
  await writeFile(join(folder, "cohort.yaml"), text);
  return sitAt(folder, world.cli.args, { ...world.cli.env, FLEDGLING_PACING: "off" });
}

function sitAt(folder: string, args: readonly string[], env: Readonly<Record<string, string>>): Desk {
  const file = join(folder, "cohort.yaml");
  const start = (command: string, now: string, more: readonly string[]) =>
    runCommand([command, file, "--now", now, ...args, ...more], { env, cwd: folder });
  return {
    file,
    write: (changed) => writeFile(file, changed),
    run: (command, now, ...more) => start(command, now, more),
    json: async (command, now, ...more) => {
      const result = await start(command, now, ["--json", ...more]);
      const report = JSON.parse(result.out) as { readonly cohorts: readonly JsonCohort[] };
      const [cohort] = report.cohorts;
      if (cohort === undefined) throw new Error(`no cohort in ${result.out}\n${result.err}`);
      return { ...cohort, code: result.code, err: result.err };
    },
    clear: () => rm(folder, { recursive: true, force: true }),
    with: (more) => sitAt(folder, args, { ...env, ...more }),
  };
}
