import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { readBody } from "../../src/core/marker/body.ts";
import type { ObservedIssue } from "../../src/core/model/issue.ts";
import { openDesk } from "../support/command.ts";
import { comparePictures } from "./case.ts";
import { takePicture, type Picture } from "./picture.ts";
import { applyQuickly } from "./quick.ts";
import { openRandom, pick } from "./random.ts";
import { SCENARIOS, type Scenario } from "./scenario.ts";
import { openLocalStage, openServerStage, type Stage } from "./stage.ts";

const [FIRST, ORDINARY] = SCENARIOS;

const OPENINGS: Readonly<Record<string, () => Promise<Stage>>> = {
  local: openLocalStage,
  gitlab: async () => openServerStage("gitlab", { latency: 2 }),
  github: async () => openServerStage("github"),
};

/** Pairs of runs at once, the second one begun at a random moment of the first. */
export function describeOverlap(name: keyof typeof OPENINGS, pairs: number, seed: number): void {
  describe(`two runs at once on ${name}`, () => {
    it(
      `leave one open issue per key after two more: ${pairs} pairs, seed ${seed}`,
      { timeout: 3_600_000 },
      async () => {
        const random = openRandom(seed);
        const tally = { pairs: 0, twins: 0, used: 0 };
        const problems: string[] = [];
        const references = new Map<Scenario, Awaited<ReturnType<typeof runAlone>>>();
        for (let pair = 1; pair <= pairs; pair++) {
          const scenario = pair % 3 === 0 ? ORDINARY : FIRST;
          if (scenario === undefined) throw new Error("there is no scenario");
          const reference = references.get(scenario) ?? (await runAlone(name, scenario));
          references.set(scenario, reference);
          const ended = await runPair(name, scenario, reference, random);
          tally.pairs += 1;
          tally.twins += ended.twins;
          tally.used += ended.used;
          problems.push(...ended.problems.map((problem) => `pair ${pair}, ${scenario.name}: ${problem}`));
        }
        process.stdout.write(`\n${name}, seed ${seed}: ${JSON.stringify(tally)}\n`);
        expect(problems).toEqual([]);
        // Runs that never got into one another's way would prove nothing.
        expect(tally.twins).toBeGreaterThan(0);
      },
    );
  });
}

interface Alone {
  readonly picture: Picture;
  /** Milliseconds one run takes. */
  readonly length: number;
}

async function runAlone(name: string, scenario: Scenario): Promise<Alone> {
  const stage = await openStage(name, scenario);
  const started = performance.now();
  await apply(stage, scenario);
  const length = performance.now() - started;
  for (let again = 1; again <= 2; again++) await applyAgain(stage, scenario);
  const picture = await takePicture(stage);
  await stage.stop();
  return { picture, length };
}

async function runPair(
  name: string,
  scenario: Scenario,
  { picture, length }: Alone,
  random: () => number,
): Promise<{ readonly problems: readonly string[]; readonly twins: number; readonly used: number }> {
  const stage = await openStage(name, scenario);
  const [first, second] = await Promise.all([
    apply(stage, scenario),
    sleep(random() ** 2 * length).then(async () => apply(stage, scenario)),
  ]);
  const twins = await findTwins(stage);
  const used = random() < 0.5 && twins.length > 0 ? pick(random, twins) : null;
  if (used !== null) await tick(stage, used);
  const problems = [first, second].flatMap((run, index) => describeRun(run, index + 1));
  for (let again = 1; again <= 2; again++) {
    const { outcomes, plan } = await applyAgain(stage, scenario);
    const bad = outcomes.filter(({ result, deviation }) => result !== "done" || deviation !== null);
    if (bad.length > 0) problems.push(`clean run ${again} fails: ${JSON.stringify(bad)}`);
    if (plan.halted)
      problems.push(`clean run ${again} is halted: ${plan.diagnostics.map((found) => found.message).join()}`);
    if (again === 2 && outcomes.length > 0)
      problems.push(`clean run 2 still does ${outcomes.map((one) => one.key).join()}`);
    const told = plan.actions.filter((action) => action.type === "conflict").map((action) => action.key);
    if (told.join() !== (used === null ? "" : keyOf(used))) problems.push(`clean run ${again} tells of ${told.join()}`);
  }
  problems.push(...judgeEnd(await takePicture(stage), picture, used === null ? null : keyOf(used)));
  await stage.stop();
  return { problems, twins: twins.length, used: used === null ? 0 : 1 };
}

/** The first issue of each key is as it would be without company; its twins are closed with a link, but for one that somebody uses. */
function judgeEnd(found: Picture, wanted: Picture, used: string | null): readonly string[] {
  const firsts = Object.fromEntries(Object.entries(found).map(([key, issues]) => [key, issues.slice(0, 1)]));
  const twins = Object.entries(found).flatMap(([key, issues]) => issues.slice(1).map((issue) => ({ key, issue })));
  const open = twins.filter(({ issue }) => issue.state === "open");
  return [
    ...comparePictures(wanted, firsts),
    ...(open.map(({ key }) => key).join() === (used ?? "") ? [] : [`open twins: ${open.map(({ key }) => key).join()}`]),
    ...open.flatMap(({ key, issue }) => (issue.text.includes("- [x]") ? [] : [`the tick in ${key} (2) is gone`])),
    ...twins
      .filter(({ key, issue }) => issue.state === "closed" && !issue.comments.some((text) => text.includes(`<${key}>`)))
      .map(({ key, issue }) => `the twin of ${key} has no link: ${JSON.stringify(issue.comments)}`),
  ];
}

async function openStage(name: string, scenario: Scenario): Promise<Stage> {
  const stage = await OPENINGS[name]?.();
  if (stage === undefined) throw new Error(`there is no ${name}`);
  await scenario.prepare(stage);
  return stage;
}

async function apply(stage: Stage, scenario: Scenario) {
  const desk = await openDesk(stage.world, scenario.write(stage.world.forgeYaml));
  const run = await desk.json("apply", scenario.now);
  await desk.clear();
  return run;
}

async function applyAgain(stage: Stage, scenario: Scenario) {
  return applyQuickly(stage.world, scenario.write(stage.world.forgeYaml), scenario.now);
}

/** What is the matter with a run that had company: where both save the same issue one may give way, but nobody fails to create. */
function describeRun({ code, err, outcomes }: Awaited<ReturnType<typeof apply>>, index: number): readonly string[] {
  const failed = outcomes.filter(({ result }) => result !== "done" && result !== "deviated");
  const gaveWay =
    failed.length > 0 && failed.every(({ error }) => /at (?:this very|the same) moment|meanwhile/.test(error ?? ""));
  return code === (gaveWay ? 1 : 0)
    ? []
    : [`run ${index} of the two ends with ${code}: ${err} ${JSON.stringify(failed)}`];
}

async function findTwins(stage: Stage): Promise<readonly ObservedIssue[]> {
  const issues = await stage.world.reader().listIssuesBy(stage.account);
  const seen = new Set<string>();
  return issues.filter((issue) => {
    const again = seen.has(keyOf(issue));
    seen.add(keyOf(issue));
    return again;
  });
}

async function tick(stage: Stage, { number, body }: ObservedIssue): Promise<void> {
  const ticked = body.replace("- [ ]", "- [x]");
  await stage.world.editAsPerson(number, { body: ticked === body ? `- [x] Mine\n\n${body}` : ticked });
}

function keyOf(issue: ObservedIssue): string {
  return readBody(issue.body).key ?? issue.title;
}
