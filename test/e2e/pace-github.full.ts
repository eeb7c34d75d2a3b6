import { expect, it } from "vitest";
import { startGitHub, TOKENS } from "../servers/github/index.ts";
import { countBusiest } from "../servers/github/pace.ts";
import { writeCohortFile } from "../support/cohort-file.ts";
import { openDesk } from "../support/command.ts";
import { simulateClock } from "../support/simulated-clock.ts";

const HOUR = 3_600_000;

it("starts 150 interns within 80 creations a minute and 500 an hour, run after run", async () => {
  const interns = Array.from({ length: 150 }, (_, index) => `intern-${index}`);
  const server = await startGitHub("acme/internships", interns);
  server.state.visibility = "private";
  server.state.contentLimits = { minute: 80, hour: 500 };
  const env = { GITHUB_TOKEN: TOKENS.bot, GITHUB_API_URL: server.url };
  const forge = "{ kind: github, project: acme/internships }";
  const text = writeCohortFile({ forge, interns });
  const desk = (await openDesk({ cli: { args: [], env } }, text)).with({ FLEDGLING_PACING: "on" });
  let runs = 0;
  for (let left = 1; left > 0 && runs < 12; runs++) {
    const now = new Date(Date.parse("2026-06-01T09:00:00Z") + runs * HOUR).toISOString();
    const { result } = await simulateClock(now, async () => desk.json("apply", now));
    expect(result.outcomes.filter((outcome) => outcome.result === "failed")).toEqual([]);
    left = result.actions.filter((action) => action.reason.includes("waits for a later run")).length;
  }
  // A checklist, and for each intern a welcome, a helpers' issue and a project, two of them under the third.
  expect(server.state.contents.length).toBeGreaterThanOrEqual(1 + 5 * 150);
  expect(runs).toBeGreaterThan(2);
  expect(countBusiest(server.state.contents, 60_000)).toBeLessThanOrEqual(80);
  expect(countBusiest(server.state.contents, HOUR)).toBeLessThanOrEqual(500);
  expect(server.violations).toEqual([]);
  await desk.clear();
  await server.close();
});
