import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { ForgeError } from "../../../src/core/diagnostics/errors.ts";
import { startLocal, type LocalWorld } from "../../support/local-harness.ts";
import { recordActivity } from "../../support/record-activity.ts";
import { activityAt } from "../../support/recorded-world.ts";

const UNTIL = "2026-09-17T10:00:00Z";
const QUERY = { places: ["acme/telemetry", "acme/fieldkit"], since: "2026-06-01T00:00:00Z", until: UNTIL };

let world: LocalWorld;
beforeEach(async () => {
  world = await startLocal();
});
afterEach(async () => world.stop());

const put = async (text: string, name = "activity.yaml") => writeFile(join(world.directory, name), text);
const refusal = async () => {
  const thrown: unknown = await world
    .reader()
    .readActivity(QUERY)
    .catch((error: unknown) => error);
  expect(thrown).toBeInstanceOf(ForgeError);
  return (thrown as ForgeError).message.replaceAll(world.directory, "DIR");
};

describe("a folder's record of the work", () => {
  it("is null where there is none, and costs nothing", async () => {
    expect(await world.reader().readActivity(QUERY)).toBeNull();
    expect(world.requests().GET).toBe(0);
  });

  it.each(["activity.json", "activity.yaml", "activity.yml"])(
    "tells what %s has of the places that are asked for",
    async (name) => {
      await put(recordActivity(activityAt(UNTIL)), name);
      const found = await world.reader().readActivity(QUERY);
      const all = activityAt(UNTIL);
      const isAsked = ({ place }: { readonly place: string }) => QUERY.places.includes(place);
      const byPlace = (a: { place: string; number: number }, b: { place: string; number: number }) =>
        a.place < b.place ? -1 : a.place > b.place ? 1 : a.number - b.number;
      expect(found?.requests).toEqual(all.requests.filter(isAsked).sort(byPlace));
      expect(found?.issues).toEqual(all.issues.filter(isAsked).sort(byPlace));
      expect(found?.requests.length).toBeGreaterThan(10);
      expect(world.requests().GET).toBe(1);
    },
  );

  it("tells nothing of what was begun later than asked", async () => {
    await put(recordActivity(activityAt(UNTIL)));
    const until = "2026-06-20T10:00:00Z";
    const found = await world.reader().readActivity({ ...QUERY, until });
    const begun = found?.requests.map(({ createdAt }) => createdAt).sort() ?? [];
    expect(begun.length).toBeGreaterThan(0);
    expect((begun.at(-1) ?? "") <= until).toBe(true);
  });

  it("needs no more of a request than what it is", async () => {
    await put(
      "requests:\n  - { place: acme/telemetry, number: 1, title: Show the dial, url: 'https://example.org/1', author: ada, state: open, created: 2026-06-02T10:00:00Z }\n",
    );
    const found = await world.reader().readActivity(QUERY);
    expect(found?.requests).toEqual([
      {
        place: "acme/telemetry",
        isPublic: false,
        number: 1,
        title: "Show the dial",
        url: "https://example.org/1",
        author: "ada",
        state: "open",
        draft: false,
        createdAt: "2026-06-02T10:00:00Z",
        mergedAt: null,
        reviewers: [],
        reviews: [],
      },
    ]);
  });

  it.each([
    ["no YAML", "requests: [\n", "DIR/activity.yaml:2:1"],
    [
      "a day for an instant",
      "requests: [{ place: a/b, number: 1, title: T, url: u, author: ada, state: open, created: 2026-06-02 }]",
      "requests.0.created: is no instant such as 2026-06-04T13:00:00Z",
    ],
    ["a key nobody knows", "requests: []\nreqests: []\n", "reqests"],
    ["a list", "- one\n", "DIR/activity.yaml"],
    [
      "a file that blows up",
      `a: &a [1, 1]\n${"bcdefgh"
        .split("")
        .map((name, index) => `${name}: &${name} [${Array(9).fill(`*${"abcdefgh"[index]}`).join(", ")}]`)
        .join("\n")}\n`,
      "DIR/activity.yaml",
    ],
  ])("is refused with its place where it is %s", async (_name, text, told) => {
    await put(text);
    expect(await refusal()).toContain(told);
  });
});
