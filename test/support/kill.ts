import { execFile, spawn, type ChildProcess } from "node:child_process";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { packageFolder } from "../../src/program/paths.ts";
import type { ForgeWorld } from "./harness.ts";

/** Builds the command as it is now, apart from what `npm ci` built, and gives its path. */
export async function buildCommand(): Promise<{ readonly path: string; readonly remove: () => Promise<void> }> {
  const root = packageFolder();
  await mkdir(join(root, "dist"), { recursive: true });
  const folder = await mkdtemp(join(root, "dist", "test-"));
  await promisify(execFile)(
    process.execPath,
    [join(root, "node_modules", "rolldown", "bin", "cli.mjs"), "-c", "-d", folder],
    { cwd: root },
  );
  return { path: join(folder, "main.js"), remove: () => rm(folder, { recursive: true, force: true }) };
}

/** Where a process is killed: at its nth write, before anything was done or right after. */
export interface Moment {
  readonly write: number;
  readonly when: "before" | "after";
}

/** How one kind of world kills a process: starts it with `spawnCommand` and says whether it was killed. */
export type Killer<W extends ForgeWorld> = (
  world: W,
  command: string,
  args: readonly string[],
  moment: Moment,
) => Promise<boolean>;

interface FaultyServer {
  /** Called for each request; a reset before the server acts, or nothing. */
  watch(onRequest: ((request: { readonly method: string }) => { kind: "reset" } | null) | null): void;
}

/** Kills the process when the server gets its nth write: `before` drops it, `after` lets the server commit. */
export function killThrough<W extends ForgeWorld>(serverOf: (world: W) => FaultyServer): Killer<W> {
  return async (world, command, args, moment) => {
    const child = start(command, args, world.cli.env);
    let writes = 0;
    serverOf(world).watch(({ method }) => {
      if (method === "GET" || ++writes !== moment.write) return null;
      child.kill("SIGKILL");
      return moment.when === "before" ? { kind: "reset" } : null;
    });
    await ended(child);
    serverOf(world).watch(null);
    return writes >= moment.write;
  };
}

/** Kills the process from inside at the nth file it puts in place. */
export const killAtRename: Killer<ForgeWorld> = async (world, command, args, moment) => {
  const folder = await mkdtemp(join(packageFolder(), "dist", "preload-"));
  const preload = join(folder, "preload.mjs");
  await writeFile(preload, PRELOAD);
  const child = start(
    command,
    args,
    { ...world.cli.env, KILL_AT: String(moment.write), KILL_WHEN: moment.when, KILL_NOTE: join(folder, "note") },
    ["--import", preload],
  );
  await ended(child);
  const killed = (await readFile(join(folder, "note"), "utf8").catch(() => "")) !== "";
  await rm(folder, { recursive: true, force: true });
  return killed;
};

const PRELOAD = `
import fs from "node:fs";
import { syncBuiltinESMExports } from "node:module";
let writes = 0;
for (const name of ["rename", "link"]) {
  const real = fs.promises[name];
  fs.promises[name] = async (...args) => {
    const mine = ++writes === Number(process.env.KILL_AT);
    const die = () => { fs.writeFileSync(process.env.KILL_NOTE, "killed"); process.kill(process.pid, "SIGKILL"); };
    if (mine && process.env.KILL_WHEN === "before") { die(); await new Promise(() => setInterval(() => 0, 1000)); }
    const result = await real.apply(fs.promises, args);
    if (mine) { die(); await new Promise(() => setInterval(() => 0, 1000)); }
    return result;
  };
}
syncBuiltinESMExports();
`;

function start(
  command: string,
  args: readonly string[],
  env: Readonly<Record<string, string>>,
  node: readonly string[] = [],
): ChildProcess {
  return spawn(process.execPath, [...node, command, ...args], {
    env: { PATH: process.env["PATH"], ...env },
    stdio: "ignore",
  });
}

function ended(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => child.once("exit", () => resolve()));
}
