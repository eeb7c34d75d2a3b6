import { describe, expect, it } from "vitest";
import { readBody } from "../../src/core/marker/body.ts";
import type { ObservedIssue } from "../../src/core/model/issue.ts";
import { writeCohortFile } from "../support/cohort-file.ts";
import { openDesk, type Desk } from "../support/command.ts";
import { HASTE, judgeCode, judgeOutcomes, judgeRequests, type Run } from "./case.ts";
import { breakDisk, DISK_FAULTS, befalls } from "./disk.ts";
import { act, type Deed } from "./person.ts";
import { takePicture } from "./picture.ts";
import { applyQuickly } from "./quick.ts";
import { chance, openRandom, pick } from "./random.ts";
import { openLocalStage, openServerStage, type ServerName, type Stage } from "./stage.ts";
import { LASTING, meets, ONCE } from "./wire.ts";

/** What happened in all sequences together. */
interface Tally {
  sequences: number;
  runs: number;
  faults: number;
  deeds: number;
  /** Of these, in the middle of a run. */
  meanwhile: number;
  twins: number;
  wrong: number;
}

/** A forge's world in which a run can be let loose: faults strike it, and `meanwhile` is called where a person may act. */
interface Weather {
  readonly stage: Stage;
  /** Begins a storm of this strength, from 0 to 1; what it gives ends it. */
  begin(strength: number, meanwhile: (number: number | null) => Promise<void>): () => void;
  /** Hides the newest issues from listings until what it gives is called; null where a listing never lags. */
  lag(behind: number): Promise<(() => void) | null>;
  /** What was sent twice, or written after a look that failed. */
  judge(run: Run): readonly string[];
}

/**
 * Random sequences: some days, on each of them people at work and a run that meets several faults, then two clean runs.
 * Each sequence follows from its own seed alone: the first one from `seed`, the next from the number after that.
 */
export function describeSequences(
  name: ServerName | "local",
  { seed, minutes }: { seed: number; minutes: number },
): void {
  describe(`random faults and people at work on ${name}`, () => {
    it(`lose nothing and make nothing twice: ${minutes} minutes from seed ${seed}`, async () => {
      const tally: Tally = { sequences: 0, runs: 0, faults: 0, deeds: 0, meanwhile: 0, twins: 0, wrong: 0 };
      const problems: string[] = [];
      const end = Date.now() + minutes * 60_000;
      do {
        const mine = seed + tally.sequences;
        const found = await runSequence(name, openRandom(mine), tally);
        tally.sequences += 1;
        tally.wrong += found.length === 0 ? 0 : 1;
        const told = found.map((problem) => `FAULT_SEED=${mine}, ${name}: ${problem}`);
        problems.push(...told);
        if (told.length > 0) process.stdout.write(`\n${told.join("\n")}\n`);
      } while (Date.now() < end && tally.wrong < 10);
      process.stdout.write(`\n${name}, seed ${seed}, ${minutes} minutes: ${JSON.stringify(tally)}\n`);
      expect(problems).toEqual([]);
    });
  });
}

async function runSequence(name: ServerName | "local", random: () => number, tally: Tally): Promise<readonly string[]> {
  const weather =
    name === "local" ? await openLocalWeather(random, tally) : await openServerWeather(name, random, tally);
  const { stage } = weather;
  const file = writeCohortFile({ forge: stage.world.forgeYaml, interns: pick(random, [["ada"], ["ada", "ben"]]) });
  const desk = await openDesk(stage.world, file);
  const people = openPeople(stage, random, tally);
  const problems: string[] = [];
  let day = 4;
  for (let left = pick(random, [1, 2, 3, 4]); left > 0; left--) {
    const now = `2026-06-${String(day).padStart(2, "0")}T09:00:00Z`;
    problems.push(...(await runOnce(weather, { desk, people, now, random })));
    tally.runs += 1;
    if (left > 1) day += pick(random, [0, 0, 1, 3, 7]);
  }
  await people.work(pick(random, [0, 0, 1, 3]));
  const now = `2026-06-${String(day).padStart(2, "0")}T09:00:00Z`;
  problems.push(...(await settle(stage, file, now)), ...(await people.missing()));
  tally.twins += await countTwins(stage);
  await desk.clear();
  await stage.stop();
  return problems;
}

type People = ReturnType<typeof openPeople>;

/** People work, and the run meets what it meets. */
async function runOnce(
  { stage, begin, lag, judge }: Weather,
  { desk, people, now, random }: { desk: Desk; people: People; now: string; random: () => number },
): Promise<readonly string[]> {
  await people.work(pick(random, [0, 1, 2, 4]));
  stage.world.resetRequests();
  const calm = begin(pick(random, [0, 0.02, 0.05, 0.1, 0.3]), async (number) => {
    if (chance(random, 0.1)) await people.workOn(number);
  });
  const patience = chance(random, 0.2) ? { FLEDGLING_PATIENCE: "3" } : {};
  const current = chance(random, 0.1) ? await lag(pick(random, [1, 2, 5])) : null;
  const run: Run = await desk.with({ ...HASTE, ...patience }).json("apply", now);
  current?.();
  calm();
  // What a listing does not show was there before, whatever the run says.
  const told = current === null ? judgeOutcomes(run, await takePicture(stage)) : judgeCode(run);
  return [...judge(run), ...told].map((problem) => `on ${now}: ${problem}`);
}

/** Two clean runs: nothing fails, the second has nothing to do, and each key has one issue, but for twins that people used. */
async function settle(stage: Stage, file: string, now: string): Promise<readonly string[]> {
  const problems: string[] = [];
  for (const index of [1, 2]) {
    const { plan, outcomes } = await applyQuickly(stage.world, file, now);
    const bad = outcomes.filter(({ result, deviation }) => result !== "done" || deviation !== null);
    if (plan.halted) problems.push(`clean run ${index} is halted: ${JSON.stringify(plan.diagnostics)}`);
    if (bad.length > 0) problems.push(`clean run ${index} fails: ${JSON.stringify(bad)}`);
    if (index === 1) continue;
    const done = outcomes.map((outcome) => `${outcome.type} ${outcome.key}`);
    if (done.length > 0) problems.push(`clean run 2 still does ${done.join(", ")}`);
    const told = plan.actions.filter((action) => action.type === "conflict").map((action) => action.key);
    for (const [key, issues] of Object.entries(await takePicture(stage))) {
      const twins = issues.slice(1).filter((issue) => issue.state === "open");
      if (twins.length > 0 && !told.includes(key)) problems.push(`${twins.length} twins of ${key}, and nobody is told`);
    }
  }
  return problems;
}

/** People who do random things, and who know afterwards what they did. */
function openPeople(stage: Stage, random: () => number, tally: Tally) {
  const deeds = new Map<string, Deed>();
  let mark = 0;
  const list = async () => stage.world.reader().listIssuesBy(stage.account);
  const workOn = async (issue: ObservedIssue | undefined): Promise<void> => {
    if (issue === undefined) return;
    mark += 1;
    const deed = await act({ stage, random, mark }, issue);
    if (deed === null) return;
    deeds.set(deed.name, deed);
    tally.deeds += 1;
  };
  return {
    /** Between runs. */
    work: async (times: number): Promise<void> => {
      for (let left = times; left > 0; left--) {
        const issues = await list();
        if (issues.length > 0) await workOn(pick(random, issues));
      }
    },
    /** In the middle of a run: on this issue, or any. */
    workOn: async (number: number | null): Promise<void> => {
      const issues = await list();
      const before = tally.deeds;
      await workOn(number === null ? issues[0] : issues.find((issue) => issue.number === number));
      tally.meanwhile += tally.deeds - before;
    },
    missing: async (): Promise<readonly string[]> => {
      const issues = new Map((await list()).map((issue) => [issue.number, issue]));
      const problems: string[] = [];
      for (const { number, what, stands } of deeds.values()) {
        const issue = issues.get(number);
        const comments = issue === undefined || issue.comments === 0 ? [] : await stage.comments(number);
        if (issue === undefined) problems.push(`#${number} is gone`);
        else if (!stands(issue, comments))
          problems.push(`#${number} (${readBody(issue.body).key ?? "no key"}) lost ${what}: ${JSON.stringify(issue)}`);
      }
      return problems;
    },
  };
}

async function openServerWeather(name: ServerName, random: () => number, tally: Tally): Promise<Weather> {
  const stage = await openServerStage(name);
  let acting = false;
  let last = "";
  return {
    stage,
    begin: (strength, meanwhile) => {
      let left = chance(random, 0.1) ? Math.floor(random() * 40) : Infinity;
      const outage = pick(random, LASTING);
      return stage.disturb(async (sent) => {
        const { method, address } = sent;
        if (acting) return null;
        // Between a run's own look at an issue and its write nobody acts: that window is known to remain.
        const number = Number(/\/issues\/(\d+)$/.exec(address)?.[1] ?? 0);
        const free = method === "GET" && (number === 0 ? !/\/issues\/\d+/.test(address) : last !== `${number}`);
        last = /\/issues\/(\d+)/.exec(address)?.[1] ?? "";
        acting = true;
        if (free && (number > 0 || /\/issues\?/.test(address))) await meanwhile(number === 0 ? null : number);
        acting = false;
        const fault = (left -= 1) < 0 ? outage : chance(random, strength) ? pick(random, ONCE) : null;
        if (fault === null || !meets(fault, sent)) return null;
        tally.faults += 1;
        return fault;
      });
    },
    lag: async (behind) => {
      acting = true;
      const issues = await stage.world.reader().listIssuesBy(stage.account);
      acting = false;
      const newest = new Set(issues.map((issue) => issue.number).slice(-behind));
      return stage.lag("all", (number) => newest.has(number));
    },
    judge: (run) => judgeRequests(run, stage.seen()),
  };
}

async function openLocalWeather(random: () => number, tally: Tally): Promise<Weather> {
  const stage = await openLocalStage();
  let acting = false;
  return {
    stage,
    begin: (strength, meanwhile) => {
      let left = chance(random, 0.1) ? Math.floor(random() * 200) : Infinity;
      const outage = pick(
        random,
        DISK_FAULTS.filter((fault) => fault.lasts),
      );
      return breakDisk(stage.world.directory, async ({ call, name }) => {
        if (acting) return null;
        acting = true;
        const number = /^(\d+)(?:-.*)?\.md$/.exec(name)?.[1];
        if (call === "readFile" && number !== undefined && chance(random, 0.1)) await meanwhile(Number(number));
        acting = false;
        const fault = (left -= 1) < 0 ? outage : chance(random, strength / 5) ? pick(random, DISK_FAULTS) : null;
        if (fault === null || !befalls(fault, call)) return null;
        tally.faults += 1;
        return fault;
      });
    },
    lag: async () => null,
    judge: () => [],
  };
}

async function countTwins(stage: Stage): Promise<number> {
  return Object.values(await takePicture(stage)).reduce((sum, issues) => sum + issues.length - 1, 0);
}
