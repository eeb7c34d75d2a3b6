import { readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { readBody } from "../../src/core/marker/body.ts";
import { writeCohortFile } from "../support/cohort-file.ts";
import { openDesk, type Desk } from "../support/command.ts";
import { githubHarness, type GitHubWorld } from "../support/github-harness.ts";
import { startGitLabWorld, type GitLabWorld } from "../support/gitlab-harness.ts";
import type { ForgeWorld } from "../support/harness.ts";
import { startLocal, type LocalWorld } from "../support/local-harness.ts";

const NOW = "2026-06-12T09:00:00Z";

interface Stage<World extends ForgeWorld> {
  readonly open: () => Promise<World>;
  readonly remove: (world: World, number: number) => Promise<void>;
}

const github: Stage<GitHubWorld> = {
  open: async () => (await githubHarness.start()) as GitHubWorld,
  remove: async (world, number) => void world.server.state.gone.set(number, "deleted"),
};
const transferred: Stage<GitHubWorld> = {
  ...github,
  remove: async (world, number) => void world.server.state.gone.set(number, "transferred"),
};
const gitlab: Stage<GitLabWorld> = {
  open: async () => startGitLabWorld({}),
  remove: async (world, number) => world.server.remove(number),
};
const local: Stage<LocalWorld> = {
  open: startLocal,
  remove: async (world, number) => {
    const names = (await readdir(world.folder)).filter((name) => name.startsWith(`${number}-`));
    for (const name of names) await rm(join(world.folder, name));
  },
};

/** What a person deletes or moves away stays gone, and the plan tells how to have it back. */
function describeDeleted<World extends ForgeWorld>(name: string, stage: Stage<World>): void {
  describe(`an issue ${name}`, () => {
    let world: World;
    let desk: Desk;
    const numberOf = async (key: string) => {
      const issues = await world.reader().listIssues("cohort::summer");
      return issues.find((issue) => readBody(issue.body).key === key)?.number ?? null;
    };
    beforeEach(async () => {
      world = await stage.open();
      desk = await openDesk(world, writeCohortFile({ forge: world.forgeYaml }));
      await desk.json("apply", NOW);
    });
    afterEach(async () => {
      await desk.clear();
      await world.stop();
    });

    it.each([
      "summer/onboarding/ada/once",
      "summer/helpers/ben/once",
      "summer/project/ada/once",
      "summer/cohort/all/once",
    ])("is not made again: %s", async (key) => {
      const number = (await numberOf(key)) ?? 0;
      await stage.remove(world, number);
      for (const _ of [1, 2]) {
        const run = await desk.json("apply", NOW);
        expect(run.code).toBe(0);
        expect(run.summary["create"]).toBe(0);
        const told = run.actions.filter((action) => action.key === key);
        expect(told.map((action) => action.type)).toEqual(["skipped"]);
        expect(told[0]?.reason).toContain(`#${number}`);
        expect(told[0]?.reason).toContain(`--reset ${key}`);
      }
      expect(await numberOf(key)).toBeNull();
      const run = await desk.json("apply", NOW, "--reset", key);
      expect(run.outcomes.filter((outcome) => outcome.type === "create").map((outcome) => outcome.key)).toEqual([key]);
      expect(await numberOf(key)).toBeGreaterThan(number);
      await desk.json("apply", NOW);
      expect((await desk.json("apply", NOW)).outcomes).toEqual([]);
    });

    it("is told from one that only lost its label", async () => {
      const key = "summer/onboarding/ada/once";
      const number = (await numberOf(key)) ?? 0;
      await world.editAsPerson(number, { labels: ["something-else"] });
      const run = await desk.json("apply", NOW);
      expect(run.outcomes.map((outcome) => [outcome.key, outcome.type])).toEqual([[key, "update"]]);
      expect(await numberOf(key)).toBe(number);
    });
  });
}

describeDeleted("deleted on GitHub", github);
describeDeleted("transferred on GitHub", transferred);
describeDeleted("deleted on GitLab", gitlab);
describeDeleted("whose file was deleted", local);
