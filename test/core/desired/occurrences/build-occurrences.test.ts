import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { buildOccurrences } from "../../../../src/core/desired/occurrences/build-occurrences.ts";
import type { Kind } from "../../../../src/core/kinds/model/kind.ts";
import type { Cohort, HolidayTable, Intern, Role } from "../../../../src/core/model/cohort.ts";
import type { CivilDate, Weekday } from "../../../../src/core/model/date.ts";
import { addDays } from "../../../../src/core/model/date.ts";
import type { Occurrence } from "../../../../src/core/model/issue.ts";
import { formatKey } from "../../../../src/core/model/key.ts";
import { buildCohort, buildIntern, buildPerson, buildProject } from "../../../support/cohort.ts";
import { anchor, buildKind } from "../../../support/kind.ts";

const HOLIDAYS: HolidayTable = {
  NG: [
    { date: "2026-06-11", name: "Thursday off" },
    { date: "2026-06-12", name: "Democracy Day" },
  ],
};
const retro = buildKind("retro", {
  repeat: { every: "1w", on: "thursday" },
  due: "occurrence + 2d",
  closes: "next",
  mention: ["mentor"],
});
const onboarding = buildKind("onboarding", { due: "start + 4w", closes: "start + 8w" });
const thanks = buildKind("thanks", {
  owner: ["manager", "coordinator"],
  opens: "end - 1w",
  due: "end",
  closes: "end + 2w",
  mention: ["intern", "mentor"],
});
const epic = buildKind("project", { per: "project", owner: ["manager"], opens: "start - 4w", due: "end" });
const checklist = buildKind("cohort", { per: "cohort", owner: ["coordinator"], opens: "start - 8w", due: "end + 4w" });
const training = buildKind("training", {
  per: "helper",
  owner: ["mentor", "manager", "buddy"],
  opens: "start - 4w",
  due: "start - 1w",
});
const kinds = [retro, onboarding, thanks, epic, checklist, training];

function occurrencesOf(
  cohort: Cohort,
  of: readonly Kind[] = kinds,
  holidays: HolidayTable = HOLIDAYS,
): readonly Occurrence[] {
  const { occurrences, diagnostics } = buildOccurrences({ cohort, kinds: of, holidays });
  expect(diagnostics).toEqual([]);
  return occurrences;
}

function only(cohort: Cohort, kind: Kind, holidays: HolidayTable = HOLIDAYS): Occurrence {
  const [first, ...rest] = occurrencesOf(cohort, [kind], holidays);
  expect(rest).toEqual([]);
  if (first === undefined) throw new Error("nothing happens");
  return first;
}

/** `week-03 2026-06-18 ..06-22`: when each opens and is due, as one line. */
function tell(occurrences: readonly Occurrence[]): readonly string[] {
  return occurrences.map(({ key, opens, due }) => `${key.occurrence} ${opens} ..${due?.slice(5) ?? "never"}`);
}

const about = (occurrences: readonly Occurrence[], person: string) =>
  occurrences.filter((occurrence) => occurrence.intern === person);
const keysOf = (occurrences: readonly Occurrence[]) =>
  occurrences.map((occurrence) => formatKey(occurrence.key)).sort();

describe("subjects and owners", () => {
  const twins = buildCohort({
    interns: [
      buildIntern("ben", { project: "telemetry", helpers: { mentor: "omar", manager: "lee" } }),
      buildIntern("ada", { project: "telemetry", helpers: { mentor: "grace", buddy: "omar" } }),
    ],
  });

  it("makes a cohort's issue once, over the cohort's dates, for the coordinator", () => {
    expect(only(twins, checklist)).toEqual({
      key: { cohort: "summer-2026", kind: "cohort", subject: "all", occurrence: "once" },
      kind: "cohort",
      lane: "team",
      owner: "kim",
      mention: [],
      intern: null,
      project: null,
      opens: "2026-04-06",
      due: "2026-10-16",
      closes: null,
      week: null,
      dates: {},
      late: "open",
    });
  });

  it("makes a project's issue once, from its first intern's start to its last one's end", () => {
    const cohort = buildCohort({
      interns: [
        buildIntern("ada", { project: "telemetry", start: "2026-06-15" }),
        buildIntern("ben", { project: "telemetry", end: "2026-10-02" }),
      ],
    });
    expect(only(cohort, epic)).toMatchObject({
      key: { subject: "telemetry" },
      project: "telemetry",
      intern: null,
      opens: "2026-05-04",
      due: "2026-10-02",
    });
  });

  it("looks a project's owner up in its interns, by id, until one has somebody in that role", () => {
    expect(only(twins, epic).owner).toBe("lee");
  });

  it("takes the first role of the list that anybody holds, and nobody when none is held", () => {
    const asks = (owner: readonly Role[]) => only(buildCohort(), buildKind("help", { owner })).owner;
    expect(asks(["co_mentor", "remote_mentor", "buddy", "mentor"])).toBe("sam");
    expect(asks(["remote_mentor", "coordinator"])).toBe("kim");
    expect(asks(["intern", "mentor"])).toBe("ada");
    expect(asks(["remote_mentor"])).toBeNull();
    expect(asks([])).toBeNull();
  });

  it("finds a trainer or a sponsor among the people", () => {
    const cohort = buildCohort({ people: [buildPerson("lin", { roles: ["sponsor", "trainer"] })] });
    expect(only(cohort, buildKind("session", { per: "cohort", owner: ["sponsor"] })).owner).toBe("lin");
    expect(only(cohort, buildKind("training", { per: "cohort", owner: ["trainer", "coordinator"] })).owner).toBe("lin");
    expect(only(buildCohort(), buildKind("training", { per: "cohort", owner: ["trainer", "coordinator"] })).owner).toBe(
      "kim",
    );
  });

  it("mentions each holder once, sorted, and never the owner", () => {
    const kind = buildKind("hand-off", {
      per: "project",
      owner: ["mentor"],
      mention: ["mentor", "buddy", "manager", "intern", "coordinator"],
    });
    expect(only(twins, kind)).toMatchObject({ owner: "grace", mention: ["ada", "ben", "kim", "lee", "omar"] });
  });

  it("mentions no intern outside their paid days", () => {
    const kind = (opens: string) => buildKind("welcome", { owner: ["buddy"], mention: ["intern", "mentor"], opens });
    expect(only(buildCohort(), kind("start - 1w")).mention).toEqual(["grace"]);
    expect(only(buildCohort(), kind("start")).mention).toEqual(["ada", "grace"]);
    expect(only(buildCohort(), kind("end + 1w")).mention).toEqual(["grace"]);
  });

  it("makes a helper's issue once for each person in a role that the owner lists, from their first intern's start", () => {
    const cohort = buildCohort({
      interns: [
        buildIntern("ada", { start: "2026-06-15" }),
        buildIntern("ben", { helpers: { mentor: "grace", remote_mentor: "lin" } }),
      ],
    });
    const found = occurrencesOf(cohort, [training]);
    expect(found.map(({ key, owner, opens, intern }) => [key.subject, owner, opens, intern])).toEqual([
      ["grace", "grace", "2026-05-04", null],
      ["lee", "lee", "2026-05-18", "ada"],
      ["sam", "sam", "2026-05-18", "ada"],
    ]);
  });

  it("makes it for every helper when the owner is somebody else", () => {
    const found = occurrencesOf(buildCohort(), [buildKind("gift", { per: "helper", owner: ["coordinator"] })]);
    expect(found.map(({ key, owner }) => [key.subject, owner])).toEqual([
      ["grace", "kim"],
      ["lee", "kim"],
      ["sam", "kim"],
    ]);
  });

  it("makes nothing of a kind that is switched off", () => {
    expect(occurrencesOf(buildCohort(), [buildKind("survey", { enabled: false })])).toEqual([]);
  });

  it("asks for the attributes of the person it is about", () => {
    const backend = { role: "backend", country: "NG" };
    const cohort = buildCohort({
      interns: [buildIntern("ada"), buildIntern("ben", { project: "docs" })],
      people: [
        buildPerson("ada", { attributes: backend }),
        buildPerson("ben", { attributes: { role: "writer" } }),
        buildPerson("sam", { attributes: backend }),
      ],
    });
    const subjects = (kind: Kind) => occurrencesOf(cohort, [kind]).map((occurrence) => occurrence.key.subject);
    expect(subjects(buildKind("setup", { only: { role: "backend" } }))).toEqual(["ada"]);
    expect(subjects(buildKind("setup", { only: { role: "backend", country: "DE" } }))).toEqual([]);
    expect(
      subjects(buildKind("setup", { per: "helper", owner: ["buddy", "mentor"], only: { role: "backend" } })),
    ).toEqual(["sam"]);
    expect(subjects(buildKind("setup", { per: "project", only: { role: "writer" } }))).toEqual(["docs"]);
    expect(subjects(buildKind("setup", { per: "cohort", only: { role: "writer" } }))).toEqual(["all"]);
    expect(subjects(buildKind("setup", { per: "cohort", only: { role: "designer" } }))).toEqual([]);
  });

  it("makes nothing for a project on which nobody works, which the config's own hint tells", () => {
    const cohort = buildCohort({ projects: [buildProject("telemetry", { implied: false })] });
    expect(occurrencesOf(cohort, [epic]).map((occurrence) => occurrence.key.subject)).toEqual(["ada"]);
  });
});

describe("repeats", () => {
  it("counts GitLab's 110 days as sixteen weeks, with a retro on each Thursday", () => {
    const cohort = buildCohort({
      start: "2020-06-15",
      end: "2020-10-02",
      interns: [buildIntern("ada", { start: "2020-06-15", end: "2020-10-02" })],
    });
    const found = occurrencesOf(cohort, [retro]);
    expect(found.map((occurrence) => occurrence.key.occurrence)).toEqual(
      Array.from({ length: 16 }, (_, index) => `week-${String(index + 1).padStart(2, "0")}`),
    );
    expect(found.map((occurrence) => occurrence.week?.of)).toEqual(Array.from({ length: 16 }, () => 16));
    expect(found.at(0)).toMatchObject({
      opens: "2020-06-18",
      due: "2020-06-22",
      closes: "2020-06-25",
      week: { number: 1 },
      late: "skip",
    });
    expect(found.at(-1)).toMatchObject({
      opens: "2020-10-01",
      due: "2020-10-02",
      closes: "2020-10-09",
      week: { number: 16 },
    });
  });

  const short = buildCohort({ end: "2026-06-26", interns: [buildIntern("ada", { end: "2026-06-26" })] });
  const on = (person: Partial<Parameters<typeof buildPerson>[1]>) =>
    buildCohort({ ...short, people: [buildPerson("ada", person)] });

  it.each<[name: string, cohort: Cohort, kind: Kind, expected: readonly string[]]>([
    [
      "each Thursday",
      short,
      retro,
      [
        "week-01 2026-06-04 ..06-08",
        "week-02 2026-06-11 ..06-15",
        "week-03 2026-06-18 ..06-22",
        "week-04 2026-06-25 ..06-26",
      ],
    ],
    [
      "the working day before a Thursday off",
      on({ holidays: "NG" }),
      retro,
      [
        "week-01 2026-06-04 ..06-08",
        "week-02 2026-06-10 ..06-16",
        "week-03 2026-06-18 ..06-22",
        "week-04 2026-06-25 ..06-26",
      ],
    ],
    [
      "the working day after one when the week offers none before",
      on({ absences: [{ from: "2026-06-08", to: "2026-06-11", backup: null }] }),
      retro,
      [
        "week-01 2026-06-04 ..06-12",
        "week-02 2026-06-12 ..06-16",
        "week-03 2026-06-18 ..06-22",
        "week-04 2026-06-25 ..06-26",
      ],
    ],
    [
      "nothing in a week without a working day",
      on({ absences: [{ from: "2026-06-08", to: "2026-06-14", backup: null }] }),
      retro,
      ["week-01 2026-06-04 ..06-15", "week-03 2026-06-18 ..06-22", "week-04 2026-06-25 ..06-26"],
    ],
    [
      "the window's first day without a weekday",
      short,
      buildKind("plan", { repeat: { every: "2w" } }),
      ["week-01 2026-06-01 ..never", "week-03 2026-06-15 ..never"],
    ],
    [
      "windows from a later week, named by the week of the internship",
      short,
      buildKind("plan", { repeat: { every: "1w", on: "tue", from: "week 2", until: "end - 1w" } }),
      ["week-02 2026-06-09 ..never", "week-03 2026-06-16 ..never"],
    ],
    [
      "no day past until, though its week has begun",
      short,
      buildKind("plan", { repeat: { every: "1w", on: "fri", from: "week 3", until: "week 4 + 1d" } }),
      ["week-03 2026-06-19 ..never"],
    ],
    [
      "days, each on the last working day in its window or the next",
      short,
      buildKind("stand-up", { repeat: { every: "3d", until: "start + 1w" } }),
      ["day-001 2026-06-01 ..never", "day-004 2026-06-04 ..never", "day-007 2026-06-08 ..never"],
    ],
    [
      "weeks before the first day, for somebody who works then",
      short,
      buildKind("prepare", { owner: ["coordinator"], repeat: { every: "1w", from: "start - 2w", until: "start" } }),
      ["week-b02 2026-05-18 ..never", "week-b01 2026-05-25 ..never", "week-01 2026-06-01 ..never"],
    ],
    [
      "no week before the first day, for the intern",
      short,
      buildKind("prepare", { repeat: { every: "1w", from: "start - 2w", until: "start" } }),
      ["week-01 2026-06-01 ..never"],
    ],
    [
      "a window that opens ahead of its day",
      short,
      buildKind("plan", { repeat: { every: "2w", on: "wed" }, opens: "occurrence - 2d", due: "occurrence" }),
      ["week-01 2026-06-01 ..06-03", "week-03 2026-06-15 ..06-17"],
    ],
  ])("happen on %s", (_name, cohort, kind, expected) => {
    expect(tell(occurrencesOf(cohort, [kind]))).toEqual(expected);
  });

  it("does not let a day off at the start of its week rename or shift it", () => {
    const weekly = buildKind("plan", { repeat: { every: "1w", from: "week 2" } });
    const cohort = on({ addHolidays: ["2026-06-08"] });
    expect(tell(occurrencesOf(cohort, [weekly]))).toEqual([
      "week-02 2026-06-09 ..never",
      "week-03 2026-06-15 ..never",
      "week-04 2026-06-22 ..never",
    ]);
  });

  it("neither pulls a day past until back in, nor pushes one past it", () => {
    const fridays = buildKind("plan", { owner: ["mentor"], repeat: { every: "1w", on: "fri", until: "start + 3d" } });
    const mondays = buildKind("plan", { owner: ["mentor"], repeat: { every: "1w", on: "mon", until: "start" } });
    const off = (date: CivilDate) => buildCohort({ ...short, people: [buildPerson("grace", { addHolidays: [date] })] });
    expect(occurrencesOf(off("2026-06-05"), [fridays])).toEqual([]);
    expect(occurrencesOf(off("2026-06-01"), [mondays])).toEqual([]);
    expect(occurrencesOf(off("2026-06-02"), [mondays])).toHaveLength(1);
  });

  it("starts weeks in the middle of a calendar week for somebody who does", () => {
    const cohort = buildCohort({ interns: [buildIntern("ada", { start: "2026-06-03", end: "2026-06-23" })] });
    expect(tell(occurrencesOf(cohort, [buildKind("plan", { repeat: { every: "1w", on: "mon" } })]))).toEqual([
      "week-01 2026-06-08 ..never",
      "week-02 2026-06-15 ..never",
      "week-03 2026-06-22 ..never",
    ]);
  });

  it("closes each when the next one opens, and never before it is due", () => {
    const daily = buildKind("daily", {
      repeat: { every: "1d", until: "start + 2d" },
      due: "occurrence + 1w",
      closes: "next",
    });
    expect(occurrencesOf(short, [daily]).map((occurrence) => occurrence.closes)).toEqual([
      "2026-06-08",
      "2026-06-09",
      "2026-07-03",
    ]);
  });

  it("names a repeat by its week, whatever days off moved it", () => {
    const weekdays = fc.uniqueArray(
      fc.integer({ min: 1, max: 7 }).map((day) => day as Weekday),
      { minLength: 1 },
    );
    fc.assert(
      fc.property(
        weekdays,
        fc.integer({ min: 0, max: 400 }),
        fc.integer({ min: 10, max: 120 }),
        (worked, shift, days) => {
          const start = addDays("2026-01-01", shift);
          const end = addDays(start, days);
          const cohort = buildCohort({
            start,
            end,
            interns: [buildIntern("ada", { start, end })],
            people: [buildPerson("ada", { weekdays: worked })],
          });
          for (const { key, opens } of occurrencesOf(cohort, [retro])) {
            const first = addDays(start, 7 * (Number(key.occurrence.slice("week-".length)) - 1));
            expect(opens >= first && opens < addDays(first, 7)).toBe(true);
          }
        },
      ),
      { numRuns: 50 },
    );
  });
});

describe("days off and paid days", () => {
  it("moves a due date back to the owner's last working day", () => {
    const cohort = buildCohort({ people: [buildPerson("grace", { holidays: "NG" })] });
    const kind = (owner: Role) => buildKind("review", { owner: [owner], opens: "start", due: "start + 11d" });
    const milestone = buildCohort({ ...cohort, milestones: [{ id: "demo", title: "Demo", due: "2026-06-12" }] });
    expect(only(milestone, buildKind("demo", { owner: ["mentor"], due: "milestone:demo" })).due).toBe("2026-06-10");
    expect(only(milestone, buildKind("demo", { owner: ["manager"], due: "milestone:demo" })).due).toBe("2026-06-12");
    expect(only(cohort, kind("mentor")).due).toBe("2026-06-18");
    expect(only(cohort, kind("manager")).due).toBe("2026-06-16");
  });

  it("never moves a due date before the opening", () => {
    const cohort = buildCohort({
      people: [buildPerson("grace", { absences: [{ from: "2026-06-02", to: "2026-06-30", backup: null }] })],
    });
    expect(only(cohort, buildKind("review", { owner: ["mentor"], opens: "start", due: "start + 2w" }))).toMatchObject({
      opens: "2026-06-01",
      due: "2026-06-01",
    });
    expect(only(cohort, buildKind("review", { owner: ["mentor"], opens: "start + 1w", due: "start" }))).toMatchObject({
      opens: "2026-06-01",
      due: "2026-06-01",
    });
  });

  it("opens a helper's issue on the working day before, and an intern's on their first working day", () => {
    const weekend: Partial<Intern> = { start: "2026-06-06" };
    const cohort = buildCohort({ interns: [buildIntern("ada", weekend)] });
    expect(only(cohort, buildKind("welcome", { owner: ["buddy"] })).opens).toBe("2026-06-05");
    expect(only(cohort, buildKind("welcome")).opens).toBe("2026-06-08");
    expect(only(cohort, buildKind("welcome", { opens: "start - 2w" })).opens).toBe("2026-06-08");
  });

  it("asks nothing of an intern after their last working day", () => {
    const cohort = buildCohort({
      people: [buildPerson("ada", { absences: [{ from: "2026-09-17", to: "2026-09-18", backup: null }] })],
    });
    expect(only(cohort, buildKind("survey", { opens: "end - 1w", due: "end + 2w" }))).toMatchObject({
      opens: "2026-09-11",
      due: "2026-09-16",
    });
    expect(only(cohort, buildKind("survey", { opens: "end + 1w", due: "end + 2w" }))).toMatchObject({
      opens: "2026-09-16",
      due: "2026-09-16",
    });
    expect(only(cohort, buildKind("survey", { owner: ["mentor"], opens: "end + 1w", due: "end + 2w" }))).toMatchObject({
      opens: "2026-09-25",
      due: "2026-10-02",
    });
  });

  it("stays inside the internship of somebody who is away for all of it", () => {
    const cohort = buildCohort({
      interns: [buildIntern("ada", { end: "2026-06-12" })],
      people: [buildPerson("ada", { absences: [{ from: "2026-05-25", to: "2026-06-19", backup: null }] })],
    });
    expect(only(cohort, buildKind("survey", { due: "end" }))).toMatchObject({ opens: "2026-06-01", due: "2026-06-01" });
    expect(occurrencesOf(cohort, [retro])).toEqual([]);
  });

  it("leaves out a helper's repeats for three months away", () => {
    const absences = [{ from: "2026-06-01", to: "2026-09-08", backup: "lin" }] as const;
    const cohort = buildCohort({ people: [buildPerson("grace", { absences })] });
    const talk = buildKind("talk", { owner: ["mentor"], repeat: { every: "1w", on: "thu" } });
    expect(tell(occurrencesOf(cohort, [talk]))).toEqual(["week-15 2026-09-10 ..never", "week-16 2026-09-17 ..never"]);
  });

  it("never closes before the due date", () => {
    expect(only(buildCohort(), buildKind("survey", { due: "start + 4w", closes: "start + 1w" })).closes).toBe(
      "2026-06-29",
    );
    expect(only(buildCohort(), buildKind("survey", { opens: "start + 2w", closes: "start" })).closes).toBe(
      "2026-06-15",
    );
    expect(only(buildCohort(), buildKind("survey", { due: "start + 4w", closes: "end + 2w" })).closes).toBe(
      "2026-10-02",
    );
  });

  it("says that somebody never works, and uses plain weekdays", () => {
    const cohort = buildCohort({ people: [buildPerson("grace", { weekdays: [] })], lines: { "people.grace": 7 } });
    const kind = buildKind("review", { owner: ["mentor"], repeat: { every: "1w", on: "sat", until: "week 2" } });
    const { occurrences, diagnostics } = buildOccurrences({ cohort, kinds: [kind], holidays: {} });
    expect(occurrences.map((occurrence) => occurrence.opens)).toEqual(["2026-06-05"]);
    expect(diagnostics).toMatchObject([{ severity: "warning", code: "no-working-day", path: "people.grace", line: 7 }]);
  });
});

describe("a running programme that changes", () => {
  const interns = [
    buildIntern("ada"),
    buildIntern("ben", { project: "docs", helpers: { manager: "lee", mentor: "omar" } }),
  ];
  const before = occurrencesOf(buildCohort({ interns }));
  const withBen = (change: Partial<Intern>) =>
    occurrencesOf(
      buildCohort({ interns: [interns[0] ?? buildIntern("ada"), buildIntern("ben", { ...interns[1], ...change })] }),
    );
  const others = (occurrences: readonly Occurrence[]) =>
    occurrences.filter(({ key }) => !["ben", "docs", "omar"].includes(key.subject));

  it("keeps every key when the whole cohort starts two weeks later", () => {
    const start = "2026-06-15";
    const end = "2026-10-02";
    const moved = occurrencesOf(
      buildCohort({ start, end, interns: interns.map((intern) => ({ ...intern, start, end })) }),
    );
    expect(keysOf(moved)).toEqual(keysOf(before));
    expect(moved.map((occurrence) => addDays(occurrence.opens, -14))).toEqual(
      before.map((occurrence) => occurrence.opens),
    );
  });

  it.each<[name: string, change: Partial<Intern>]>([
    ["an extension", { end: "2026-10-09" }],
    ["an early leave", { left: "2026-07-10" }],
    ["a later start", { start: "2026-06-22" }],
    ["a new buddy", { helpers: { manager: "lee", mentor: "omar", buddy: "lin" } }],
  ])("leaves everybody else's occurrences as they were after %s of one person", (_name, change) => {
    const after = withBen(change);
    const strangers = after.filter(({ key }) => key.subject !== "lin");
    expect(others(strangers)).toEqual(others(before));
    expect(after).not.toEqual(before);
  });

  it("adds weeks to an extension and keeps those that were", () => {
    const after = about(withBen({ end: "2026-10-09" }), "ben");
    const wasThere = new Set(keysOf(about(before, "ben")));
    expect(keysOf(after).filter((key) => !wasThere.has(key))).toEqual([
      "summer-2026/retro/ben/week-17",
      "summer-2026/retro/ben/week-18",
      "summer-2026/retro/ben/week-19",
    ]);
    expect(after.find(({ kind }) => kind === "thanks")?.opens).toBe("2026-10-02");
  });

  it("opens nothing for somebody who left but what is counted from their end", () => {
    const midpoint = buildKind("midpoint", { opens: "50%", due: "50% + 1w" });
    const handOff = buildKind("hand-off", { owner: ["manager"], opens: "end + 1w", due: "end + 2w" });
    const cohort = buildCohort({ interns: [buildIntern("ada", { left: "2026-07-08" })] });
    const found = occurrencesOf(cohort, [...kinds, midpoint, handOff]).filter(
      ({ key }) => key.kind !== "cohort" && key.kind !== "training",
    );
    expect(found.map(({ key, opens, due }) => `${key.kind}/${key.occurrence} ${opens} ..${due ?? ""}`)).toEqual([
      "project/once 2026-05-04 ..2026-07-08",
      "onboarding/once 2026-06-01 ..2026-06-29",
      "retro/week-01 2026-06-04 ..2026-06-08",
      "retro/week-02 2026-06-11 ..2026-06-15",
      "retro/week-03 2026-06-18 ..2026-06-22",
      "retro/week-04 2026-06-25 ..2026-06-29",
      "thanks/once 2026-07-01 ..2026-07-08",
      "retro/week-05 2026-07-02 ..2026-07-06",
      "hand-off/once 2026-07-15 ..2026-07-22",
    ]);
    expect(found.find(({ key }) => key.occurrence === "week-05")).toMatchObject({
      closes: "2026-07-15",
      week: { number: 5, of: 16 },
    });
  });

  it("stops a helper's repeat with the day somebody left, also where it opens ahead", () => {
    const talk = buildKind("talk", {
      owner: ["mentor"],
      repeat: { every: "1w", on: "thu", until: "week 10" },
      opens: "occurrence - 3d",
    });
    const cohort = buildCohort({ interns: [buildIntern("ada", { left: "2026-06-17" })] });
    expect(tell(occurrencesOf(cohort, [talk]))).toEqual(["week-01 2026-06-01 ..never", "week-02 2026-06-08 ..never"]);
  });

  it("keeps a project going while one of its interns stays", () => {
    const pair = [
      buildIntern("ada", { project: "telemetry" }),
      buildIntern("ben", { project: "telemetry", left: "2026-07-08" }),
    ];
    const demo = buildKind("demo", { per: "project", owner: ["mentor"], opens: "week 10" });
    const found = (concerned: readonly Intern[]) =>
      occurrencesOf(buildCohort({ interns: concerned }), [demo, epic]).map(
        ({ kind, due }) => `${kind} ${due ?? "never"}`,
      );
    expect(found(pair)).toEqual(["project 2026-09-18", "demo never"]);
    expect(found(pair.map((intern) => ({ ...intern, left: "2026-07-08" as const })))).toEqual(["project 2026-07-08"]);
  });

  it("asks nothing more of somebody who left before a share that an intern owns", () => {
    const late = buildKind("plan", { opens: "week 10", due: "week 11" });
    expect(occurrencesOf(buildCohort({ interns: [buildIntern("ada", { left: "2026-07-08" })] }), [late])).toEqual([]);
  });

  it("counts a late joiner's weeks from their own first day, to their own last", () => {
    const after = about(withBen({ start: "2026-06-24", end: "2026-10-13" }), "ben");
    const weeks = after.filter(({ kind }) => kind === "retro");
    expect(weeks).toHaveLength(16);
    expect(weeks[0]).toMatchObject({
      key: { occurrence: "week-01" },
      opens: "2026-06-25",
      week: { number: 1, of: 16 },
    });
    expect(after.find(({ kind }) => kind === "onboarding")?.opens).toBe("2026-06-24");
  });

  it("gives the same list for people and kinds in any order", () => {
    const cohort = buildCohort({ interns });
    const shuffled = { ...cohort, interns: [...cohort.interns].reverse(), people: [...cohort.people].reverse() };
    expect(occurrencesOf(shuffled, [...kinds].reverse()).map(({ key }) => formatKey(key))).toEqual(
      before.map(({ key }) => formatKey(key)),
    );
  });

  it("sorts by opening day, then by key", () => {
    const names = before.map(({ key, opens }) => `${opens} ${formatKey(key)}`);
    expect(names).toEqual([...names].sort());
  });
});

describe("milestones", () => {
  const cohort = buildCohort({
    milestones: [
      { id: "midterm", title: "Midterm", due: "2026-07-22" },
      { id: "party", title: "Party", due: null },
    ],
    interns: [buildIntern("ada", { project: "telemetry" }), buildIntern("ben", { project: "docs" })],
    projects: [
      buildProject("telemetry", {
        milestones: [
          { id: "beta", title: "Beta", due: "2026-08-05" },
          { id: "midterm", title: "Ours", due: "2026-07-15" },
        ],
      }),
    ],
  });
  const find = (opens: string, per: Kind["per"] = "intern") =>
    buildOccurrences({
      cohort,
      kinds: [buildKind("check", { per, opens, owner: ["coordinator"] }), onboarding],
      holidays: {},
    });
  const days = (found: readonly Occurrence[]) =>
    found.filter(({ kind }) => kind === "check").map(({ key, opens }) => [key.subject, opens]);

  it("takes the cohort's, and the project's own before it", () => {
    expect(days(find("milestone:midterm").occurrences)).toEqual([
      ["ada", "2026-07-15"],
      ["ben", "2026-07-22"],
    ]);
    expect(days(find("milestone:midterm", "cohort").occurrences)).toEqual([["all", "2026-07-22"]]);
  });

  it.each<[name: string, opens: string, per: Kind["per"], code: string, message: string, remedy: string]>([
    [
      "an unknown one",
      "milestone:midtrm",
      "cohort",
      "unknown-milestone",
      'no milestone "midtrm"',
      'Did you mean "midterm"?',
    ],
    ["one that only another project has", "milestone:beta", "intern", "unknown-milestone", "for ben", "midterm, party"],
    ["one without a date", "milestone:party - 1w", "cohort", "milestone-without-date", "has no date", "due date"],
    [
      "an occurrence of what does not repeat",
      "occurrence + 2d",
      "intern",
      "anchor-needs-repeat",
      "for ada, ben",
      "Give the kind repeat or rounds",
    ],
  ])("reports %s once, skips what needs it, and keeps the rest", (_name, opens, per, code, message, remedy) => {
    const { occurrences, diagnostics } = find(opens, per);
    expect(diagnostics).toHaveLength(1);
    expect(diagnostics[0]).toMatchObject({ severity: "error", code, file: "templates/check.md.hbs", path: "opens" });
    expect(diagnostics[0]?.message).toContain(message);
    expect(diagnostics[0]?.remedy).toContain(remedy);
    expect(occurrences.filter(({ kind }) => kind === "onboarding")).toHaveLength(2);
  });

  it.each<[path: string, text: Parameters<typeof buildKind>[1]]>([
    ["due.at", { due: "milestone:none" }],
    ["closes", { closes: "milestone:none" }],
    ["repeat.from", { repeat: { every: "1w", from: "milestone:none" } }],
    ["repeat.until", { repeat: { every: "1w", until: "milestone:none" } }],
  ])("points at %s when that is where it is named", (path, text) => {
    const { occurrences, diagnostics } = buildOccurrences({ cohort, kinds: [buildKind("check", text)], holidays: {} });
    expect(occurrences).toEqual([]);
    expect(diagnostics.map((diagnostic) => diagnostic.path)).toEqual([path]);
  });
});

describe("a large programme", () => {
  it("has one key for each occurrence of two hundred interns", () => {
    const many = Array.from({ length: 200 }, (_, index) =>
      buildIntern(`intern-${index}`, { start: addDays("2026-06-01", index % 7) }),
    );
    const found = occurrencesOf(buildCohort({ interns: many }));
    expect(new Set(keysOf(found)).size).toBe(found.length);
    expect(found.filter(({ kind }) => kind === "retro").length).toBeGreaterThan(200 * 14);
  });
});

describe("owners who are away", () => {
  const away = (from: CivilDate, to: CivilDate, backup: string | null = "kim") =>
    buildCohort({ people: [buildPerson("lee", { absences: [{ from, to, backup }] })] });
  const farewell = buildKind("thanks", { owner: ["manager"], opens: "end - 1w", due: "end" });

  it.each<[name: string, cohort: Cohort, owner: string, opens: CivilDate, due: CivilDate]>([
    ["are stood in for by their backup", away("2026-09-07", "2026-09-18"), "kim", "2026-09-11", "2026-09-18"],
    ["for longer than three working days only", away("2026-09-09", "2026-09-13"), "lee", "2026-09-08", "2026-09-18"],
    ["from the fourth working day on", away("2026-09-09", "2026-09-14"), "kim", "2026-09-11", "2026-09-18"],
    ["without a backup act before they go", away("2026-09-07", "2026-09-18", null), "lee", "2026-09-04", "2026-09-04"],
    ["on other days act themselves", away("2026-09-14", "2026-09-18"), "lee", "2026-09-11", "2026-09-11"],
  ])("%s", (_name, cohort, owner, opens, due) => {
    expect(only(cohort, farewell)).toMatchObject({ owner, opens, due });
  });

  it("keep what is due four weeks after they are back, or later", () => {
    const cohort = away("2026-05-01", "2026-05-08");
    expect(only(cohort, { ...epic, due: { at: anchor("start + 4d"), show: "field" } }).owner).toBe("kim");
    expect(only(cohort, { ...epic, due: { at: anchor("start + 5d"), show: "field" } }).owner).toBe("lee");
  });

  it("keep what is a helper's own, and an intern stays with theirs", () => {
    const people = [
      buildPerson("grace", { absences: [{ from: "2026-05-01", to: "2026-05-31", backup: "kim" }] }),
      buildPerson("ada", { absences: [{ from: "2026-06-01", to: "2026-06-12", backup: "kim" }] }),
    ];
    const owners = occurrencesOf(buildCohort({ people }), [training, onboarding]).map(({ owner }) => owner ?? "nobody");
    expect(owners.toSorted()).toEqual(["ada", "grace", "lee", "sam"]);
  });
});

describe("rounds", () => {
  const evaluation = buildKind("evaluation", {
    owner: ["mentor"],
    rounds: { short: anchor("week 2"), final: anchor("end - 1w"), "three-months": anchor("end + 3m") },
    opens: "occurrence - 3d",
    due: "occurrence",
    closes: "occurrence + 2w",
  });

  it("happen once on each day they name, and carry that name", () => {
    expect(tell(occurrencesOf(buildCohort(), [evaluation]))).toEqual([
      "short 2026-06-03 ..06-08",
      "final 2026-09-08 ..09-11",
      "three-months 2026-12-15 ..12-18",
    ]);
  });

  it("count on each person's own span, so that an extension moves only theirs", () => {
    const interns = [buildIntern("ada", { end: "2026-10-09" }), buildIntern("ben", { start: "2026-06-15" })];
    const found = occurrencesOf(buildCohort({ interns }), [evaluation]);
    expect(tell(about(found, "ada"))).toEqual([
      "short 2026-06-03 ..06-08",
      "final 2026-09-29 ..10-02",
      "three-months 2027-01-05 ..01-08",
    ]);
    expect(tell(about(found, "ben"))[0]).toBe("short 2026-06-17 ..06-22");
  });

  it("open nothing after somebody has left", () => {
    const left = buildCohort({ interns: [buildIntern("ada", { left: "2026-07-17" })] });
    expect(tell(occurrencesOf(left, [evaluation]))).toEqual(["short 2026-06-03 ..06-08", "final 2026-07-07 ..07-10"]);
  });

  it("ask an intern for nothing after their last day", () => {
    const own = { ...evaluation, owner: ["intern"] as const };
    expect(tell(occurrencesOf(buildCohort(), [own]))).toEqual(["short 2026-06-03 ..06-08", "final 2026-09-08 ..09-11"]);
  });

  it("may close each with the next", () => {
    const found = occurrencesOf(buildCohort(), [{ ...evaluation, closes: "next" }]);
    expect(found.map(({ closes }) => closes)).toEqual(["2026-09-08", "2026-12-15", "2026-12-18"]);
  });

  it("that count from a milestone nobody has are told once", () => {
    const kind = buildKind("evaluation", { rounds: { mid: anchor("milestone:midterm") }, opens: "occurrence" });
    const { occurrences, diagnostics } = buildOccurrences({ cohort: buildCohort(), kinds: [kind], holidays: {} });
    expect(occurrences).toEqual([]);
    expect(diagnostics).toMatchObject([
      { code: "unknown-milestone", path: "rounds.mid", message: expect.stringMatching(/for ada: there is no/) },
    ]);
  });
});

describe("dates a text names", () => {
  const decided = buildKind("conversion", {
    owner: ["manager"],
    dates: { feedback: anchor("50%"), decision: anchor("75%"), last: anchor("end") },
  });

  it("are days of the subject's span, back on a day its owner works", () => {
    const people = [buildPerson("lee", { absences: [{ from: "2026-08-17", to: "2026-08-24", backup: null }] })];
    expect(only(buildCohort({ people }), decided).dates).toEqual({
      feedback: "2026-07-24",
      decision: "2026-08-14",
      last: "2026-09-18",
    });
  });

  it("stay inside an intern's paid days", () => {
    const own = { ...decided, owner: ["intern"] as const, dates: { after: anchor("end + 1w") } };
    expect(only(buildCohort(), own).dates).toEqual({ after: "2026-09-18" });
  });

  it("that mean no day are told", () => {
    const kind = { ...decided, dates: { told: anchor("milestone:talk") } };
    const { diagnostics } = buildOccurrences({ cohort: buildCohort(), kinds: [kind], holidays: {} });
    expect(diagnostics).toMatchObject([{ code: "unknown-milestone", path: "dates.told" }]);
  });
});

describe("kinds for some only", () => {
  it("know with whom a job afterwards was talked about", () => {
    const interns = [buildIntern("ada", { conversion: true }), buildIntern("ben")];
    const kind = buildKind("conversion", { owner: ["manager"], only: { conversion: "declared" } });
    expect(occurrencesOf(buildCohort({ interns }), [kind]).map(({ intern }) => intern)).toEqual(["ada"]);
  });
});
