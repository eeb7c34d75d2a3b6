import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openDesk } from "../support/command.ts";
import { finish, type Run } from "./case.ts";
import { breakDisk, DISK_FAULTS, type Choose } from "./disk.ts";
import { applyQuickly } from "./quick.ts";
import { addTwin, findIssue, SCENARIOS } from "./scenario.ts";
import { openLocalStage, type LocalStage } from "./stage.ts";

/** What faults and random sequences have found, each alone and by its name. */
describe("what once went wrong", () => {
  const checklist = "summer/cohort/all/once";
  const [first] = SCENARIOS;
  if (first === undefined) throw new Error("there are no scenarios");
  let stage: LocalStage;
  beforeEach(async () => {
    stage = await openLocalStage();
  });
  afterEach(async () => {
    await stage.stop();
  });
  const apply = async (choose: Choose): Promise<Run> => {
    const desk = await openDesk(stage.world, first.write(stage.world.forgeYaml));
    const calm = breakDisk(stage.world.directory, choose);
    const run = await desk.json("apply", first.now).finally(calm);
    await desk.clear();
    return run;
  };
  /** The disk fails where the checklist's file is to get its name. */
  const withoutChecklist: Choose = ({ call, name }) =>
    call === "rename" && /coordinator/.test(name) ? (DISK_FAULTS[0] ?? null) : null;

  it("a checklist with a twin that somebody uses: a project's issue that is written remembers the first one", async () => {
    await applyQuickly(stage.world, first.write(stage.world.forgeYaml), first.now);
    const twin = await addTwin(stage, await findIssue(stage, checklist));
    await stage.world.commentAsPerson(twin, "I work here.");
    const write = (forge: string) => first.write(forge).replace("mentor: grace", "mentor: omar");
    expect(await finish(stage, { ...first, write }, 1)).toEqual([]);
  });

  it("a checklist made a run later than the rest: the project's issue learns of it in that very run", async () => {
    const { code, outcomes } = await apply(withoutChecklist);
    expect([code, outcomes.find(({ key }) => key === checklist)?.result]).toEqual([1, "unknown"]);
    expect(await finish(stage, first, 1)).toEqual([]);
  });

  it("a checklist that cannot be made again: what was to remember it waits, and nobody is said to have done it", async () => {
    await apply(withoutChecklist);
    const { outcomes } = await apply(withoutChecklist);
    expect(outcomes.map(({ key, result }) => [key, result])).toEqual([
      [checklist, "unknown"],
      ["summer/project/ada/once", "blocked"],
    ]);
  });
});
