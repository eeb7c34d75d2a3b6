import { afterEach, describe, expect, it } from "vitest";
import { readBody } from "../../src/core/marker/body.ts";
import type { ObservedIssue } from "../../src/core/model/issue.ts";
import { LEVELS, TOKENS } from "../servers/gitlab/index.ts";
import { writeCohortFile } from "../support/cohort-file.ts";
import { openDesk, type Desk } from "../support/command.ts";
import { startGitLabWorld, type GitLabWorld } from "../support/gitlab-harness.ts";

const START = "2026-06-02T09:00:00Z";
const WEEKS = ["2026-06-05", "2026-06-12", "2026-06-19", "2026-06-26"].map((day) => `${day}T09:00:00Z`);
const EPIC = "summer/project/ada/once";
const GROUP = "groups/acme";

describe("a project's epic on GitLab", () => {
  const opened: { world: GitLabWorld; desk: Desk }[] = [];
  const open = async (options: Parameters<typeof startGitLabWorld>[0] = { tier: "premium" }) => {
    const world = await startGitLabWorld(options);
    const forge = `{ kind: gitlab, project: ${world.place}, group: acme }`;
    const desk = await openDesk(world, writeCohortFile({ forge }));
    opened.push({ world, desk });
    return { world, desk };
  };
  afterEach(async () => {
    for (const { world, desk } of opened.splice(0)) {
      await desk.clear();
      await world.stop();
    }
  });
  const listEpics = ({ server }: GitLabWorld) =>
    new Map([...server.state.home.issues.values()].map((epic) => [readBody(epic.description).key ?? "", epic]));
  /** Keys of what stands under the epic of `key`, as the server has it. */
  const listUnder = ({ server }: GitLabWorld, key: string) =>
    [...server.project.issues.values()]
      .filter((issue) => issue.epic !== null && readBody(issue.epic.description).key === key)
      .map((issue) => readBody(issue.description).key ?? "")
      .sort();
  const reasonsOf = (run: { readonly actions: readonly { readonly key: string; readonly reason: string }[] }) =>
    run.actions.filter((action) => action.key === "summer/forge/all/epics").map((action) => action.reason);

  it("holds the project's issues from the request that makes each of them", async () => {
    const { world, desk } = await open();
    const plan = await desk.json("plan", START);
    expect(world.requests()).toMatchObject({ POST: 0, PUT: 0, PATCH: 0, DELETE: 0 });
    world.resetRequests();
    const run = await desk.json("apply", START);
    expect(run.code).toBe(0);
    expect(run.outcomes.filter((outcome) => outcome.result !== "done")).toEqual([]);
    const { GET: _reads, ...writes } = world.requests();
    expect(Object.values(writes).reduce((sum, count) => sum + count, 0)).toBe(plan.cost.writes);
    expect(listUnder(world, EPIC)).toEqual(["summer/helpers/ada/once", "summer/onboarding/ada/once"]);
    const epic = listEpics(world).get(EPIC);
    expect(epic?.description).toContain("0 of 2 issues finished");
    expect(epic?.description).not.toContain("## Its issues");
    expect(epic?.labels).toEqual(["cohort::summer", "kind::project", "status::todo"]);
    expect(epic?.assignees.map((account) => account.username)).toEqual(["grace"]);
    expect([...world.server.project.issues.values()].some((issue) => issue.title.startsWith("Project:"))).toBe(false);
    expect(reasonsOf(run)).toEqual([]);
  });

  it("is kept for weeks, and a second run finds nothing to do within its requests", async () => {
    const { world, desk } = await open();
    for (const now of [START, ...WEEKS]) {
      const run = await desk.json("apply", now);
      expect(run.outcomes.filter((outcome) => outcome.result !== "done")).toEqual([]);
      world.resetRequests();
      const again = await desk.json("apply", now);
      expect(again.outcomes).toEqual([]);
      // As many as without epics: a question for what the group has, and one for its epics.
      const { GET, ...writes } = world.requests();
      expect(writes).toEqual({ POST: 0, PUT: 0, PATCH: 0, DELETE: 0 });
      expect(GET).toBeLessThanOrEqual(1 + 4);
    }
    const under = listUnder(world, EPIC);
    expect(under).toContain("summer/retro/ada/week-04");
    expect(listEpics(world).get(EPIC)?.description).toContain(`of ${under.length} issues finished`);
    expect(listEpics(world).size).toBe(2);
    expect(world.server.quickActions).toEqual([]);
  });

  it("follows ticks and comments on it, and counts what is finished under it", async () => {
    const { world, desk } = await open();
    await desk.json("apply", START);
    const onboarding = [...world.server.project.issues.values()].find(
      (issue) => readBody(issue.description).key === "summer/onboarding/ada/once",
    );
    await world.server.edit("ada", onboarding?.iid ?? 0, {
      body: onboarding?.description.replaceAll("- [ ]", "- [x]") ?? "",
    });
    const epic = listEpics(world).get(EPIC);
    await world.server.comment("grace", epic?.iid ?? 0, "stuck", GROUP);
    await desk.json("apply", WEEKS[0] ?? "");
    expect(epic?.description).toContain("1 of 3 issues finished");
    expect(epic?.labels).toContain("status::blocked");
    expect(epic?.notes.filter((note) => !note.system).map((note) => note.awards)).toEqual([["thumbsup fledgling-bot"]]);
    expect(onboarding?.labels.filter((label) => label.startsWith("status::"))).toEqual(["status::done"]);
    expect((await desk.json("apply", WEEKS[0] ?? "")).outcomes).toEqual([]);
  });

  it("leaves out what a person took from under it", async () => {
    const { world, desk } = await open();
    await desk.json("apply", START);
    const taken = [...world.server.project.issues.values()].find((issue) => issue.epic !== null);
    const key = readBody(taken?.description ?? "").key ?? "";
    Object.assign(taken ?? {}, { epic: null });
    expect((await desk.json("apply", START)).outcomes).toEqual([]);
    const run = await desk.json("apply", START, "--reset", `${key}:parent`);
    expect(run.outcomes.map((outcome) => outcome.key)).toContain(key);
    expect(taken?.epic).not.toBeNull();
  });

  it("comes to no harm when the tier goes and comes back", async () => {
    const { world, desk } = await open();
    await desk.json("apply", START);
    const before = listUnder(world, EPIC);
    world.server.state.tier = "free";
    for (const now of WEEKS.slice(0, 2)) {
      const run = await desk.json("apply", now);
      expect(run.outcomes.filter((outcome) => outcome.result !== "done")).toEqual([]);
      expect(reasonsOf(run)).toEqual([
        "no epics on GitLab Free: each project's issue lists its issues, and a milestone holds them. Premium lifts it",
      ]);
      const gone = run.actions.filter((action) => action.key === EPIC);
      expect(gone.map((action) => action.type)).toEqual(["skipped"]);
      expect(gone[0]?.reason).toContain(`--reset ${EPIC}`);
    }
    expect(listEpics(world).size).toBe(2);
    world.server.state.tier = "premium";
    const back = await desk.json("apply", WEEKS[2] ?? "");
    expect(back.outcomes.filter((outcome) => outcome.result !== "done")).toEqual([]);
    expect(listUnder(world, EPIC)).toEqual(expect.arrayContaining([...before, "summer/retro/ada/week-02"]));
    expect((await desk.json("apply", WEEKS[2] ?? "")).outcomes).toEqual([]);
    const keys = (await world.reader().listIssues("cohort::summer")).map(
      (issue: ObservedIssue) => readBody(issue.body).key,
    );
    expect(new Set(keys).size).toBe(keys.length);
    expect(listEpics(world).size).toBe(2);
  });

  it.each<[string, Parameters<typeof startGitLabWorld>[0], (world: GitLabWorld) => unknown, RegExp]>([
    ["the tier is Free", { tier: "free" }, () => null, /no epics on GitLab Free: .* Premium lifts it/],
    [
      "the account has no role in the group",
      { tier: "ultimate", groupLevel: 0 },
      () => null,
      /cannot reach the group's epics: .* The role Planner in the group lifts it/,
    ],
    [
      "the account is a Guest in the group",
      { tier: "premium", groupLevel: LEVELS.guest },
      () => null,
      /The role Planner in the group lifts it/,
    ],
    [
      "the server is old and does not tell",
      { tier: "premium" },
      ({ server }) => server.state.unknown.add("Namespace.availableFeatures"),
      /does not tell how its groups' epics are made: .* 18\.1 or newer lifts it/,
    ],
    [
      "epics cannot be listed by their label",
      { tier: "premium" },
      ({ server }) => server.state.unknown.add("Group.workItems.labelName"),
      /18\.1 or newer lifts it/,
    ],
    [
      "epics cannot be made with labels",
      { tier: "premium" },
      ({ server }) => server.state.unknown.add("WorkItemCreateInput.labelsWidget"),
      /18\.1 or newer lifts it/,
    ],
    [
      "the group is open and the project is not",
      { tier: "premium" },
      ({ server }) => (server.state.home.visibility = "public"),
      /A private group lifts it/,
    ],
  ])("is the project's own issue where %s, and the reason is told once", async (_name, options, arrange, reason) => {
    const { world, desk } = await open(options);
    arrange(world);
    const run = await desk.json("apply", START);
    expect(run.outcomes.filter((outcome) => outcome.result !== "done")).toEqual([]);
    expect(listEpics(world).size).toBe(0);
    const issues = await world.reader().listIssues("cohort::summer");
    const hub = issues.find((issue) => readBody(issue.body).key === EPIC);
    expect(hub?.body.match(/^- \[ \] #\d+\+$/gm)).toHaveLength(2);
    expect(reasonsOf(run)).toHaveLength(1);
    expect(reasonsOf(run)[0]).toMatch(reason);
    expect((await desk.json("apply", START)).outcomes).toEqual([]);
  });

  it("is not begun with a token that may only read, and one that ends soon is told before the first write", async () => {
    const { world, desk } = await open();
    const readOnly = desk.with({ GITLAB_TOKEN: TOKENS.readOnly });
    const halted = await readOnly.json("apply", START);
    expect(halted.code).toBe(1);
    expect(world.requests()).toMatchObject({ POST: 0, PUT: 0, PATCH: 0, DELETE: 0 });
    const refused = halted.diagnostics.filter((one) => one.code === "no-write-access");
    expect(refused.map((one) => one.message)).toEqual([
      "fledgling-bot can read acme/internships but not write issues there, so nothing was done",
      "fledgling-bot can read groups/acme but not write issues there, so nothing was done",
    ]);
    const bot = { username: "fledgling-bot", scopes: ["api"], state: "active", expires: "2026-06-10" } as const;
    world.server.state.tokens.set(TOKENS.bot, bot);
    const plan = await desk.json("plan", START);
    const soon = plan.diagnostics.filter((one) => one.code === "token-expires");
    expect(soon).toMatchObject([
      { severity: "warning", message: "the token for acme/internships and groups/acme ends on 2026-06-10: in 8 days" },
    ]);
  });
});
