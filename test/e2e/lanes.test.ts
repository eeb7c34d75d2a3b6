import { afterEach, describe, expect, it } from "vitest";
import { LEVELS } from "../servers/gitlab/index.ts";
import { writeCohortFile } from "../support/cohort-file.ts";
import type { Desk } from "../support/command.ts";
import { openDesk } from "../support/command.ts";
import { githubHarness, type GitHubWorld } from "../support/github-harness.ts";
import { startGitLabWorld, type GitLabWorld } from "../support/gitlab-harness.ts";

const NOW = "2026-06-12T09:00:00Z";
const LATER = "2026-06-19T09:00:00Z";
const APART = "acme/internships-private";
const worlds: { stop(): Promise<void> }[] = [];
const desks: Desk[] = [];
afterEach(async () => {
  for (const desk of desks.splice(0)) await desk.clear();
  for (const world of worlds.splice(0)) await world.stop();
});

/** Onboarding as something that only its intern may read. */
const PRIVATE_ONBOARDING = "kinds: { onboarding: { lane: private } }";

async function openGitLab(options: Parameters<typeof startGitLabWorld>[0] = {}): Promise<GitLabWorld> {
  const world = await startGitLabWorld(options);
  worlds.push(world);
  return world;
}

async function openGitHub(): Promise<GitHubWorld> {
  const world = (await githubHarness.start()) as GitHubWorld;
  worlds.push(world);
  return world;
}

async function sit(
  world: GitLabWorld | GitHubWorld,
  more: Partial<Parameters<typeof writeCohortFile>[0]> = {},
): Promise<Desk> {
  const desk = await openDesk(world, writeCohortFile({ forge: world.forgeYaml, ...more }));
  desks.push(desk);
  return desk;
}

const firstLine = (body: string) => body.split("\n")[0];

describe("lanes on GitLab", () => {
  it("hides team issues in a public project, and says who reads them", async () => {
    const world = await openGitLab({ visibility: "public" });
    await (await sit(world)).json("apply", NOW);
    const issues = [...world.server.project.issues.values()];
    expect(issues.length).toBeGreaterThan(5);
    expect(issues.filter((issue) => !issue.confidential)).toEqual([]);
    expect(new Set(issues.map((issue) => firstLine(issue.description)))).toEqual(
      new Set([
        "_Only whoever this is assigned to and the project's planners and developers can read this, no other guest._",
      ]),
    );
  });

  it("puts what is private where a Guest sees their own alone, and can do there what it asks", async () => {
    const world = await openGitLab();
    const apart = world.server.state.projects.find((project) => project.path === APART);
    if (apart === undefined) throw new Error("no private project");
    for (const account of ["ada", "ben"]) apart.members.set(account, LEVELS.guest);
    const forge = `{ kind: gitlab, project: ${world.place}, private: ${APART} }`;
    const desk = await sit(world, { forge, extra: PRIVATE_ONBOARDING });
    expect((await desk.json("apply", NOW)).code).toBe(0);
    const [ofAda] = [...apart.issues.values()].filter((issue) => issue.assignees.some((one) => one.username === "ada"));
    if (ofAda === undefined) throw new Error("ada has no private issue");
    expect(apart.issues.size).toBe(2);
    expect(ofAda.confidential).toBe(true);
    expect([...world.server.project.issues.values()].filter((issue) => issue.title.startsWith("Welcome"))).toEqual([]);
    await world.server.edit("ada", ofAda.iid, { body: ofAda.description.replace("- [ ]", "- [x]") }, APART);
    await expect(world.server.comment("ben", ofAda.iid, "May I?", APART)).rejects.toThrow("ben may not see");
    await desk.json("apply", NOW);
    expect(ofAda.labels).toContain("status::doing");
  });

  it.each([
    ["there is no project of its own", "private", "acme/internships"],
    ["the project of its own is open", "public", APART],
  ] as const)(
    "leaves out what is private while %s, with the remedy, and does the rest",
    async (_name, visibility, place) => {
      const world = await openGitLab();
      for (const project of world.server.state.projects) if (project.path === APART) project.visibility = visibility;
      const forge = place === APART ? `{ kind: gitlab, project: ${world.place}, private: ${APART} }` : world.forgeYaml;
      const desk = await sit(world, { forge, extra: PRIVATE_ONBOARDING });
      const run = await desk.json("apply", NOW);
      expect(run.code).toBe(0);
      const skipped = run.actions.filter((action) => action.type === "skipped" && action.key.includes("/onboarding/"));
      expect(skipped.map((action) => action.key)).toEqual(["summer/onboarding/ada/once", "summer/onboarding/ben/once"]);
      expect(skipped[0]?.reason).toMatch(/forge\.private/);
      expect(run.diagnostics.filter((one) => one.code === "lane-too-wide")).toHaveLength(1);
      expect(run.summary["create"]).toBeGreaterThan(3);
      const everywhere = world.server.state.projects.flatMap((project) => [...project.issues.values()]);
      expect(everywhere.filter((issue) => issue.title.startsWith("Welcome"))).toEqual([]);
    },
  );
});

describe("lanes on GitHub", () => {
  it("makes nothing of the team in a public repository, and says so before anything is written", async () => {
    const world = await openGitHub();
    world.server.state.visibility = "public";
    const desk = await sit(world);
    const run = await desk.json("apply", NOW);
    const { GET, ...writes } = world.requests();
    expect(writes).toEqual({ POST: 0, PUT: 0, PATCH: 0, DELETE: 0 });
    expect(GET).toBeLessThan(6);
    expect(run.code).toBe(1);
    expect(run.diagnostics.filter((one) => one.code === "lane-too-wide")).toMatchObject([{ severity: "error" }]);
    const skipped = run.actions.filter((action) => action.type === "skipped");
    expect(skipped.filter((action) => action.reason.includes("Make acme/internships private")).length).toBeGreaterThan(
      5,
    );
  });

  it("writes nothing more into a repository that was opened after the issues were made", async () => {
    const world = await openGitHub();
    const desk = await sit(world);
    await desk.json("apply", NOW);
    world.server.state.visibility = "public";
    world.resetRequests();
    const run = await desk.json("apply", LATER);
    const { GET: _reads, ...writes } = world.requests();
    expect(writes).toEqual({ POST: 0, PUT: 0, PATCH: 0, DELETE: 0 });
    expect(run.code).toBe(1);
  });

  it("leaves out what is private to somebody, in a private repository of its own too", async () => {
    const world = await openGitHub();
    const desk = await sit(world, { extra: PRIVATE_ONBOARDING });
    const run = await desk.json("apply", NOW);
    expect(run.code).toBe(0);
    const skipped = run.actions.filter((action) => action.key.includes("/onboarding/"));
    expect(skipped.map((action) => action.type)).toEqual(["skipped", "skipped"]);
    expect(skipped[0]?.reason).toMatch(/links\.onboarding_form/);
    const titles = (await world.reader().listIssues("cohort::summer")).map((issue) => issue.title);
    expect(titles.filter((title) => title.startsWith("Welcome"))).toEqual([]);
  });

  it("makes an issue with the link alone where there is a form, and a tick is all it wants", async () => {
    const world = await openGitHub();
    const links = "links: { onboarding_form: https://forms.example/hello }";
    const desk = await sit(world, { extra: `${PRIVATE_ONBOARDING}\n${links}` });
    await desk.json("apply", NOW);
    const [form, ...others] = (await world.reader().listIssues("kind::onboarding")).filter(
      (issue) => issue.assignees[0] === "ada",
    );
    if (form === undefined) throw new Error("ada has no form");
    expect(others).toEqual([]);
    expect(form.title).toBe("A form to fill in by Monday 29 June");
    expect(form.body.split("\n\n").slice(0, 3)).toEqual([
      "_Everyone who can open this project can read this, nobody else._",
      "This one is not for here. Please use [the form](https://forms.example/hello) by Monday 29 June: only those who keep it read what you write there.",
      "- [ ] I have sent it",
    ]);
    await world.editAsPerson(form.number, { body: form.body.replace("- [ ]", "- [x]") });
    await desk.json("apply", NOW);
    expect((await world.reader().readIssue(form.number))?.labels).toContain("status::done");
  });

  it("tells templates where other interns read along", async () => {
    const world = await openGitHub();
    const desk = await sit(world, { interns: ["ada", "ben"] });
    const { writeFile, mkdir } = await import("node:fs/promises");
    const folder = desk.file.replace("cohort.yaml", "own");
    await mkdir(folder);
    const kind =
      "---\nkind: ask\nper: intern\ntitle: Ask\nowner: intern\nopens: start\nlane: team\n---\n{{#if shared}}The work alone.{{else}}Anything.{{/if}}\n";
    await writeFile(`${folder}/ask.md.hbs`, kind);
    await desk.json("apply", NOW, "--templates", folder);
    const issues = await world.reader().listIssues("kind::ask");
    expect(issues.map((issue) => issue.body.includes("The work alone."))).toEqual([true, true]);
  });
});
