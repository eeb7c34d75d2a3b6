import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { readBody } from "../../src/core/marker/body.ts";
import { listFacts } from "../../src/core/desired/view/activity-facts.ts";
import { wordsOf } from "../../src/core/desired/audience/words.ts";
import { addDays, type CivilDate } from "../../src/core/model/date.ts";
import { formatKey } from "../../src/core/model/key.ts";
import { activityAt, KEPT, RECORDED_COHORT, SAID } from "../support/recorded-world.ts";
import { openWorld, type World } from "../support/world.ts";

const FOLDER = join(dirname(fileURLToPath(import.meta.url)), "weeks");
const IS_UPDATE = process.env["UPDATE"] === "1";
const START = "2026-06-01";
const TEN = "T10:00:00Z";

/** A run each Thursday and Monday of sixteen weeks; newcomers tick their first page off, and people say what they say on Fridays. */
async function playWorld(): Promise<World> {
  const world = await openWorld(RECORDED_COHORT, START);
  for (let week = 1; week <= 16; week++)
    for (const day of [addDays(START, 7 * (week - 1)), addDays(START, 7 * (week - 1) + 3)]) {
      world.observation = { ...world.observation, activity: activityAt(`${day}${TEN}`) };
      await world.run(`${day}${TEN}`);
      settle(world, week, day);
    }
  return world;
}

/** Issues have addresses as on a forge; first pages and first looks are done with at once. */
function settle(world: World, week: number, day: CivilDate): void {
  const issues = world.observation.issues.map((issue) => ({
    ...issue,
    url: `https://gitlab.example/${issue.place}/-/issues/${issue.number}`,
    state: issue.labels.includes("kind::retro") || issue.labels.includes("kind::thanks") ? issue.state : ("closed" as const),
  }));
  world.observation = { ...world.observation, issues };
  if (day !== addDays(START, 7 * (week - 1) + 3)) return;
  for (const { page, by, text } of SAID.filter((one) => one.week === week))
    world.say(page, by, text, `${addDays(day, 1)}${TEN}`);
  for (const { page, start } of KEPT.filter((one) => one.week === week))
    world.edit(page, ({ body }) => ({ body: body.replace(`- [ ] ${start}`, `- [x] ${start}`) }));
}

const world = await playWorld();

function pageOf(key: string): string {
  const issue = world.find(key);
  if (issue === undefined) throw new Error(`there is no ${key}`);
  return `# ${issue.title}\n\n${readBody(issue.body).text}\n`;
}

const WEEKS = ["ada", "ben"].flatMap((intern) =>
  ["01", "05", "09", "16"].map((week): [string, string] => [
    `${intern}-week-${week}.md`,
    pageOf(`summer/retro/${intern}/week-${week}`),
  ]),
);
const THANKS = ["ada", "ben", "cleo"].map((intern): [string, string] => [
  `${intern}-thanks.md`,
  pageOf(`summer/thanks/${intern}/once`),
]);
const PAGES = new Map([...WEEKS, ...THANKS]);

describe("sixteen weeks of six people's work (UPDATE=1 writes the pages anew)", () => {
  if (IS_UPDATE) {
    mkdirSync(FOLDER, { recursive: true });
    for (const [name, page] of PAGES) writeFileSync(join(FOLDER, name), page);
  }

  it.each([...PAGES])("%s reads as checked in", (name, page) => {
    expect(existsSync(join(FOLDER, name))).toBe(true);
    expect(page).toBe(readFileSync(join(FOLDER, name), "utf8"));
  });

  it("have a page for each file checked in", () => {
    expect(readdirSync(FOLDER).sort()).toEqual([...PAGES.keys()].sort());
  });

  it("tell nothing of what not everybody may read", () => {
    const hidden = activityAt(`2026-09-30${TEN}`).requests.filter(({ isPublic }) => !isPublic);
    const texts = world.observation.issues.map(({ body }) => body).join("\n");
    expect(hidden.length).toBeGreaterThan(3);
    expect(hidden.filter(({ url }) => texts.includes(url))).toEqual([]);
  });

  it("have no number that counts what a person did, on no page", () => {
    const told = [...PAGES.values()].map((page) =>
      page
        .replace(/\]\([^)]*\)/g, "]")
        .replace(/^The week before: #\d+\+$/m, "")
        .replace(/\bweek \d+ of \d+|^# Week \d+/gim, "")
        .replace(/^\d\. /gm, "")
        .replace(/\b\d{1,2} (?:June|July|August|September)\b/g, ""),
    );
    expect(told.flatMap((page) => page.match(/.*\d.*/g) ?? [])).toEqual([]);
    expect([...PAGES.values()].join("\n")).toMatch(/- Merged: \[/);
  });

  it("have no number in what is found of anybody, on no day", () => {
    const { cohort, occurrences } = world.input;
    const found = occurrences
      .filter(({ kind }) => kind === "retro" || kind === "thanks")
      .map((occurrence) => {
        const activity = activityAt(`${occurrence.opens}${TEN}`);
        return [formatKey(occurrence.key), listFacts({ cohort, occurrence, activity, since: null, words: wordsOf("en") })] as const;
      });
    expect(found.length).toBeGreaterThan(80);
    const numbers: string[] = [];
    JSON.stringify(found, (name, value: unknown) => {
      if (typeof value === "number" || typeof value === "bigint") numbers.push(name);
      return value;
    });
    expect(numbers).toEqual([]);
    const words = found.flatMap(([, facts]) => Object.values(facts ?? {}).flatMap((list) => (Array.isArray(list) ? list : [])));
    const said = words.map((fact: Readonly<Record<string, string | null>>) => ({ ...fact, url: "" }));
    expect(said.filter((fact) => /\d/.test(Object.values(fact).join(" ")))).toEqual([]);
  });

  it("leave nothing to do for a run after each, and nobody's page looks answered that is not", async () => {
    const now = `2026-09-17${TEN}`;
    const before = world.observation;
    const plan = await world.run(now.replace("10:00", "10:30"));
    world.observation = before;
    expect(plan.actions.filter(({ writes }) => writes > 0).map(({ key, reason }) => `${key}: ${reason}`)).toEqual([]);
    const last = world.find("summer/retro/ada/week-16");
    expect(last?.labels.filter((label) => label.startsWith("status::"))).toEqual(["status::todo"]);
  });
});
