import { describe, expect, it } from "vitest";
import { readBody } from "../../../../src/core/marker/body.ts";
import type { Observation, ObservedComment, ObservedIssue } from "../../../../src/core/model/issue.ts";
import { buildPlan } from "../../../../src/core/plan/build-plan.ts";
import { playRun } from "../../../../src/program/look-ahead.ts";
import { isReviewLate } from "../../../../src/core/plan/diff/review.ts";
import { buildCohort, buildPerson } from "../../../support/cohort.ts";
import { buildScenario, editIssue, playRuns } from "../../../support/scenario.ts";

const FILE = `cohort: { id: summer, title: Summer 2026, start: 2026-06-01, length: 16 weeks, zone: UTC }
forge: gitlab.com/acme/internships
live: true
coordinator: kim
interns:
  ada: { mentor: grace, manager: lee, buddy: sam }
  ben: { mentor: omar, manager: lee, buddy: sam }
people:
  - { id: grace, absences: [{ from: 2026-07-06, to: 2026-07-17, backup: omar }] }
  - { id: omar }
  - { id: ada }
  - { id: ben }
  - { id: kim }
  - { id: lee }
  - { id: sam }
`;
const KEY = "summer/retro/ada/week-01";

/** The retro of the first week, opened on Thursday 2026-06-04. */
async function open(): Promise<Observation> {
  return playRuns(FILE, ["2026-05-04", "2026-06-01", "2026-06-04"]);
}

const find = (observation: Observation, key = KEY) =>
  observation.issues.find((issue) => readBody(issue.body).key === key) as ObservedIssue;

const answered = (observation: Observation, key = KEY) =>
  editIssue(observation, key, (issue) => ({ body: issue.body.replace("1. What", "It went well.\n\n1. What") }));

const say = (observation: Observation, author: string, text = "Good to read"): Observation => {
  const issue = find(observation);
  const comment: ObservedComment = { place: issue.place, number: issue.number, id: 1, author, text };
  return {
    ...editIssue(observation, KEY, ({ comments }) => ({ comments: comments + 1 })),
    comments: [...observation.comments, comment],
  };
};

async function run(observation: Observation, today: "2026-06-05" | "2026-06-09" | "2026-06-11" | "2026-06-12") {
  const input = await buildScenario(FILE, today, { observation });
  const plan = buildPlan(input);
  return { plan, after: { ...(await playRun(input, plan)), comments: [] } };
}

const labelsOf = (observation: Observation, key = KEY) =>
  find(observation, key).labels.filter((label) => label.startsWith("review::"));

describe("the review of a weekly page", () => {
  it("is asked for by the intern's answer, not by its opening", async () => {
    const opened = await open();
    expect(labelsOf(opened)).toEqual([]);
    const idle = await run(opened, "2026-06-05");
    expect(labelsOf(idle.after)).toEqual([]);
    const { after } = await run(answered(opened), "2026-06-05");
    expect(labelsOf(after)).toEqual(["review::wanted"]);
  });

  it("is asked for where the intern is stuck, too", async () => {
    const stuck = editIssue(answered(await open()), KEY, ({ labels }) => ({ labels: [...labels, "status::blocked"] }));
    expect(labelsOf((await run(stuck, "2026-06-05")).after)).toEqual(["review::wanted"]);
  });

  it.each([
    ["the mentor", "grace"],
    ["the mentor, whatever the case of their name", "Grace"],
    ["who covers for the mentor", "omar"],
  ])("is done by any reply of %s, and stays done when that is no longer read", async (_name, author) => {
    const wanted = await run(answered(await open()), "2026-06-05");
    const done = await run(say(wanted.after, author, "👍"), "2026-06-09");
    expect(labelsOf(done.after)).toEqual(["review::done"]);
    const later = await run(done.after, "2026-06-09");
    expect(labelsOf(later.after)).toEqual(["review::done"]);
    expect(later.plan.cost.writes).toBe(0);
  });

  it.each(["ada", "ben", "lee", "kim", "mallory"])("is not done by a word of %s", async (author) => {
    const wanted = await run(answered(await open()), "2026-06-05");
    expect(labelsOf((await run(say(wanted.after, author), "2026-06-09")).after)).toEqual(["review::wanted"]);
  });

  it("is done at once where the mentor wrote before anybody", async () => {
    expect(labelsOf((await run(say(await open(), "grace"), "2026-06-05")).after)).toEqual(["review::done"]);
  });

  it("is done where a person says so by the label, after a talk", async () => {
    const wanted = await run(answered(await open()), "2026-06-05");
    const told = editIssue(wanted.after, KEY, ({ labels }) => ({ labels: [...labels, "review::done"] }));
    expect(labelsOf((await run(told, "2026-06-09")).after)).toEqual(["review::done"]);
  });

  it("may still come when the page is closed, and nothing but its label is written", async () => {
    const wanted = await run(answered(await open()), "2026-06-05");
    const closed = await run(wanted.after, "2026-06-11");
    expect(find(closed.after).state).toBe("closed");
    const { plan, after } = await run(say(closed.after, "grace"), "2026-06-12");
    expect(labelsOf(after)).toEqual(["review::done"]);
    expect(find(after).body).toBe(find(closed.after).body);
    expect(plan.actions.find((action) => action.key === KEY)).toMatchObject({
      type: "update",
      reason: "labels changed",
    });
  });

  it("is kept nowhere that a kind asks for none, and labels that people put there stay", async () => {
    const key = "summer/onboarding/ben/once";
    const theirs = editIssue(answered(await open(), key), key, ({ labels }) => ({
      labels: [...labels, "review::wanted"],
    }));
    const { plan, after } = await run(theirs, "2026-06-09");
    expect(labelsOf(after, key)).toEqual(["review::wanted"]);
    expect(plan.actions.find((action) => action.key === key)).not.toMatchObject({ removeLabels: ["review::wanted"] });
  });

  it("tells nobody by mail", async () => {
    const { plan } = await run(answered(await open()), "2026-06-05");
    expect(plan.actions.filter(({ key }) => key === KEY).map(({ notifies }) => notifies)).toEqual([[]]);
  });
});

describe("a review is late", () => {
  const away = buildPerson("grace", { absences: [{ from: "2026-06-08", to: "2026-06-12", backup: null }] });
  it.each([
    ["not after three working days", "wanted", [], "2026-06-10", false],
    ["after the third", "wanted", [], "2026-06-11", true],
    ["not while the reviewer is away", "wanted", [away], "2026-06-16", false],
    ["when they have been back for as long", "wanted", [away], "2026-06-18", true],
    ["never once it is done", "done", [], "2026-08-03", false],
  ] as const)("%s", (_name, state, people, today, expected) => {
    const when = { cohort: buildCohort({ people }), holidays: {}, today };
    expect(isReviewLate({ state, since: "2026-06-05" }, ["grace"], when)).toBe(expected);
  });
});
