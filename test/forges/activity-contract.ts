import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Activity, ActivityIssue, ActivityRequest } from "../../src/core/model/activity.ts";
import type { ForgeWorld } from "../support/harness.ts";
import { activityAt } from "../support/recorded-world.ts";

/** The week of 13 July and what was seen by its Thursday. */
const UNTIL = "2026-07-16T10:00:00Z";
const SINCE = "2026-07-09T10:00:00Z";

/** A merge or pull request that is like every other. */
export function buildRequest(number: number, more: Partial<ActivityRequest> = {}): ActivityRequest {
  return {
    place: "acme/telemetry",
    isPublic: true,
    number,
    title: `Show dial ${number}`,
    url: `https://forge.example/acme/telemetry/requests/${number}`,
    author: "ada",
    state: "open",
    draft: false,
    createdAt: "2026-07-13T10:00:00Z",
    mergedAt: null,
    reviewers: [],
    reviews: [],
    ...more,
  };
}

export function buildActivityIssue(number: number, more: Partial<ActivityIssue> = {}): ActivityIssue {
  return {
    place: "acme/telemetry",
    isPublic: true,
    number,
    title: `Where is dial ${number}?`,
    url: `https://forge.example/acme/telemetry/issues/${number}`,
    author: "ada",
    assignees: [],
    state: "open",
    createdAt: "2026-07-13T10:00:00Z",
    closedAt: null,
    labels: ["question"],
    answers: [],
    ...more,
  };
}

export function buildActivity(requests: readonly ActivityRequest[], issues: readonly ActivityIssue[] = []): Activity {
  return { since: SINCE, until: UNTIL, requests, issues, gaps: [] };
}

export interface ActivityForge<W extends ForgeWorld> {
  readonly name: string;
  start(): Promise<W>;
  seed(world: W, activity: Activity): void;
  /** Requests beside the first that `count` items of one repository take. */
  readonly pagesOf: (count: number) => number;
  /** Requests for so many repositories in which little happens. */
  readonly requestsFor: (places: number) => number;
}

/** What every forge with a server tells of the work, over HTTP. */
export function describeActivityReader<W extends ForgeWorld>(forge: ActivityForge<W>): void {
  describe(`what was done, read from ${forge.name}`, () => {
    let world: W;
    beforeEach(async () => {
      world = await forge.start();
    });
    afterEach(async () => world.stop());
    const read = async (places: readonly string[] = ["acme/telemetry"], since = SINCE) =>
      world.reader().readActivity({ places, since, until: UNTIL });
    const sent = () => Object.values(world.requests()).reduce((sum, count) => sum + count, 0);

    it("is what happened, whole, of everything that changed since", async () => {
      const all = activityAt(UNTIL);
      forge.seed(world, all);
      const places = ["acme/fieldkit", "acme/handbook", "acme/seedbank", "acme/telemetry"];
      const found = await read(places);
      const lastChange = (one: ActivityRequest | ActivityIssue) =>
        ("reviews" in one
          ? [one.createdAt, one.mergedAt, ...one.reviews.map(({ at }) => at)]
          : [one.createdAt, one.closedAt, ...one.answers.map(({ at }) => at)]
        )
          .flatMap((at) => at ?? [])
          .sort()
          .at(-1) ?? "";
      const isAsked = (one: ActivityRequest | ActivityIssue) => places.includes(one.place) && lastChange(one) >= SINCE;
      expect(found?.gaps).toEqual([]);
      expect(found?.requests).toEqual(all.requests.filter(isAsked).sort(byPlace).map(sortLooks));
      const byOthers = (one: ActivityIssue) => ({ ...one, answers: one.answers.filter(({ by }) => by !== one.author) });
      expect(found?.issues).toEqual(all.issues.filter(isAsked).sort(byPlace).map(byOthers));
      expect(found?.requests.length).toBeGreaterThan(3);
      expect(found?.issues.length).toBeGreaterThan(1);
    });

    it.each([1, 4, 20])("of %i places in few requests", async (count) => {
      const places = Array.from({ length: count }, (_, index) => `acme/place-${index}`);
      forge.seed(world, buildActivity(places.map((place, index) => buildRequest(index + 1, { place }))));
      world.resetRequests();
      const found = await read(places);
      expect(found?.requests).toHaveLength(count);
      expect(sent()).toBe(forge.requestsFor(count));
    });

    it.each([0, 99, 100, 101, 250])("is all of %i requests", async (count) => {
      const requests = Array.from({ length: count }, (_, index) => buildRequest(index + 1));
      forge.seed(world, buildActivity([...requests, buildRequest(9999, { author: "ben" })]));
      world.resetRequests();
      const found = await read();
      expect(found?.requests.map(({ number }) => number)).toEqual([...requests.map(({ number }) => number), 9999]);
      expect(sent()).toBe(forge.requestsFor(1) + forge.pagesOf(count + 1));
    });

    it("does not read on beyond what was asked for", async () => {
      const old = Array.from({ length: 250 }, (_, index) =>
        buildRequest(index + 1, { createdAt: "2026-06-02T10:00:00Z" }),
      );
      forge.seed(world, buildActivity([...old, buildRequest(300)]));
      world.resetRequests();
      expect((await read())?.requests.map(({ number }) => number)).toEqual([300]);
      expect(sent()).toBe(forge.requestsFor(1));
    });

    it("leaves out bots, whoever is gone, and what is the programme's own", async () => {
      forge.seed(
        world,
        buildActivity(
          [
            buildRequest(1, { author: "renovate[bot]" }),
            buildRequest(2, {
              reviews: [
                { by: "renovate[bot]", at: UNTIL },
                { by: "grace", at: UNTIL },
                { by: "ada", at: UNTIL },
              ],
            }),
          ],
          [
            buildActivityIssue(3, { labels: ["cohort::summer", "kind::retro"] }),
            buildActivityIssue(4, { answers: [{ by: "renovate[bot]", at: UNTIL }] }),
          ],
        ),
      );
      const found = await read();
      expect(found?.requests).toEqual([buildRequest(2, { reviews: [{ by: "grace", at: UNTIL }] })]);
      expect(found?.issues).toEqual([buildActivityIssue(4)]);
    });

    it("is what could be seen where a place could not, and names that one", async () => {
      forge.seed(world, buildActivity([buildRequest(1)]));
      const found = await read(["acme/nowhere", "acme/telemetry"]);
      expect(found?.requests).toEqual([buildRequest(1)]);
      expect(found?.gaps).toMatchObject([{ place: "acme/nowhere", what: "everything" }]);
    });

    it("says of each thing whether everybody can read it", async () => {
      forge.seed(world, buildActivity([buildRequest(1), buildRequest(2, { place: "acme/hidden", isPublic: false })]));
      const found = await read(["acme/hidden", "acme/telemetry"]);
      expect(found?.requests.map(({ place, isPublic }) => [place, isPublic])).toEqual([
        ["acme/hidden", false],
        ["acme/telemetry", true],
      ]);
    });

    it("names where more stood under one than a page holds", async () => {
      const at = (index: number) => `2026-07-14T10:${String(index % 60).padStart(2, "0")}:00Z`;
      const many = Array.from({ length: 120 }, (_, index) => ({
        by: index % 2 === 0 ? "grace" : "kim",
        at: at(index),
      }));
      forge.seed(
        world,
        buildActivity([buildRequest(1, { reviews: many })], [buildActivityIssue(2, { answers: many })]),
      );
      const found = await read();
      expect(found?.gaps.map(({ place, what }) => [place, what])).toEqual([
        ["acme/telemetry", "answers"],
        ["acme/telemetry", "reviews"],
      ]);
      expect(found?.requests[0]?.reviews[0]?.by).toBe("grace");
    });

    it("knows nothing of the programme's own issues in its own place", async () => {
      await world.writer().createLabel({ name: "cohort::summer", color: "5319e7", description: "Internship cohort" });
      await world.writer().createIssue({
        title: "Week 1",
        body: "- [ ] one",
        labels: ["cohort::summer"],
        assignee: null,
        due: null,
        milestone: null,
        confidential: false,
      });
      const found = await world
        .reader()
        .readActivity({ places: [world.place], since: "2000-01-01T00:00:00Z", until: "2100-01-01T00:00:00Z" });
      expect(found).toMatchObject({ requests: [], issues: [], gaps: [] });
    });
  });
}

type Placed = { readonly place: string; readonly number: number };

function byPlace(a: Placed, b: Placed): number {
  return a.place === b.place ? a.number - b.number : a.place < b.place ? -1 : 1;
}

function sortLooks(one: ActivityRequest): ActivityRequest {
  return {
    ...one,
    reviews: [...one.reviews].sort((a, b) => (a.at === b.at ? (a.by < b.by ? -1 : 1) : a.at < b.at ? -1 : 1)),
  };
}
