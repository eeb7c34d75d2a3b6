import { withObservation } from "../../../../src/core/plan/match/with-observation.ts";
import { describe, expect, it } from "vitest";
import type { Activity } from "../../../../src/core/model/activity.ts";
import type { CivilDate } from "../../../../src/core/model/date.ts";
import { findActivityQuery } from "../../../../src/core/plan/match/activity-query.ts";
import { buildPlan } from "../../../../src/core/plan/build-plan.ts";
import { type PlanInput } from "../../../../src/core/plan/model/plan-input.ts";
import { openWorld, type World } from "../../../support/world.ts";

const START = "2026-06-01";
const FILE = `cohort: { id: summer, title: Summer 2026, start: ${START}, length: 16 weeks, zone: UTC }
forge: { kind: gitlab, project: acme/internships, private: acme/private }
live: true
coordinator: kim
interns:
  ada: { project: telemetry, mentor: grace, manager: lee }
  ben: { project: fieldkit, mentor: omar, manager: lee, start: 2026-06-15 }
projects:
  telemetry: { title: Telemetry, repositories: [acme/telemetry, acme/telemetry-docs] }
  fieldkit: { title: A kit for the field }
`;

function inputAt({ input, observation }: World, now: string): PlanInput {
  return withObservation({ ...input, now, today: now.slice(0, 10) as CivilDate, confirmed: true }, observation);
}

function queryAt(world: World, now: string) {
  const input = inputAt(world, now);
  return findActivityQuery(input, buildPlan(input));
}

async function openAfter(...days: readonly string[]): Promise<World> {
  const world = await openWorld(FILE, START);
  for (const day of days) await world.run(`${day}T10:00:00Z`);
  return world;
}

describe("what is to be known of the work", () => {
  it("is nothing on a day on which no page tells of it", async () => {
    const world = await openAfter("2026-06-01");
    expect(queryAt(world, "2026-06-02T10:00:00Z")).toBeNull();
  });

  it("is the time since the first day for somebody's first page, in the repositories of their project", async () => {
    const world = await openAfter("2026-06-01");
    expect(queryAt(world, "2026-06-04T10:00:00Z")).toEqual({
      places: ["acme/telemetry", "acme/telemetry-docs"],
      since: "2026-05-31T00:00:00Z",
      until: "2026-06-04T10:00:00Z",
    });
  });

  it("is the time since the page before for the next one, whenever that was made", async () => {
    const world = await openAfter("2026-06-01", "2026-06-05");
    world.edit("summer/retro/ada/week-01", () => ({ createdAt: "2026-06-05T10:00:07Z" }));
    expect(queryAt(world, "2026-06-11T10:00:00Z")).toMatchObject({ since: "2026-06-05T10:00:07Z" });
  });

  it("is of all projects that name a place at once, and of no other", async () => {
    const world = await openAfter("2026-06-01", "2026-06-04", "2026-06-11", "2026-06-15");
    expect(queryAt(world, "2026-06-18T10:00:00Z")?.places).toEqual(["acme/telemetry", "acme/telemetry-docs"]);
  });

  it("is nothing for whoever's project names none", async () => {
    const world = await openWorld(FILE.replace(/, repositories: \[.*?\]/, ""), START);
    await world.run("2026-06-01T10:00:00Z");
    expect(queryAt(world, "2026-06-04T10:00:00Z")).toBeNull();
  });

  it("is nothing once the pages are there", async () => {
    const world = await openAfter("2026-06-01", "2026-06-04");
    expect(queryAt(world, "2026-06-04T10:30:00Z")).toBeNull();
  });

  it("is nothing in a plan that was stopped", async () => {
    const world = await openAfter("2026-06-01");
    const input = inputAt(world, "2026-06-04T10:00:00Z");
    expect(findActivityQuery(input, { ...buildPlan(input), halted: true })).toBeNull();
  });
});

describe("what could not be seen of the work", () => {
  it("is told once for each place, and the page is made all the same", async () => {
    const world = await openAfter("2026-06-01");
    const now = "2026-06-04T10:00:00Z";
    const activity: Activity = {
      since: "2026-05-31T00:00:00Z",
      until: now,
      requests: [],
      issues: [],
      gaps: [
        { place: "acme/telemetry", what: "everything", reason: "there is no such project" },
        { place: "acme/telemetry-docs", what: "reviews", reason: "more than 50 on one request" },
      ],
    };
    world.observation = { ...world.observation, activity };
    const plan = await world.run(now);
    expect(plan.diagnostics.filter(({ code }) => code === "work-unseen")).toMatchObject([
      { severity: "warning", message: "what is done in acme/telemetry cannot be told: there is no such project" },
      {
        severity: "hint",
        message: "some of who looked at what in acme/telemetry-docs cannot be told: more than 50 on one request",
      },
    ]);
    expect(world.find("summer/retro/ada/week-01")?.body).not.toContain("Nothing is listed here");
  });
});
