import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openDesk } from "../support/command.ts";
import { comparePictures, finish, HASTE, readReference, type Reference, type Run } from "./case.ts";
import { takePicture } from "./picture.ts";
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
      for (const listing of ["labels=", name === "github" ? "creator=" : "author_username="]) {
        for (const fault of ONCE.filter((one) => one.on === "all" && one.patience === undefined)) {
          let struck = 0;
          const calm = stage.disturb({ ...fault, lasts: true }, (address) => {
            const strikes = address.includes(listing) && /[?&]page=2\b/.test(address);
            struck += strikes ? 1 : 0;
            return strikes;
          });
          const run = await apply(HASTE);
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
      const calm = stage.disturb(reset, (address) => /[?&]page=2\b/.test(address) && left-- > 0);
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

    const last = "summer/project/ada/once";
    /** Makes everything, then runs while listings lack the newest `behind` issues: twins of those. */
    const makeTwins = async (behind: number, meanwhile: () => Promise<void> = async () => undefined): Promise<void> => {
      const calm = stage.lag("all", (number) => number > 5 - behind && number <= 5);
      const run = await apply();
      await meanwhile();
      calm();
      expect(run.outcomes.filter((outcome) => outcome.type === "create")).toHaveLength(behind);
    };
    const listTwins = async () => Object.values(await takePicture(stage)).flatMap((issues) => issues.slice(1));

    it.each([1, 2, 5])("that all lack %i issues make twins, which go once listings are current", async (behind) => {
      const { picture } = await reference(name, first);
      await applyQuickly(stage.world, file(), first.now);
      await makeTwins(behind);
      expect(await finish(stage, first, 1)).toEqual([]);
      const twins = await listTwins();
      expect(twins).toHaveLength(behind);
      expect(twins.filter((twin) => twin.state === "open" || twin.comments.length !== 1)).toEqual([]);
      expect(twins.every((twin) => /<summer\/\S+>/.test(twin.comments[0] ?? ""))).toBe(true);
      const end = Object.entries(await takePicture(stage));
      const firsts = Object.fromEntries(end.map(([key, issues]) => [key, issues.slice(0, 1)]));
      expect(comparePictures(picture, firsts)).toEqual([]);
    });

    it("that lack an issue which somebody ticks cost no tick: the twin goes", async () => {
      await applyQuickly(stage.world, file(), first.now);
      await tickFirstBox(stage, last);
      await makeTwins(1);
      for (let again = 1; again <= 2; again++) await applyQuickly(stage.world, file(), first.now);
      expect((await listTwins()).map((twin) => twin.state)).toEqual(["closed"]);
      expect((await findIssue(stage, last)).body).toContain("- [x]");
    });

    it("that lack an issue whose twin somebody ticks leave both, and tell of it", async () => {
      await applyQuickly(stage.world, file(), first.now);
      // While it is ticked the listing still knows nothing of the first one.
      await makeTwins(1, async () => tickFirstBox(stage, last));
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
      const calm = stage.disturb(after, (address) => address.endsWith("/issues") && ++creates === 3);
      const lost = await apply(HASTE);
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

/** How many issues each kind has. */
function countKeys(picture: Readonly<Record<string, readonly unknown[]>>): Readonly<Record<string, number>> {
  const keyed = Object.entries(picture).filter(([key]) => key.startsWith("summer/"));
  return Object.fromEntries(keyed.map(([key, issues]) => [key.split("/")[1] ?? "", issues.length]));
}
