import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openReader, openWriter } from "../../src/forges/index.ts";
import { localAccess } from "../../src/forges/local/index.ts";
import { LOCAL } from "../../src/forges/local/profile.ts";
import type { Forge } from "../../src/forges/types.ts";
import { connectLocal, startLocal, type LocalWorld } from "../support/local-harness.ts";

/** A folder whose labels are the same in upper and lower case. */
const ANY_CASE: readonly Forge[] = [
  {
    profile: { ...LOCAL, behaviour: { ...LOCAL.behaviour, labelCase: "any" } },
    load: async () => Promise.resolve(localAccess),
  },
];
const MADE = ["Bug", "Cohort::Summer", "PAUSE", "Status::Todo", "status::todo"];
const OWN = ["Bug", "cohort::summer", "pause", "status::todo"];

let world: LocalWorld;
beforeEach(async () => {
  world = await startLocal();
  await world.createAsPerson("ada", "Hello", "A text.", MADE);
});
afterEach(async () => world.stop());

describe("a label of ours that somebody made in other letters", () => {
  it("is read in our spelling where a forge takes it in any case, and people's labels as they are", async () => {
    const reader = await openReader(connectLocal(world.directory), ANY_CASE);
    expect((await reader.readIssue(1))?.labels).toEqual(OWN);
    expect((await reader.listIssues("Cohort::Summer")).map(({ labels }) => labels)).toEqual([OWN]);
    expect((await reader.listIssuesBy("ada")).map(({ labels }) => labels)).toEqual([OWN]);
    expect(await reader.readIssue(2)).toBeNull();
    expect("createIssue" in reader).toBe(false);
  });

  it("is written about in our spelling too", async () => {
    const writer = await openWriter(connectLocal(world.directory), ANY_CASE);
    await writer.createLabel({ name: "Kind::Retro", color: "5319e7", description: "" });
    expect(await writer.listLabels()).toContain("kind::retro");
    expect((await writer.updateIssue(1, { title: "Hello again" })).labels).toEqual(OWN);
    const draft = { title: "New", body: "", assignee: null, due: null, milestone: null, confidential: false };
    expect((await writer.createIssue({ ...draft, labels: ["Kind::Retro"] })).labels).toEqual(["kind::retro"]);
  });

  it("is another label where a forge takes names to the letter", async () => {
    const reader = await openReader(connectLocal(world.directory));
    expect((await reader.readIssue(1))?.labels).toEqual(MADE);
  });
});
