import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { readBody } from "../../src/core/marker/body.ts";
import type { ObservedIssue } from "../../src/core/model/issue.ts";
import { breakDisk } from "../faults/disk.ts";
import { openLocalStage, openServerStage, type ServerName, type Stage } from "../faults/stage.ts";
import { writeCohortFile } from "../support/cohort-file.ts";
import { openDesk, type Desk, type JsonCohort } from "../support/command.ts";

const NOW = "2026-06-02T09:00:00Z";
const KEY = "summer/steps/ada/once";

/** A kind whose words the tests know; `{last}` and `{foot}` are what its author changes. */
const writeKind = (last: string, foot: string) => `---
kind: steps
per: intern
title: First steps of {{intern.name}}
owner: intern
opens: start
lane: team
---
- [ ] Say hello
- [ ] Open your first issue
- [ ] ${last}

${foot}
`;
const OLD = writeKind("Read the guide", "Ask anything.");
const NEW = writeKind("Read the handbook", "Ask anything, at any time.");

/** The moments of one issue's update that somebody may be quick enough to meet. */
type Moment = "before it is read again" | "before it is written";

interface Scene {
  readonly stage: Stage;
  /** Does `act` once, at that moment of the next update of the issue; gives the function that ends it. */
  readonly meet: (moment: Moment, number: number, act: () => Promise<unknown>) => Promise<() => void>;
}

async function openServerScene(name: ServerName): Promise<Scene> {
  const stage = await openServerStage(name);
  return {
    stage,
    meet: async (moment, number, act) => {
      let met = false;
      return stage.disturb(async ({ method, address }) => {
        const wanted = moment === "before it is read again" ? ["GET"] : ["PUT", "PATCH"];
        if (met || !wanted.includes(method) || !address.endsWith(`/issues/${number}`)) return null;
        met = true;
        await act();
        return null;
      });
    },
  };
}

/** A plan reads an issue's file as often as a run does before it is read again. */
async function openLocalScene(plan: () => Promise<unknown>): Promise<Scene> {
  const stage = await openLocalStage();
  const { folder } = stage.world;
  const watch = (call: string, number: number, seen: (times: number) => Promise<unknown>) => {
    let times = 0;
    return breakDisk(folder, async (made) => {
      if (made.call !== call || !made.name.startsWith(`${number}-`)) return null;
      times += 1;
      await seen(times);
      return null;
    });
  };
  return {
    stage,
    meet: async (moment, number, act) => {
      if (moment === "before it is written")
        return watch("rename", number, async (times) => (times === 1 ? act() : undefined));
      let planned = 0;
      const done = watch("readFile", number, async (times) => (planned = times));
      await plan();
      done();
      return watch("readFile", number, async (times) => (times === planned + 1 ? act() : undefined));
    },
  };
}

/** A file is written as a whole; of an issue on a server only what changes is sent. */
const FORGES = [
  { name: "local", titleAfter: "First steps of Ada" },
  { name: "gitlab", titleAfter: "My own steps" },
  { name: "github", titleAfter: "My own steps" },
] as const;

describe.each(FORGES)("while a run is at work on $name", ({ name, titleAfter }) => {
  let scene: Scene;
  let desk: Desk;
  const own = () => join(dirname(desk.file), "own");
  const run = async (command: "plan" | "apply"): Promise<JsonCohort & { readonly code: number }> =>
    desk.json(command, NOW, "--templates", own());
  const find = async (): Promise<ObservedIssue> => {
    const issues = await scene.stage.world.reader().listIssues("cohort::summer");
    const found = issues.filter((issue) => readBody(issue.body).key === KEY);
    const [issue] = found;
    if (issue === undefined || found.length > 1) throw new Error(`there are ${found.length} of ${KEY}`);
    return issue;
  };
  const text = async () =>
    readBody((await find()).body)
      .text.split("\n")
      .slice(2)
      .join("\n");
  /** What somebody saves who has the issue open. */
  const change = async (number: number, ...changes: readonly (readonly [from: string, to: string])[]) => {
    let body = (await find()).body;
    for (const [from, to] of changes) {
      if (!body.includes(from)) throw new Error(`no "${from}" in ${body}`);
      body = body.replace(from, to);
    }
    await scene.stage.world.editAsPerson(number, { body });
  };
  const rewrite = async (kind: string) => writeFile(join(own(), "steps.md.hbs"), kind);

  beforeEach(async () => {
    scene = name === "local" ? await openLocalScene(async () => run("plan")) : await openServerScene(name);
    const { world } = scene.stage;
    desk = await openDesk(world, writeCohortFile({ forge: world.forgeYaml, interns: ["ada"] }));
    await mkdir(own());
    await rewrite(OLD);
    await run("apply");
  });
  afterEach(async () => {
    await desk.clear();
    await scene.stage.stop();
  });

  it("a tick made after the listing and before the issue is read again survives, and is told", async () => {
    const { number } = await find();
    await rewrite(NEW);
    const done = await scene.meet("before it is read again", number, async () =>
      change(number, ["- [ ] Say", "- [x] Say"], ["- [ ] Read", "- [X] Read"], ["Ask any", "My note.\n\nAsk any"]),
    );
    const applied = await run("apply");
    done();
    expect(applied.code).toBe(0);
    expect(applied.outcomes.find((outcome) => outcome.key === KEY)).toMatchObject({
      result: "done",
      deviation: "changed body, status instead of body: somebody edited it in the meantime",
    });
    const expected = [
      "- [x] Say hello",
      "- [ ] Open your first issue",
      "- [X] Read the guide",
      "",
      "My note.",
      "",
      "Ask anything, at any time.",
    ].join("\n");
    expect(await text()).toBe(expected);
    await run("apply");
    expect((await run("apply")).outcomes).toEqual([]);
    expect(await text()).toBe(expected);
  });

  it("of what is done after it was read again and before it is written the text is lost, and nothing more by the next run", async () => {
    const { number } = await find();
    await change(number, ["- [ ] Open", "- [x] Open"], ["Ask any", "My note.\n\nAsk any"]);
    await rewrite(NEW);
    const done = await scene.meet("before it is written", number, async () => {
      await change(number, ["- [ ] Say", "- [x] Say"]);
      await scene.stage.world.editAsPerson(number, { title: "My own steps" });
      await scene.stage.world.commentAsPerson(number, "Said hello!");
    });
    const applied = await run("apply");
    done();
    expect(applied.code).toBe(0);
    const written = [
      "- [ ] Say hello",
      "- [x] Open your first issue",
      "- [ ] Read the handbook",
      "",
      "My note.",
      "",
      "Ask anything, at any time.",
    ];
    expect(await text()).toBe(written.join("\n"));
    expect((await find()).title).toBe(titleAfter);
    const comments = await scene.stage.comments(number);
    expect(comments.filter((comment) => comment.includes("Said hello!"))).toHaveLength(1);

    const next = await run("apply");
    expect(next.code).toBe(0);
    expect(next.summary["create"]).toBe(0);
    expect(next.actions.filter((action) => action.key === KEY && action.type !== "unchanged")).toEqual([]);
    expect({ text: await text(), title: (await find()).title }).toEqual({
      text: written.join("\n"),
      title: titleAfter,
    });

    await change(number, ["- [ ] Say", "- [x] Say"]);
    await rewrite(writeKind("Read the handbook", "Ask us anything."));
    await run("apply");
    expect((await run("apply")).outcomes).toEqual([]);
    expect(await text()).toBe(["- [x] Say hello", ...written.slice(1, -1), "Ask us anything."].join("\n"));
  });
});
