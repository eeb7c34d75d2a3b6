import { isDeepStrictEqual } from "node:util";
import type { Desk, JsonCohort } from "../support/command.ts";
import { openDesk } from "../support/command.ts";
import type { Picture } from "./picture.ts";
import { describeState, takePicture } from "./picture.ts";
import { applyQuickly } from "./quick.ts";
import type { Scenario } from "./scenario.ts";
import { openServerStage, type ServerName, type Stage } from "./stage.ts";
import { isWrite, type Sent } from "./tap.ts";
import type { WireFault } from "./wire.ts";

/** A run of the command line as its JSON report tells it. */
export type Run = JsonCohort & { readonly code: number; readonly err: string; readonly error?: { message: string } };

/** How a scenario ends when nothing goes wrong, and the requests of its run. */
export interface Reference {
  readonly requests: readonly Sent[];
  readonly picture: Picture;
}

/** How two clean runs end by what they found, so that many cases which leave the same behind are followed up once. */
export type Ends = Map<string, Promise<readonly string[]>>;

/** The run that meets faults waits for nothing longer than this, in seconds. */
export const HASTE = { FLEDGLING_TIMEOUT: "0.5", FLEDGLING_PATIENCE: "0.05" };

/** The same for a run that meets one fault, and gives up on no other request for being slow on a busy machine. */
export function hasteFor({ github, patience }: WireFault): Readonly<Record<string, string>> {
  return {
    ...(github?.kind === "hang" ? HASTE : { ...HASTE, FLEDGLING_TIMEOUT: "30" }),
    ...(patience === undefined ? {} : { FLEDGLING_PATIENCE: String(patience) }),
  };
}

/** A stage and the desk at it, up to the run in question. */
async function setScene(
  name: ServerName,
  scenario: Scenario,
): Promise<{ readonly stage: Awaited<ReturnType<typeof openServerStage>>; readonly desk: Desk }> {
  const stage = await openServerStage(name);
  const desk = await openDesk(stage.world, scenario.write(stage.world.forgeYaml));
  await scenario.prepare(stage);
  stage.world.resetRequests();
  return { stage, desk };
}

export async function readReference(name: ServerName, scenario: Scenario): Promise<Reference> {
  const { stage, desk } = await setScene(name, scenario);
  const run = await desk.json("apply", scenario.now);
  if (run.code !== 0) throw new Error(`${scenario.name} fails by itself:\n${run.err}`);
  const requests = stage.seen();
  const problems = await finish(stage, scenario);
  if (problems.length > 0) throw new Error(`${scenario.name} does not settle by itself:\n${problems.join("\n")}`);
  const picture = await takePicture(stage);
  await desk.clear();
  await stage.stop();
  return { requests, picture };
}

/**
 * Everything that is not as it has to be after `fault` struck at the nth request of the run; none when all is well.
 * `ends`: of cases that leave the same behind only the first is followed up; null for every one of them.
 */
export async function runCase(
  name: ServerName,
  scenario: Scenario,
  { reference, ends }: { readonly reference: Reference; readonly ends: Ends | null },
  { fault, position }: { readonly fault: WireFault; readonly position: number },
): Promise<readonly string[]> {
  const { stage, desk } = await setScene(name, scenario);
  let requests = 0;
  const calm = stage.disturb(() => {
    requests += 1;
    return requests === position || (fault.lasts && requests > position) ? fault : null;
  });
  const run: Run = await desk.with(hasteFor(fault)).json("apply", scenario.now);
  calm();
  const left = await takePicture(stage);
  const follow = async (): Promise<readonly string[]> => [
    ...(await finish(stage, scenario, run.code)),
    ...comparePictures(reference.picture, await takePicture(stage)),
  ];
  const problems = [
    ...(requests < position ? [`the run ended before its request ${position}`] : []),
    ...judgeRequests(run, stage.seen()),
    ...judgeOutcomes(run, left),
    ...(await (ends === null ? follow() : once(ends, `${run.code} ${await describeState(stage, left)}`, follow))),
  ];
  await desk.clear();
  await stage.stop();
  return problems;
}

/** The end of a state that was followed up before, or `work`. */
export async function once(
  ends: Ends,
  state: string,
  work: () => Promise<readonly string[]>,
): Promise<readonly string[]> {
  const known = ends.get(state) ?? work();
  ends.set(state, known);
  return known;
}

/** Nothing is written twice in one run, and nothing at all after a look that failed. */
export function judgeRequests(run: Run, seen: readonly Sent[]): readonly string[] {
  const writes = seen.filter(isWrite);
  const problems: string[] = [];
  const real = writes.filter((request) => !isTrial(request));
  if (run.error !== undefined && real.length > 0) problems.push(`${real.length} writes after a look that failed`);
  const sent = new Map<string, number>();
  for (const request of writes) {
    const key = readCreatedKey(request);
    const id = key ?? `${request.method} ${request.address} ${JSON.stringify(request.body)}`;
    sent.set(id, (sent.get(id) ?? 0) + 1);
  }
  for (const [id, count] of sent) if (count > 1) problems.push(`sent ${count} times: ${id.slice(0, 120)}`);
  return problems;
}

/** A token that does not tell its rights is tried on a label that is there: its name alone, which GitHub refuses to everybody. */
function isTrial({ method, address, body }: Sent): boolean {
  return method === "POST" && address.endsWith("/labels") && Object.keys(body ?? {}).join() === "name";
}

/** `create KEY` for a request that makes an issue, else null. */
function readCreatedKey({ method, address, body }: Sent): string | null {
  if (method !== "POST" || !address.endsWith("/issues")) return null;
  const sent = body as { readonly body?: string; readonly description?: string };
  return `create ${/\bkey=(\S+)/.exec(sent.body ?? sent.description ?? "")?.[1] ?? ""}`;
}

/** An exit code of 1 has its reason, and one of 0 has none. */
export function judgeCode(run: Run): readonly string[] {
  const wrong = run.diagnostics.some((diagnostic) => diagnostic.severity === "error");
  const failing = run.outcomes.filter(({ result }) => result !== "done" && result !== "deviated");
  const because = run.error !== undefined || wrong || failing.length > 0;
  return run.code === (because ? 1 : 0) ? [] : [`exit ${run.code} with ${failing.length} failures`];
}

/** What the run says of each create is so, and its exit code is true. */
export function judgeOutcomes(run: Run, picture: Picture): readonly string[] {
  const problems = [...judgeCode(run)];
  for (const { key, type, result } of run.outcomes.filter((outcome) => outcome.type === "create")) {
    const there = picture[key] !== undefined;
    if (result === "done" && !there) problems.push(`${type} ${key} is said to be done and is not`);
    if (result !== "done" && result !== "unknown" && there)
      problems.push(`${type} ${key} is said to be ${result}, and is done`);
  }
  return problems;
}

/** Two further runs: nothing fails; the first has nothing to do where the faulty run said it had done it all, the second never. */
export async function finish(stage: Stage, scenario: Scenario, code = 0): Promise<readonly string[]> {
  const problems: string[] = [];
  for (const [index, busy] of [code !== 0, false].entries()) {
    const { plan, outcomes } = await applyQuickly(stage.world, scenario.write(stage.world.forgeYaml), scenario.now);
    const bad = outcomes.filter(({ result, deviation }) => result !== "done" || deviation !== null);
    if (plan.halted) problems.push(`clean run ${index + 1} is halted: ${JSON.stringify(plan.diagnostics)}`);
    if (bad.length > 0) problems.push(`clean run ${index + 1} fails: ${JSON.stringify(bad)}`);
    const done = outcomes.map((outcome) => `${outcome.type} ${outcome.key}`);
    if (!busy && done.length > 0) problems.push(`clean run ${index + 1} still does ${done.join(", ")}`);
  }
  return problems;
}

/** Where the end differs from the end without faults. */
export function comparePictures(wanted: Picture, found: Picture): readonly string[] {
  const keys = [...new Set([...Object.keys(wanted), ...Object.keys(found)])].sort();
  return keys.flatMap((key) => {
    const before = wanted[key] ?? [];
    const after = found[key] ?? [];
    if (before.length !== after.length) return [`${key}: ${after.length} issues in place of ${before.length}`];
    return before.flatMap((shown, index) => {
      const other = after[index];
      return Object.entries(shown).flatMap(([field, value]) => {
        const seen: unknown = other?.[field as keyof typeof shown];
        return isDeepStrictEqual(value, seen)
          ? []
          : [`${key}: ${field} ${JSON.stringify(seen)} in place of ${JSON.stringify(value)}`];
      });
    });
  });
}
