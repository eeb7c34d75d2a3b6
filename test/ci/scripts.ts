import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { cleanEnvironment, run, type Ended } from "./repository.ts";

/** Stands where `node` is called: notes the command line and which token it would work with, and ends as it is told. */
const RECORDER = `#!/bin/sh
shift
echo "$* [\${GITLAB_TOKEN}\${GITHUB_TOKEN}]" >> "$CALLS"
echo "report of $1"
case "$*" in *offline*) exit 0 ;; validate*) exit 0 ;; esac
exit "\${ENDS_WITH:-0}"
`;

interface Played extends Ended {
  /** Command lines of Fledgling in order, each with its token in brackets. */
  readonly calls: readonly string[];
  readonly plan: string;
}

/** Runs the script of a job in an empty folder, as the job's shell would, with a program in place of Node that only takes notes. */
export async function playScript(script: string, env: Readonly<Record<string, string>>): Promise<Played> {
  const folder = await mkdtemp(join(tmpdir(), "fledgling-script-"));
  try {
    const bin = join(folder, "bin");
    await mkdir(bin);
    await writeFile(join(bin, "node"), RECORDER);
    await chmod(join(bin, "node"), 0o755);
    const calls = join(folder, "calls");
    await writeFile(calls, "");
    const own = cleanEnvironment(folder);
    const ended = await run("bash", ["--noprofile", "--norc", "-eo", "pipefail", "-c", script], {
      cwd: folder,
      env: { ...own, FLEDGLING_ARGS: "", ...env, CALLS: calls, PATH: `${bin}:${own["PATH"] ?? ""}` },
    });
    const lines = (await readFile(calls, "utf8")).trim().split("\n");
    const plan = await readFile(join(folder, "plan.md"), "utf8").catch(() => "");
    return { ...ended, calls: lines, plan };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

const SHOWS = /\b(?:echo|printf|cat|tee|printenv|env|export -p|declare|set)\b[^\n]*\$\{?\w*TOKEN/;
const TRACES = /\bset -\w*x|xtrace|\bprintenv\b|CI_DEBUG_TRACE/;

/** Lines of a script that would put a token, or everything there is, into a log. */
export function listLeaks(script: string): readonly string[] {
  return script.split("\n").filter((line) => SHOWS.test(line) || TRACES.test(line));
}
