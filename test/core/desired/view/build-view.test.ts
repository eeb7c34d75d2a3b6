import { describe, expect, it } from "vitest";
import { buildOccurrences } from "../../../../src/core/desired/occurrences/build-occurrences.ts";
import { buildView } from "../../../../src/core/desired/view/build-view.ts";
import { wordsOf } from "../../../../src/core/desired/audience/words.ts";
import type { Kind } from "../../../../src/core/kinds/model/kind.ts";
import { describeContext, escapeView } from "../../../../src/core/kinds/engine/context.ts";
import type { MeetingView } from "../../../../src/core/desired/view/meetings.ts";
import type { Cohort, Meeting, Person } from "../../../../src/core/model/cohort.ts";
import type { CivilDate } from "../../../../src/core/model/date.ts";
import { GITLAB } from "../../../../src/forges/gitlab/profile.ts";
import { buildCohort, buildIntern, buildPerson, buildProject } from "../../../support/cohort.ts";
import { buildKind, type KindText } from "../../../support/kind.ts";

const ON_GITLAB = { ...buildCohort().forge, profile: GITLAB };

function viewOf(kind: Kind, cohort: Cohort, unreachable: readonly string[] = [], gaps: readonly string[] = []) {
  const { occurrences } = buildOccurrences({ cohort, kinds: [kind], holidays: {} });
  const [occurrence] = occurrences;
  if (occurrence === undefined) throw new Error("no occurrence");
  const given = { children: [], shared: false, section: null, words: wordsOf("en") };
  return buildView({ cohort, kind, occurrence, gaps, unreachable, ...given });
}

describe("a view", () => {
  it.each(["cohort", "project", "intern", "helper"] as const)(
    "of a kind per %s has a value, or null, for everything that lint lets a template name",
    (per) => {
      const kind = buildKind("hello", {
        per,
        owner: [per === "helper" ? "mentor" : "coordinator"],
        repeat: { every: "1w" },
        due: "occurrence + 1d",
        needs: ["gaps", "children", "meetings", "overlap"],
      });
      const shape = describeContext(kind, []);
      const view = viewOf(kind, buildCohort());
      const names = shape.is === "object" ? Object.keys(shape.fields) : [];
      expect(names.filter((name) => view[name] === undefined)).toEqual([]);
      const optional = shape.is === "object" ? names.filter((name) => view[name] === null) : [];
      expect(optional).toEqual(per === "intern" || per === "project" ? ["co_mentor", "remote_mentor"] : []);
      expect(() => escapeView(shape, view, "body")).not.toThrow();
    },
  );

  it("says days in words, with no year and no hour", () => {
    const view = viewOf(buildKind("hello", { due: "start + 3w" }), buildCohort());
    expect(view["opens"]).toEqual({ iso: "2026-06-01", weekday: "Monday", short: "1 June", text: "Monday 1 June" });
    expect(view["due"]).toMatchObject({ text: "Monday 22 June" });
  });

  it("gives the last day of whoever left as their end", () => {
    const cohort = buildCohort({ interns: [buildIntern("ada", { left: "2026-07-10" })] });
    expect(viewOf(buildKind("hello"), cohort)["intern"]).toMatchObject({ end: { iso: "2026-07-10" } });
  });

  it("names a thing that two lack once", () => {
    const kind = buildKind("hello", { needs: ["gaps"] });
    expect(viewOf(kind, buildCohort(), [], ["Find a buddy for Ada", "Find a buddy for Ada"])["gaps"]).toEqual([
      "Find a buddy for Ada",
    ]);
    const projects = [buildProject("ada", { stakeholders: ["Kim", "Lee", "Kim"] })];
    expect(viewOf(kind, buildCohort({ projects }))["project"]).toMatchObject({ stakeholders: ["Kim", "Lee"] });
  });

  it("takes a helper's interns alone, and a project's", () => {
    const interns = [
      buildIntern("ada", { project: "p", helpers: { mentor: "grace" } }),
      buildIntern("ben", { project: "q", helpers: { mentor: "omar" } }),
    ];
    const cohort = buildCohort({ interns });
    expect(viewOf(buildKind("hello", { per: "helper", owner: ["mentor"] }), cohort)).toMatchObject({
      helper: { name: "Grace Example" },
      interns: [{ name: "Ada Example" }],
    });
    expect(viewOf(buildKind("hello", { per: "project", owner: ["mentor"] }), cohort)).toMatchObject({
      mentor: { name: "Grace Example" },
      interns: [{ name: "Ada Example" }],
    });
  });
});

describe("how a view names people", () => {
  const kind = buildKind("hello", { mention: ["mentor"] });
  const cohort = buildCohort({ forge: ON_GITLAB });
  const mentionOf = (view: Readonly<Record<string, unknown>>, role: string) =>
    (view[role] as { readonly mention: string }).mention;

  it("mentions who acts and whom the kind lists by account, and everybody else by name", () => {
    const view = viewOf(kind, cohort);
    expect(["intern", "mentor", "buddy", "coordinator"].map((role) => mentionOf(view, role))).toEqual([
      "@ada",
      "@grace",
      "Sam Example",
      "Kim Example",
    ]);
  });

  it("mentions nobody on a local folder, where there is nobody to tell", () => {
    expect(mentionOf(viewOf(kind, buildCohort()), "intern")).toBe("Ada Example");
  });

  it("does not mention an account that is not there, which would ping a stranger", () => {
    expect(mentionOf(viewOf(kind, cohort, ["ada"]), "intern")).toBe("Ada Example");
  });

  it.each(["ada[bot]", "_ada_", "ada.", "-ada"])(
    "does not mention %s, which would not read as an account",
    (username) => {
      const people = [buildPerson("ada", { username, name: "*Ada* @all" })];
      expect(mentionOf(viewOf(kind, buildCohort({ forge: ON_GITLAB, people })), "intern")).toBe("\\*Ada\\* @\u200Ball");
    },
  );
});

describe("meetings", () => {
  const meeting = (id: string, roles: Meeting["with"], facts: Partial<Meeting> = {}): Meeting => ({
    id,
    title: `The ${id}`,
    with: roles,
    everyWeeks: 1,
    on: 2,
    time: 840,
    zone: "UTC",
    where: null,
    ...facts,
  });
  const cohort = buildCohort({
    interns: [
      buildIntern("ada", { helpers: { mentor: "grace", manager: "lee" } }),
      buildIntern("ben", { helpers: { mentor: "omar" } }),
    ],
    people: [buildPerson("ada", { zone: "Africa/Lagos" }), buildPerson("grace", { zone: "Asia/Kolkata" })],
    meetings: [
      meeting("talk", ["mentor"], { where: "https://meet.example/talk" }),
      meeting("circle", ["mentor", "manager"]),
      meeting("hour", [], { everyWeeks: 4, on: null, time: null }),
      meeting("round", ["sponsor"]),
    ],
    links: { meeting: "https://meet.example/room" },
  });
  const listOf = (kind: KindText) => viewOf(buildKind("hello", { needs: ["meetings"], ...kind }), cohort)["meetings"];

  it("of an intern's own issue are all but those that nobody else comes to, in the intern's time", () => {
    expect(listOf({})).toEqual([
      {
        title: "The talk",
        when: "Tuesdays 14:00 UTC, 15:00 your time",
        where: "https://meet.example/talk",
        people: "Grace Example",
      },
      {
        title: "The circle",
        when: "Tuesdays 14:00 UTC, 15:00 your time",
        where: "https://meet.example/room",
        people: "Grace Example and Lee Example",
      },
      {
        title: "The hour",
        when: "every 4 weeks, on a day you agree on, at a time you agree on",
        where: "https://meet.example/room",
        people: null,
      },
    ]);
  });

  it("of an issue about an intern name everybody who comes, in the time of each place", () => {
    expect(listOf({ owner: ["manager"] })).toMatchObject([
      { title: "The talk", when: "Tuesdays 14:00 UTC, 15:00 in Lagos, 19:30 in Kolkata" },
      { title: "The circle", people: "Ada Example, Grace Example and Lee Example" },
      { title: "The hour", people: "Ada Example" },
    ]);
  });

  it("of a helper's issue are those the helper comes to", () => {
    expect(listOf({ per: "helper", owner: ["manager"] })).toMatchObject([
      { title: "The circle", when: "Tuesdays 14:00 UTC", people: "Ada Example and Grace Example" },
    ]);
  });

  it("of the cohort's issue name nobody, since that would be everybody", () => {
    const views = listOf({ per: "cohort", owner: ["coordinator"] });
    expect(views).toMatchObject([{ people: null }, { people: null }, { people: null }]);
  });

  it("tell changes of the clock within the internship, and none before the issue opens", () => {
    const late = buildCohort({
      interns: [buildIntern("ada", { end: "2026-12-18" })],
      people: [buildPerson("ada", { zone: "Europe/Berlin" })],
      meetings: [meeting("talk", [])],
    });
    const whenOf = (opens: string) =>
      viewOf(buildKind("hello", { needs: ["meetings"], opens }), late)["meetings"] as readonly MeetingView[];
    expect(whenOf("start")[0]?.when).toBe("Tuesdays 14:00 UTC; 16:00 your time until 24 October, 15:00 from then");
    expect(whenOf("end - 3w")[0]?.when).toBe("Tuesdays 14:00 UTC, 15:00 your time");
  });
});

describe("hours that two people share", () => {
  const overlapOf = (ada: Partial<Person>, grace: Partial<Person>, end: CivilDate = "2026-09-18") => {
    const cohort = buildCohort({
      interns: [buildIntern("ada", { end })],
      people: [buildPerson("ada", ada), buildPerson("grace", grace)],
    });
    const view = viewOf(buildKind("hello", { needs: ["overlap"] }), cohort)["overlap"];
    return (view as Readonly<Record<string, string | null>>)["mentor"];
  };

  it.each<[name: string, ada: Partial<Person>, grace: Partial<Person>, end: CivilDate, said: string | null]>([
    ["in one zone", {}, {}, "2026-09-18", "09:00 to 17:00 your time"],
    ["far apart", { zone: "Asia/Kolkata" }, { zone: "America/New_York" }, "2026-09-18", null],
    [
      "on some days",
      { weekdays: [1, 2, 3] },
      { weekdays: [3, 4] },
      "2026-09-18",
      "09:00 to 17:00 your time on Wednesday",
    ],
    [
      "that change with the clocks",
      { zone: "Europe/Berlin" },
      { zone: "America/New_York" },
      "2026-11-27",
      "15:00 to 17:00 your time until 25 October, 14:00 to 17:00 until 1 November, 15:00 to 17:00 from then",
    ],
    [
      "that come to an end",
      { zone: "Europe/Berlin", hours: [480, 900] },
      { zone: "America/New_York", hours: [480, 960] },
      "2026-10-30",
      "14:00 to 15:00 your time until 25 October, 13:00 to 15:00 from then",
    ],
    [
      "only for a week",
      { zone: "Europe/Berlin", hours: [480, 840] },
      { zone: "America/New_York", hours: [480, 960] },
      "2026-11-27",
      "no shared hours until 25 October, 13:00 to 14:00 your time until 1 November, no shared hours from then",
    ],
  ])("%s", (_name, ada, grace, end, said) => {
    expect(overlapOf(ada, grace, end)).toBe(said);
  });
});

describe("when a helper is away", () => {
  it("is said of the days of the internship, with who covers", () => {
    const absences = [
      { from: "2026-09-15", to: "2026-10-02", backup: null },
      { from: "2026-08-03", to: "2026-08-14", backup: "kim" },
      { from: "2026-07-28", to: "2026-07-28", backup: null },
      { from: "2026-05-01", to: "2026-05-31", backup: "kim" },
    ] as const;
    const cohort = buildCohort({ people: [buildPerson("grace", { absences })] });
    const view = viewOf(buildKind("hello"), cohort);
    expect(view["mentor"]).toMatchObject({
      away: "28 July; 3 to 14 August, Kim Example covers; 15 September to 2 October",
    });
    expect(view["buddy"]).toMatchObject({ away: null });
  });
});

describe("a milestone with an hour", () => {
  it("says it to the intern in their time, and to all around a project in every place's", () => {
    const at = { time: 1080, zone: "Europe/Berlin" };
    const milestones = [{ id: "mid", title: "Midterm", due: "2026-07-31" as const, at }];
    const cohort = buildCohort({
      milestones,
      projects: [buildProject("ada", { milestones })],
      people: [buildPerson("ada", { zone: "Asia/Tokyo" })],
    });
    const whenOf = (kind: KindText) => viewOf(buildKind("hello", kind), cohort);
    expect(whenOf({})).toMatchObject({
      cohort: { milestones: [{ when: "Friday 31 July, 16:00 UTC (01:00 on 1 August your time)" }] },
      project: { milestones: [{ when: "Friday 31 July, 16:00 UTC (01:00 on 1 August your time)" }] },
    });
    expect(whenOf({ per: "project", owner: ["mentor"] })).toMatchObject({
      project: {
        milestones: [{ when: "Friday 31 July, 16:00 UTC (18:00 in Berlin, 01:00 on 1 August in Tokyo)" }],
      },
    });
  });
});
