import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
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

const CI = { CI: "true" };
const ESC = String.fromCharCode(27);

interface Report {
  readonly version: number;
  readonly cohorts: readonly {
    readonly cohort: string | null;
    readonly run: string;
    readonly summary: Readonly<Record<string, number>>;
    readonly actions: readonly { readonly type: string; readonly key: string }[];
    readonly hidden?: readonly { readonly lane: string; readonly type: string; readonly count: number }[];
    readonly outcomes: readonly {
      readonly key: string;
      readonly type: string;
      readonly result: string;
      readonly url: string | null;
    }[];
    readonly requests: Readonly<Record<string, number>>;
    readonly issues: readonly {
      readonly key: string;
      readonly progress: string;
      readonly tasks: { readonly done: number };
      readonly url: string;
    }[];
    readonly error?: { readonly message: string };
  }[];
}
const parse = (out: string): Report["cohorts"][number] => {
  const [cohort] = (JSON.parse(out) as Report).cohorts;
  if (cohort === undefined) throw new Error(out);
  return cohort;
};

describe("the main job on one's own disk", () => {
  it("plans without writing, applies, and then has nothing left to do", async () => {
    const desk = await start();
    const plan = await desk.run("plan");
    expect(plan.code).toBe(0);
    expect(plan.out).toMatch(/Plan: \d+ to create/);
    expect(await readdir(desk.folder)).toEqual(["config"]);

    const first = await desk.run("apply");
    expect(first.code).toBe(0);
    expect(first.out).toContain("+ created Week 2 · Ada  summer/retro/ada/week-02");
    expect(first.out).toMatch(/Done: \d+ labels made, \d+ milestones made, \d+ created\./);
    expect(first.out).toMatch(/Run: 20260612T090000Z-[0-9a-f]{6}\./);
    expect(first.out).toContain("Look here: fledgling-issues/team/");
    expect(first.err).toBe("");

    const second = await desk.run("apply");
    expect(second.code).toBe(0);
    expect(second.out).toContain("Plan: no changes;");
    expect(second.out).toContain("Done: nothing to do.");
    expect(parse((await desk.run("apply --json")).out).requests).toMatchObject({
      POST: 0,
      PUT: 0,
      PATCH: 0,
      DELETE: 0,
    });
  });

  it("follows a tick, and says so in the status", async () => {
    const desk = await start();
    await desk.run("apply");
    const before = parse((await desk.run("status --json")).out).issues.find(
      (issue) => issue.key === "summer/onboarding/ada/once",
    );
    expect(before).toMatchObject({ progress: "todo", tasks: { done: 0 } });
    const path = before?.url.slice(desk.folder.length + 1) ?? "";
    await desk.write(path, (await desk.read(path)).replace("- [ ]", "- [x]"));

    const { out } = await desk.run("apply");
    expect(out).toContain("~ updated Welcome, Ada");
    expect(out).toContain("status: status::todo → status::doing");
    const after = parse((await desk.run("status --json")).out).issues.find(
      (issue) => issue.key === "summer/onboarding/ada/once",
    );
    expect(after).toMatchObject({ progress: "doing", tasks: { done: 1 } });
    const status = await desk.run("status");
    expect(status.out).toMatch(/doing +1\/\d+ .*Welcome, Ada/);
    expect(status.out).toContain(path);
    expect(await desk.read(path)).toContain("- [x]");
  });

  it("says with --fail-on-changes that there is something to do, and only then", async () => {
    const desk = await start();
    expect((await desk.run("plan --fail-on-changes")).code).toBe(1);
    await desk.run("apply");
    expect((await desk.run("plan --fail-on-changes")).code).toBe(0);
  });

  it("looks ahead", async () => {
    const desk = await start();
    await desk.run("apply");
    const { out } = await desk.run("plan --until 2w");
    expect(out).toContain("Fri 12 Jun 2026 to Fri 26 Jun 2026, if nobody does anything");
    expect(out).toContain("summer/retro/ada/week-03");
    expect(out).toContain("on Thu 18 Jun 2026");
  });

  it("is the same plan, byte for byte, however often it is asked for", async () => {
    const desk = await start();
    const outs = [await desk.run("plan --json"), await desk.run("plan --json")].map(({ out }) => out);
    expect(outs[0]).toBe(outs[1]);
  });

  it("keeps its issues in the folder it is told", async () => {
    const desk = await start();
    await desk.run("apply --dir elsewhere");
    expect(await readdir(join(desk.folder, "elsewhere"))).toContain("team");
  });

  it("takes a file for GitLab to the disk when told to, without a token", async () => {
    const desk = await start({ "config/summer.yaml": writeCohortFile({ forge: "gitlab.com/acme/internships" }) });
    const { code, out } = await desk.run("apply --forge local --quiet");
    expect(code).toBe(0);
    expect(out).toContain("created.");
  });
});

describe("what apply says", () => {
  it("is the sums alone when it shall be quiet", async () => {
    const desk = await start();
    const { out, err } = await desk.run("apply --quiet");
    expect(out).not.toContain("retro/ada");
    expect(out).toMatch(/^Plan: /);
    expect(out).toContain("Done: ");
    expect(err).toBe("");
  });

  it("is JSON alone on stdout, and its progress on stderr", async () => {
    const desk = await start();
    const { out, err } = await desk.run("apply --json");
    const report = parse(out);
    expect(report.run).toMatch(/^20260612T090000Z-/);
    expect(report.outcomes.filter((outcome) => outcome.type === "create")).toHaveLength(report.summary["create"] ?? -1);
    expect(report.requests["POST"]).toBe(report.outcomes.length);
    expect(err).toContain("+ created Week 2 · Ada");
    const quiet = await desk.run("apply --json --quiet");
    expect(quiet.err).toBe("");
  });

  it("is Markdown with plan and outcomes", async () => {
    const desk = await start();
    const { out } = await desk.run("apply --format markdown");
    expect(out).toContain("## `Summer 2026`");
    expect(out).toContain("**Done: ");
  });

  it("goes into a file that only its owner can read", async () => {
    const desk = await start();
    const { out, err } = await desk.run("plan --output report.txt");
    expect(out).toBe("");
    expect(err).toContain("The report is in report.txt.");
    expect(await desk.read("report.txt")).toContain("Week 2 · Ada");
    expect((await stat(join(desk.folder, "report.txt"))).mode & 0o777).toBe(0o600);
  });

  it("tells every request when it shall be verbose, and the text of new issues", async () => {
    const desk = await start();
    expect((await desk.run("plan --verbose")).out).toContain("+ - [ ]");
  });

  it("has colours on a terminal, unless they are not wanted", async () => {
    const desk = await start();
    expect((await desk.run("plan", { tty: true })).out).toContain(`${ESC}[32m`);
    expect((await desk.run("plan", { tty: true, env: { NO_COLOR: "1" } })).out).not.toContain(ESC);
    expect((await desk.run("plan", { tty: true, env: { TERM: "dumb" } })).out).not.toContain(ESC);
    expect((await desk.run("plan")).out).not.toContain(ESC);
  });

  it("has a bar on a terminal that is gone at the end, and none elsewhere", async () => {
    const desk = await start();
    const { err } = await desk.run("apply", { tty: true, env: { NO_COLOR: "1" }, columns: 60 });
    expect(err).toMatch(/\[#+-*\] 1\/\d+/);
    expect(err.endsWith(`\r${ESC}[2K`)).toBe(true);
    const lines = err.split(`\r${ESC}[2K`);
    expect(lines.filter((line) => line.length >= 60)).toEqual([]);
    expect((await desk.run("apply", { tty: true, env: { ...CI } })).err).toBe("");
  });
});

describe("in CI", () => {
  it("names nothing that is not public, in any format", async () => {
    const desk = await start();
    for (const line of [
      "plan",
      "plan --json",
      "plan --format markdown",
      "plan --verbose",
      "apply",
      "status",
      "status --json",
      "status --format markdown",
    ]) {
      const { code, out, err } = await desk.run(line, { env: CI });
      expect(code).toBe(0);
      for (const secret of ["Ada", "/ada/", "Week 2", "week-02"]) expect(out + err).not.toContain(secret);
    }
  });

  it("counts by lane what it does not name", async () => {
    const desk = await start();
    const report = parse((await desk.run("plan --json", { env: CI })).out);
    expect(report.actions).toEqual([]);
    expect(report.hidden?.find((entry) => entry.type === "create")).toMatchObject({
      lane: "team",
      count: report.summary["create"],
    });
    expect((await desk.run("plan", { env: CI })).out).toContain(`team: ${report.summary["create"] ?? 0} create`);
  });

  it("names all where somebody asks for it, and with a file only there", async () => {
    const desk = await start();
    const there = await desk.run("plan --lane all", { env: CI });
    expect(there.out).toContain("summer/retro/ada/week-02");
    const { out, err } = await desk.run("apply --lane team,private --output report.txt", { env: CI });
    expect(out + err).not.toContain("/ada/");
    expect(await desk.read("report.txt")).toContain("summer/retro/ada/week-02");
  });

  it.each([
    ["GitHub", { GITHUB_ACTIONS: "true" }, /^::group::Plan of summer\n[\s\S]*\n::endgroup::\n/],
    ["GitLab", { GITLAB_CI: "true", CI: "true" }, /section_start:1781254800:fledgling_plan_of_summer\r/],
  ])("folds the plan in the log of %s", async (_name, env, pattern) => {
    const desk = await start();
    expect((await desk.run("apply", { env })).out).toMatch(pattern);
  });

  it("is not where CI says no", async () => {
    const desk = await start();
    expect((await desk.run("plan", { env: { CI: "false" } })).out).toContain("summer/retro/ada/week-02");
  });
});

describe("when something is wrong", () => {
  it("does the sound cohorts and exits with 2 for the broken one", async () => {
    const desk = await start({ "config/a.yaml": "cohort: [", "config/b.yaml": writeCohortFile({ forge: "local" }) });
    const { code, out, err } = await desk.run("apply");
    expect(err).toMatch(/config\/a\.yaml:1:\d+ error/);
    expect(out).toContain("+ created Week 2 · Ada");
    expect(code).toBe(2);
    const report = JSON.parse((await desk.run("plan --json")).out) as Report;
    expect(report.cohorts.map((entry) => entry.cohort)).toEqual([null, "summer"]);
  });

  it("touches neither of two files of one cohort", async () => {
    const text = writeCohortFile({ forge: "local" });
    const desk = await start({ "config/a.yaml": text, "config/b.yaml": text });
    expect((await desk.run("apply")).code).toBe(2);
    expect(await readdir(desk.folder)).toEqual(["config"]);
  });

  it("names the file of an issue that nobody can read, and writes nothing", async () => {
    const desk = await start();
    await desk.write("fledgling-issues/team/1-torn.md", "---\ntitle: [\n---\n");
    const { code, err, out } = await desk.run("apply --json");
    expect(err).toContain("1-torn.md");
    expect(code).toBe(1);
    expect(parse(out).error?.message).toContain("1-torn.md");
    expect(await readdir(join(desk.folder, "fledgling-issues/team"))).toEqual(["1-torn.md"]);
  });

  it("asks for the token it lacks before it asks the forge anything", async () => {
    const desk = await start({
      "config/a.yaml": writeCohortFile({ forge: "gitlab.com/acme/internships" }),
      "config/b.yaml": writeCohortFile({ forge: "local", id: "winter" }),
    });
    const { code, err, out } = await desk.run("plan");
    expect(err).toContain("Set GITLAB_TOKEN in the environment");
    expect(out).toContain("(winter), local");
    expect(code).toBe(2);
  });

  it("says that a server cannot be reached, and exits with 1", async () => {
    const forge = '{ kind: github, url: "http://127.0.0.1:9", project: acme/internships }';
    const desk = await start({ "config/a.yaml": writeCohortFile({ forge }) });
    const { code, err } = await desk.run("plan", { env: { GITHUB_TOKEN: "a-token-nobody-has" } });
    expect(err).toContain("acme/internships");
    expect(err).not.toContain("a-token-nobody-has");
    expect(code).toBe(1);
  });

  it("hides a token that would be printed, from the environment or from a file", async () => {
    const text = writeCohortFile({ forge: "local" }).replace("title: Summer 2026", "title: AdaIsTheTokenHere");
    const desk = await start({
      "config/summer.yaml": text.replace("ada: {", "ada: { name: s3cretT0kenValue,"),
      token: "AdaIsTheTokenHere\n",
    });
    const world = { env: { FLEDGLING_TOKEN_TEAM: "s3cretT0kenValue" } };
    const { out } = await desk.run("plan --token-file token", world);
    expect(out).toContain("[token]");
    expect(out).not.toMatch(/s3cretT0kenValue|AdaIsTheTokenHere/);
    await desk.run("plan --token-file token --output report.txt", world);
    expect(await desk.read("report.txt")).not.toMatch(/s3cretT0kenValue|AdaIsTheTokenHere/);
  });
});

describe("a stop", () => {
  it("ends the run after the write under way, lists the rest, and the next run goes on", async () => {
    const desk = await start();
    const controller = new AbortController();
    const onWrite = (text: string) => {
      if (text.includes("created Helping Ada")) controller.abort();
    };
    const first = await desk.run("apply", { stop: controller.signal, onWrite });
    expect(first.code).toBe(1);
    expect(first.out).toMatch(/Done: .* Not as planned: \d+ stopped\./);
    const second = await desk.run("apply --json");
    expect(second.code).toBe(0);
    expect(parse(second.out).outcomes.map((outcome) => outcome.key)).not.toContain("summer/helpers/ada/once");
    expect(parse((await desk.run("plan --json")).out).summary).toMatchObject({ create: 0, update: 0 });
  });

  it("leaves out the cohorts not yet begun", async () => {
    const desk = await start();
    const { code, err } = await desk.run("apply", { stop: AbortSignal.abort() });
    expect(err).toContain("It was not begun: the run was asked to stop.");
    expect(code).toBe(1);
    expect(await readdir(desk.folder)).toEqual(["config"]);
  });
});

describe("what people hold", () => {
  it("is taken back for the key that is named, and only that", async () => {
    const desk = await start();
    await desk.run("apply");
    const name =
      (await readdir(join(desk.folder, "fledgling-issues/team"))).find((file) => file.includes("welcome-ada")) ?? "";
    const path = `fledgling-issues/team/${name}`;
    await desk.write(path, (await desk.read(path)).replace(/^title: .*$/m, "title: My own title"));
    expect((await desk.run("plan --fail-on-changes")).code).toBe(0);
    const plan = await desk.run("plan --reset summer/onboarding/ada/once:title");
    expect(plan.out).toContain("title: My own title → Welcome, Ada");
    await desk.run("apply --reset summer/onboarding/ada/once:title");
    expect((await desk.run("status")).out).not.toContain("My own title");
  });
});
