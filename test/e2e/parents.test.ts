import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { readBody } from "../../src/core/marker/body.ts";
import { writeCohortFile } from "../support/cohort-file.ts";
import { openDesk, type Desk } from "../support/command.ts";
import { githubHarness, type GitHubWorld } from "../support/github-harness.ts";

const NOW = "2026-06-02T09:00:00Z";
const NEXT_WEEK = "2026-06-11T09:00:00Z";

describe("a project's issue on GitHub", () => {
  let world: GitHubWorld;
  let desk: Desk;
  const open = async () => {
    desk = await openDesk(world, writeCohortFile({ forge: world.forgeYaml }));
  };
  const listKeys = async () => {
    const issues = await world.reader().listIssues("cohort::summer");
    return new Map(issues.map((issue) => [readBody(issue.body).key ?? "", issue]));
  };
  /** Number by key of everything that stands under `key`. */
  const listUnder = async (key: string) => {
    const issues = await listKeys();
    const parent = issues.get(key)?.number;
    return [...issues].filter(([, issue]) => issue.parent?.number === parent).map(([child]) => child);
  };
  beforeEach(async () => {
    world = (await githubHarness.start()) as GitHubWorld;
  });
  afterEach(async () => {
    await desk.clear();
    await world.stop();
  });

  it("has the project's issues under it, and needs no list of them", async () => {
    await open();
    const { code } = await desk.json("apply", NOW);
    expect(code).toBe(0);
    expect((await listUnder("summer/project/ada/once")).sort()).toEqual([
      "summer/helpers/ada/once",
      "summer/onboarding/ada/once",
    ]);
    const epic = (await listKeys()).get("summer/project/ada/once");
    expect(epic?.body).toContain("0 of 2 issues finished");
    expect(epic?.body).not.toContain("## Its issues");
    expect((await desk.json("apply", NOW)).outcomes).toEqual([]);
  });

  it("takes each new one in with the write that makes it and one more", async () => {
    await open();
    await desk.json("apply", NOW);
    world.resetRequests();
    const run = await desk.json("apply", NEXT_WEEK);
    const made = run.outcomes.filter((outcome) => outcome.type === "create").map((outcome) => outcome.key);
    expect(made).toContain("summer/retro/ada/week-02");
    expect(await listUnder("summer/project/ada/once")).toContain("summer/retro/ada/week-02");
    const { POST } = world.requests();
    expect(POST).toBeLessThanOrEqual(2 * made.length + 6);
    expect((await desk.json("apply", NEXT_WEEK)).outcomes).toEqual([]);
  });

  it("leaves out what a person took from under it", async () => {
    await open();
    await desk.json("apply", NOW);
    const key = "summer/onboarding/ada/once";
    const number = (await listKeys()).get(key)?.number ?? 0;
    world.server.state.parents.delete(number);
    // Its marker did not know yet that it stood there, so it is put back once, and then it does.
    await desk.json("apply", NEXT_WEEK);
    expect(await listUnder("summer/project/ada/once")).toContain(key);
    world.server.state.parents.delete(number);
    expect((await desk.json("apply", NEXT_WEEK)).outcomes).toEqual([]);
    const status = await desk.json("status", NEXT_WEEK);
    expect(status.issues.find((issue) => issue.key === key)?.held).toContain("parent");
    const run = await desk.json("apply", NEXT_WEEK, "--reset", `${key}:parent`);
    expect(run.outcomes.map((outcome) => outcome.key)).toEqual([key]);
    expect(await listUnder("summer/project/ada/once")).toContain(key);
  });

  it("lists what it has no room for", { timeout: 120_000 }, async () => {
    const interns = Array.from({ length: 104 }, (_, index) => `intern-${index}`);
    const file = writeCohortFile({
      forge: world.forgeYaml,
      interns,
      extra: "kinds: { helpers: off, retro: off }\nprojects: { one: { title: One } }",
    });
    desk = await openDesk(world, file.replaceAll("buddy: sam", "project: one"));
    await desk.json("apply", NOW);
    expect(await listUnder("summer/project/one/once")).toHaveLength(100);
    const epic = (await listKeys()).get("summer/project/one/once")?.body ?? "";
    expect(epic.match(/^- \[ \] #\d+$/gm)).toHaveLength(4);
    expect(epic).toContain("of 104 issues finished");
    expect((await desk.json("apply", NOW)).outcomes).toEqual([]);
  });

  it("lists them all where the server has no such thing", async () => {
    world.server.state.subIssues = false;
    world.server.state.version = "3.14.2";
    world.server.state.tellsParents = "never";
    await open();
    expect((await desk.json("apply", NOW)).code).toBe(0);
    const epic = (await listKeys()).get("summer/project/ada/once")?.body ?? "";
    expect(epic.match(/^- \[ \] #\d+$/gm)).toHaveLength(2);
    expect((await desk.json("apply", NOW)).outcomes).toEqual([]);
  });
});
