import { readBody } from "../../src/core/marker/body.ts";
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
    const find = await openFinding(stage);
    await tick(stage, find("summer/onboarding/ada/once"));
    await addNote(stage, find("summer/helpers/ada/once"));
    const { number } = find("summer/cohort/all/once");
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
    const find = await openFinding(stage);
    await addTwin(stage, find("summer/onboarding/ada/once"));
    const used = await addTwin(stage, find("summer/cohort/all/once"));
    await stage.world.commentAsPerson(used, "I work here.");
    await tick(stage, find("summer/onboarding/ada/once"));
    await addNote(stage, find("summer/helpers/ada/once"));
    await stage.world.editAsPerson(find("summer/retro/ada/week-01").number, { state: "closed" });
  },
};

export const SCENARIOS: readonly Scenario[] = [FIRST, ORDINARY, TIDYING];

/** The same, the one that does most sorts of things to what is there already first. */
export const BY_WEIGHT: readonly Scenario[] = [ORDINARY, FIRST, TIDYING];

/** The canonical issue of a key. */
export async function findIssue(stage: Stage, key: string): Promise<ObservedIssue> {
  return (await openFinding(stage))(key);
}

/** Every canonical issue as it stands now, from one listing. */
async function openFinding({ world, account }: Stage): Promise<(key: string) => ObservedIssue> {
  const issues = await world.reader().listIssuesBy(account);
  return (key) => {
    const found = issues.find((issue) => readBody(issue.body).key === key);
    if (found === undefined) throw new Error(`there is no ${key}`);
    return found;
  };
}

export async function tickFirstBox(stage: Stage, key: string): Promise<void> {
  await tick(stage, await findIssue(stage, key));
}

async function tick(stage: Stage, { number, body }: ObservedIssue): Promise<void> {
  await stage.world.editAsPerson(number, { body: body.replace("- [ ]", "- [x]") });
}

const NOTE = "A note of mine.";

async function addNote(stage: Stage, { number, body }: ObservedIssue): Promise<void> {
  await stage.world.editAsPerson(number, { body: `${body}\n\n${NOTE}` });
}

/** A second issue of a key, as a lost answer leaves it. */
export async function addTwin(stage: Stage, { title, body, labels }: ObservedIssue): Promise<number> {
  return stage.world.createAsPerson(stage.account, title, body, labels);
}
