import { withObservation } from "../../../src/core/plan/match/with-observation.ts";
import { buildPlan } from "../../../src/core/plan/build-plan.ts";
import { describe, expect, it } from "vitest";
import { readBody } from "../../../src/core/marker/body.ts";
import type { CreateAction } from "../../../src/core/model/action.ts";
import type { Activity, ActivityRequest } from "../../../src/core/model/activity.ts";
import type { CivilDate } from "../../../src/core/model/date.ts";
import type { Plan } from "../../../src/core/model/plan.ts";
import { lookAhead } from "../../../src/program/look-ahead.ts";
import { buildScenario, readScenarioTemplates } from "../../support/scenario.ts";
import { openWorld, type World } from "../../support/world.ts";

const START = "2026-06-01";
const FILE = `cohort: { id: summer, title: Summer 2026, start: ${START}, length: 16 weeks, zone: UTC }
forge: { kind: gitlab, project: acme/internships, private: acme/private }
live: true
coordinator: kim
interns: { ada: { mentor: grace, manager: lee } }
KINDS`;
const fileWith = (kinds = "") => FILE.replace("KINDS", kinds);
const FIRST = "summer/retro/ada/week-01";
const SECOND = "summer/retro/ada/week-02";
const THURSDAY = "2026-06-11T10:00:00Z";
const FACT = "- Merged: [Show the dial](https://forge.example/1)";

function merged(number: number, at: string): ActivityRequest {
  return {
    place: "acme/telemetry",
    isPublic: true,
    number,
    title: "Show the dial",
    url: `https://forge.example/${number}`,
    author: "ada",
    state: "merged",
    draft: false,
    createdAt: at,
    mergedAt: at,
    reviewers: [],
    reviews: [],
  };
}

function activityWith(requests: readonly ActivityRequest[], until: string): Activity {
  return { since: `${START}T00:00:00Z`, until, requests, issues: [], gaps: [] };
}

const DONE = activityWith([merged(1, "2026-06-09T10:00:00Z")], THURSDAY);

/** The second week's page, just made: the first promised something, and something was merged since. */
async function openWeek(kinds = ""): Promise<World> {
  const world = await openWorld(fileWith(kinds), START);
  await world.run("2026-06-01T10:00:00Z");
  await world.run("2026-06-04T10:00:00Z");
  world.edit(FIRST, () => ({ url: "https://forge.example/first" }));
  world.say(FIRST, "ada", "Next: draw the map", "2026-06-05T10:00:00Z");
  world.observation = { ...world.observation, activity: DONE };
  await world.run(THURSDAY);
  world.observation = { ...world.observation, activity: null };
  return world;
}

const textOf = (world: World, key = SECOND) => readBody(world.find(key)?.body ?? "").text;
const statusOf = (world: World) => world.find(SECOND)?.labels.filter((label) => label.startsWith("status::"));
const writesOf = (plan: Plan) =>
  plan.actions.filter(({ writes }) => writes > 0).map(({ key, reason }) => `${key}: ${reason}`);
const createOf = (plan: Plan, key = SECOND) =>
  plan.actions.find((action): action is CreateAction => action.type === "create" && action.key === key);

/** The templates with a sentence of the weekly page in other words. */
async function reword(kinds = "") {
  const retro = readScenarioTemplates().find(({ path }) => path === "retro.md.hbs")?.text ?? "";
  const changed = retro.replace("Two lines are plenty.", "One line is plenty.");
  const { library } = await buildScenario(fileWith(kinds), START, { templates: { "retro.md.hbs": changed } });
  return { library };
}

describe("what is told once", () => {
  it("is on the page when it is made, and a run after it has nothing to do", async () => {
    const world = await openWeek();
    expect(textOf(world)).toContain(FACT);
    expect(textOf(world)).toContain("- [ ] draw the map ([Ada](https://forge.example/first#note_1))");
    expect(textOf(world)).toMatch(/The week before: #\d+\+$/m);
    expect(writesOf(await world.run(THURSDAY.replace("10:", "11:")))).toEqual([]);
    expect(statusOf(world)).toEqual(["status::todo"]);
  });

  it("makes no page look used: a timer closes it when nobody answers", async () => {
    const world = await openWeek();
    const plan = await world.run("2026-06-18T10:00:00Z");
    expect(writesOf(plan)).toContain(`${SECOND}: nobody used it, and its time ended on 2026-06-18`);
  });

  it("counts as an answer once a promise is ticked", async () => {
    const world = await openWeek();
    world.edit(SECOND, ({ body }) => ({ body: body.replace("- [ ] draw", "- [x] draw") }));
    await world.run(THURSDAY.replace("10:", "11:"));
    expect(statusOf(world)).toEqual(["status::done"]);
  });

  it("outlives a change of the template", async () => {
    const world = await openWeek();
    const before = textOf(world);
    await world.run(THURSDAY.replace("10:", "11:"), await reword());
    expect(textOf(world)).toBe(before.replace("Two lines are plenty.", "One line is plenty."));
    expect(statusOf(world)).toEqual(["status::todo"]);
    expect(writesOf(await world.run(THURSDAY.replace("10:", "12:"), await reword()))).toEqual([]);
  });

  it.each<readonly [string, (text: string) => string]>([
    ["reworded", (text) => text.replace(FACT, `${FACT}, and the map, which took all week`)],
    ["taken out", (text) => text.replace(`${FACT}\n`, "")],
    ["moved to the end", (text) => `${text.replace(`${FACT}\n`, "")}\n\n${FACT}`],
  ])("is a person's to change: %s, it stays so when the template changes", async (_name, edit) => {
    const world = await openWeek();
    const own = edit(textOf(world));
    world.edit(SECOND, ({ body }) => ({ body: body.replace(textOf(world), own) }));
    await world.run(THURSDAY.replace("10:", "11:"), await reword());
    expect(textOf(world)).toBe(own.replace("Two lines are plenty.", "One line is plenty."));
    expect(statusOf(world)).toEqual(["status::done"]);
  });

  it("is left out of the page where nobody looked, and of a look-ahead", async () => {
    const world = await openWorld(fileWith(), START);
    await world.run("2026-06-01T10:00:00Z");
    const input = { ...world.input, now: "2026-06-04T10:00:00Z", today: "2026-06-04" as CivilDate };
    const observation = { ...world.observation, activity: DONE };
    const day = withObservation(input, observation);
    const plan = await lookAhead(day, buildPlan(day), "2026-06-11");
    expect(createOf(plan, FIRST)?.issue.base).not.toBeNull();
    expect(createOf(plan)?.issue.body).toContain("how was week 2 of 16?");
    expect(createOf(plan)?.issue.body).not.toContain("can be seen");
    expect(createOf(await world.run("2026-06-04T10:00:00Z"), FIRST)?.issue.base).toBeNull();
  });

  it("is left out and said so, where the page would be too long for it", async () => {
    const world = await openWorld(fileWith(), START);
    await world.run("2026-06-01T10:00:00Z");
    const many = Array.from({ length: 1200 }, (_, index) => merged(index, "2026-06-02T10:00:00Z"));
    world.observation = { ...world.observation, activity: activityWith(many, "2026-06-04T10:00:00Z") };
    const plan = await world.run("2026-06-04T10:00:00Z");
    expect(createOf(plan, FIRST)?.issue.body).toContain("how was week 1 of 16?");
    expect(createOf(plan, FIRST)?.issue.base).toBeNull();
    const said = plan.actions
      .filter(({ key, type }) => key === FIRST && type === "skipped")
      .map(({ reason }) => reason);
    expect(said).toEqual([expect.stringContaining("would be too long")]);
  });
});

describe("what was promised", () => {
  it.each<readonly [string, (world: World) => void, boolean]>([
    ["goes from a page to one like it", () => undefined, true],
    [
      "never from a confidential page to one that is not",
      (world) => world.edit(FIRST, () => ({ confidential: true })),
      false,
    ],
    ["never to another place", (world) => world.edit(FIRST, () => ({ place: "acme/private" })), false],
  ])("%s", async (_name, change, expected) => {
    const world = await openWorld(fileWith(), START);
    await world.run("2026-06-01T10:00:00Z");
    await world.run("2026-06-04T10:00:00Z");
    change(world);
    world.say(FIRST, "ada", "Next: draw the map", "2026-06-05T10:00:00Z");
    await world.run(THURSDAY);
    expect(textOf(world).includes("draw the map")).toBe(expected);
    expect(textOf(world).includes("The week before")).toBe(expected);
  });
});

describe("a page in German", () => {
  it("tells it in German, and a run after it has nothing to do", async () => {
    const world = await openWeek("people: [{ id: ada, language: de }, { id: grace }, { id: lee }, { id: kim }]");
    expect(textOf(world)).toContain("Früher gesagt.");
    expect(textOf(world)).toContain("- Gemergt: [Show the dial](https://forge.example/1)");
    expect(textOf(world)).toContain("1. Was lief gut, und was war schwer?");
    expect(writesOf(await world.run(THURSDAY.replace("10:", "11:")))).toEqual([]);
  });
});

describe("another way to ask", () => {
  it.each([
    ["questions", "What went well, and what was hard?"],
    ["start-stop-continue", "What would you like to start doing?"],
    ["4-ls", "What did you learn?"],
    ["mad-sad-glad", "What about the work made you angry?"],
    ["sailboat", "Where would you like to get to?"],
  ])("%s is a choice of the kind, in words that say what they mean", async (format, question) => {
    const world = await openWeek(`kinds: { retro: { attributes: { format: ${format} } } }`);
    expect(textOf(world)).toContain(`1. ${question.replace("What did you learn?", "What did you like?")}`);
    expect(textOf(world)).toContain(question);
    expect(textOf(world)).not.toMatch(/retro|sailboat|4 ?Ls|start-stop/i);
  });
});
