import { describe, expect, it } from "vitest";
import { addDays, type CivilDate } from "../../src/core/model/date.ts";
import { writeCohortFile } from "../support/cohort-file.ts";
import { openDesk, type JsonIssue } from "../support/command.ts";
import { localHarness } from "../support/local-harness.ts";

const WEEKS = Array.from({ length: 16 }, (_, index) => addDays("2026-06-01", 7 * index));
const MISSED = [WEEKS[4], WEEKS[9], WEEKS[10]];

/** Everything that stands at the end of a programme run on the given days, and what the last run listed as missed. */
async function runOn(
  days: readonly CivilDate[],
): Promise<{ issues: readonly JsonIssue[]; missed: readonly string[]; codes: readonly number[] }> {
  const world = await localHarness.start();
  const desk = await openDesk(world, writeCohortFile({ forge: world.forgeYaml }));
  const codes: number[] = [];
  const missed = new Set<string>();
  for (const day of days) {
    const run = await desk.json("apply", `${day}T09:00:00Z`);
    codes.push(run.code);
    for (const action of run.actions)
      if (action.type === "skipped" && action.reason.startsWith("missed")) missed.add(action.key);
  }
  const { issues } = await desk.json("status", "2026-09-14T09:00:00Z");
  await desk.clear();
  await world.stop();
  return { issues, missed: [...missed].sort(), codes };
}

describe("sixteen weekly runs", () => {
  it("make the same as with three of them missed, but for what is listed as missed", { timeout: 120_000 }, async () => {
    const whole = await runOn(WEEKS);
    const gappy = await runOn(WEEKS.filter((day) => !MISSED.includes(day)));
    expect(whole.codes.every((code) => code === 0)).toBe(true);
    const keys = (issues: readonly JsonIssue[]) => issues.map((issue) => issue.key);
    const absent = keys(whole.issues).filter((key) => !keys(gappy.issues).includes(key));
    expect(absent.length).toBeGreaterThan(0);
    expect(gappy.missed).toEqual([...new Set([...whole.missed, ...absent])].sort());
    expect(keys(gappy.issues).filter((key) => !keys(whole.issues).includes(key))).toEqual([]);
    const plain = ({ key, title, state, labels, assignees, tasks, progress }: JsonIssue) => ({
      key,
      title,
      state,
      labels,
      assignees,
      tasks: key.includes("/project/") ? null : tasks,
      progress,
    });
    expect(gappy.issues.map(plain)).toEqual(whole.issues.filter((issue) => !absent.includes(issue.key)).map(plain));
  });
});
