import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { countWeeks, weekIndex } from "../../../src/core/calendar/weeks.ts";
import { renderIssue } from "../../../src/core/desired/render.ts";
import { buildView } from "../../../src/core/desired/view/build-view.ts";
import { wordsOf } from "../../../src/core/desired/audience/words.ts";
import { buildFolder } from "../../../src/core/config/schema/forge-address.ts";
import { LOCAL } from "../../../src/forges/local/profile.ts";
import { parseCohort } from "../../support/parse-cohort.ts";
import type { Cohort } from "../../../src/core/model/cohort.ts";
import type { CivilDate } from "../../../src/core/model/date.ts";
import { parseDate } from "../../../src/core/model/date.ts";
import type { Observation, Occurrence } from "../../../src/core/model/issue.ts";
import { NO_ACCESS } from "../../../src/core/model/issue.ts";
import { formatKey } from "../../../src/core/model/key.ts";
import { buildPlan } from "../../../src/core/plan/build-plan.ts";
import { buildScenario } from "../../support/scenario.ts";

const EXAMPLES = join(import.meta.dirname, "../../../config/examples");
const PROGRAMMES = ["outreachy-2025-06", "gsoc-2025", "gitlab-2020"] as const;
type Programme = (typeof PROGRAMMES)[number];

/** Files on one's own disk, none yet. */
const EMPTY_DISK: Observation = {
  places: ["public", "team", "private"].map((place) => ({
    place,
    visibility: "private",
    account: "fledgling",
    canWrite: true,
    capabilities: {
      dueDate: true,
      confidential: true,
      scopedLabels: false,
      reference: "file",
      creationsPerHour: null,
      titleLimit: 255,
      children: null,
      epics: false,
      bodyLimit: 1_000_000,
    },
    access: NO_ACCESS,
  })),
  issues: [],
  comments: [],
  activity: null,
  details: null,
};

function readExample(programme: Programme): string {
  return readFileSync(join(EXAMPLES, `${programme}.yaml`), "utf8");
}

function parseExample(programme: Programme) {
  const { cohort, diagnostics } = parseCohort({ file: `${programme}.yaml`, text: readExample(programme) });
  if (cohort === null) throw new Error(`${programme} is no cohort`);
  return { cohort, diagnostics };
}

/** The checked-in lines by day, columns apart by two spaces or more. */
function readExpected(programme: Programme): ReadonlyMap<CivilDate, readonly string[]> {
  const text = readFileSync(join(import.meta.dirname, `${programme}.expected.txt`), "utf8");
  const days = new Map<CivilDate, string[]>();
  for (const line of text.split("\n").filter((one) => one !== "" && !one.startsWith("#"))) {
    const columns = line.split(/ {2,}/);
    const day = parseDate(columns[0] ?? "");
    if (day === null || columns.length !== 6) throw new Error(`${programme}: "${line}" is no line of a plan`);
    days.set(day, [...(days.get(day) ?? []), columns.join("  ")]);
  }
  return days;
}

/** The kinds that the lists are of; `sixteen-weeks` has the days of the others. */
const LISTED = new Set(["cohort", "helpers", "onboarding", "project", "retro", "thanks"]);

/** What the program plans on a day, in the form of the checked-in lines; whatever else it does would be a line too. */
async function planDay(programme: Programme, today: CivilDate): Promise<readonly string[]> {
  const built = await buildScenario(readExample(programme), today, { observation: EMPTY_DISK });
  const input = { ...built, cohort: { ...built.cohort, forge: buildFolder(LOCAL) } };
  const dates = new Map(input.occurrences.map((occurrence) => [formatKey(occurrence.key), occurrence]));
  return buildPlan(input)
    .actions.filter(({ kind }) => LISTED.has(kind))
    .map((action) => {
      const { opens, due, owner } = action.type === "create" ? action.issue.occurrence : find(dates, action.key);
      return [today, action.type, action.key, opens, due ?? "none", owner ?? "nobody"].join("  ");
    })
    .sort();
}

function find(dates: ReadonlyMap<string, Occurrence>, key: string): Occurrence {
  const occurrence = dates.get(key);
  if (occurrence === undefined) throw new Error(`the plan names ${key}, which the calendar does not have`);
  return occurrence;
}

const CASES = PROGRAMMES.flatMap((programme) => [...readExpected(programme).keys()].map((day) => ({ programme, day })));

describe("three real programmes", () => {
  it.each(PROGRAMMES)("%s has a list for five days from before its start to after its end", (programme) => {
    const { cohort } = parseExample(programme);
    const days = [...readExpected(programme).keys()];
    expect(days).toHaveLength(5);
    expect(days).toEqual([...days].sort());
    expect((days[0] ?? "") < cohort.start && cohort.end < (days[4] ?? "")).toBe(true);
  });

  it.each(CASES)("$programme on $day: key, opening, due day and owner are as worked out by hand", async (one) => {
    expect(await planDay(one.programme, one.day)).toEqual(readExpected(one.programme).get(one.day));
  });
});

describe("110 days", () => {
  it("count as sixteen weeks, and nothing warns of a short programme", () => {
    const { cohort, diagnostics } = parseExample("gitlab-2020");
    expect(readExample("gitlab-2020")).toContain("length: 110 days");
    expect(countWeeks(cohort.start, cohort.end)).toBe(16);
    expect(cohort.accept).toEqual([]);
    expect(diagnostics.filter(({ severity }) => severity !== "hint")).toEqual([]);
  });

  it("would be warned about if they were fourteen fewer, so that the silence says something", () => {
    const text = readExample("gitlab-2020").replace("length: 110 days", "length: 96 days");
    const codes = parseCohort({ file: "short.yaml", text }).diagnostics.map(({ code }) => code);
    expect(codes).toContain("programme-length");
  });

  it("are sixteen weeks to every intern: the check-ins are week 1 of 16 to week 16 of 16", async () => {
    const { occurrences } = await buildScenario(readExample("gitlab-2020"), "2020-06-15");
    const ada = occurrences.filter(({ kind, intern }) => kind === "retro" && intern === "ada");
    const weeks = Array.from({ length: 16 }, (_, index) => ({ number: index + 1, of: 16 }));
    expect(ada.map(({ week }) => week)).toEqual(weeks);
  });
});

describe("GitLab's decision timeline", () => {
  // 0 to 109 are the days of the plan; each share is rounded to a day, and a Saturday or Sunday goes back to Friday.
  it.each([
    { share: 50, what: "the hosting teams' feedback", day: "2020-08-07", week: 8 },
    { share: 63, what: "the review of skills", day: "2020-08-21", week: 10 },
    { share: 69, what: "feedback to the interns", day: "2020-08-28", week: 11 },
    { share: 75, what: "the decision", day: "2020-09-04", week: 12 },
    { share: 81, what: "the offer", day: "2020-09-11", week: 13 },
    { share: 88, what: "the answer", day: "2020-09-18", week: 14 },
  ] as const)("$share%, $what, is due in week $week", async ({ share, day, week }) => {
    const template = [
      "---",
      "kind: decision",
      "per: cohort",
      'title: "A step"',
      "owner: coordinator",
      `opens: ${share}% - 1w`,
      `due: ${share}%`,
      "lane: team",
      "---",
      "- [ ] Take it",
    ].join("\n");
    const { cohort, occurrences } = await buildScenario(readExample("gitlab-2020"), "2020-06-15", {
      templates: { "decision.md.hbs": template },
    });
    const due = occurrences.find(({ kind }) => kind === "decision")?.due ?? null;
    expect(due).toBe(day);
    expect(due === null ? null : weekIndex(cohort.start, due)).toBe(week);
  });
});

/** Every date the programmes published, and where the file has it. */
const PUBLISHED: readonly { programme: Programme; place: string; day: CivilDate }[] = [
  { programme: "outreachy-2025-06", place: "start", day: "2025-06-02" },
  { programme: "outreachy-2025-06", place: "good-standing-1", day: "2025-06-09" },
  { programme: "outreachy-2025-06", place: "stipend-1", day: "2025-07-09" },
  { programme: "outreachy-2025-06", place: "good-standing-2", day: "2025-07-28" },
  { programme: "outreachy-2025-06", place: "last-text-chat", day: "2025-08-26" },
  { programme: "outreachy-2025-06", place: "stipend-2", day: "2025-08-29" },
  { programme: "outreachy-2025-06", place: "end", day: "2025-08-29" },
  { programme: "outreachy-2025-06", place: "end of ben", day: "2025-09-19" },
  { programme: "gsoc-2025", place: "announced", day: "2025-05-08" },
  { programme: "gsoc-2025", place: "bonding-ends", day: "2025-06-01" },
  { programme: "gsoc-2025", place: "start", day: "2025-06-02" },
  { programme: "gsoc-2025", place: "coding-starts", day: "2025-06-02" },
  { programme: "gsoc-2025", place: "midterm-opens", day: "2025-07-14" },
  { programme: "gsoc-2025", place: "midterm-due", day: "2025-07-18" },
  { programme: "gsoc-2025", place: "work-ends", day: "2025-08-25" },
  { programme: "gsoc-2025", place: "intern-final-due", day: "2025-09-01" },
  { programme: "gsoc-2025", place: "end", day: "2025-09-01" },
  { programme: "gsoc-2025", place: "mentor-final-due", day: "2025-09-08" },
  { programme: "gsoc-2025", place: "extended-coding-ends", day: "2025-11-09" },
  { programme: "gsoc-2025", place: "end of fay", day: "2025-11-09" },
  { programme: "gsoc-2025", place: "extended-intern-final-due", day: "2025-11-10" },
  { programme: "gsoc-2025", place: "extended-mentor-final-due", day: "2025-11-17" },
  { programme: "gitlab-2020", place: "start", day: "2020-06-15" },
  { programme: "gitlab-2020", place: "first-week", day: "2020-06-15" },
  { programme: "gitlab-2020", place: "exit-survey", day: "2020-09-30" },
  { programme: "gitlab-2020", place: "end", day: "2020-10-02" },
];

/** Every date a file holds, by where it stands. */
function listDates(cohort: Cohort): ReadonlyMap<string, CivilDate | null> {
  return new Map<string, CivilDate | null>([
    ["start", cohort.start],
    ["end", cohort.end],
    ...cohort.interns.map(({ person, end }) => [`end of ${person}`, end] as const),
    ...cohort.milestones.map(({ id, due }) => [id, due] as const),
  ]);
}

/** Every issue of a programme from its first day to its last, as people would read it. */
async function readIssues(programme: Programme): Promise<readonly string[]> {
  const { cohort, library, occurrences } = await buildScenario(readExample(programme), "2025-06-02");
  return occurrences.map((occurrence) => {
    const kind = library.kinds.find(({ name }) => name === occurrence.kind);
    if (kind === undefined) throw new Error(`no kind ${occurrence.kind}`);
    const given = { children: [], gaps: [], unreachable: [], shared: false, section: null, words: ENGLISH };
    const view = buildView({ cohort, occurrence, kind, ...given });
    return renderIssue({ library, kind, view, attributes: {}, readers: "", key: formatKey(occurrence.key) }).body;
  });
}

const ENGLISH = wordsOf("en");

describe("published dates", () => {
  it.each(PROGRAMMES)("%s: each stands in an issue, a milestone with what happens on it", async (programme) => {
    const issues = await readIssues(programme);
    const { cohort } = parseExample(programme);
    const missing = PUBLISHED.filter((one) => one.programme === programme).filter(({ place, day }) => {
      const title = cohort.milestones.find(({ id }) => id === place)?.title ?? "";
      const says = (line: string) => line.includes(title) && line.includes(ENGLISH.date(day).text);
      return !issues.some((body) => body.replaceAll("\\", "").split("\n").some(says));
    });
    expect(missing).toEqual([]);
  });

  it.each(PUBLISHED)("$programme has $place on $day", ({ programme, place, day }) => {
    expect(listDates(parseExample(programme).cohort).get(place)).toBe(day);
  });
});
