import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parse } from "yaml";
import { openRepository, type Repository } from "./repository.ts";
import { listLeaks, playScript } from "./scripts.ts";

const FILES = [".gitlab-ci.yml", "package-lock.json", "config/example.yaml", "templates/retro.md.hbs", "README.md"];
/** The schema is checked once; without it a listing takes a second less. */
const QUICK = "--no-json-schema-validation";

interface Job {
  readonly name: string;
  readonly when: string;
}
type Rule = Readonly<Record<string, unknown>>;
interface Described {
  readonly before_script: readonly string[];
  readonly script: readonly string[];
  readonly rules: readonly Rule[];
  readonly artifacts?: { readonly paths: readonly string[]; readonly expire_in: string };
  readonly [key: string]: unknown;
}
type Jobs = Readonly<Record<"verify" | "plan" | "apply" | "confirm", Described>>;

let repository: Repository;
let jobs: Jobs;

beforeAll(async () => {
  repository = await openRepository(FILES);
  const { out } = await repository.pipeline("push", "--preview", QUICK);
  jobs = parse(out) as Jobs;
});
afterAll(() => repository.clear());

/** Jobs of a pipeline that would run, or wait to be started by hand. */
async function listJobs(source: string): Promise<readonly string[]> {
  const { code, out, err } = await repository.pipeline(source, "--list-json", QUICK);
  if (code !== 0) throw new Error(err);
  return (JSON.parse(out) as readonly Job[])
    .filter(({ when }) => when !== "never")
    .map(({ name, when }) => (when === "on_success" ? name : `${name} (${when})`));
}

describe(".gitlab-ci.yml", () => {
  it("is what GitLab's schema of a pipeline asks for", async () => {
    const { code, err } = await repository.pipeline("schedule", "--list");
    expect(err).toContain("json schema validated");
    expect(code).toBe(0);
  });

  it("would be refused by that schema with a key in the wrong place", async () => {
    const broken = await openRepository([...FILES]);
    await broken.commit(
      ".gitlab-ci.yml",
      "apply:\n  script: [node dist/cli/main.js apply]\n  resource_group: [a, b]\n",
    );
    const { code, err, out } = await broken.pipeline("schedule", "--list");
    await broken.clear();
    expect(code).not.toBe(0);
    expect(err + out).toMatch(/resource_group/);
  });

  it("has four jobs and no others", () => {
    const known = ["stages", "variables", "workflow", "default"];
    expect(Object.keys(jobs).filter((name) => !known.includes(name))).toEqual(["verify", "plan", "apply", "confirm"]);
  });
});

describe("which jobs a pipeline has", () => {
  it.each([
    ["a schedule applies, and may be confirmed by hand", "schedule", "main", null, ["apply", "confirm (manual)"]],
    [
      "a pipeline started by hand waits for somebody to press apply",
      "web",
      "main",
      null,
      ["apply (manual)", "confirm (manual)"],
    ],
    ["one started by hand on another branch applies nothing", "web", "other", null, []],
    ["a push of the program to main is verified", "push", "main", "src/cli.ts", ["verify"]],
    ["a push of a cohort to main is not: its merge request was planned", "push", "main", "config/next.yaml", []],
    ["a push to another branch is nobody's business yet", "push", "other", null, []],
    ["another project's trigger applies nothing", "trigger", "main", null, []],
    ["the API applies nothing", "api", "main", null, []],
    ["a merge request with a cohort is planned", "merge_request_event", "other", "config/next.yaml", ["plan"]],
    ["a merge request with a cohort in a folder too", "merge_request_event", "other", "config/a/b.yaml", ["plan"]],
    ["a merge request with a template too", "merge_request_event", "other", "templates/security.md.hbs", ["plan"]],
    ["a merge request with the program is verified", "merge_request_event", "other", "src/cli.ts", ["verify"]],
    ["a merge request with the packages too", "merge_request_event", "other", "package-lock.json", ["verify"]],
    ["a merge request with neither is nobody's business", "merge_request_event", "other", "README.md", []],
  ])("%s", async (_name, source, branch, file, expected) => {
    await repository.git("checkout", "-q", "-B", branch, "origin/main");
    if (file !== null) await repository.commit(file, "a change\n");
    expect(await listJobs(source)).toEqual(expected);
  });
});

describe("the jobs", () => {
  it("apply runs alone, to its end, and has its own time", () => {
    expect(jobs.apply).toMatchObject({ resource_group: "fledgling-apply", interruptible: false });
    expect(jobs.apply["timeout"]).toBe("50 minutes");
    expect(jobs.apply["retry"]).toBeUndefined();
    expect(jobs.apply["parallel"]).toBeUndefined();
  });

  it("apply keeps nothing that others could download, and plan only the plan", () => {
    expect(jobs.apply.artifacts).toBeUndefined();
    expect(jobs.plan.artifacts).toMatchObject({ paths: ["plan.md"], expire_in: "2 weeks" });
  });

  it("apply and confirm are the only ones that can write, alone, in the environment that has the token", () => {
    const writing = Object.entries(jobs)
      .filter(([, job]) => [job.script].flat().some((line) => /main\.js apply\b/.test(line ?? "")))
      .map(([name]) => name);
    expect(writing).toEqual(["apply", "confirm"]);
    for (const name of ["apply", "confirm"] as const)
      expect(jobs[name]).toMatchObject({
        environment: { name: "fledgling", action: "access" },
        resource_group: "fledgling-apply",
        interruptible: false,
      });
    expect([jobs.verify["environment"], jobs.plan["environment"]]).toEqual([undefined, undefined]);
    expect(jobs.confirm.script).toEqual(["node dist/cli/main.js apply --confirm $FLEDGLING_ARGS"]);
  });

  it("plan and apply wait for no other job", () => {
    expect([jobs.plan["needs"], jobs.apply["needs"]]).toEqual([[], []]);
  });

  it.each(["plan", "apply", "confirm"] as const)("%s installs and builds without tokens or install scripts", (name) => {
    const [tokens = "", ...lines] = jobs[name].before_script;
    for (const token of ["GITLAB_TOKEN", "FLEDGLING_READ_TOKEN", "FLEDGLING_TOKEN_PRIVATE", "FLEDGLING_WEBHOOK"])
      expect(tokens).toContain(token);
    expect(lines).toEqual([
      expect.stringContaining("without_tokens()"),
      expect.stringMatching(/^without_tokens npm ci --ignore-scripts /),
      "without_tokens npm run --silent build",
    ]);
  });

  it("installing sees no token", async () => {
    const lines = [...jobs.apply.before_script.slice(0, 2), "without_tokens node x env-seen"].join("\n");
    const env = { GITLAB_TOKEN: "writes", FLEDGLING_TOKEN_PRIVATE: "private", FLEDGLING_READ_TOKEN: "reads" };
    expect((await playScript(lines, env)).calls).toEqual(["env-seen []"]);
  });

  it.each(["verify", "plan", "apply", "confirm"] as const)("%s shows no token", (name) => {
    expect(listLeaks([jobs[name].before_script ?? [], jobs[name].script].flat().join("\n"))).toEqual([]);
  });
});

describe("the plan of a merge request", () => {
  const play = (env: Readonly<Record<string, string>>) => playScript(jobs.plan.script.join("\n"), env);

  it.each([
    ["the protected token, where the branch has it", { GITLAB_TOKEN: "writes" }, "writes"],
    [
      "the token that can only read, before any other",
      { GITLAB_TOKEN: "writes", FLEDGLING_READ_TOKEN: "reads" },
      "reads",
    ],
    ["the token that can only read, alone", { FLEDGLING_READ_TOKEN: "reads" }, "reads"],
  ])("is made with %s", async (_name, env, token) => {
    const { code, calls, plan, out, err } = await play(env);
    expect(code).toBe(0);
    expect(calls[1]).toBe(`plan --until 2w --format markdown [${token}]`);
    expect(calls).toHaveLength(2);
    expect(plan).toBe("report of plan\n");
    expect(out + err).not.toContain(token);
  });

  it("is made offline without a token, and says so", async () => {
    const { code, calls, plan } = await play({});
    expect(code).toBe(0);
    expect(calls[1]).toBe("plan --until 2w --format markdown --forge local --dir .fledgling-offline []");
    expect(plan).toBe("No token on this branch, so this is the plan as if nothing existed yet.\n\nreport of plan\n");
  });

  it("fails where the plan fails", async () => {
    expect((await play({ GITLAB_TOKEN: "writes", ENDS_WITH: "2" })).code).toBe(2);
  });

  it("has the options that every command has", async () => {
    const { calls } = await play({ FLEDGLING_ARGS: "--templates ours" });
    expect(calls[0]).toBe("validate --templates ours []");
    expect(calls[1]).toMatch(/^plan .* --templates ours \[\]$/);
  });
});
