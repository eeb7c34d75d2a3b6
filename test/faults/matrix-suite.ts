import { describe, expect, it } from "vitest";
import { readReference, runCase, type Ends, type Reference } from "./case.ts";
import { BY_WEIGHT } from "./scenario.ts";
import type { ServerName } from "./stage.ts";
import { isGraphQL, isWrite, type Sent } from "./tap.ts";
import { printTable, type Cell } from "./table.ts";
import { LASTING, meets, ONCE, type WireFault } from "./wire.ts";

type Case = Cell & { readonly fault: WireFault };

/** Cases under way at once: most of their time is waiting for time-outs and pauses. */
const AT_ONCE = 12;

/**
 * Every fault at every request of a run, followed by two clean runs. `share`: all of it, or for CI an ordinary day's run
 * whole, those of other days whole where they send something new, and one pair of clean runs for all the cases that
 * leave the same behind.
 */
export function describeMatrix(
  name: ServerName,
  share: "all" | "CI",
  only: (sent: Sent) => boolean = () => true,
): void {
  describe(`faults on the way to ${name}`, () => {
    const told = new Set<string>();
    for (const scenario of BY_WEIGHT) {
      it(`are made good by two more runs: ${scenario.name}`, { timeout: 3_600_000 }, async () => {
        const started = performance.now();
        const reference = await readReference(name, scenario);
        const cells = listCells(reference, { only, told: share === "CI" ? told : new Set() });
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

/** `told`: sorts of requests that have met every fault in an earlier scenario; those of this one are added. */
function listCells(
  reference: Reference,
  { only, told }: { readonly only: (sent: Sent) => boolean; readonly told: Set<string> },
): readonly Case[] {
  const again = new Set(told);
  const firstWrite = reference.requests.findIndex(isWrite);
  return reference.requests.flatMap((request, index) => {
    if (!only(request)) return [];
    const sort = nameSort(request);
    const plain = sort.replace(/\d+/g, "N").replace(/labels\/.*/, "labels/NAME");
    told.add(plain);
    const faults = [...ONCE, ...LASTING].filter((fault) => meets(fault, request));
    const shown = again.has(plain)
      ? faults.filter(({ name }) => TELLING[index < firstWrite ? "looking" : "writing"].includes(name))
      : faults;
    return shown.map((fault): Case => ({ position: index + 1, sort, fault, sound: null }));
  });
}

/** `POST …/issues`, `POST /graphql viewer`. */
function nameSort({ method, address, body }: Sent): string {
  const path = address.replace(/\?.*/, "").replace(/.*internships(?=\/|$)/, "…");
  if (!isGraphQL(address)) return `${method} ${path}`;
  return `${method} ${path} ${/\{\s*(\w+)/.exec((body as { readonly query: string }).query)?.[1] ?? ""}`;
}

/** Where a request has met all of them before: not done, perhaps not done, perhaps done, no more today, and for good. */
const TELLING: Readonly<Record<"looking" | "writing", readonly WireFault["name"][]>> = {
  looking: ["refused …"],
  writing: ["refused", "502", "reset after", "hour used up", "refused …", "truncated …"],
};

async function doAll(cells: readonly Case[], work: (cell: Case) => Promise<void>): Promise<void> {
  const left = [...cells];
  const walk = async (): Promise<void> => {
    for (let cell = left.shift(); cell !== undefined; cell = left.shift()) await work(cell);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, walk));
}
