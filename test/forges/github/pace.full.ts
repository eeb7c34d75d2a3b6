import { expect, it } from "vitest";
import { openGitHubWriter } from "../../../src/forges/github/index.ts";
import type { ForgeWriter } from "../../../src/forges/types.ts";
import { countBusiest } from "../../servers/github/pace.ts";
import { startGitHub } from "../../servers/github/index.ts";
import { connectGitHub } from "../../support/github-harness.ts";
import { simulateClock } from "../../support/simulated-clock.ts";

const HOUR = 3_600_000;
/** Issues, comments and sub-issues of one run; GitHub takes 500 in an hour. */
const BUDGET = 490;
const INTERNS = 150;

interface Step {
  readonly parent: number | null;
}

/** A project's issue for each intern, then what stands under it: two things of content each. */
function listSteps(): readonly Step[] {
  const interns = Array.from({ length: INTERNS }, (_, index) => index + 1);
  return [...interns.map(() => ({ parent: null })), ...interns.flatMap((parent) => [{ parent }, { parent }])];
}

const contentsOf = (step: Step): number => (step.parent === null ? 1 : 2);

async function perform(writer: ForgeWriter, place: string, step: Step): Promise<void> {
  const fields = { body: "", labels: ["c"], assignee: null, due: null, milestone: null, confidential: false };
  const { number } = await writer.createIssue({ title: "Telemetry", ...fields });
  if (step.parent === null) return;
  await writer.updateIssue(number, { parent: { from: null, to: { place, number: step.parent } } });
}

/** As many of the first steps as the budget of one run holds. */
function takeRun(steps: readonly Step[]): readonly Step[] {
  const run: Step[] = [];
  let contents = 0;
  for (const step of steps) {
    contents += contentsOf(step);
    if (contents > BUDGET) break;
    run.push(step);
  }
  return run;
}

// The clock is simulated, and one for client and server: what the server counts, it counts by its own.
it("gives 150 interns their issues within 80 creations a minute and 500 an hour, in runs an hour apart", async () => {
  const server = await startGitHub();
  server.state.contentLimits = { minute: 80, hour: 500 };
  let waiting = listSteps();
  const seconds: number[] = [];
  for (let hour = 0; waiting.length > 0; hour++) {
    const run = takeRun(waiting);
    const writer = openGitHubWriter(connectGitHub(server, { pacing: true }));
    const start = new Date(Date.parse("2026-06-01T06:00:00Z") + hour * HOUR).toISOString();
    const { milliseconds } = await simulateClock(start, async () => {
      for (const step of run) await perform(writer, server.place, step);
    });
    seconds.push(Math.round(milliseconds / 1000));
    waiting = waiting.slice(run.length);
  }
  const { contents, parents } = server.state;
  expect(contents).toHaveLength(INTERNS + 2 * 2 * INTERNS);
  expect(parents.size).toBe(2 * INTERNS);
  expect(countBusiest(contents, HOUR)).toBeLessThanOrEqual(500);
  expect(countBusiest(contents, 60_000)).toBe(20);
  // Three seconds for each: the budget of one run takes a little less than half an hour.
  expect(seconds).toEqual([1467, 777]);
  expect(server.violations).toEqual([]);
  await server.close();
});

it("is refused beyond them, is told so, and goes on in the next hour", async () => {
  const server = await startGitHub();
  server.state.contentLimits = { minute: 80, hour: 500 };
  const writer = openGitHubWriter(connectGitHub(server, { pacing: true }));
  const fields = { body: "", labels: ["c"], assignee: null, due: null, milestone: null, confidential: false };
  let made = 0;
  const { result } = await simulateClock("2026-06-01T06:00:00Z", async () => {
    for (; made <= 500; made++) await writer.createIssue({ title: `Issue ${made}`, ...fields });
  }).catch((error: unknown) => ({ result: error }));
  expect(result).toMatchObject({ fault: "rate-limited", fate: "not-done" });
  expect(made).toBe(500);
  const next = await simulateClock("2026-06-01T07:30:00Z", () => writer.createIssue({ title: "Issue 501", ...fields }));
  expect(next.result.title).toBe("Issue 501");
  await server.close();
});
