import { afterEach, describe, expect, it } from "vitest";
import { writeCohortFile } from "../support/cohort-file.ts";
import type { Desk } from "../support/command.ts";
import { openDesk } from "../support/command.ts";
import { githubHarness, type GitHubWorld } from "../support/github-harness.ts";
import { startGitLabWorld, type GitLabWorld } from "../support/gitlab-harness.ts";
import { LEVELS, TOKENS } from "../servers/gitlab/index.ts";
import { TOKENS as GITHUB_TOKENS } from "../servers/github/index.ts";
import { openWorkspace } from "./workspace.ts";

const NOW = "2026-06-12T09:00:00Z";
const opened: { stop(): Promise<void> }[] = [];
const desks: Desk[] = [];
afterEach(async () => {
  for (const desk of desks.splice(0)) await desk.clear();
  for (const world of opened.splice(0)) await world.stop();
});

interface Check {
  readonly check: string;
  readonly state: string;
  readonly message: string;
  readonly remedy: string | null;
}

async function examine(desk: Desk, ...more: readonly string[]): Promise<{ code: number; checks: readonly Check[] }> {
  const { code, out } = await desk.run("doctor", NOW, "--json", ...more);
  const { cohorts } = JSON.parse(out) as { cohorts: readonly { checks: readonly Check[] }[] };
  return { code, checks: cohorts.flatMap((cohort) => cohort.checks) };
}

/** What is wrong, and nothing else: `fault token: …` with its remedy. */
function complaints(checks: readonly Check[]): readonly string[] {
  return checks
    .filter(({ state }) => state === "fault" || state === "warning")
    .map(({ state, check, message, remedy }) => `${state} ${check}: ${message} | ${remedy ?? ""}`);
}

async function openGitLab(): Promise<GitLabWorld> {
  const world = await startGitLabWorld();
  world.server.project.schedules.push({
    id: 1,
    description: "Fledgling",
    active: true,
    pipeline: { id: 11, status: "success", createdAt: "2026-06-11T06:17:00Z" },
  });
  world.server.project.members.set("fledgling-bot", LEVELS.developer);
  opened.push(world);
  return world;
}

async function openGitHub(): Promise<GitHubWorld> {
  const world = (await githubHarness.start()) as GitHubWorld;
  world.server.state.workflows = [
    {
      path: ".github/workflows/apply.yml",
      state: "active",
      run: { createdAt: "2026-06-11T06:17:00Z", conclusion: "success" },
    },
  ];
  opened.push(world);
  return world;
}

async function sit(
  world: GitLabWorld | GitHubWorld,
  given: Partial<Parameters<typeof writeCohortFile>[0]> = {},
): Promise<Desk> {
  const env = { CI_PROJECT_PATH: world.place, GITHUB_REPOSITORY: world.place };
  const desk = (await openDesk(world, writeCohortFile({ forge: world.forgeYaml, ...given }))).with(env);
  desks.push(desk);
  return desk;
}

/** A kind of the lane private, for the coordinator. */
const CARE = `kinds: { helpers: { lane: private, owner: coordinator } }`;

describe("doctor on GitLab", () => {
  it("finds nothing wrong where nothing is, and only reads", async () => {
    const world = await openGitLab();
    const desk = await sit(world);
    const { code, checks } = await examine(desk);
    expect(complaints(checks)).toEqual([]);
    expect(code).toBe(0);
    expect(checks.filter(({ check }) => check === "schedule")).toMatchObject([
      { state: "ok", message: "Fledgling in acme/internships is alive: it ran on 2026-06-11" },
    ]);
    const { GET, ...writes } = world.requests();
    expect(GET).toBeGreaterThan(0);
    expect(writes).toEqual({ POST: 0, PUT: 0, PATCH: 0, DELETE: 0 });
  });

  const broken: readonly [
    name: string,
    spoil: (world: GitLabWorld) => {
      file?: Partial<Parameters<typeof writeCohortFile>[0]>;
      env?: Record<string, string>;
    },
    complaint: RegExp,
    remedy: RegExp,
  ][] = [
    [
      "no token",
      () => ({ env: { GITLAB_TOKEN: "" } }),
      /^fault token: There is no token for acme\/internships/,
      /Set GITLAB_TOKEN/,
    ],
    [
      "a wrong token",
      () => ({ env: { GITLAB_TOKEN: "glpat-wrong-0123456789" } }),
      /^fault token: .*wrong, expired or revoked/,
      /Make a new token/,
    ],
    [
      "an expired token",
      () => ({ env: { GITLAB_TOKEN: TOKENS.expired } }),
      /^fault token: .*has expired/,
      /Make a new token/,
    ],
    [
      "a Guest's token",
      () => ({ env: { GITLAB_TOKEN: TOKENS.guest } }),
      /^fault rights: .*may not write issues/,
      /role Planner or higher/,
    ],
    [
      "a project that is not there",
      () => ({ file: { forge: "{ kind: gitlab, project: acme/nowhere }" } }),
      /^fault lane: .*no such project/,
      /Check the path under `forge:`/,
    ],
    [
      "a public project for the lane private",
      ({ server }) => {
        const place = server.state.projects.find((project) => project.path === "acme/internships-private");
        if (place !== undefined) place.visibility = "public";
        return {
          file: {
            forge: "{ kind: gitlab, project: acme/internships, private: acme/internships-private }",
            extra: CARE,
          },
        };
      },
      /^fault lane: private: acme\/internships-private is public, wider than the lane private/,
      /Make acme\/internships-private private/,
    ],
    [
      "no project for the lane private",
      () => ({ file: { extra: CARE } }),
      /^warning lane: private: the lane private has no project of its own/,
      /name it as forge\.private/,
    ],
    [
      "no schedule",
      ({ server }) => (server.project.schedules.splice(0), {}),
      /^fault schedule: nothing runs Fledgling by the clock/,
      /Build > Pipeline schedules/,
    ],
    [
      "a schedule that is switched off",
      ({ server }) => {
        for (const schedule of server.project.schedules) schedule.active = false;
        return {};
      },
      /^fault schedule: Fledgling in acme\/internships is switched off/,
      /Switch it on under Build/,
    ],
    [
      "a schedule that died",
      ({ server }) => {
        for (const schedule of server.project.schedules)
          schedule.pipeline = { id: 11, status: "success", createdAt: "2026-06-01T06:17:00Z" };
        return {};
      },
      /^warning schedule: .*ran last on 2026-06-01, 11 days ago/,
      /owner may still run pipelines/,
    ],
    [
      "a run that failed",
      ({ server }) => {
        for (const schedule of server.project.schedules)
          schedule.pipeline = { id: 11, status: "failed", createdAt: "2026-06-12T06:17:00Z" };
        return {};
      },
      /^warning schedule: .*ran on 2026-06-12 and failed/,
      /Its log says why/,
    ],
    [
      "somebody without an account",
      () => ({ file: { interns: ["ada", "nobody"] } }),
      /^fault members: .*no such account: nobody/,
      /Correct username/,
    ],
    ["a broken file", () => ({ file: { start: "2026-02-30" } }), /^fault config: .*impossible-date/, /./],
    [
      "a broken setting of a kind",
      () => ({ file: { extra: "kinds: { retro: { lane: secret } }" } }),
      /^fault (?:config|templates): /,
      /./,
    ],
  ];
  it.each(broken)("names %s, with its remedy", async (_name, spoil, complaint, remedy) => {
    const world = await openGitLab();
    const { file, env } = spoil(world);
    const desk = (await sit(world, file)).with(env ?? {});
    const { code, checks } = await examine(desk);
    const said = complaints(checks).find((one) => complaint.test(one)) ?? complaints(checks).join("\n");
    expect(said).toMatch(complaint);
    expect(said.split(" | ")[1]).toMatch(remedy);
    expect(code).toBe(checks.some(({ state }) => state === "fault") ? 1 : 0);
  });

  it("does not know what runs by the clock where the token may not ask", async () => {
    const world = await openGitLab();
    world.server.project.members.set("fledgling-bot", LEVELS.planner);
    const { code, checks } = await examine(await sit(world));
    expect(checks.find(({ check }) => check === "schedule")).toMatchObject({ state: "unknown" });
    expect(code).toBe(0);
  });

  it("says since when runs have been missed", async () => {
    const world = await openGitLab();
    const desk = await sit(world);
    await desk.run("apply", "2026-06-01T09:00:00Z");
    const { checks } = await examine(desk);
    expect(complaints(checks).join("\n")).toMatch(
      /^warning runs: the last run that wrote anything was on 2026-06-01; \d+ issues should have been made since 2026-06-\d\d/m,
    );
  });
});

describe("doctor on GitHub", () => {
  it("finds nothing wrong where nothing is", async () => {
    const { code, checks } = await examine(await sit(await openGitHub()));
    expect(complaints(checks)).toEqual([]);
    expect(code).toBe(0);
  });

  const broken: readonly [
    name: string,
    spoil: (world: GitHubWorld) => {
      file?: Partial<Parameters<typeof writeCohortFile>[0]>;
      env?: Record<string, string>;
    },
    complaint: RegExp,
    remedy: RegExp,
  ][] = [
    [
      "a public repository",
      ({ server }) => ((server.state.visibility = "public"), {}),
      /^fault lane: team: acme\/internships is public, wider than the lane team, and nothing can be confidential there/,
      /Make acme\/internships private/,
    ],
    [
      "a token that ends in a week",
      ({ server }) => {
        server.state.tokens.set(GITHUB_TOKENS.fineGrained, {
          login: "fledgling-bot",
          kind: "fine-grained",
          expires: "2026-06-19 09:00:00 UTC",
        });
        return { env: { GITHUB_TOKEN: GITHUB_TOKENS.fineGrained } };
      },
      /^warning token: .*fine-grained token; it ends on 2026-06-19, in 7 days/,
      /Make a new one with the same rights/,
    ],
    [
      "a stranger's token",
      ({ server }) => ((server.state.visibility = "public"), { env: { GITHUB_TOKEN: GITHUB_TOKENS.stranger } }),
      /^fault rights: .*may not write issues/,
      /role Write/,
    ],
    [
      "what has no safe place, and no form",
      () => ({ file: { extra: "kinds: { onboarding: { lane: private } }" } }),
      /^warning lane: private: a repository on GitHub shows everybody .*; nothing is made of onboarding/,
      /links\.onboarding_form/,
    ],
    [
      "no workflow",
      ({ server }) => ((server.state.workflows = []), {}),
      /^fault schedule: nothing runs Fledgling/,
      /under Actions/,
    ],
    [
      "a workflow that GitHub switched off",
      ({ server }) => {
        server.state.workflows = [{ path: ".github/workflows/apply.yml", state: "disabled_inactivity", run: null }];
        return {};
      },
      /^fault schedule: .*apply\.yml in acme\/internships is switched off/,
      /rests for 60 days/,
    ],
  ];
  it("is content where what is private is a form", async () => {
    const world = await openGitHub();
    const extra = "kinds: { onboarding: { lane: private } }\nlinks: { onboarding_form: https://forms.example/hello }";
    const { checks } = await examine(await sit(world, { extra }));
    expect(complaints(checks)).toEqual([]);
    expect(checks.map(({ message }) => message).join("\n")).toContain(
      "private: each of its issues is a link to its form",
    );
  });

  it.each(broken)("names %s, with its remedy", async (_name, spoil, complaint, remedy) => {
    const world = await openGitHub();
    const { file, env } = spoil(world);
    const { checks } = await examine((await sit(world, file)).with(env ?? {}));
    const said = complaints(checks).find((one) => complaint.test(one)) ?? complaints(checks).join("\n");
    expect(said).toMatch(complaint);
    expect(said.split(" | ")[1]).toMatch(remedy);
  });
});

describe("doctor --live", () => {
  it("does everything once on GitLab, and leaves nothing open", async () => {
    const world = await openGitLab();
    const desk = await sit(world);
    const { code, checks } = await examine(desk, "--live", "--project", "acme/internships-private");
    expect(complaints(checks)).toEqual([]);
    expect(code).toBe(0);
    const made = [...(world.server.state.projects.find((one) => one.path.endsWith("-private"))?.issues.values() ?? [])];
    expect(made.map((issue) => issue.state)).toEqual(["closed"]);
    expect(made[0]).toMatchObject({ confidential: true, milestone: { title: "Fledgling rehearsal" } });
    expect(world.server.project.issues.size).toBe(0);
    expect(checks.map(({ message }) => message).join("\n")).toMatch(/the forge .*has due dates, confidential issues/);
  });

  it("does everything once on GitHub, an issue under another too, and leaves nothing open", async () => {
    const world = await openGitHub();
    const desk = await sit(world, { forge: "{ kind: github, project: acme/other }" });
    const { code, checks } = await examine(desk, "--live", "--project", "acme/internships");
    expect(complaints(checks)).toEqual([]);
    expect(code).toBe(0);
    const issues = await world.reader().listIssues("kind::rehearsal");
    expect(issues.map((issue) => issue.state)).toEqual(["closed", "closed"]);
    expect(issues[1]?.parent).toMatchObject({ number: issues[0]?.number });
  });

  it("says which of it a token may not, and exits with 1", async () => {
    const world = await openGitLab();
    const desk = (await sit(world)).with({ GITLAB_TOKEN: TOKENS.guest });
    const { code, checks } = await examine(desk, "--live", "--project", "acme/internships-private");
    expect(complaints(checks).join("\n")).toMatch(/fault live: make a label: .*lacks the right/);
    expect(code).toBe(1);
  });

  it.each([
    ["where the programme lives", ["--live", "--project", "ACME/internships"], "is where the programme lives"],
    ["nowhere in particular", ["--live"], "it wants --project"],
    ["a project without --live", ["--project", "acme/scratch"], "--project goes with --live alone"],
  ])("is refused %s", async (_name, more, words) => {
    const { code, out, err } = await (await sit(await openGitLab())).run("doctor", NOW, ...more);
    expect(err).toContain(words);
    expect(out).toBe("");
    expect(code).toBe(2);
  });
});

describe("doctor in a folder", () => {
  it("has nothing to ask of a forge, and looks at file, templates and folder all the same", async () => {
    const desk = await openWorkspace();
    const { code, out } = await desk.run("doctor");
    await expect(out).toMatchFileSnapshot("golden/doctor-local.txt");
    expect(code).toBe(0);
    await desk.remove();
  });

  it("names a broken template with its line, in each format", async () => {
    const desk = await openWorkspace();
    await desk.write(
      "own/retro.md.hbs",
      "---\nkind: retro\nper: intern\ntitle: Week\nowner: intern\nopens: start\nlane: team\n---\n{{nobody.name}}\n",
    );
    for (const format of ["text", "markdown", "json"]) {
      const { code, out } = await desk.run(`doctor --templates own --format ${format}`);
      expect(out).toContain("own/retro.md.hbs:9");
      expect(code).toBe(1);
    }
    await desk.remove();
  });

  it("rehearses on the disk too", async () => {
    const desk = await openWorkspace();
    const { code, out } = await desk.run("doctor --live --project scratch --quiet");
    expect(out).toMatch(/^config\/summer\.yaml \(summer\)\nDoctor: \d+ as it should be\.\n$/);
    expect(code).toBe(0);
    await desk.remove();
  });
});
