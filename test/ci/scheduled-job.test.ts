import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parse } from "yaml";
import { listProjectFiles, openRepository, ROOT, type Ended, type Repository } from "./repository.ts";

// The schedule's job as a runner would do it, install and build included, on the working tree as it is.
const NOW = "2026-06-08T09:00:00Z";
const ISSUES = "fledgling-issues";
/** Milliseconds. The install downloads every package of the lock file. */
const LONGEST = 600_000;

let repository: Repository | undefined;
let folder = "";
let ended: Ended;

beforeAll(async () => {
  repository = await openRepository(await listProjectFiles());
  folder = join(repository.folder, ISSUES);
  // In the repository itself, which is nothing but a checkout made for this, and so as bare as an isolated copy of it.
  const variable = `FLEDGLING_ARGS=--now ${NOW}`;
  ended = await repository.pipeline("schedule", "--force-shell-executor", "--variable", variable);
}, LONGEST);
afterAll(async () => {
  await repository?.clear();
});

async function readIssues(lane = "team"): Promise<readonly { readonly name: string; readonly title: string }[]> {
  const place = join(folder, lane);
  const names = (await readdir(place)).filter((name) => name.endsWith(".md") && !name.endsWith(".comments.md")).sort();
  return Promise.all(
    names.map(async (name) => {
      const text = await readFile(join(place, name), "utf8");
      return { name, title: /^title: (.*)$/m.exec(text)?.[1]?.replace(/^["']|["']$/g, "") ?? "" };
    }),
  );
}

async function listPeople(): Promise<readonly string[]> {
  const { people, interns } = parse(await readFile(join(ROOT, "config/example.yaml"), "utf8")) as {
    readonly people: readonly { readonly id: string }[];
    readonly interns: Readonly<Record<string, unknown>>;
  };
  return [...people.map(({ id }) => id), ...Object.keys(interns)];
}

describe("the scheduled GitLab job, run on this machine", () => {
  it("succeeds, from a bare checkout", () => {
    expect(ended.code, `${ended.out}\n${ended.err}`).toBe(0);
    expect(ended.out).toContain("npm ci --ignore-scripts --cache .npm");
    expect(ended.out).toContain("PASS  apply");
  });

  it("makes the issues of the example cohort", async () => {
    const titles = [...(await readIssues()), ...(await readIssues("private"))].map(({ title }) => title);
    expect(titles).toEqual(expect.arrayContaining(["Welcome, Ada: your first weeks", "Week 1 · Ben"]));
    expect(ended.out).toContain(`${titles.length} created`);
  });

  it("shows team issues in its log as counts, without title, number, person or account", async () => {
    const team = await readIssues();
    const issues = [...team, ...(await readIssues("private"))];
    expect(issues.length).toBeGreaterThan(5);
    const log = ended.out.slice(ended.out.indexOf("main.js apply"));
    expect(log).toContain("Not shown here");
    expect(log).toMatch(new RegExp(`team: ${team.length} create\\b`));
    const shown = issues.flatMap(({ name, title }) => [name, title].filter((words) => log.includes(words)));
    expect(shown).toEqual([]);
    const people = await listPeople();
    expect(people.length).toBeGreaterThan(10);
    expect(people.filter((id) => new RegExp(`\\b${id}\\b`, "i").test(log))).toEqual([]);
  });
});
