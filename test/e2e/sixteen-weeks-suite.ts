import { describe, expect, it } from "vitest";
import { readBody } from "../../src/core/marker/body.ts";
import { addDays, daysBetween, weekdayOf, type CivilDate } from "../../src/core/model/date.ts";
import type { Plan } from "../../src/index.ts";
import { applyQuickly } from "../faults/quick.ts";
import { writeCohortFile } from "../support/cohort-file.ts";
import type { ForgeWorld } from "../support/harness.ts";

const START: CivilDate = "2026-06-01";
const FIRST: CivilDate = addDays(START, -56);
const LAST: CivilDate = addDays("2026-09-18", 35);

/** A world whose server tells whom it mailed. */
export interface MailingWorld {
  readonly world: ForgeWorld;
  /** Account names, one for each mail so far. */
  readonly mails: () => readonly string[];
  /** As that account, in the browser. */
  readonly edit: (account: string, number: number, body: string) => Promise<unknown>;
  /** The group that holds epics, and their texts. */
  readonly group?: string;
  readonly epics?: () => readonly string[];
}

interface Day {
  readonly date: CivilDate;
  readonly requests: number;
  readonly writes: number;
  readonly mails: readonly string[];
}

/** A whole cohort from eight weeks before its start to five after its end, a run each day, with people who do their part. */
export function describeSixteenWeeks(name: string, open: () => Promise<MailingWorld>): void {
  describe(`sixteen weeks on ${name}, day by day`, () => {
    it("make everything once, write nothing idle, and stay quiet", { timeout: 3_600_000 }, async () => {
      const { world, mails, edit, group = null, epics = () => [] } = await open();
      const forge = group === null ? world.forgeYaml : world.forgeYaml.replace(" }", `, group: ${group} }`);
      const file = writeCohortFile({ forge, interns: ["ada", "ben"] });
      const days: Day[] = [];
      let plan: Plan | null = null;
      for (let date = FIRST; date <= LAST; date = addDays(date, 1)) {
        if (weekdayOf(date) <= 5) await workAsPeople(world, edit, date);
        world.resetRequests();
        const before = mails().length;
        const run = await applyQuickly(world, file, `${date}T09:07:00Z`);
        plan = run.plan;
        const { GET, ...writes } = world.requests();
        const count = Object.values(writes).reduce((sum, one) => sum + one, 0);
        days.push({ date, requests: GET + count, writes: count, mails: mails().slice(before) });
        expect(
          run.outcomes.filter(({ result }) => result !== "done").map(({ key, error }) => `${key}: ${error}`),
        ).toEqual([]);
      }
      print(name, days);
      const { keys, twice } = await listMade(world, epics);
      expect(twice).toEqual([]);
      const wanted = (plan?.actions ?? []).filter((action) => action.type !== "skipped").map((action) => action.key);
      expect(keys).toEqual([...new Set(wanted)].sort());
      const again = await applyQuickly(world, file, `${LAST}T10:07:00Z`);
      expect(again.outcomes).toEqual([]);
      expect(listLoud(days)).toEqual([]);
      await world.stop();
    });
  });
}

/** On workdays each open issue gets its next box ticked by whoever has it, so that work goes on and ends. */
async function workAsPeople(world: ForgeWorld, edit: MailingWorld["edit"], date: CivilDate): Promise<void> {
  if (weekdayOf(date) !== 2 && weekdayOf(date) !== 4) return;
  for (const issue of await world.reader().listIssues("cohort::summer")) {
    if (issue.state === "closed" || !issue.body.includes("- [ ]")) continue;
    await edit(issue.assignees[0] ?? "kim", issue.number, issue.body.replace("- [ ]", "- [x]"));
  }
}

async function listMade(
  world: ForgeWorld,
  epics: () => readonly string[],
): Promise<{ readonly keys: readonly string[]; readonly twice: readonly string[] }> {
  const issues = await world.reader().listIssues("cohort::summer");
  const keys = [...issues.map(({ body }) => body), ...epics()].map((body) => readBody(body).key ?? body);
  return { keys: [...new Set(keys)].sort(), twice: keys.filter((key, index) => keys.indexOf(key) !== index) };
}

/** Promise 8: two mails a week for each person, four in the first and the last week of theirs; the coordinator's start is early. */
function listLoud(days: readonly Day[]): readonly string[] {
  return countWeeks(days).flatMap(([week, counts]) => {
    const edge = week <= 1 || week === 16 || week === 17;
    return [...counts]
      .filter(([, count]) => count > (edge ? 4 : 2))
      .map(([who, count]) => `week ${week}: ${who} ${count}`);
  });
}

function countWeeks(days: readonly Day[]): readonly (readonly [number, ReadonlyMap<string, number>])[] {
  const weeks = new Map<number, Map<string, number>>();
  for (const { date, mails } of days) {
    const week = Math.floor(daysBetween(START, date) / 7) + 1;
    const counts = weeks.get(week) ?? new Map<string, number>();
    for (const who of mails) counts.set(who, (counts.get(who) ?? 0) + 1);
    weeks.set(week, counts);
  }
  return [...weeks].sort(([a], [b]) => a - b);
}

function print(name: string, days: readonly Day[]): void {
  const people = [...new Set(days.flatMap((day) => day.mails))].sort();
  const total = (pick: (day: Day) => number) => days.reduce((sum, day) => sum + pick(day), 0);
  const lines = [
    `${name}: ${days.length} days, ${total((day) => day.requests)} requests, ${total((day) => day.writes)} of them writes;` +
      ` most on one day ${Math.max(...days.map((day) => day.requests))}; idle days ${days.filter((day) => day.writes === 0).length}`,
    `mails: ${people.map((who) => `${who} ${days.flatMap((day) => day.mails).filter((one) => one === who).length}`).join(", ")}`,
    `week  ${people.map((who) => who.padStart(6)).join("")}`,
    ...countWeeks(days).map(
      ([week, counts]) =>
        `${String(week).padStart(4)}  ${people.map((who) => String(counts.get(who) ?? 0).padStart(6)).join("")}`,
    ),
  ];
  process.stdout.write(`\n${lines.join("\n")}\n`);
}
