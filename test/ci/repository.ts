import { execFile } from "node:child_process";
import { cp, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { writeCopier } from "./copier.ts";

export const ROOT = join(import.meta.dirname, "../..");

const RUNNER = createRequire(import.meta.url).resolve("gitlab-ci-local/package.json");

export interface Ended {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** A git repository as GitLab would see it: `main` is pushed, and the default branch. */
export interface Repository {
  readonly folder: string;
  /** Runs gitlab-ci-local in it, which knows nothing of this machine's own CI, tokens or settings. */
  pipeline(source: string, ...options: readonly string[]): Promise<Ended>;
  git(...words: readonly string[]): Promise<string>;
  /** Writes a file and commits it. */
  commit(file: string, text: string): Promise<void>;
  clear(): Promise<void>;
}

/** A fresh repository with these files of the project, as they are in the working tree. */
export async function openRepository(files: readonly string[]): Promise<Repository> {
  const room = await mkdtemp(join(tmpdir(), "fledgling-ci-"));
  const folder = join(room, "internships");
  for (const file of files) {
    await mkdir(dirname(join(folder, file)), { recursive: true });
    await cp(join(ROOT, file), join(folder, file), { recursive: true });
  }
  const bin = join(room, "bin");
  await writeCopier(bin);
  const own = cleanEnvironment(room);
  const env = { ...own, PATH: [bin, own["PATH"] ?? ""].join(delimiter) };
  const git = (...words: readonly string[]) => mustRun("git", words, { cwd: folder, env });
  await git("init", "-q", "-b", "main");
  await git("remote", "add", "origin", "https://gitlab.example.org/acme/internships.git");
  const save = async (message: string) => {
    await git("add", "-A");
    await git("commit", "-q", "-m", message);
  };
  await save("All of it");
  await git("update-ref", "refs/remotes/origin/main", "HEAD");
  await git("symbolic-ref", "refs/remotes/origin/HEAD", "refs/remotes/origin/main");
  return {
    folder,
    git,
    pipeline: (source, ...options) =>
      run(process.execPath, [join(dirname(RUNNER), "dist/index.js"), ...aboutPipeline(source, room), ...options], {
        cwd: folder,
        env,
      }),
    commit: async (file, text) => {
      await mkdir(dirname(join(folder, file)), { recursive: true });
      await writeFile(join(folder, file), text);
      await save(file);
    },
    clear: () => rm(room, { recursive: true, force: true, maxRetries: 3 }),
  };
}

function aboutPipeline(source: string, room: string): readonly string[] {
  const own = ["--home", join(room, "home"), "--state-dir", "../state", "--no-color"];
  return [...own, "--ignore-predefined-vars", "CI_PIPELINE_SOURCE", "--variable", `CI_PIPELINE_SOURCE=${source}`];
}

/** What a program needs to reach a package registry from here. */
const NETWORK = [
  "HTTP_PROXY",
  "HTTPS_PROXY",
  "NO_PROXY",
  "NODE_EXTRA_CA_CERTS",
  "SSL_CERT_FILE",
  "NPM_CONFIG_REGISTRY",
];

/** This machine's environment without what CI, npm, the tests or a developer's shell add to it, tokens above all. */
export function cleanEnvironment(home: string): Readonly<Record<string, string>> {
  const names = [...NETWORK, ...NETWORK.map((name) => name.toLowerCase()), "PATH", "TMPDIR", "HOME"];
  const kept = names.flatMap((name) => {
    const value = process.env[name];
    return value === undefined ? [] : [[name, value] as const];
  });
  return {
    HOME: home,
    ...Object.fromEntries(kept),
    LC_ALL: "C.UTF-8",
    GIT_CONFIG_GLOBAL: "/dev/null",
    GIT_AUTHOR_NAME: "Kim Example",
    GIT_AUTHOR_EMAIL: "kim@example.org",
    GIT_COMMITTER_NAME: "Kim Example",
    GIT_COMMITTER_EMAIL: "kim@example.org",
  };
}

interface Surroundings {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
}

/** Runs a program to its end, whatever that is. Throws only where it cannot be started. */
export async function run(program: string, words: readonly string[], where: Surroundings): Promise<Ended> {
  return new Promise((resolve, reject) => {
    execFile(program, words, { ...where, maxBuffer: 64 * 1024 * 1024 }, (error, out, err) => {
      const code = error === null ? 0 : error.code;
      if (typeof code === "number") resolve({ code, out, err });
      else reject(new Error(`${program} could not be run: ${String(code ?? error)}\n${err}`));
    });
  });
}

async function mustRun(program: string, words: readonly string[], where: Surroundings): Promise<string> {
  const { code, out, err } = await run(program, words, where);
  if (code !== 0) throw new Error(`${program} ${words.join(" ")} failed with ${code}: ${err}`);
  return out;
}

/** Every file of the working tree that a commit would have, but for those somebody deleted. */
export async function listProjectFiles(): Promise<readonly string[]> {
  const where = { cwd: ROOT, env: cleanEnvironment(tmpdir()) };
  const list = (...options: readonly string[]) =>
    mustRun("git", ["-c", `safe.directory=${ROOT}`, "ls-files", "-z", ...options], where);
  const deleted = new Set((await list("--deleted")).split("\0"));
  const found = (await list("--cached", "--others", "--exclude-standard")).split("\0");
  return [...new Set(found)].filter((file) => file !== "" && !deleted.has(file)).sort();
}
