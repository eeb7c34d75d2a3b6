import { describe, expect, it } from "vitest";
import { listFacts, type Facts } from "../../../../src/core/desired/view/activity-facts.ts";
import { wordsOf } from "../../../../src/core/desired/audience/words.ts";
import type { Activity, ActivityIssue, ActivityRequest } from "../../../../src/core/model/activity.ts";
import type { Lane } from "../../../../src/core/model/cohort.ts";
import { buildCohort, buildIntern, buildProject } from "../../../support/cohort.ts";
import { buildDesired } from "../../../support/plan.ts";

const SINCE = "2026-06-11T08:00:00Z";

function request(more: Partial<ActivityRequest> = {}): ActivityRequest {
  return {
    place: "acme/telemetry",
    isPublic: true,
    number: 7,
    title: "Show the dial",
    url: "https://forge.example/7",
    author: "ada",
    state: "merged",
    draft: false,
    createdAt: "2026-06-12T09:00:00Z",
    mergedAt: "2026-06-15T09:00:00Z",
    reviewers: [],
    reviews: [],
    ...more,
  };
}

function issue(more: Partial<ActivityIssue> = {}): ActivityIssue {
  return {
    place: "acme/telemetry",
    isPublic: true,
    number: 8,
    title: "Where are the fixtures?",
    url: "https://forge.example/8",
    author: "ada",
    assignees: [],
    state: "open",
    createdAt: "2026-06-12T09:00:00Z",
    closedAt: null,
    labels: ["question"],
    answers: [],
    ...more,
  };
}

interface Given extends Partial<Omit<Activity, "since">> {
  readonly lane?: Lane;
  readonly since?: string | null;
  readonly repositories?: readonly string[];
}

function find(given: Given): Facts {
  const facts = findOrNull(given);
  if (facts === null) throw new Error("no facts");
  return facts;
}

function findOrNull({
  lane = "team",
  since = SINCE,
  repositories = ["acme/telemetry"],
  ...activity
}: Given): Facts | null {
  const cohort = buildCohort({
    interns: [buildIntern("ada", { project: "telemetry" }), buildIntern("ben")],
    projects: [buildProject("telemetry", { repositories })],
  });
  const occurrence = { ...buildDesired().occurrence, lane, project: "telemetry" };
  const nothing: Activity = { since: SINCE, until: "2026-06-25T08:00:00Z", requests: [], issues: [], gaps: [] };
  return listFacts({ cohort, occurrence, activity: { ...nothing, ...activity }, since, words: wordsOf("en") });
}

/** Names of the lists that something is in. */
function placesOf(facts: Facts): readonly string[] {
  return Object.entries(facts).flatMap(([name, list]) => (Array.isArray(list) && list.length > 0 ? [name] : []));
}

describe("a request is told as", () => {
  const look = { by: "grace", at: "2026-06-13T09:00:00Z" };
  it.each<readonly [string, Partial<ActivityRequest>, readonly string[]]>([
    ["merged, in any case of the account's name", { author: "Ada" }, ["merged"]],
    ["merged, at another offset", { mergedAt: "2026-06-11T10:00:00+02:00" }, ["merged"]],
    ["nothing, when it was merged before", { mergedAt: "2026-06-11T09:59:59+02:00" }, []],
    ["nothing, when it is merged after what was looked at", { mergedAt: "2026-06-26T09:00:00Z" }, []],
    ["still open, however old", { state: "open", mergedAt: null, createdAt: "2026-06-01T09:00:00Z" }, ["open"]],
    ["nothing, when it was given up", { state: "closed", mergedAt: null }, []],
    ["looked at by others", { reviews: [look] }, ["merged", "received"]],
    ["not looked at, when that was before", { reviews: [{ ...look, at: "2026-06-02T09:00:00Z" }] }, ["merged"]],
    ["not looked at, when only they did", { reviews: [{ ...look, by: "ada" }] }, ["merged"]],
    ["looked at for others", { author: "ben", reviews: [{ ...look, by: "ADA" }] }, ["reviewed"]],
    ["nothing, when it is others' alone", { author: "ben", reviews: [look] }, []],
  ])("%s", (_name, more, expected) => {
    expect(placesOf(find({ requests: [request(more)] }))).toEqual(expected);
  });

  it("with whose it is, and who looked, by name, each once", () => {
    const { received, reviewed } = find({
      requests: [
        request({ reviews: [look, { ...look, by: "stranger" }, { ...look, by: "Grace" }] }),
        request({ author: "ben", url: "https://forge.example/9", reviews: [{ ...look, by: "ada" }] }),
      ],
    });
    expect(received).toEqual([
      { title: "Show the dial", url: "https://forge.example/7", people: "Grace Example and stranger" },
    ]);
    expect(reviewed).toEqual([{ title: "Show the dial", url: "https://forge.example/9", whose: "Ben Example" }]);
  });

  it("everything since the first day, where there is no page before", () => {
    const requests = [request({ mergedAt: "2026-06-01T00:00:00Z" }), request({ mergedAt: "2026-05-31T23:00:00Z" })];
    expect(find({ requests, since: null }).merged).toHaveLength(1);
  });
});

describe("an issue is told as", () => {
  const closed = { labels: [], state: "closed", closedAt: "2026-06-15T09:00:00Z" } as const;
  it.each<readonly [string, Partial<ActivityIssue>, readonly string[]]>([
    ["asked", {}, ["asked"]],
    ["asked, while it waits, however old", { createdAt: "2026-06-01T09:00:00Z" }, ["asked"]],
    [
      "nothing, when it was asked before and is answered",
      { createdAt: "2026-06-01T09:00:00Z", answers: [{ by: "grace", at: "2026-06-02T09:00:00Z" }] },
      [],
    ],
    ["nothing, when somebody else asked", { author: "ben" }, []],
    ["closed, when it is theirs", { ...closed, author: "grace", assignees: ["ada"] }, ["closed"]],
    ["closed, when they opened it for nobody", closed, ["closed"]],
    ["nothing, when it is somebody else's", { ...closed, assignees: ["ben"] }, []],
    ["nothing, when it was closed before", { ...closed, closedAt: "2026-06-10T09:00:00Z" }, []],
  ])("%s", (_name, more, expected) => {
    expect(placesOf(find({ issues: [issue(more)] }))).toEqual(expected);
  });

  it.each<readonly [string, Partial<ActivityIssue>, string | null]>([
    ["answered the same day", { answers: [{ by: "grace", at: "2026-06-12T20:00:00Z" }] }, "answered the same day"],
    [
      "by its first answer",
      {
        answers: [
          { by: "sam", at: "2026-06-20T09:00:00Z" },
          { by: "lee", at: "2026-06-13T08:00:00Z" },
        ],
      },
      "answered the next day",
    ],
    ["in a week", { answers: [{ by: "grace", at: "2026-06-19T09:00:00Z" }] }, "answered within a week"],
    ["later", { answers: [{ by: "grace", at: "2026-06-20T09:00:00Z" }] }, "answered after more than a week"],
    ["not for long", { createdAt: "2026-06-20T09:00:00Z" }, "an answer is still owed"],
    ["for long", {}, "an answer has been owed for more than a week"],
    ["not told, once it is closed without an answer", { state: "closed" }, null],
  ])("a question and how long it waited, in words: %s", (_name, more, waited) => {
    expect(find({ issues: [issue(more)] }).asked.map((one) => one.waited)).toEqual([waited]);
  });

  it.each<readonly [Activity["gaps"][number]["what"], string | null]>([
    ["answers", null],
    ["everything", null],
    ["reviews", "an answer has been owed for more than a week"],
  ])("a question, whose waiting a gap in %s may hide", (what, waited) => {
    const gaps = [{ place: "acme/telemetry", what, reason: "no right" }];
    expect(find({ issues: [issue()], gaps }).asked.map((one) => one.waited)).toEqual([waited]);
  });
});

describe("what not everybody may read", () => {
  it.each<readonly [string, Given, number]>([
    ["is told to the team, of the intern's own project", { lane: "team" }, 1],
    ["is told in private", { lane: "private" }, 1],
    ["is not told in public", { lane: "public" }, 0],
    ["is not told of another project", { repositories: ["acme/other"] }, 0],
    ["is not told of a place that no file names", { repositories: [] }, 0],
  ])("%s", (_name, given, expected) => {
    const hidden = [request({ isPublic: false })];
    const both = findOrNull({ ...given, requests: hidden, issues: [issue({ isPublic: false })] });
    expect(both?.merged ?? []).toHaveLength(expected);
    expect(both?.asked ?? []).toHaveLength(expected);
    expect(find({ ...given, requests: [request()] }).merged).toHaveLength(1);
  });

  it("is nothing where the project names no place and nothing was found", () => {
    expect(findOrNull({ repositories: [] })).toBeNull();
    expect(findOrNull({ requests: [request({ place: "acme/other" })], repositories: [] })?.quiet).toBe(false);
  });
});

describe("a week is quiet", () => {
  const gap = { what: "everything", reason: "no right" } as const;
  it.each<readonly [string, Given, boolean]>([
    ["when there is nothing", {}, true],
    ["not when there is something", { requests: [request()] }, false],
    ["whatever could not be looked at elsewhere", { gaps: [{ ...gap, place: "acme/other" }] }, true],
  ])("%s", (_name, given, expected) => {
    expect(find(given).quiet).toBe(expected);
  });

  it("or nothing is told of it, where their own place could not be looked at", () => {
    expect(findOrNull({ gaps: [{ ...gap, place: "acme/telemetry" }] })).toBeNull();
    expect(findOrNull({ gaps: [{ ...gap, place: "acme/telemetry" }], requests: [request()] })?.quiet).toBe(false);
  });
});
