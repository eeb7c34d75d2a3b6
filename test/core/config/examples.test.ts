import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { countWeeks, weekIndex } from "../../../src/core/calendar/weeks.ts";
import { holidayCodes, holidayYears } from "../../../src/core/calendar/holiday-codes.ts";
import { resolveAnchor } from "../../../src/core/calendar/resolve-anchor.ts";
import { buildWorkCalendar } from "../../../src/core/calendar/work-calendar.ts";
import { parseCohort } from "../../support/parse-cohort.ts";
import type { Cohort } from "../../../src/core/model/cohort.ts";
import { readHolidays } from "../../../src/program/holidays.ts";
import { anchor } from "../../support/kind.ts";

const ROOT = join(import.meta.dirname, "../../..");
const EXAMPLES = [
  "config/example.yaml",
  ...readdirSync(join(ROOT, "config/examples")).map((name) => `config/examples/${name}`),
].filter((name) => name.endsWith(".yaml"));

function readExample(name: string) {
  return parseCohort({ file: name, text: readFileSync(join(ROOT, name), "utf8") });
}

function readCohort(name: string): Cohort {
  const { cohort } = readExample(`config/examples/${name}.yaml`);
  if (cohort === null) throw new Error(`${name} is no cohort`);
  return cohort;
}

describe("the example cohorts", () => {
  it.each(EXAMPLES)("%s is clean: no error, and no warning that nobody answered", (name) => {
    const { cohort, diagnostics } = readExample(name);
    expect(diagnostics.filter(({ severity }) => severity !== "hint")).toEqual([]);
    expect(cohort).not.toBeNull();
  });

  it.each(EXAMPLES)("%s names only countries whose holidays are known", async (name) => {
    const cohort = readExample(name).cohort;
    if (cohort === null) throw new Error(`${name} is no cohort`);
    expect((await readHolidays(holidayCodes(cohort), holidayYears(cohort))).diagnostics).toEqual([]);
  });

  it.each(EXAMPLES)("%s has a few hints at most", (name) => {
    const { diagnostics } = readExample(name);
    expect(diagnostics.length).toBeLessThanOrEqual(3);
  });

  it("say only with hints what the ten lines leave out", () => {
    const { diagnostics } = readExample("config/examples/ten-lines.yaml");
    expect(diagnostics.map(({ code }) => code)).toEqual(["no-public-links", "default-length", "no-remote-mentor"]);
  });

  it("give the first run three interns with whole projects, in several zones", () => {
    const { cohort } = readExample("config/example.yaml");
    expect(cohort?.forge.profile.kind).toBe("local");
    expect([cohort?.start, cohort?.end]).toEqual(["2026-06-01", "2026-09-18"]);
    expect(cohort?.interns.map(({ person }) => person)).toEqual(["ada", "ben", "lin"]);
    for (const project of cohort?.projects ?? []) {
      expect([project.implied, project.why === null, project.doneMeans === null, project.firstTask === null]).toEqual([
        false,
        false,
        false,
        false,
      ]);
      expect(project.milestones.length).toBeGreaterThanOrEqual(3);
    }
  });
});

describe("the three real programmes", () => {
  it("Outreachy: thirteen weeks, one internship three weeks longer, one that ended in July", () => {
    const cohort = readCohort("outreachy-2025-06");
    expect([cohort.start, cohort.end, countWeeks(cohort.start, cohort.end)]).toEqual(["2025-06-02", "2025-08-29", 13]);
    const own = cohort.interns.map(({ person, end, left }) => [person, end, left]);
    expect(own.filter(([, end, left]) => end !== cohort.end || left !== null)).toEqual([
      ["ben", "2025-09-19", null],
      ["dina", "2025-08-29", "2025-07-18"],
    ]);
    expect(cohort.milestones.find(({ id }) => id === "good-standing-2")?.due).toBe("2025-07-28");
  });

  it("Summer of Code: its own dates, one project extended to the last day there is", () => {
    const cohort = readCohort("gsoc-2025");
    expect([cohort.start, cohort.end]).toEqual(["2025-06-02", "2025-09-01"]);
    expect(cohort.interns.filter(({ end }) => end !== cohort.end).map(({ person, end }) => [person, end])).toEqual([
      ["fay", "2025-11-09"],
    ]);
    expect(cohort.milestones.at(-1)).toMatchObject({ id: "work-ends", due: "2025-08-25" });
    expect(cohort.milestones.find(({ id }) => id === "extended-mentor-final-due")?.due).toBe("2025-11-17");
  });

  it("GitLab: 110 days are sixteen weeks, without a warning or an answer to one", () => {
    const cohort = readCohort("gitlab-2020");
    expect([cohort.start, cohort.end, countWeeks(cohort.start, cohort.end)]).toEqual(["2020-06-15", "2020-10-02", 16]);
    expect(cohort.accept).toEqual([]);
  });

  it("GitLab: the decision timeline falls into weeks 8, 10, 11, 12, 13 and 14", () => {
    const { start, end } = readCohort("gitlab-2020");
    const context = { start, end, occurrence: null, milestones: new Map(), calendar: buildWorkCalendar(null, {}) };
    const days = ["50%", "63%", "69%", "75%", "81%", "88%"].map((share) => resolveAnchor(anchor(share), context));
    expect(days).toEqual(["2020-08-07", "2020-08-21", "2020-08-28", "2020-09-04", "2020-09-11", "2020-09-18"]);
    expect(days.map((day) => (day === null ? 0 : weekIndex(start, day)))).toEqual([8, 10, 11, 12, 13, 14]);
  });

  /** `2025-07-14 dina, grace`: whoever has a public holiday on a date that the programme names. */
  async function listCollisions(name: string): Promise<readonly string[]> {
    const { cohort, checkProgramme } = readExample(`config/examples/${name}.yaml`);
    if (cohort === null) throw new Error(`${name} is no cohort`);
    const { table } = await readHolidays(holidayCodes(cohort), holidayYears(cohort));
    return checkProgramme(cohort, { kinds: [], holidays: table }).map(({ severity, code, message }) => {
      const [, what = "", date = "", who = ""] =
        /^(.+), (\d{4}-\d{2}-\d{2}), is a public holiday for ([^(]+) \(/.exec(message) ?? [];
      return `${severity} ${code}: ${what} ${date} ${who}`;
    });
  }

  it.each([
    ["outreachy-2025-06", ["the first day 2025-06-02 ben", "good-standing-1 2025-06-09 lee"]],
    [
      "gsoc-2025",
      [
        "announced 2025-05-08 ben, dina, grace and kim",
        "coding-starts 2025-06-02 eshe and rosa",
        "midterm-opens 2025-07-14 dina and grace",
        "work-ends 2025-08-25 lee",
        "intern-final-due 2025-09-01 cleo, paul and ruth",
      ],
    ],
    ["gitlab-2020", ["the last day 2020-10-02 eshe"]],
  ])("%s: says which of its dates are public holidays for some of its people", async (name, expected) => {
    expect(await listCollisions(name)).toEqual(expected.map((text) => `hint date-on-holiday: ${text}`));
  });

  it("Summer of Code: its deadlines keep their hour, 18:00 UTC", () => {
    const { milestones } = readCohort("gsoc-2025");
    const due = milestones.filter(({ id }) => id.endsWith("-due"));
    expect(due).toHaveLength(5);
    expect(due.filter(({ at }) => at?.time !== 18 * 60 || at.zone !== "UTC")).toEqual([]);
  });

  it("have six invented interns each, all named Example", () => {
    for (const name of ["outreachy-2025-06", "gsoc-2025", "gitlab-2020"]) {
      const cohort = readCohort(name);
      expect(cohort.interns).toHaveLength(6);
      expect(cohort.people.filter((person) => !person.name.endsWith(" Example"))).toEqual([]);
    }
  });
});
