import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { readBody } from "../../src/core/body/marker.ts";
import type { Activity } from "../../src/core/model/activity.ts";
import { addDays } from "../../src/core/model/date.ts";
import { openDesk, type Desk } from "../support/command.ts";
import type { ForgeHarness, ForgeWorld } from "../support/harness.ts";
import { activityAt, RECORDED_COHORT } from "../support/recorded-world.ts";

const PAGES = join(dirname(fileURLToPath(import.meta.url)), "..", "scenarios", "weeks");
const START = "2026-06-01";

/** How a world comes by what was done where the work is done; it takes the place of what it knew before. */
export type Seed<W extends ForgeWorld> = (world: W, activity: Activity) => Promise<void> | void;

/** Weeks of people's work as a forge tells of them, on the pages that the command makes from it. */
export function describeActivity<W extends ForgeWorld>(
  harness: Omit<ForgeHarness, "start"> & { start(): Promise<W> },
  seed: Seed<W>,
  weeks: readonly number[],
): void {
  describe(`what was done in a week, on ${harness.name}`, () => {
    let world: W;
    let desk: Desk;
    beforeEach(async () => {
      world = await harness.start();
      desk = await openDesk(world, writeFile(world));
    });
    afterEach(async () => {
      await desk.clear();
      await world.stop();
    });
    const pageOf = async (now: string, key: string) => {
      const { issues } = await desk.json("status", now);
      const url = issues.find((issue) => issue.key === key)?.url ?? "";
      const number = Number(/(\d+)(?:-[^/]*)?(?:\.md)?$/.exec(url)?.[1]);
      return readBody((await world.reader().readIssue(number))?.body ?? "").text;
    };

    it("stands on the page that opens, the same on every forge", { timeout: 600_000 }, async () => {
      await desk.json("apply", `${START}T10:00:00Z`);
      for (const week of Array.from({ length: Math.max(...weeks) }, (_, index) => index + 1)) {
        const now = `${addDays(START, 7 * (week - 1) + 3)}T10:00:00Z`;
        await seed(world, activityAt(now));
        const run = await desk.json("apply", now);
        expect(run.diagnostics.filter(({ code }) => code === "work-unseen")).toEqual([]);
        expect(run.code).toBe(0);
        if (!weeks.includes(week)) continue;
        for (const intern of ["ada", "ben"]) {
          const name = `week-${String(week).padStart(2, "0")}`;
          const page = await pageOf(now, `summer/retro/${intern}/${name}`);
          expect(listFacts(page), `${intern}, ${name}`).toEqual(
            listFacts(readFileSync(join(PAGES, `${intern}-${name}.md`), "utf8")),
          );
        }
      }
    });

    it("is read once for all, and not at all by a run that makes no page", async () => {
      await desk.json("apply", `${START}T10:00:00Z`);
      const thursday = "2026-06-04T10:00:00Z";
      await seed(world, activityAt(thursday));
      const first = await desk.json("apply", thursday);
      const page = await pageOf(thursday, "summer/retro/ada/week-01");
      // What is seen later is no reason to write in a page that people have read.
      await seed(world, activityAt("2026-06-05T10:00:00Z"));
      const again = await desk.json("apply", "2026-06-04T16:00:00Z");
      expect(first.summary["create"]).toBeGreaterThanOrEqual(6);
      expect({ ...again.requests, GET: 0 }).toEqual({ GET: 0, POST: 0, PUT: 0, PATCH: 0, DELETE: 0 });
      expect(await pageOf(thursday, "summer/retro/ada/week-01")).toBe(page);
      expect(listFacts(page).length).toBeGreaterThan(0);
    });
  });
}

function writeFile(world: ForgeWorld): string {
  const repositories = (id: string) => `repositories: [acme/${id}]`;
  return RECORDED_COHORT.replace(/^forge: .*$/m, `forge: ${world.forgeYaml}`).replace(
    /^ {2}(telemetry|fieldkit|seedbank|handbook): \{ /gm,
    (line, id: string) => `${line}${repositories(id)}, `,
  );
}

/** The lines that tell of the work. */
function listFacts(page: string): readonly string[] {
  return page
    .split("\n")
    .filter((line) =>
      /^(?:- (?:Merged|Still open|Looked at|You looked|Closed|You asked)|Nothing from this)/.test(line),
    );
}
