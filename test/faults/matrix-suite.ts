import { describe, expect, it } from "vitest";
import { readReference, runCase, type Ends, type Reference } from "./case.ts";
import { SCENARIOS, type Scenario } from "./scenario.ts";
import type { ServerName } from "./stage.ts";
import { printTable, type Cell } from "./table.ts";
import { LASTING, meets, ONCE, type WireFault } from "./wire.ts";

type Case = Cell & { readonly fault: WireFault };

/** Cases under way at once: most of their time is waiting for time-outs and pauses. */
const AT_ONCE = 8;

/**
 * Every fault at every request of a run, followed by two clean runs. `share`: all of it, or for CI without what the rest
 * shows already, and with one pair of clean runs for all the cases that leave the same behind.
 */
export function describeMatrix(name: ServerName, share: "all" | "CI"): void {
  describe(`faults on the way to ${name}`, () => {
    for (const scenario of SCENARIOS) {
      it(`are made good by two more runs: ${scenario.name}`, { timeout: 3_600_000 }, async () => {
        const started = performance.now();
        const reference = await readReference(name, scenario);
        const cells = listCells(reference, scenario, share);
        const ends: Ends | null = share === "CI" ? new Map() : null;
        const problems: string[] = [];
        await doAll(cells, async (cell) => {
          const found = await runCase(name, scenario, { reference, ends }, cell);
          cell.sound = found.length === 0;
          problems.push(...found.map((problem) => `${cell.position} ${cell.sort}, ${cell.fault.name}: ${problem}`));
        });
        printTable(`${name}, ${scenario.name}`, cells, {
          ends: ends?.size ?? cells.length,
          milliseconds: performance.now() - started,
        });
        expect(problems.sort()).toEqual([]);
      });
    }
  });
}

function listCells(reference: Reference, scenario: Scenario, share: "all" | "CI"): readonly Case[] {
  const firstWrite = reference.requests.findIndex((request) => request.method !== "GET");
  const cells = reference.requests.flatMap(({ method, address }, index) => {
    const sort = `${method} ${address.replace(/\?.*/, "").replace(/.*internships(?=\/|$)/, "…")}`;
    const faults = [...ONCE, ...LASTING].filter((fault) => meets(fault, method));
    return faults.map((fault): Case => ({ position: index + 1, sort, fault, sound: null }));
  });
  if (share === "all") return cells;
  const labels = cells.filter((cell) => cell.sort === "POST …/labels").map((cell) => cell.position);
  return cells.filter(({ position, fault }, index) => {
    // One label is like another, and the first look is the same in each scenario.
    if (labels.includes(position) && position !== labels[0] && position !== labels.at(-1)) return index % 4 === 0;
    if (scenario === SCENARIOS[0]) return true;
    return fault.lasts || TELLING.includes(fault.name) || (scenario === SCENARIOS[1] && position > firstWrite);
  });
}

/** One of each sort: what stops a run, and what leaves a fate unknown. */
const TELLING: readonly WireFault["name"][] = ["hour used up", "HTML after", "reset after", "502 after"];

async function doAll(cells: readonly Case[], work: (cell: Case) => Promise<void>): Promise<void> {
  const left = [...cells];
  const walk = async (): Promise<void> => {
    for (let cell = left.shift(); cell !== undefined; cell = left.shift()) await work(cell);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, walk));
}
