import { execFile, spawn } from "node:child_process";
import { mkdir, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from "vitest";
import { packageFolder } from "../../../src/program/paths.ts";
import { startLocal, type LocalWorld } from "../../support/local-harness.ts";

const LABEL = "cohort::2026-summer";
const PROCESSES = 4;
const EACH = 25;

/** What each process does: as many issues as it is told, one label of its own and one of everybody's. */
const PROGRAM = `
import { openLocalWriter } from "./index.js";
const [, , directory, name, each] = process.argv;
const signal = new AbortController().signal;
const writer = openLocalWriter({ kind: "local", place: "team", apiUrl: "", token: null, directory, now: "2026-06-01T09:00:00Z", timeout: 1, patience: 1, signal, trace: () => undefined });
for (let index = 1; index <= Number(each); index++) {
  const { number } = await writer.createIssue({ title: name + " " + index, body: "Body of " + name, labels: [${JSON.stringify(LABEL)}], assignee: null, due: null, milestone: null, confidential: false });
  await writer.updateIssue(number, { addLabels: ["status::todo"] });
  await writer.createComment(1, "From " + name + " " + index);
}
await writer.createLabel({ name, color: "ffffff", description: "" });
`;

let root: string;
let world: LocalWorld;
beforeAll(async () => {
  const dist = join(packageFolder(), "dist");
  await mkdir(dist, { recursive: true });
  root = await mkdtemp(join(dist, "test-"));
  const bundler = join(packageFolder(), "node_modules", "rolldown", "bin", "cli.mjs");
  const input = join(packageFolder(), "src", "forges", "local", "index.ts");
  const options = ["--dir", root, "--platform", "node", "--format", "esm", "--entry-file-names", "[name].js"];
  await promisify(execFile)(process.execPath, [bundler, input, ...options]);
  await writeFile(join(root, "program.mjs"), PROGRAM);
});
afterAll(async () => rm(root, { recursive: true, force: true }));
beforeEach(async () => {
  world = await startLocal();
});
afterEach(async () => world.stop());

/** Its exit code, and what it had to complain about. */
async function work(name: string): Promise<readonly [number | null, string]> {
  const child = spawn(process.execPath, [join(root, "program.mjs"), world.directory, name, String(EACH)]);
  let errors = "";
  child.stderr.on("data", (data: Uint8Array) => {
    errors += String(data);
  });
  return new Promise((resolve) => child.once("close", (code) => resolve([code, errors])));
}

it("processes that write at the same time never take one number twice, and nobody sees half of anything", async () => {
  const processes = Array.from({ length: PROCESSES }, (_, index) => `process ${index + 1}`);
  const done = new AbortController();
  const works = Promise.all(processes.map(work)).finally(() => done.abort());
  let most = 0;
  while (!done.signal.aborted) {
    const seen = await world.reader().listIssues(LABEL);
    expect(seen.length).toBeGreaterThanOrEqual(most);
    most = seen.length;
    for (const issue of seen) expect(issue.body).toMatch(/^Body of process \d\n$/);
  }
  expect(await works).toEqual(processes.map(() => [0, ""]));

  const issues = await world.reader().listIssues(LABEL);
  const expected = processes.flatMap((name) => Array.from({ length: EACH }, (_, index) => `${name} ${index + 1}`));
  expect(issues.map((issue) => issue.title).sort()).toEqual(expected.sort());
  expect(new Set(issues.map((issue) => issue.number)).size).toBe(PROCESSES * EACH);
  expect(issues.filter((issue) => !issue.labels.includes("status::todo"))).toEqual([]);
  expect(issues[0]?.comments).toBeGreaterThan(0);
  expect((await readdir(world.folder)).filter((name) => name.endsWith(".tmp"))).toEqual([]);
  expect(most).toBeGreaterThan(0);
});
