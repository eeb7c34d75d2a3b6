import { describe, expect, it } from "vitest";
import { buildOccurrences } from "../../../../src/core/desired/occurrences/build-occurrences.ts";
import { createQueue, findOccurrenceStatus } from "../../../../src/core/desired/occurrences/occurrence-status.ts";
import type { Kind } from "../../../../src/core/kinds/model/kind.ts";
import type { Cohort } from "../../../../src/core/model/cohort.ts";
import type { CivilDate } from "../../../../src/core/model/date.ts";
import { buildCohort, buildIntern } from "../../../support/cohort.ts";
import { buildKind } from "../../../support/kind.ts";

const onboarding = buildKind("onboarding", { due: "start + 4w", closes: "start + 20w" });
const retro = buildKind("retro", {
  repeat: { every: "1w", on: "thursday" },
  due: "occurrence + 2d",
  closes: "next",
});
const helpers = buildKind("helpers", {
  owner: ["manager"],
  opens: "start - 2w",
  due: "start + 2w",
  closes: "start + 6w",
});
const thanks = buildKind("thanks", { owner: ["manager"], opens: "end - 1w", due: "end", closes: "end + 2w" });
const papers = buildKind("papers", { owner: ["manager"], opens: "start - 1w", due: "end + 1w" });
const epic = buildKind("project", { per: "project", owner: ["manager"], opens: "start - 4w", due: "end" });
const checklist = buildKind("cohort", { per: "cohort", owner: ["coordinator"], opens: "start - 8w", due: "end + 4w" });

/** The last of the given days, in order, on which the issue would still be made; null when it is never made on any. */
function lastMade(
  cohort: Cohort,
  kind: Kind,
  about: string,
  days: readonly CivilDate[],
  slot = "once",
): CivilDate | null {
  const { occurrences } = buildOccurrences({ cohort, kinds: [kind], holidays: {} });
  const found = occurrences.find(({ key }) => key.subject === about && key.occurrence === slot);
  if (found === undefined) throw new Error(`nothing of ${kind.name} is about ${about}`);
  const made = days.map((day) => findOccurrenceStatus(cohort, kind, found, day).is === "due");
  const count = made.filter((one) => one).length;
  expect(made.lastIndexOf(true)).toBe(count - 1);
  return days[count - 1] ?? null;
}

// From 2026-06-01 to 2026-09-18: ada for all of it, ben three weeks longer, cleo until she left in the second week,
// omar until he left, on the project that ada's twin goes on with.
const cohort = buildCohort({
  interns: [
    buildIntern("ada"),
    buildIntern("ben", { end: "2026-10-09" }),
    buildIntern("cleo", { left: "2026-06-12" }),
    buildIntern("omar", { left: "2026-07-10", project: "shared" }),
    buildIntern("kit", { project: "shared" }),
  ],
});

describe("the last day on which something that was missed is still made", () => {
  it.each<[string, Kind, string, CivilDate, CivilDate]>([
    [
      "an intern's own issue: their last day, though no timer has closed it",
      onboarding,
      "ada",
      "2026-09-18",
      "2026-09-19",
    ],
    ["of somebody extended: their own last day", onboarding, "ben", "2026-10-09", "2026-10-10"],
    ["of somebody who left: the day they did", onboarding, "cleo", "2026-06-12", "2026-06-13"],
    ["helpers' issue: the day before its timer", helpers, "ada", "2026-07-12", "2026-07-13"],
    ["helpers' issue about somebody who left: the day they did", helpers, "cleo", "2026-06-12", "2026-06-13"],
    ["thanks, due on the last day: until its timer", thanks, "ada", "2026-10-01", "2026-10-02"],
    ["thanks to somebody who left: until its timer, all the same", thanks, "cleo", "2026-06-25", "2026-06-26"],
    ["without a timer: its due day, where that is later", papers, "ada", "2026-09-25", "2026-09-26"],
    ["without a timer, about somebody who left: the day they did", papers, "cleo", "2026-06-12", "2026-06-13"],
    ["a project: its own last day, whoever else is extended", epic, "ada", "2026-09-18", "2026-09-19"],
    ["a project that is extended", epic, "ben", "2026-10-09", "2026-10-10"],
    ["a project that everybody has left", epic, "cleo", "2026-06-12", "2026-06-13"],
    ["a project that one of two has left", epic, "shared", "2026-09-18", "2026-09-19"],
    ["the cohort's: its due day, after everybody's last", checklist, "all", "2026-10-16", "2026-10-17"],
  ])("%s", (_, kind, about, last, after) => {
    expect(lastMade(cohort, kind, about, [last, after])).toBe(last);
  });

  it("of a weekly one is its due day, and its due day itself is not late", () => {
    expect(lastMade(cohort, retro, "ada", ["2026-06-18", "2026-06-22", "2026-06-23"], "week-03")).toBe("2026-06-22");
  });

  it("of the cohort's is the last of everybody's, where that is later than its due day", () => {
    const long = { ...cohort, interns: [buildIntern("ada"), buildIntern("ben", { end: "2026-12-04" })] };
    expect(lastMade(long, checklist, "all", ["2026-12-04", "2026-12-05"])).toBe("2026-12-04");
  });
});

describe("a cohort that everybody has left", () => {
  const left = { ...cohort, interns: [buildIntern("ada", { left: "2026-07-10" })] };

  it("keeps the coordinator's checklist until its due day, for there are thanks and lessons to see to", () => {
    expect(lastMade(left, checklist, "all", ["2026-07-11", "2026-10-16", "2026-10-17"])).toBe("2026-10-16");
  });
});

describe("an occurrence that is not made", () => {
  const { occurrences } = buildOccurrences({ cohort, kinds: [retro, helpers], holidays: {} });
  const of = (name: string, about: string, slot: string) => {
    const found = occurrences.find(({ key }) => key.kind === name && key.subject === about && key.occurrence === slot);
    if (found === undefined) throw new Error("no such occurrence");
    return found;
  };

  it("has not come up before its day, and says nothing", () => {
    expect(findOccurrenceStatus(cohort, helpers, of("helpers", "ada", "once"), "2026-05-17")).toEqual({ is: "future" });
    expect(findOccurrenceStatus(cohort, helpers, of("helpers", "ada", "once"), "2026-05-18")).toEqual({ is: "due" });
  });

  it("says why it was missed", () => {
    expect(findOccurrenceStatus(cohort, retro, of("retro", "ada", "week-03"), "2026-06-23")).toEqual({
      is: "missed",
      reason: "missed: its due date, 2026-06-22, has passed",
    });
    expect(findOccurrenceStatus(cohort, retro, of("retro", "ada", "week-03"), "2026-06-25")).toEqual({
      is: "missed",
      reason: "missed: it would be closed by now, its last day was 2026-06-25",
    });
    expect(findOccurrenceStatus(cohort, helpers, of("helpers", "cleo", "once"), "2026-06-15")).toEqual({
      is: "missed",
      reason: "missed: it was over on 2026-06-12",
    });
  });
});

describe("the queue of an intern's issues", () => {
  const kinds = ["a", "b", "c", "d"].map((name) => buildKind(name));
  const { occurrences } = buildOccurrences({ cohort, kinds, holidays: {} });
  const ofAda = occurrences.filter(({ owner }) => owner === "ada");

  it("lets three be open, those on the forge counted, and the next one waits and says for what", () => {
    const wait = createQueue(cohort, new Map([["ada", 1]]));
    expect(ofAda.map((occurrence) => wait(occurrence))).toEqual([
      null,
      null,
      "waits: ada has 3 open issues already, summer-2026/c/ada/once comes when one is closed",
      "waits: ada has 3 open issues already, summer-2026/d/ada/once comes when one is closed",
    ]);
  });

  it("counts everybody for themselves, and helpers not at all", () => {
    const wait = createQueue(
      cohort,
      new Map([
        ["ada", 3],
        ["lee", 9],
      ]),
    );
    const ofBen = occurrences.filter(({ owner }) => owner === "ben");
    expect(ofBen.slice(0, 3).map((occurrence) => wait(occurrence))).toEqual([null, null, null]);
    const [first] = buildOccurrences({ cohort, kinds: [helpers], holidays: {} }).occurrences;
    expect(first === undefined ? "none" : wait(first)).toBeNull();
  });
});
