import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openDesk } from "../support/command.ts";
import { comparePictures, finish, hasteFor, readReference, type Reference, type Run } from "./case.ts";
import { takePicture, type Picture } from "./picture.ts";
import { applyQuickly } from "./quick.ts";
import { findIssue, SCENARIOS, tickFirstBox, type Scenario } from "./scenario.ts";
import { openServerStage, type ServerName, type ServerStage } from "./stage.ts";
import { ONCE } from "./wire.ts";

/** Listings that break off, and listings that do not know yet what was just made. */
export function describeListings(name: ServerName): void {
  describe(`listings of ${name}`, () => {
    let stage: ServerStage;
    const [first] = SCENARIOS;
    if (first === undefined) throw new Error("there are no scenarios");
    const file = () => first.write(stage.world.forgeYaml);
    const apply = async (env: Readonly<Record<string, string>> = {}): Promise<Run> => {
      const desk = await openDesk(stage.world, file());
      stage.world.resetRequests();
      const run = await desk.with(env).json("apply", first.now);
      await desk.clear();
      return run;
    };
    beforeEach(async () => {
      stage = await openServerStage(name);
    });
    afterEach(async () => {
      await stage.stop();
    });

    it("that fail on a later page lead to no write, whatever goes wrong there", { timeout: 300_000 }, async () => {
      await addFillers(stage);
      const problems: string[] = [];
      let cases = 0;
      for (const listing of ["labels=", name === "github" ? "creator=" : "author_username="]) {
        for (const fault of ONCE.filter((one) => one.on === "all" && one.patience === undefined)) {
          cases += 1;
          let struck = 0;
          const calm = stage.disturb(({ address }) => {
            const strikes = address.includes(listing) && /[?&]page=2\b/.test(address);
            struck += strikes ? 1 : 0;
            return strikes ? fault : null;
          });
          const run = await apply(hasteFor(fault));
          calm();
          const { POST, PUT, PATCH, DELETE } = stage.world.requests();
          const ended = {
            struck: struck > 0,
            code: run.code,
            told: run.error !== undefined,
            writes: POST + PUT + PATCH + DELETE,
          };
          if (JSON.stringify(ended) !== JSON.stringify({ struck: true, code: 1, told: true, writes: 0 }))
            problems.push(`${listing} ${fault.name}: ${JSON.stringify(ended)}`);
        }
      }
      process.stdout.write(`\n${name}, second pages of two listings: ${cases} cases, ${problems.length} wrong\n`);
      expect(problems).toEqual([]);
      expect(await finish(stage, first, 1)).toEqual([]);
      expect(countKeys(await takePicture(stage))).toEqual({
        cohort: 1,
        helpers: 1,
        onboarding: 1,
        project: 1,
        retro: 1,
      });
    });

    it("that fail on a later page once are read again, and the run goes on", { timeout: 300_000 }, async () => {
      await addFillers(stage);
      const [, reset] = ONCE;
      if (reset === undefined) throw new Error("there are no faults");
      let left = 2;
      const calm = stage.disturb(({ address }) => (/[?&]page=2\b/.test(address) && left-- > 0 ? reset : null));
      expect((await apply()).code).toBe(0);
      calm();
      expect(left).toBeLessThanOrEqual(0);
      expect(await finish(stage, first)).toEqual([]);
      expect(countKeys(await takePicture(stage))).toEqual({
        cohort: 1,
        helpers: 1,
        onboarding: 1,
        project: 1,
        retro: 1,
      });
    });

    it.each([1, 2, 5])("by label that lag behind by %i issues make no twin", async (behind) => {
      await applyQuickly(stage.world, file(), first.now);
      const calm = stage.lag("by label", (number) => number > 5 - behind && number <= 5);
      const run = await apply();
      calm();
      expect(run.outcomes).toEqual([]);
      expect(run.code).toBe(0);
      expect(await finish(stage, first)).toEqual([]);
    });

    // The project's issue, which remembers it, comes after it.
    const last = "summer/retro/ada/week-01";
    /** Runs while listings lack the newest `behind` issues; gives how many of those are made again. */
    const makeTwins = async (
      behind: number,
      meanwhile: () => Promise<void> = async () => undefined,
    ): Promise<number> => {
      const calm = stage.lag("all", (number) => number > 5 - behind && number <= 5);
      const run = await apply();
      await meanwhile();
      calm();
      return run.outcomes.filter((outcome) => outcome.type === "create").length;
    };
    const listTwins = async () => Object.values(await takePicture(stage)).flatMap((issues) => issues.slice(1));

    it.each([
      { behind: 1, made: 0, which: "an issue that another one remembers" },
      { behind: 2, made: 1, which: "that one, and one that only it remembers" },
      { behind: 5, made: 5, which: "everything" },
    ])("that all lack $which make $made twins, which go once listings are current", async ({ behind, made }) => {
      const { picture } = await reference(name, first);
      await applyQuickly(stage.world, file(), first.now);
      expect(await makeTwins(behind)).toBe(made);
      expect(await finish(stage, first, 1)).toEqual([]);
      const twins = await listTwins();
      expect(twins).toHaveLength(made);
      expect(twins.filter((twin) => twin.state === "open" || twin.comments.length !== 1)).toEqual([]);
      expect(twins.every((twin) => /<summer\/\S+>/.test(twin.comments[0] ?? ""))).toBe(true);
      expect(comparePictures(keepFirsts(picture), keepFirsts(await takePicture(stage)))).toEqual([]);
    });

    it("that lack an issue which somebody ticks cost no tick: the twin goes", async () => {
      await applyQuickly(stage.world, file(), first.now);
      await tickFirstBox(stage, last);
      expect(await makeTwins(2)).toBe(1);
      for (let again = 1; again <= 2; again++) await applyQuickly(stage.world, file(), first.now);
      expect((await listTwins()).map((twin) => twin.state)).toEqual(["closed"]);
      expect((await findIssue(stage, last)).body).toContain("- [x]");
    });

    it("that lack an issue whose twin somebody ticks leave both, and tell of it", async () => {
      await applyQuickly(stage.world, file(), first.now);
      // While it is ticked the listing still knows nothing of the first one.
      expect(await makeTwins(2, async () => tickFirstBox(stage, last))).toBe(1);
      for (let again = 1; again <= 2; again++) await applyQuickly(stage.world, file(), first.now);
      const twins = await listTwins();
      expect(twins.map((twin) => twin.state)).toEqual(["open"]);
      expect(twins[0]?.text).toContain("- [x]");
      const { plan } = await applyQuickly(stage.world, file(), first.now);
      expect(plan.actions.filter((action) => action.type === "conflict").map((action) => action.key)).toEqual([last]);
    });

    it("that do not know a create whose answer was lost make a twin, which goes once they do", async () => {
      const after = ONCE.find((fault) => fault.name === "reset after");
      if (after === undefined) throw new Error("there is no such fault");
      let creates = 0;
      const calm = stage.disturb(({ address }) => (address.endsWith("/issues") && ++creates === 3 ? after : null));
      const lost = await apply(hasteFor(after));
      calm();
      expect(lost.code).toBe(1);
      expect(lost.outcomes.filter((outcome) => outcome.result === "unknown")).toHaveLength(1);
      const current = stage.lag("all", (number) => number === 3);
      await apply();
      current();
      expect(await finish(stage, first, 1)).toEqual([]);
      const twins = Object.values(await takePicture(stage)).flatMap((issues) => issues.slice(1));
      expect(twins.map((twin) => twin.state)).toEqual(["closed"]);
    });
  });
}

const references = new Map<string, Promise<Reference>>();

async function reference(name: ServerName, scenario: Scenario): Promise<Reference> {
  const known = references.get(name) ?? readReference(name, scenario);
  references.set(name, known);
  return known;
}

/** So many issues of ours without a key that ours with one come on a second page. */
async function addFillers({ world, account }: ServerStage): Promise<void> {
  for (let count = 1; count <= 101; count++)
    await world.createAsPerson(account, `Filler ${count}`, "A text.", ["cohort::summer"]);
}

/** The first issue of each key, without what it remembers of others: whoever is thought to be gone is noted in more places. */
function keepFirsts(picture: Picture): Picture {
  const firsts = Object.entries(picture).map(([key, issues]) => {
    const shown = issues.slice(0, 1).map((issue) => {
      const { ledger: _ledger, ...fields } = issue.fields;
      return { ...issue, fields };
    });
    return [key, shown] as const;
  });
  return Object.fromEntries(firsts);
}

/** How many issues each kind has. */
function countKeys(picture: Readonly<Record<string, readonly unknown[]>>): Readonly<Record<string, number>> {
  const keyed = Object.entries(picture).filter(([key]) => key.startsWith("summer/"));
  return Object.fromEntries(keyed.map(([key, issues]) => [key.split("/")[1] ?? "", issues.length]));
}
