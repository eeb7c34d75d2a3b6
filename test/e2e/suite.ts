import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { writeCohortFile } from "../support/cohort-file.ts";
import { openDesk, type Desk, type JsonCohort, type JsonIssue } from "../support/command.ts";
import type { ForgeHarness, ForgeWorld } from "../support/harness.ts";

const ONLY_ONBOARDING = "kinds: { helpers: off, project: off, retro: off, thanks: off }\n";
const MONDAY = "2026-06-01T09:00:00Z";
const SECOND_FRIDAY = "2026-06-12T09:00:00Z";

/** What a maintainer sees of one forge from the command line on. */
export function describeEndToEnd(harness: ForgeHarness, counts: readonly number[] = [99, 100, 101, 250]): void {
  describe(`a cohort on ${harness.name}`, () => {
    let world: ForgeWorld;
    let desk: Desk;
    const opened: Desk[] = [];
    const open = async (text: string) => {
      const fresh = await openDesk(world, text);
      opened.push(fresh);
      return fresh;
    };
    beforeEach(async () => {
      world = await harness.start();
    });
    afterEach(async () => {
      for (const one of opened.splice(0)) await one.clear();
      await world.stop();
    });
    /** As the server counted; files have no server, so there the run's own count has to do. */
    const sentBy = (run: JsonCohort) => (harness.name === "local" ? run.requests : world.requests());
    const numberOf = (issue: JsonIssue) => Number(/(\d+)(?:-[^/]*)?(?:\.md)?$/.exec(issue.url)?.[1]);
    const find = async (now: string, key: string) => {
      const { issues } = await desk.json("status", now);
      const issue = issues.find((candidate) => candidate.key === key);
      if (issue === undefined) throw new Error(`no ${key} among ${issues.map((one) => one.key).join(", ")}`);
      return issue;
    };

    for (const count of counts) {
      it(
        `sends nothing but ${Math.ceil(count / 100)} + 4 reads for ${count} issues that need nothing`,
        { timeout: 120_000 },
        async () => {
          const interns = Array.from({ length: count - 1 }, (_, index) => `intern-${index}`);
          desk = await open(writeCohortFile({ forge: world.forgeYaml, interns, extra: ONLY_ONBOARDING }));
          const first = await desk.json("apply", MONDAY);
          expect(first.summary["create"]).toBe(count);
          const { issues } = await desk.json("status", MONDAY);
          expect(issues).toHaveLength(count);
          await disturb(world, issues.map(numberOf));
          await desk.json("apply", MONDAY);
          world.resetRequests();
          const again = await desk.json("apply", MONDAY);
          const { GET, ...writes } = sentBy(again);
          expect(again.code).toBe(0);
          expect(writes).toEqual({ POST: 0, PUT: 0, PATCH: 0, DELETE: 0 });
          expect(GET).toBeLessThanOrEqual(Math.ceil(count / 100) + 4);
          expect(GET).toBeGreaterThan(0);
        },
      );
    }

    it("starts twenty interns in week six with few writes", { timeout: 120_000 }, async () => {
      const interns = Array.from({ length: 20 }, (_, index) => `intern-${index}`);
      desk = await open(writeCohortFile({ forge: world.forgeYaml, interns }));
      world.resetRequests();
      const run = await desk.json("apply", "2026-07-09T09:00:00Z");
      const { summary, outcomes } = run;
      const { POST, PUT, PATCH, DELETE } = sentBy(run);
      const made = outcomes.filter((outcome) => outcome.type === "label" || outcome.type === "milestone").length;
      const issues = summary["create"] ?? 0;
      expect(issues).toBeGreaterThanOrEqual(20 * 2 + 1);
      expect(
        outcomes.filter((outcome) => outcome.result !== "done" && !(outcome.error ?? "").includes("account")),
      ).toEqual([]);
      expect(POST + PUT + PATCH + DELETE).toBeLessThanOrEqual(issues * (harness.name === "github" ? 2 : 1) + made + 4);
    });

    it("follows ticks in labels, roll-up and status, and keeps them", async () => {
      desk = await open(writeCohortFile({ forge: world.forgeYaml }));
      await desk.json("apply", SECOND_FRIDAY);
      const before = await find(SECOND_FRIDAY, "summer/onboarding/ada/once");
      expect(before.progress).toBe("todo");
      await tickBoxes(world, numberOf(before), 2);
      const applied = await desk.json("apply", SECOND_FRIDAY);
      expect(applied.code).toBe(0);
      const after = await find(SECOND_FRIDAY, "summer/onboarding/ada/once");
      expect(after).toMatchObject({ progress: "doing", tasks: { done: 2, total: before.tasks.total } });
      expect(after.labels).toContain("status::doing");
      expect(after.labels).not.toContain("status::todo");
      const project = await world.reader().readIssue(numberOf(await find(SECOND_FRIDAY, "summer/project/ada/once")));
      expect(project?.body).toMatch(/\*\*Progress:\*\* 0 of \d+ issues finished · 2 of \d+ boxes ticked/);
      await tickBoxes(world, numberOf(before), 100);
      await desk.json("apply", SECOND_FRIDAY);
      const done = await find(SECOND_FRIDAY, "summer/onboarding/ada/once");
      expect(done.progress).toBe("done");
      expect(done.labels).toContain("status::done");
      expect(
        (
          await world
            .reader()
            .readIssue(numberOf(project === null ? before : await find(SECOND_FRIDAY, "summer/project/ada/once")))
        )?.body,
      ).toMatch(/1 of \d+ issues finished/);
    });

    it("leaves a title, a label and a marker that people changed, and makes no second issue", async () => {
      desk = await open(writeCohortFile({ forge: world.forgeYaml }));
      await desk.json("apply", SECOND_FRIDAY);
      const { issues } = await desk.json("status", SECOND_FRIDAY);
      const [renamed, unlabelled, unmarked, emptied] = [
        "onboarding/ada",
        "onboarding/ben",
        "helpers/ada",
        "helpers/ben",
      ].map((part) => issues.find((issue) => issue.key === `summer/${part}/once`));
      if (renamed === undefined || unlabelled === undefined || unmarked === undefined || emptied === undefined)
        throw new Error("issues are missing");
      await world.editAsPerson(numberOf(renamed), { title: "My own first weeks" });
      await world.editAsPerson(numberOf(unlabelled), {
        labels: unlabelled.labels.filter((label) => !label.startsWith("cohort::")),
      });
      const body = (await world.reader().readIssue(numberOf(unmarked)))?.body ?? "";
      await world.editAsPerson(numberOf(unmarked), { body: body.replace(/<!-- fledgling:[\s\S]*?-->/, "") });
      await world.editAsPerson(numberOf(emptied), { body: "" });
      for (const day of [SECOND_FRIDAY, SECOND_FRIDAY, "2026-06-15T09:00:00Z"]) {
        const run = await desk.json("apply", day);
        expect(run.summary["create"]).toBe(0);
      }
      const kept = (await desk.json("status", SECOND_FRIDAY)).issues;
      const own = kept.find((issue) => issue.key === renamed.key);
      expect({ title: own?.title, held: own?.held }).toEqual({ title: "My own first weeks", held: ["title"] });
      expect(kept.find((issue) => issue.key === unlabelled.key)?.labels).toContain("cohort::summer");
      expect(kept.map((issue) => issue.key)).toContain(unmarked.key);
      expect(new Set(kept.map((issue) => issue.key)).size).toBe(kept.length);
    });

    it("plans what it does: the plan and the run agree, and the plan writes nothing", async () => {
      desk = await open(writeCohortFile({ forge: world.forgeYaml }));
      world.resetRequests();
      const plan = await desk.json("plan", SECOND_FRIDAY);
      expect(world.requests()).toMatchObject({ POST: 0, PUT: 0, PATCH: 0, DELETE: 0 });
      world.resetRequests();
      const run = await desk.json("apply", SECOND_FRIDAY);
      const sent = sentBy(run);
      expect(run.actions).toEqual(plan.actions);
      expect(sent.POST + sent.PUT + sent.PATCH + sent.DELETE).toBe(plan.cost.writes);
    });
  });
}

/** Some ticked, some renamed, some closed, some rewritten: as people leave their issues. */
async function disturb(world: ForgeWorld, numbers: readonly number[]): Promise<void> {
  for (const [index, number] of numbers.entries()) {
    if (index % 9 === 1) await tickBoxes(world, number, 1);
    if (index % 9 === 3) await world.editAsPerson(number, { title: `Held ${number}` });
    if (index % 9 === 5) await world.editAsPerson(number, { state: "closed" });
    if (index % 9 === 7)
      await world.editAsPerson(number, {
        body: `${(await world.reader().readIssue(number))?.body ?? ""}\n\nA note of mine.`,
      });
  }
}

async function tickBoxes(world: ForgeWorld, number: number, count: number): Promise<void> {
  const body = (await world.reader().readIssue(number))?.body ?? "";
  let left = count;
  await world.editAsPerson(number, {
    body: body.replace(/^(\s*- )\[ \]/gm, (box, head: string) => (left-- > 0 ? `${head}[x]` : box)),
  });
}
