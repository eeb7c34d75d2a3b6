import { describe, expect, it } from "vitest";
import { writeCohortFile } from "../support/cohort-file.ts";
import { openDesk } from "../support/command.ts";
import { githubHarness } from "../support/github-harness.ts";
import { gitlabHarness } from "../support/gitlab-harness.ts";
import { localHarness } from "../support/local-harness.ts";

const NOW = "2026-06-02T09:00:00Z";

describe("a first run", () => {
  for (const harness of [gitlabHarness, githubHarness]) {
    it(`makes only the coordinator's issue on ${harness.name} until Go live is ticked there`, async () => {
      const world = await harness.start();
      const desk = await openDesk(world, writeCohortFile({ forge: world.forgeYaml, live: false }));
      const first = await desk.json("apply", NOW);
      const made = first.actions.filter((action) => action.type === "create").map((action) => action.key);
      expect(made).toEqual(["summer/cohort/all/once"]);
      // What the tier lacks is told beside it.
      const skipped = first.actions.filter(
        (action) => action.type === "skipped" && !action.key.startsWith("summer/forge/"),
      );
      expect(skipped.length).toBeGreaterThan(3);
      expect(skipped.every((action) => action.reason.includes("Go live"))).toBe(true);
      const [coordinator] = await world.reader().listIssues("cohort::summer");
      const body = coordinator?.body.replace("- [ ] **Go live**", "- [x] **Go live**") ?? "";
      await world.editAsPerson(coordinator?.number ?? 0, { body });
      expect((await desk.json("apply", NOW)).summary["create"]).toBeGreaterThanOrEqual(6);
      await desk.clear();
      await world.stop();
    });

    it(`makes everything at once on ${harness.name} with live: true`, async () => {
      const world = await harness.start();
      const desk = await openDesk(world, writeCohortFile({ forge: world.forgeYaml, live: true }));
      expect((await desk.json("apply", NOW)).summary["create"]).toBeGreaterThanOrEqual(7);
      await desk.clear();
      await world.stop();
    });
  }

  it("needs no Go live on one's own disk, where nobody is told", async () => {
    const world = await localHarness.start();
    const desk = await openDesk(world, writeCohortFile({ forge: world.forgeYaml, live: false }));
    expect((await desk.json("apply", NOW)).summary["create"]).toBeGreaterThanOrEqual(7);
    await desk.clear();
    await world.stop();
  });
});
