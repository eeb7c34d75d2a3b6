import { describe, expect, it } from "vitest";
import { readBody } from "../../src/core/marker/body.ts";
import { addDays, weekdayOf } from "../../src/core/model/date.ts";
import { activityAt, RECORDED_COHORT, SAID } from "../support/recorded-world.ts";
import { openWorld, type World } from "../support/world.ts";

const START = "2026-06-01";
const TEN = "T10:00:00Z";
/** Everything on, and what tells of people put where everybody reads. */
const OPEN = `kinds:
  digest: on
  thanks: { lane: public }
  project: { lane: public }
  team-retro: { enabled: true, lane: public }
  midpoint: on
  conversion: on
  contact: on
  care: on
  lessons: on
`;

async function playOpenly(): Promise<World> {
  const file = RECORDED_COHORT.replace("private: acme/private", "private: acme/private, public: acme/public").replace(
    "  ada: { project: telemetry,",
    "  ada: { signals: [hello, company, plan, invitation, lighter], project: telemetry,",
  );
  const world = await openWorld(`${file}${OPEN}`, START);
  for (let day = addDays(START, -21); day < addDays(START, 7 * 21); day = addDays(day, 1)) {
    if (![1, 4, 5].includes(weekdayOf(day))) continue;
    world.observation = { ...world.observation, activity: activityAt(`${day}${TEN}`) };
    await world.run(`${day}${TEN}`);
    for (const { page, by, text } of SAID.filter((one) => addDays(START, 7 * one.week - 3) === day))
      world.say(page, by, text, `${day}${TEN}`);
  }
  return world;
}

describe("where everybody can read, after sixteen weeks", () => {
  it("is nothing of what was said, asked, missed, judged or done in private", async () => {
    const { observation, input } = await playOpenly();
    const open = observation.issues.filter(({ place }) => place === "acme/public");
    const text = open.map(({ title, body }) => `${title}\n${readBody(body).text}`).join("\n");
    const kinds = new Set(open.flatMap(({ labels }) => labels.filter((label) => label.startsWith("kind::"))));
    expect([...kinds].sort()).toEqual(["kind::lessons", "kind::project", "kind::team-retro", "kind::thanks"]);
    expect(text).toContain("https://gitlab.example/acme/telemetry/-/merge_requests/");

    const words = SAID.flatMap((one) => one.text.split(/\n+/)).filter((line) => line.trim() !== "");
    expect(words.filter((line) => text.includes(line.replace(/^(?:Next:|I will|-|>)\s*/, "")))).toEqual([]);
    const hidden = activityAt(`2026-09-30${TEN}`).requests.filter(({ isPublic }) => !isPublic);
    expect(hidden.length).toBeGreaterThan(3);
    expect(hidden.filter(({ url }) => text.includes(url))).toEqual([]);
    expect(text).not.toMatch(/Could \w+ (?:write|bring|invite|ask)|Worth (?:a call|asking)|cover is still to be named/);
    expect(text).not.toMatch(/20 (?:July)? ?to 31 July|\bis away\b|vacation|holiday|sick/i);
    expect(text).not.toMatch(/evaluation|rating|hired|conversion|salary/i);
    expect(text).not.toMatch(/[\w.+-]+@[\w-]+\.\w+|postal address:/);
    expect(input.cohort.interns.some(({ signals }) => signals.length === 5)).toBe(true);
    const elsewhere = observation.issues.filter(({ place }) => place !== "acme/public");
    expect(elsewhere.map(({ body }) => body).join("\n")).toMatch(/write down how the dial is read/);
  }, 120_000);
});
