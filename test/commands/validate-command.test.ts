import { afterEach, describe, expect, it } from "vitest";
import { writeCohortFile } from "../support/cohort-file.ts";
import type { Workspace } from "./workspace.ts";
import { openWorkspace } from "./workspace.ts";

const open: Workspace[] = [];
async function start(files?: Readonly<Record<string, string>>): Promise<Workspace> {
  const desk = await openWorkspace(files);
  open.push(desk);
  return desk;
}
afterEach(async () => {
  for (const desk of open.splice(0)) await desk.remove();
});

const cohort = (options: Partial<Parameters<typeof writeCohortFile>[0]> = {}) =>
  writeCohortFile({ forge: "local", ...options });

describe("validate", () => {
  it("says what a sound file is about", async () => {
    const desk = await start();
    const { code, out } = await desk.run("validate");
    expect(out).toContain("+ config/summer.yaml: sound");
    expect(out).toContain("Summer 2026 (summer): Mon 1 Jun 2026 to Fri 18 Sep 2026, 16 weeks; this is week 2");
    expect(out).toContain("its issues are files in fledgling-issues/");
    expect(code).toBe(0);
  });

  it.each([
    ["before", "2026-05-30", "it starts in 2 days"],
    ["on its first day", "2026-06-01", "this is week 1"],
    ["on its last day", "2026-09-18", "this is week 16"],
    ["after", "2026-09-19", "it is over"],
  ])("knows the day %s", async (_name, day, words) => {
    const desk = await start();
    expect((await desk.run(`validate --now ${day}`)).out).toContain(words);
  });

  const away = (holidays: string) => cohort().replace("ada: {", `ada: { ${holidays},`);

  it("lists the public holidays it took, by person when asked", async () => {
    const desk = await start({ "config/summer.yaml": away("holidays: { country: NG, add: [2026-07-06] }") });
    expect((await desk.run("validate")).out).toMatch(/public holidays on working days: NG \d+ \(1 person\)/);
    const { out } = await desk.run("validate --verbose");
    expect(out).toContain("Ada (NG): ");
    expect(out).toContain("2026-06-12 Democracy Day");
    expect(out).toContain("2026-07-06 holiday");
  });

  it("names in CI nobody's country", async () => {
    const desk = await start({ "config/summer.yaml": away("holidays: NG") });
    expect((await desk.run("validate --verbose", { env: { CI: "true" } })).out).not.toContain("Ada");
  });

  it("points at a country that no calendar has", async () => {
    const desk = await start({ "config/summer.yaml": away("holidays: XX") });
    const { code, err } = await desk.run("validate");
    expect(err).toMatch(/config\/summer\.yaml:6:\d+ error unknown-holidays/);
    expect(err).toContain("^^");
    expect(code).toBe(2);
  });

  it("shows the problems of every file at once, and which file is sound", async () => {
    const desk = await start({
      "config/a.yaml": cohort({ extra: "mentors: {}" }),
      "config/b.yaml": "cohort: [",
      "config/c.yaml": cohort({ id: "winter" }),
    });
    const { code, out, err } = await desk.run("validate");
    expect(err).toMatch(/config\/a\.yaml:8:1 error unknown-key/);
    expect(err).toMatch(/config\/b\.yaml:1:\d+ error not-yaml/);
    expect(out).toContain("+ config/c.yaml: sound");
    expect(out).toMatch(/! config\/a\.yaml: \d errors?/);
    expect(code).toBe(2);
  });

  it("checks own templates, and points at the word", async () => {
    const desk = await start();
    await desk.write(
      "mine/extra.md.hbs",
      "---\nkind: extra\nper: intern\ntitle: Extra\nowner: intern\nopens: start\nlane: team\n---\nHello {{intern.nam}}\n",
    );
    const { code, err } = await desk.run("validate --templates mine");
    expect(err).toMatch(/mine\/extra\.md\.hbs:9:\d+ error/);
    expect(code).toBe(2);
  });

  it("checks own templates beside a broken cohort file too", async () => {
    const desk = await start({ "config/a.yaml": "cohort: [" });
    await desk.write("mine/extra.md.hbs", "no front matter\n");
    const { err } = await desk.run("validate --templates mine");
    expect(err).toContain("not-yaml");
    expect(err).toContain("mine/extra.md.hbs:1:1 error no-front-matter");
  });

  it("refuses two files of one cohort", async () => {
    const desk = await start({ "config/a.yaml": cohort(), "config/b.yaml": cohort() });
    const { code, err } = await desk.run("validate");
    expect(err).toContain("the cohort summer is also in config/b.yaml");
    expect(err).toContain("the cohort summer is also in config/a.yaml");
    expect(code).toBe(2);
  });

  it("takes a file named twice once", async () => {
    const desk = await start();
    const { code, out } = await desk.run("validate config/summer.yaml --config ./config/summer.yaml");
    expect(out.match(/sound/g)).toHaveLength(1);
    expect(code).toBe(0);
  });

  it("needs a project for a forge that the file does not name", async () => {
    const desk = await start();
    const { code, err } = await desk.run("validate --forge github");
    expect(err).toContain("forge-mismatch");
    expect(code).toBe(2);
    expect((await desk.run("validate --forge local")).code).toBe(0);
  });

  it("is whole as JSON and as Markdown", async () => {
    const desk = await start({
      "config/a.yaml": cohort({ extra: "mentors: {}" }),
      "config/c.yaml": cohort({ id: "winter" }),
    });
    const json = await desk.run("validate --json");
    expect(JSON.parse(json.out)).toMatchObject({
      version: 1,
      cohorts: [
        {
          file: "config/a.yaml",
          cohort: null,
          valid: false,
          diagnostics: expect.arrayContaining([expect.objectContaining({ code: "unknown-key", line: 8 })]) as unknown,
        },
        { file: "config/c.yaml", cohort: "winter", valid: true, start: "2026-06-01", end: "2026-09-18", interns: 2 },
      ],
    });
    const markdown = await desk.run("validate --format markdown");
    expect(markdown.out).toContain("## `config/a.yaml`");
    expect(markdown.out).toContain("- **error** `unknown-key` in `config/a.yaml:8:1`");
  });
});
