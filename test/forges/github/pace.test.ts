import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openGitHubWriter } from "../../../src/forges/github/index.ts";
import type { ForgeWriter } from "../../../src/forges/types.ts";
import type { GitHubServer } from "../../servers/github/index.ts";
import { startGitHub } from "../../servers/github/index.ts";
import { connectGitHub } from "../../support/github-harness.ts";
import { simulateClock } from "../../support/simulated-clock.ts";

const START = "2026-06-01T09:00:00Z";
const DRAFT = {
  title: "Week 1",
  body: "",
  labels: ["c"],
  assignee: null,
  due: null,
  milestone: null,
  confidential: false,
};

/** All of it by a clock that the test moves, which client and server share. */
describe("GitHub's pace", () => {
  let server: GitHubServer;
  let writer: ForgeWriter;
  beforeEach(async () => {
    server = await startGitHub();
    server.state.contentLimits = { minute: 80, hour: 500 };
    writer = openGitHubWriter(connectGitHub(server, { pacing: true }));
  });
  afterEach(async () => {
    await server.close();
    expect(server.violations).toEqual([]);
  });

  it.each<[string, (index: number) => Promise<unknown>, number]>([
    ["an issue", () => writer.createIssue(DRAFT), 3],
    ["a comment", () => writer.createComment(1, "Hello"), 3],
    ["a change", (index) => writer.updateIssue(1, { title: `Title ${index}` }), 1],
    ["a label", (index) => writer.createLabel({ name: `l${index}`, color: "ffffff", description: "" }), 1],
    [
      "an issue put under another",
      async () => {
        const { number } = await writer.createIssue(DRAFT);
        await writer.updateIssue(number, { parent: { from: null, to: { place: server.place, number: 1 } } });
      },
      6,
    ],
  ])("gives %s its seconds, and no more", async (_name, write, seconds) => {
    await server.create("kim", "The first", "", ["c"]);
    const { milliseconds } = await simulateClock(START, async () => {
      for (let index = 0; index <= 20; index++) await write(index);
    });
    expect(Math.round(milliseconds / 1000 / 20)).toBe(seconds);
  });
});
