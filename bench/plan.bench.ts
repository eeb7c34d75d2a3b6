import { bench } from "vitest";
import { buildPlan } from "../src/core/plan/build-plan.ts";
import { writeCohortFile } from "../test/support/cohort-file.ts";
import { buildScenario, playRuns } from "../test/support/scenario.ts";

/** An ordinary day in week six: everything is there, nothing is to be done. */
async function openDay(count: number) {
  const interns = Array.from({ length: count }, (_, index) => `intern-${index}`);
  const file = writeCohortFile({ forge: "{ kind: gitlab, project: acme/internships }", interns });
  const observation = await playRuns(file, ["2026-06-01", "2026-06-11", "2026-06-25", "2026-07-09"]);
  return buildScenario(file, "2026-07-09", { observation });
}

const days = new Map([
  [20, await openDay(20)],
  [200, await openDay(200)],
]);

for (const [count, day] of days) bench(`the plan of ${count} interns on a day without news`, () => void buildPlan(day));
