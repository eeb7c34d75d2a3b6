import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { COMMANDS } from "../../src/commands/index.ts";
import type { Workspace } from "./workspace.ts";
import { openWorkspace } from "./workspace.ts";

let desk: Workspace;
beforeAll(async () => {
  desk = await openWorkspace();
  await desk.write("empty/readme.txt", "nothing");
  await desk.write("token.txt", "two words\n");
  await desk.write("bytes.yaml", "");
});
afterAll(() => desk.remove());

describe("a command line that makes no sense", () => {
  it.each([
    ["an unknown command", "pln", "Did you mean plan?"],
    ["an unknown option", "plan --untill 2w", "Did you mean --until?"],
    ["an option of another command", "validate --until 2w", "unknown option '--until'"],
    ["an option without its value", "plan --until", "argument missing"],
    ["a token as an argument", "plan --token abcdefghijkl", "Tokens come from the environment or from --token-file"],
    ["an unknown forge", "plan --forge gitea", "Allowed choices are local, gitlab, github"],
    ["an unknown format", "plan --format xml", "Allowed choices are text, markdown, json"],
    ["a time that is none", "plan --now yesterday", "--now takes an instant"],
    ["a time without a zone", "plan --now 2026-06-12T09:00:00", "--now takes an instant"],
    ["a day no calendar has", "plan --now 2026-02-30", "--now takes an instant"],
    ["a look-ahead that is none", "plan --until soon", "--until takes a number"],
    ["a look-ahead of years", "plan --until 300d", "at most half a year"],
    ["an unknown lane", "plan --lane secret", "--lane takes public, team and private"],
    ["quiet and verbose", "plan --quiet --verbose", "contradict"],
    ["a reset of no key", "plan --reset week-02", "--reset takes a key"],
    ["a reset of no field", "plan --reset summer/retro/ada/week-02:colour", "--reset knows the fields"],
    ["a reset of another cohort", "plan --reset winter/retro/ada/week-02", "none of the files has that cohort"],
    ["a file that is not there", "plan nowhere.yaml", "nowhere.yaml cannot be read: there is no such file or folder."],
    ["a folder for a file", "plan config", "it is a folder; name the files in it"],
    ["templates that are not there", "plan --templates nowhere", "nowhere cannot be read"],
    ["templates that hold none", "plan --templates empty", "holds no template"],
    ["a token file that is not there", "plan --token-file nowhere", "nowhere cannot be read"],
    ["a token file with two words", "plan --token-file token.txt", "does not hold a token"],
    ["a report into no folder", "validate --output nowhere/report.md", "nowhere/report.md cannot be written"],
  ])("is refused with %s", async (_name, line, words) => {
    const { code, out, err } = await desk.run(line);
    expect(err).toContain(words);
    expect(out).toBe("");
    expect(code).toBe(2);
  });

  it("is refused without a word of the token that somebody typed", async () => {
    const { out, err } = await desk.run("plan --json --token=glpat-abcdefghijkl");
    expect(err).toContain("unknown option '--token'");
    expect(out + err).not.toContain("glpat");
  });

  it("names every file that cannot be read, at once", async () => {
    const { code, err } = await desk.run("validate a.yaml b.yaml");
    expect(err).toContain("a.yaml cannot be read");
    expect(err).toContain("b.yaml cannot be read");
    expect(code).toBe(2);
  });

  it("is refused as JSON to those who asked for JSON", async () => {
    for (const line of [
      "plan --json --format text",
      "plan nowhere.yaml --json",
      "plan --format json --until soon",
      "plan --json --untill 2w",
    ]) {
      const { code, out } = await desk.run(line);
      expect(JSON.parse(out)).toMatchObject({
        version: 1,
        cohorts: [],
        error: { message: expect.any(String) as string },
      });
      expect(code).toBe(2);
    }
  });

  it("is refused in a folder without cohorts, with what to do", async () => {
    const bare = await openWorkspace({});
    const { code, err } = await bare.run("plan");
    expect(err).toContain("There is no cohort file in config/ here.");
    expect(code).toBe(2);
    await bare.remove();
  });

  it("without a command shows the help, and is refused", async () => {
    const { code, err } = await desk.run("");
    expect(err).toContain("Usage: fledgling");
    expect(code).toBe(2);
  });
});

describe("help", () => {
  it.each(["--help", ...COMMANDS.map(({ name }) => `${name} --help`)])("of %s is worth reading", async (line) => {
    const { code, out, err } = await desk.run(line);
    await expect(out).toMatchFileSnapshot(`golden/${line.replace(/ ?--/, "-").replace(/^-/, "")}.txt`);
    expect(err).toBe("");
    expect(code).toBe(0);
  });

  it("is the same by the other way to ask for it", async () => {
    expect((await desk.run("help plan")).out).toBe((await desk.run("plan --help")).out);
  });

  it("fits its lines into ninety-six columns", async () => {
    for (const { name } of COMMANDS) {
      const { out } = await desk.run(`${name} --help`);
      expect(out.split("\n").filter((line) => line.length > 125)).toEqual([]);
    }
  });

  it("of the version is the version alone", async () => {
    const { code, out } = await desk.run("--version");
    expect(out).toMatch(/^\d+\.\d+\.\d+\n$/);
    expect(code).toBe(0);
  });
});
