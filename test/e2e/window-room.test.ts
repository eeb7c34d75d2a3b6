import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { readBody } from "../../src/core/marker/body.ts";
import { writeCohortFile } from "../support/cohort-file.ts";
import { openDesk, type Desk } from "../support/command.ts";
import { githubHarness } from "../support/github-harness.ts";
import type { ForgeWorld } from "../support/harness.ts";

const NOW = "2026-06-02T09:00:00Z";
const KEY = "summer/steps/ada/once";
const writeKind = (words: string) =>
  `---\nkind: steps\nper: intern\ntitle: First steps\nowner: intern\nopens: start\nlane: team\n---\n- [ ] Say hello\n\n${words}\n`;

let world: ForgeWorld;
let desk: Desk;
const own = () => join(dirname(desk.file), "own");
const run = async (command: "plan" | "apply") => desk.json(command, NOW, "--templates", own());
const rewrite = async (words: string) => writeFile(join(own(), "steps.md.hbs"), writeKind(words));
const find = async () => {
  const issues = await world.reader().listIssues("cohort::summer");
  const issue = issues.find((one) => readBody(one.body).key === KEY);
  if (issue === undefined) throw new Error(`there is no ${KEY}`);
  return issue;
};

beforeEach(async () => {
  world = await githubHarness.start();
  desk = await openDesk(world, writeCohortFile({ forge: world.forgeYaml, interns: ["ada"] }));
  await mkdir(own());
  await rewrite("Ask anything.");
  await run("apply");
});
afterEach(async () => {
  await desk.clear();
  await world.stop();
});

it("what people wrote stays where it leaves no room, which is a conflict and no failure, until somebody shortens it", async () => {
  const { number, body } = await find();
  const mine = `My log:\n\n${"I tried it again.\n".repeat(3600)}`;
  const room = 65_536 - body.length - mine.length;
  expect(room).toBeGreaterThan(0);
  await world.editAsPerson(number, { body: body.replace("- [ ] Say hello", `- [x] Say hello\n\n${mine}`) });
  await rewrite(`Ask anything. ${"Really, anything. ".repeat(Math.ceil(room / 18))}`);
  const full = await find();
  const expectConflict = async () => {
    const { code, actions } = await run("apply");
    expect(code).toBe(0);
    expect(actions.filter((action) => action.key === KEY && action.type === "conflict")).toMatchObject([
      {
        reason: "its text is so long that the forge would not take more; it stays as it is until somebody shortens it",
      },
    ]);
    expect((await find()).body).toBe(full.body);
  };
  await expectConflict();
  await expectConflict();
  await world.editAsPerson(number, { body: full.body.replace(mine, "My log is elsewhere.") });
  expect((await run("apply")).code).toBe(0);
  const { text } = readBody((await find()).body);
  expect(text).toContain("- [x] Say hello\n\nMy log is elsewhere.\n\nAsk anything. Really, anything.");
});
