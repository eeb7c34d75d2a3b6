import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { openDesk } from "../support/command.ts";
import { comparePictures, finish, judgeOutcomes, once, type Ends, type Run } from "./case.ts";
import { befalls, breakDisk, DISK_FAULTS, type DiskCall, type DiskFault } from "./disk.ts";
import { takePicture, type Picture } from "./picture.ts";
import { SCENARIOS, type Scenario } from "./scenario.ts";
import { openLocalStage, type LocalStage } from "./stage.ts";
import { printTable, type Cell } from "./table.ts";

type Case = Cell & { readonly fault: DiskFault };

/**
 * Every fault at every call to the disk of a run, each followed by two clean runs. In CI, calls of the same sort on
 * files of the same sort are one, but for those before the first write.
 */
export function describeDisk(share: "all" | "CI"): void {
  describe("faults of the disk", () => {
    for (const scenario of SCENARIOS) {
      it(`are made good by two more runs: ${scenario.name}`, { timeout: 3_600_000 }, async () => {
        const started = performance.now();
        const { calls, picture } = await readReference(scenario);
        const cells = listCells(calls, share);
        const ends: Ends | null = share === "CI" ? new Map() : null;
        const problems: string[] = [];
        for (const cell of cells) {
          const found = await runCase(scenario, { picture, ends }, cell);
          cell.sound = found.length === 0;
          problems.push(...found.map((problem) => `${cell.position} ${cell.sort}, ${cell.fault.name}: ${problem}`));
        }
        printTable(`local, ${scenario.name}`, cells, {
          ends: ends?.size ?? cells.length,
          milliseconds: performance.now() - started,
        });
        expect(problems).toEqual([]);
      });
    }
  });
}

function listCells(calls: readonly DiskCall[], share: "all" | "CI"): readonly Case[] {
  const told = new Set<string>();
  const firstWrite = calls.findIndex(({ call }) => call === "write");
  return calls.flatMap(({ call, name }, index) => {
    const sort = `${call} ${name.replace(/\.[0-9a-f]{12}\.tmp$/, ".….tmp")}`;
    const plain = sort.replace(/\d+(?:-[a-z0-9-]+)?(?=\.)/, "N");
    const seen = `${index < firstWrite ? "looking" : "writing"} ${plain}`;
    if (share === "CI" && told.has(seen)) return [];
    told.add(seen);
    const faults = DISK_FAULTS.filter((fault) => befalls(fault, call));
    return faults.map((fault): Case => ({ position: index + 1, sort, fault, sound: null }));
  });
}

async function readReference(
  scenario: Scenario,
): Promise<{ readonly calls: readonly DiskCall[]; readonly picture: Picture }> {
  const stage = await openLocalStage();
  await scenario.prepare(stage);
  const calls: DiskCall[] = [];
  const calm = breakDisk(stage.world.directory, (call) => {
    calls.push(call);
    return null;
  });
  const run = await runCommand(stage, scenario);
  calm();
  const problems = [...(run.code === 0 ? [] : [run.err]), ...(await finish(stage, scenario))];
  if (problems.length > 0) throw new Error(`${scenario.name} fails by itself:\n${problems.join("\n")}`);
  const picture = await takePicture(stage);
  await stage.stop();
  return { calls, picture };
}

async function runCase(
  scenario: Scenario,
  { picture, ends }: { readonly picture: Picture; readonly ends: Ends | null },
  { fault, position }: { readonly fault: DiskFault; readonly position: number },
): Promise<readonly string[]> {
  const stage = await openLocalStage();
  await scenario.prepare(stage);
  const before = await readFolder(stage);
  let calls = 0;
  const calm = breakDisk(stage.world.directory, () => {
    calls += 1;
    return calls === position || (fault.lasts && calls > position) ? fault : null;
  });
  const run = await runCommand(stage, scenario).finally(calm);
  const left = await readFolder(stage);
  const untouched = run.error === undefined || left === before;
  const follow = async (): Promise<readonly string[]> => [
    ...(await finish(stage, scenario, run.code)),
    ...comparePictures(picture, await takePicture(stage)),
  ];
  const problems = [
    ...(calls < position ? [`the run ended before its call ${position}`] : []),
    ...(untouched ? [] : ["something was written after a look that failed"]),
    ...judgeOutcomes(run, await takePicture(stage)),
    ...(await (ends === null ? follow() : once(ends, `${run.code} ${left}`, follow))),
  ];
  await stage.stop();
  return problems;
}

async function runCommand(stage: LocalStage, scenario: Scenario): Promise<Run> {
  const desk = await openDesk(stage.world, scenario.write(stage.world.forgeYaml));
  const run = await desk.json("apply", scenario.now);
  await desk.clear();
  return run;
}

/** All that is in it, to the letter but for ids of runs and the names of files that were not finished. */
async function readFolder({ world }: LocalStage): Promise<string> {
  const names = await readdir(world.folder).catch(() => []);
  const texts = await Promise.all(
    names.toSorted((a, b) => (a < b ? -1 : 1)).map(async (name) => readFile(join(world.folder, name), "utf8")),
  );
  return JSON.stringify([names, texts]).replaceAll(/ run=\S+|\.[0-9a-f]{12}(?=\.tmp)/g, "");
}
