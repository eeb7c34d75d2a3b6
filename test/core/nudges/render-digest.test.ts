import { withObservation } from "../../../src/core/plan/match/with-observation.ts";
import { buildPlan } from "../../../src/core/plan/build-plan.ts";
import { describe, expect, it } from "vitest";
import type { Action, CommentAction } from "../../../src/core/model/action.ts";
import type { Plan } from "../../../src/core/model/plan.ts";
import { NO_STATE, formatState, readState } from "../../../src/core/nudges/digest-state.ts";
import { openWorld, type World } from "../../support/world.ts";

const FILE = `cohort: { id: summer, title: Summer 2026, start: 2026-06-01, length: 16 weeks, zone: UTC }
forge: { kind: gitlab, project: acme/internships, private: acme/private }
live: true
coordinator: kim
interns:
  ada: { mentor: grace, manager: lee, buddy: sam }
people:
  - { id: grace, name: Grace Example, absences: [{ from: 2026-07-06, to: 2026-07-17, backup: omar }] }
  - { id: omar, name: "Omar *Example* @all" }
  - { id: ada, name: Ada Example }
  - { id: kim }
  - { id: lee }
  - { id: sam }
kinds: { digest: on }
`;
const RETRO = "summer/retro/ada/week-01";
const HELPERS = "summer/helpers/all/once";

const written = (plan: Plan): readonly CommentAction[] =>
  plan.actions.filter((action: Action) => action.type === "comment").filter(({ digest }) => digest !== null);

async function open(file = FILE): Promise<World> {
  const world = await openWorld(file, "2026-06-01");
  for (const day of ["2026-05-25", "2026-05-26", "2026-06-01", "2026-06-04"]) await world.run(`${day}T09:00:00Z`);
  return world;
}

describe("the digest", () => {
  it("is one comment: told to the coordinator once, and changed in place from then on, which tells nobody", async () => {
    const world = await openWorld(FILE, "2026-06-01");
    expect(written(await world.run("2026-05-25T09:00:00Z"))).toEqual([]);
    const [first] = written(await world.run("2026-05-26T09:00:00Z"));
    expect(first).toMatchObject({ writes: 1, reads: 1, notifies: ["kim"], lane: "private", place: "acme/private" });
    expect(written(await world.run("2026-05-26T14:00:00Z"))).toEqual([]);
    for (const day of ["2026-06-01", "2026-06-04", "2026-06-23"])
      for (const action of written(await world.run(`${day}T09:00:00Z`))) expect(action.notifies).toEqual([]);
  });

  it("is written only when what it says has changed", async () => {
    const world = await open();
    const busy: number[] = [];
    for (const day of ["2026-06-05", "2026-06-06", "2026-06-07", "2026-06-08"])
      busy.push(written(await world.run(`${day}T09:00:00Z`)).length);
    expect(busy).toEqual([0, 0, 0, 0]);
  });

  it("tells what was promised in an earlier week and is not ticked, until it is", async () => {
    const world = await open();
    world.edit(RETRO, () => ({ url: "https://forge.example/first" }));
    world.say(RETRO, "grace", "Next: introduce you to the @all team", "2026-06-05T09:00:00Z");
    await world.run("2026-06-08T09:00:00Z");
    expect(world.digest()).not.toContain("Promised in an earlier week");
    await world.run("2026-06-11T09:00:00Z");
    await world.run("2026-06-12T09:00:00Z");
    expect(world.digest()).toContain(
      "**Promised in an earlier week, and not ticked yet**\n\n- Week 2 · Ada: introduce you to the @\u200ball team",
    );
    world.edit("summer/retro/ada/week-02", ({ body }) => ({
      body: body.replace("- [ ] introduce", "- [x] introduce"),
    }));
    await world.run("2026-06-12T14:00:00Z");
    expect(world.digest()).not.toContain("Promised in an earlier week");
  });

  it("tells what waits for whom, without a name of the day it is read", async () => {
    const world = await open();
    world.edit(RETRO, (issue) => ({ body: issue.body.replace("1. What", "It went well.\n\n1. What") }));
    await world.run("2026-06-05T09:00:00Z");
    expect(world.digest()).toContain(
      "**An answer is waited for**\n\n- Week 1 · Ada: from Grace Example, since Friday 5 June",
    );
    await world.run("2026-06-11T09:00:00Z");
    expect(world.find(RETRO)?.state).toBe("closed");
    expect(world.digest()).toContain("- Week 1 · Ada: from Grace Example, since Friday 5 June");
    world.say(RETRO, "grace", "Thank you", "2026-06-11T15:00:00Z");
    world.edit("summer/onboarding/ada/once", (issue) => ({ labels: [...issue.labels, "status::blocked"] }));
    await world.run("2026-06-12T09:00:00Z");
    expect(world.digest()).not.toContain("Week 1");
    await world.run("2026-06-15T09:00:00Z");
    expect(world.digest()).toContain(
      "**Asked for help**\n\n- Welcome, Ada: your first weeks: Ada Example, since Friday 12 June",
    );
  });

  it("tells who is away soon and who covers, with names that can do nothing", async () => {
    const world = await open();
    await world.run("2026-06-28T09:00:00Z");
    expect(world.digest()).not.toContain("**Away**");
    await world.run("2026-06-29T09:00:00Z");
    expect(world.digest()).toContain("**Away**\n\n- Grace Example, 6 to 17 July; Omar \\*Example\\* @\u200Ball covers");
    await world.run("2026-07-18T09:00:00Z");
    expect(world.digest()).not.toContain("**Away**");
  });

  it("tells a question of an intern's that nobody has answered for more than a working day, unless they mute it", async () => {
    const world = await open();
    world.say(RETRO, "ada", "Which port is it?", "2026-06-05T09:00:00Z");
    await world.run("2026-06-08T09:00:00Z");
    expect(world.digest()).not.toContain("**A question is open**");
    await world.run("2026-06-09T09:00:00Z");
    expect(world.digest()).toContain("**A question is open**\n\n- Week 1 · Ada: of Ada Example, since Friday 5 June");
    world.say(HELPERS.replace("helpers/all", "onboarding/ada"), "ada", "mute", "2026-06-09T10:00:00Z");
    await world.run("2026-06-09T14:00:00Z");
    expect(world.digest()).not.toContain("**A question is open**");
    world.say(RETRO, "sam", "The blue one", "2026-06-09T15:00:00Z");
    world.say(HELPERS.replace("helpers/all", "onboarding/ada"), "ada", "unmute", "2026-06-09T16:00:00Z");
    await world.run("2026-06-10T09:00:00Z");
    expect(world.digest()).not.toContain("**A question is open**");
  });

  it("rests where the coordinator says pause", async () => {
    const world = await open();
    world.edit("summer/digest/all/once", (issue) => ({ labels: [...issue.labels, "pause"] }));
    world.edit("summer/onboarding/ada/once", (issue) => ({ labels: [...issue.labels, "status::blocked"] }));
    expect(written(await world.run("2026-06-12T09:00:00Z"))).toEqual([]);
  });

  it("says nothing of what is paused", async () => {
    const world = await open();
    world.edit("summer/onboarding/ada/once", (issue) => ({ labels: [...issue.labels, "status::blocked", "pause"] }));
    await world.run("2026-06-12T09:00:00Z");
    expect(world.digest()).not.toContain("Welcome");
  });

  it("is not made where there is no private place, and one line says so", async () => {
    const world = await openWorld(FILE.replace(", private: acme/private", ""), "2026-06-01");
    const plan = await world.run("2026-05-25T09:00:00Z");
    expect(plan.actions.filter(({ kind }) => kind === "digest")).toMatchObject([{ type: "skipped" }]);
    expect(world.digest()).toBeNull();
  });

  it("is only ours where an account of ours wrote it", async () => {
    const world = await open();
    const { digest } = world.observation;
    if (digest === undefined) throw new Error("there is no digest");
    const forged = digest.comments.map((one) => ({ ...one, author: "mallory" }));
    world.observation = { ...world.observation, digest: { ...digest, comments: forged } };
    expect(written(await world.run("2026-06-05T09:00:00Z"))).toMatchObject([{ digest: { before: null } }]);
  });

  it("tells nothing of days to come", async () => {
    const world = await open();
    expect(world.find(HELPERS)).toBeUndefined();
    const { lookAhead } = await import("../../../src/program/look-ahead.ts");
    const more = { now: "2026-06-05T09:00:00Z", today: "2026-06-05", confirmed: true } as const;
    const day = withObservation({ ...world.input, ...more }, world.observation);
    const plan = await lookAhead(day, buildPlan(day), "2026-06-12");
    expect(written(plan)).toEqual([]);
  });
});

describe("what the digest remembers", () => {
  const state = {
    sent: [{ item: "abc123", step: 1, to: "a--b", on: "2026-06-12", way: "chat" }],
    seen: { abc123: "2026-06-01" },
    rests: { abc123: { until: "2026-07-01", by: 7 } },
    mutes: { ada: { on: true, by: 8 } },
  } as const;

  it("comes back as it was, in a comment that nothing ends early", () => {
    const hidden = formatState(state);
    expect(readState(`Text\n\n${hidden}\r\n`)).toEqual(state);
    expect(hidden.slice(4, -3)).not.toMatch(/--|>/);
  });

  it.each([
    ["is nothing where somebody broke it", "<!-- fledgling:digest 1 %7B -->", NO_STATE],
    ["is nothing where a day is none", "<!-- fledgling:digest 1 %7B%22sent%22%3A1%7D -->", NO_STATE],
    ["is not there in other comments", "Hello <!-- fledgling:1 key=a/b/c/d -->", null],
  ])("%s", (_name, text, expected) => {
    expect(readState(text)).toEqual(expected);
  });
});
