import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { writeCohortFile } from "../support/cohort-file.ts";
import { openDesk, type JsonIssue } from "../support/command.ts";
import type { ForgeWorld } from "../support/harness.ts";
import { buildCommand, type Killer } from "../support/kill.ts";

const NOW = "2026-06-04T09:00:00Z";

/** Kills `apply` at every write there is, both before it was done and after, and wants every issue exactly once two runs later. */
export function describeKills<W extends ForgeWorld>(name: string, startWorld: () => Promise<W>, kill: Killer<W>): void {
  describe(`an apply killed on ${name}`, () => {
    let command: Awaited<ReturnType<typeof buildCommand>>;
    beforeAll(async () => {
      command = await buildCommand();
    });
    afterAll(async () => {
      await command.remove();
    });

    it.each(["before", "after"] as const)(
      "%s any of its writes is made whole by two more runs",
      { timeout: 240_000 },
      async (when) => {
        const wanted = (await endState(startWorld, async () => true)).keys;
        expect(wanted.length).toBe(5);
        let write = 1;
        for (; write <= 60; write++) {
          const moment = { write, when };
          const end = await endState(startWorld, (world, file) =>
            kill(world, command.path, ["apply", file, "--now", NOW, ...world.cli.args], moment),
          );
          if (!end.killed) break;
          expect({ write, keys: end.keys, codes: end.codes }).toEqual({ write, keys: wanted, codes: [0, 0] });
        }
        // Labels, a milestone and the issues: a loop that ended early would prove nothing.
        expect(write).toBeGreaterThan(12);
      },
    );
  });

  /** A killed run, two clean ones, and every key of ours the place then holds, twins included. */
  async function endState(start: () => Promise<W>, first: (world: W, file: string) => Promise<boolean>) {
    const world = await start();
    const desk = await openDesk(world, writeCohortFile({ forge: world.forgeYaml, interns: ["ada"] }));
    const killed = await first(world, desk.file);
    const codes = [(await desk.json("apply", NOW)).code, (await desk.json("apply", NOW)).code];
    const listed = await world.reader().listIssuesBy(name === "local" ? "fledgling" : "fledgling-bot");
    const keys = listed
      .filter((issue) => issue.state === "open")
      .map((issue) => /key=(\S+)/.exec(issue.body)?.[1] ?? issue.title)
      .sort();
    const known = (await desk.json("status", NOW)).issues.map((issue: JsonIssue) => issue.key).sort();
    expect(known).toEqual([...new Set(keys)]);
    await desk.clear();
    await world.stop();
    return { killed, keys, codes };
  }
}
