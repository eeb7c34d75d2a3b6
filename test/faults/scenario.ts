import { readBody } from "../../src/core/body/marker.ts";
import { writeCohortFile } from "../support/cohort-file.ts";
import type { ObservedIssue } from "../../src/core/model/issue.ts";
import { applyQuickly } from "./quick.ts";
import type { Stage } from "./stage.ts";

/** What a run meets: the file, the day, and what came before it. */
export interface Scenario {
  readonly name: string;
  readonly now: string;
  /** The file as the run finds it. */
  write(forge: string): string;
  /** Earlier runs, and what people did since. */
  prepare(stage: Stage): Promise<void>;
}

const FIRST_DAY = "2026-06-04T09:00:00Z";

/** Seven labels, a milestone and five issues. */
const FIRST: Scenario = {
  name: "first run",
  now: FIRST_DAY,
  write: (forge) => writeCohortFile({ forge, interns: ["ada"] }),
  prepare: async () => undefined,
};

/** A new retro, an untouched one to be closed, a status that follows a tick, the roll-up. */
const ORDINARY: Scenario = {
  name: "ordinary day",
  now: "2026-06-11T09:00:00Z",
  write: FIRST.write,
  prepare: async (stage) => {
    await stage.repeat(async () => applyQuickly(stage.world, FIRST.write(stage.world.forgeYaml), FIRST_DAY));
    await tickFirstBox(stage, "summer/onboarding/ada/once");
    await addNote(stage, "summer/helpers/ada/once");
    const { number } = await findIssue(stage, "summer/cohort/all/once");
    await stage.world.editAsPerson(number, { title: "A title of my own" });
    await stage.world.commentAsPerson(number, "A comment of mine.");
  },
};

/** An orphan with a note in it, a changed account, a changed mentor, a closed retro, and twins: an untouched one and one that somebody uses. */
const TIDYING: Scenario = {
  name: "tidying up",
  now: FIRST_DAY,
  write: (forge) =>
    writeCohortFile({
      forge,
      interns: ["ada"],
      extra:
        "people:\n  ada: { username: ben }\n  kim: {}\n  omar: {}\n  sam: {}\n  lee: {}\nkinds: { helpers: off }\n",
    }).replace("mentor: grace", "mentor: omar"),
  prepare: async (stage) => {
    await stage.repeat(async () => applyQuickly(stage.world, FIRST.write(stage.world.forgeYaml), FIRST_DAY));
    await addTwin(stage, "summer/onboarding/ada/once");
    const used = await addTwin(stage, "summer/cohort/all/once");
    await stage.world.commentAsPerson(used, "I work here.");
    await tickFirstBox(stage, "summer/onboarding/ada/once");
    await addNote(stage, "summer/helpers/ada/once");
    const retro = await findIssue(stage, "summer/retro/ada/week-01");
    await stage.world.editAsPerson(retro.number, { state: "closed" });
  },
};

export const SCENARIOS: readonly Scenario[] = [FIRST, ORDINARY, TIDYING];

/** The canonical issue of a key. */
export async function findIssue(stage: Stage, key: string): Promise<ObservedIssue> {
  const issues = await stage.world.reader().listIssuesBy(stage.account);
  const found = issues.find((issue) => readBody(issue.body).key === key);
  if (found === undefined) throw new Error(`there is no ${key}`);
  return found;
}

export async function tickFirstBox(stage: Stage, key: string): Promise<void> {
  const { number, body } = await findIssue(stage, key);
  await stage.world.editAsPerson(number, { body: body.replace("- [ ]", "- [x]") });
}

const NOTE = "A note of mine.";

async function addNote(stage: Stage, key: string): Promise<void> {
  const { number, body } = await findIssue(stage, key);
  await stage.world.editAsPerson(number, { body: `${body}\n\n${NOTE}` });
}

/** A second issue of a key, as a lost answer leaves it. */
export async function addTwin(stage: Stage, key: string): Promise<number> {
  const { title, body, labels } = await findIssue(stage, key);
  return stage.world.createAsPerson(stage.account, title, body, labels);
}
