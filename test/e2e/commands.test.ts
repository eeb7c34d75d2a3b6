import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { readBody } from "../../src/core/marker/body.ts";
import { writeCohortFile } from "../support/cohort-file.ts";
import { openDesk, type Desk } from "../support/command.ts";
import { githubHarness, type GitHubWorld } from "../support/github-harness.ts";
import { startGitLabWorld, type GitLabWorld } from "../support/gitlab-harness.ts";
import type { ForgeWorld } from "../support/harness.ts";
import { localHarness } from "../support/local-harness.ts";

const NOW = "2026-06-05T09:00:00Z";
const KEY = "summer/onboarding/ada/once";

interface Stage {
  readonly world: ForgeWorld;
  readonly say: (author: string, number: number, text: string) => Promise<unknown>;
  /** Signs on comments, as the server has them. */
  readonly signs: () => readonly string[];
}

const STAGES: Readonly<Record<string, () => Promise<Stage>>> = {
  local: async () => {
    const world = await localHarness.start();
    return { world, say: (_author, number, text) => world.commentAsPerson(number, text), signs: () => ["+1"] };
  },
  gitlab: async () => {
    const world: GitLabWorld = await startGitLabWorld({});
    return {
      world,
      say: (author, number, text) => world.server.comment(author, number, text),
      signs: () =>
        [...world.server.project.issues.values()].flatMap((issue) => issue.notes).flatMap((note) => note.awards),
    };
  },
  github: async () => {
    const world = (await githubHarness.start()) as GitHubWorld;
    return {
      world,
      say: (author, number, text) => world.server.comment(author, number, text),
      signs: () => world.server.state.reactions.map((sign) => `${sign.content} ${sign.login}`),
    };
  },
};

describe.each(Object.keys(STAGES))("a comment on %s", (name) => {
  let stage: Stage;
  let desk: Desk;
  const find = async () => {
    const issues = await stage.world.reader().listIssues("cohort::summer");
    const issue = issues.find((candidate) => readBody(candidate.body).key === KEY);
    if (issue === undefined) throw new Error(`there is no ${KEY}`);
    return issue;
  };
  const progress = async () =>
    (await desk.json("status", NOW)).issues.find((issue) => issue.key === KEY)?.progress ?? "none";
  beforeEach(async () => {
    const open = STAGES[name];
    if (open === undefined) throw new Error(name);
    stage = await open();
    desk = await openDesk(stage.world, writeCohortFile({ forge: stage.world.forgeYaml }));
    await desk.json("apply", NOW);
  });
  afterEach(async () => {
    await desk.clear();
    await stage.world.stop();
  });

  it("of the owner ticks, once, and is answered with a sign", async () => {
    const { number } = await find();
    await stage.say("ada", number, "done 2");
    const run = await desk.json("apply", NOW);
    expect(run.code).toBe(0);
    expect(run.outcomes.map((outcome) => outcome.key)).toContain(KEY);
    const boxes = (await find()).body.match(/- \[[ x]\]/g) ?? [];
    expect(boxes.map((box) => box === "- [x]").indexOf(true)).toBe(1);
    expect(boxes.filter((box) => box === "- [x]")).toHaveLength(1);
    expect(await progress()).toBe("doing");
    expect(stage.signs()).toHaveLength(1);
    const { body } = await find();
    await stage.world.editAsPerson(number, { body: body.replace("- [x]", "- [ ]") });
    await desk.json("apply", NOW);
    await desk.json("apply", NOW);
    expect((await find()).body).not.toContain("- [x]");
    expect((await desk.json("apply", NOW)).outcomes).toEqual([]);
  });

  it("says that its owner is stuck, and that they no longer are", async () => {
    const { number } = await find();
    await stage.say("ada", number, "stuck: my account does not work");
    await desk.json("apply", NOW);
    expect((await find()).labels).toContain("status::blocked");
    expect((await find()).labels).not.toContain("status::todo");
    await desk.json("apply", NOW);
    expect(await progress()).toBe("blocked");
    await stage.say("ada", number, "Not stuck any more!");
    await desk.json("apply", NOW);
    expect((await find()).labels).not.toContain("status::blocked");
    expect((await desk.json("apply", NOW)).outcomes).toEqual([]);
  });

  it("that asks for a box which is not there changes nothing, and is answered once", async () => {
    const { number, body } = await find();
    await stage.say("ada", number, "done 99");
    await desk.json("apply", NOW);
    expect(readBody((await find()).body).text).toBe(readBody(body).text);
    expect(stage.signs()).toHaveLength(1);
    expect((await desk.json("apply", NOW)).outcomes).toEqual([]);
  });

  it.skipIf(name === "local")("of anybody else commands nothing", async () => {
    const { number, body } = await find();
    await stage.say("ben", number, "done 1");
    await stage.say("grace", number, "stuck");
    expect((await desk.json("apply", NOW)).outcomes).toEqual([]);
    expect((await find()).body).toBe(body);
    expect(stage.signs()).toEqual([]);
  });
});
