import { expect, it } from "vitest";
import { readBody } from "../../src/core/marker/body.ts";
import type { Activity } from "../../src/core/model/activity.ts";
import type { NudgeAction } from "../../src/core/model/action.ts";
import { addDays, daysBetween, weekdayOf, type CivilDate } from "../../src/core/model/date.ts";
import type { Sent, Way } from "../../src/core/model/digest.ts";
import { readState } from "../../src/core/nudges/digest-state.ts";
import { listMails } from "../support/load.ts";
import { openWorld, type World } from "../support/world.ts";

const START = "2026-06-01";

/** Helpers in two zones eleven hours apart; some are away, one without anybody who covers. */
const FILE = `cohort: { id: summer, title: Summer 2026, start: ${START}, length: 16 weeks, zone: Europe/Berlin }
forge: { kind: gitlab, project: acme/internships, private: acme/private }
live: true
coordinator: kim
kinds: { digest: on, midpoint: on, retro: { repeat: { every: 2w, on: thursday } } }
interns:
INTERNS
people:
  - { id: kim }
  - { id: grace, zone: America/Los_Angeles, absences: [{ from: 2026-07-06, to: 2026-07-17, backup: omar }] }
  - { id: omar, zone: Asia/Kolkata }
  - { id: lee, absences: [{ from: 2026-08-03, to: 2026-08-14 }] }
  - { id: sam, zone: America/Los_Angeles }
  - { id: lin, zone: Asia/Kolkata }
`;
const NAMES = ["ada", "ben", "cleo", "dina", "eli", "fay"];
const SIGNALS = "[hello, company, invitation, plan, lighter]";

function writeFile(interns: number): string {
  const lines = NAMES.slice(0, interns).map((name, index) => {
    const mentor = index % 2 === 0 ? "grace" : "omar";
    const coMentor = index % 2 === 0 ? "lin" : "grace";
    const zone = index % 3 === 0 ? "Asia/Kolkata" : "Europe/Berlin";
    return `  ${name}: { project: p${index % 4}, mentor: ${mentor}, co_mentor: ${coMentor}, manager: lee, buddy: sam, zone: ${zone}, signals: ${SIGNALS} }`;
  });
  const people = NAMES.slice(0, interns).map((name) => `  - { id: ${name} }`);
  const projects = [0, 1, 2, 3].slice(0, Math.min(4, interns)).map((index) => `  p${index}: { title: Project ${index} }`);
  return `${FILE.replace("INTERNS", lines.join("\n"))}${people.join("\n")}\nprojects:\n${projects.join("\n")}\n`;
}

interface Told {
  readonly account: string;
  readonly week: number;
  readonly kind: string;
}
interface Word {
  readonly action: NudgeAction;
  readonly now: string;
}
interface Played {
  readonly world: World;
  readonly told: readonly Told[];
  readonly words: readonly Word[];
  /** As remembered, whenever it was. */
  readonly sent: readonly Sent[];
}

/** Three runs a working day. Interns answer on the Friday after; mentors reply to every second page, a week late. */
async function play({ file, activity }: Script, weeks: number): Promise<Played> {
  const world = await openWorld(file, START);
  const told: Told[] = [];
  const words: Word[] = [];
  const sent = new Map<string, Sent>();
  for (let day: CivilDate = addDays(START, -56); day < addDays(START, weeks * 7); day = addDays(day, 1)) {
    if (weekdayOf(day) > 5) continue;
    if (weekdayOf(day) === 5) answerPages(world, day);
    for (const hour of ["06:17", "10:17", "14:17"]) {
      const now = `${day}T${hour}:00Z`;
      world.observation = { ...world.observation, activity: activity?.(now) ?? null };
      const before = world.observation;
      const plan = await world.run(now, { chat: true });
      if (plan.halted) throw new Error(`the plan of ${day} was halted`);
      const week = Math.floor(daysBetween(START, day) / 7) + 1;
      told.push(...plan.actions.flatMap((action) => listMails(action, before).map((mail) => ({ ...mail, week }))));
      words.push(...plan.actions.filter(({ type }) => type === "nudge").map((action) => ({ action: action as NudgeAction, now })));
      for (const one of readState(world.observation.digest?.comments[0]?.text ?? "")?.sent ?? [])
        sent.set(JSON.stringify(one), one);
    }
  }
  return { world, told, words, sent: [...sent.values()] };
}

function answerPages(world: World, day: CivilDate): void {
  for (const issue of world.observation.issues) {
    const key = readBody(issue.body).key ?? "";
    const week = Number(/retro\/\w+\/week-(\d+)$/.exec(key)?.[1] ?? 0);
    const isAnswered = issue.body.includes("It went well.");
    if (week === 0 || issue.state === "closed" || isAnswered) continue;
    const body = issue.body.replace("1. What", "It went well.\n\n1. What");
    world.edit(key, () => ({ body, updatedAt: `${day}T12:00:00Z` }));
  }
  const since = `${addDays(day, -8)}T00:00:00Z`;
  const comments = world.observation.comments.filter(({ at = "" }) => at >= since);
  world.observation = { ...world.observation, comments };
}

/** By the clock on their wall, worked out apart from the program. */
function isAtWork({ world }: Played, id: string, now: string): boolean {
  const person = world.input.cohort.people.find((one) => one.id === id);
  const clock = new Intl.DateTimeFormat("en-GB", {
    timeZone: person?.zone ?? "UTC",
    weekday: "short",
    hour: "2-digit",
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
  }).formatToParts(new Date(now));
  const part = (type: string) => clock.find((one) => one.type === type)?.value ?? "";
  const date = `${part("year")}-${part("month")}-${part("day")}`;
  const isAway = person?.absences.some(({ from, to }) => from <= date && date <= to) ?? true;
  return !["Sat", "Sun"].includes(part("weekday")) && Number(part("hour")) >= 9 && Number(part("hour")) < 17 && !isAway;
}

const isDirect = (way: Way) => way !== "digest";

function listLoud({ told }: Played, weeks: number): readonly string[] {
  const counts = new Map<string, number>();
  for (const { account, week } of told) counts.set(`${account} ${week}`, (counts.get(`${account} ${week}`) ?? 0) + 1);
  return [...counts].flatMap(([name, count]) => {
    const [account = "", week = ""] = name.split(" ");
    const most = Number(week) <= 1 || Number(week) >= weeks ? 4 : 2;
    return count > most && toldBy(account, Number(week)) ? [`${name}: ${count}`] : [];
  });

  /** Weeks that hold a word: what the calendar alone brings is another test's. */
  function toldBy(account: string, week: number): boolean {
    return told.some((one) => one.account === account && one.week === week && one.kind === "digest");
  }
}

function printTable({ words, told }: Played): void {
  const ways = ["comment", "chat", "digest"] as const;
  const people = [...new Set(words.flatMap(({ action }) => action.person ?? []))].sort();
  const weekOf = (now: string) => Math.floor(daysBetween(START, now.slice(0, 10) as CivilDate) / 7) + 1;
  const rows = people.map((person) => {
    const mine = words.filter(({ action }) => action.person === person);
    const cells = ways.map((way) => {
      const weeks = mine.filter(({ action }) => action.way === way).map(({ now }) => weekOf(now));
      return weeks.join(",").padEnd(26);
    });
    const most = Math.max(0, ...told.filter(({ account }) => account === person).map(({ week }) => told.filter((one) => one.account === person && one.week === week).length));
    return `${person.padEnd(8)}${cells.join("")}${most}`;
  });
  const head = `${"person".padEnd(8)}${["by comment", "by chat", "through the coordinator"].map((name) => name.padEnd(26)).join("")}most in a week`;
  process.stdout.write(`\nwords by the week they were said in, and the most of mails and words in any week\n${head}\n${rows.join("\n")}\n`);
}

/** A cohort from Monday 1 June on, and what happened where its work is done, as of an instant. */
interface Script {
  readonly file: string;
  readonly activity?: (now: string) => Activity;
}

/** So many interns, everything switched on. */
export function scriptOf(interns: number): Script {
  return { file: writeFile(interns) };
}

/** A programme for so many weeks, in which words go these ways. */
export function describeWords(name: string, script: Script, weeks: number, ways: readonly Way[]): void {
  it(`${name}: words keep to people's hours and weeks, and go on only after grace`, async () => {
    const played = await play(script, weeks);
    printTable(played);
    const direct = played.words.filter(({ action }) => isDirect(action.way));
    expect(new Set(played.words.map(({ action }) => action.way))).toEqual(new Set(ways));
    expect(direct.filter(({ action, now }) => !isAtWork(played, action.person ?? "", now))).toEqual([]);
    expect(listLoud(played, weeks)).toEqual([]);
    expect(listHasty(played)).toEqual([]);
    expect(listRepeated(direct)).toEqual([]);
    const all = played.world.observation.issues.map(({ title, body }) => `${title}\n${body}`).join("\n");
    expect(all).not.toMatch(/Worth asking|Worth a call|when it suits you:/);
  });
}

/** Steps of one thing that came less than two calendar days after the one before, or without it. */
function listHasty({ sent }: Played): readonly Sent[] {
  return sent.filter((one) => {
    const before = sent.filter(({ item, step, on }) => item === one.item && step < one.step && on <= one.on);
    return before.some(({ on }) => daysBetween(on, one.on) < 2);
  });
}

/** Words to one person less than a week apart. */
function listRepeated(direct: readonly Word[]): readonly string[] {
  return direct.flatMap(({ action, now }, index) => {
    const earlier = direct.slice(0, index).filter((one) => one.action.person === action.person);
    const close = earlier.some((one) => daysBetween(one.now.slice(0, 10) as CivilDate, now.slice(0, 10) as CivilDate) < 7);
    return close ? [`${action.person ?? ""} ${now}`] : [];
  });
}
