import { describe, expect, it } from "vitest";
import { GITHUB } from "../../../../src/forges/github/profile.ts";
import { GITLAB } from "../../../../src/forges/gitlab/profile.ts";
import { LOCAL } from "../../../../src/forges/local/profile.ts";
import { parseCohort } from "../../../support/parse-cohort.ts";
import type { Cohort } from "../../../../src/core/model/cohort.ts";

const COHORT = "cohort: { title: Summer 2026, start: 2026-06-01, length: 16 weeks, zone: Europe/Berlin }";
const ADA = "interns: { ada: { mentor: grace, buddy: sam, manager: lee } }";

function parse(...lines: readonly string[]): Cohort {
  const { cohort, diagnostics } = parseCohort({ file: "cohort.yaml", text: lines.join("\n") });
  if (cohort === null) throw new Error(diagnostics.map(({ line, message }) => `${line}: ${message}`).join("\n"));
  return cohort;
}

const withoutLines = ({ lines: _lines, ...cohort }: Cohort) => cohort;

describe("what a file leaves out", () => {
  const cohort = parse(COHORT, "coordinator: kim", ADA);

  it("derives the cohort's id from its title, without accents and within thirty characters", () => {
    expect(cohort.id).toBe("summer-2026");
    expect(
      parse(COHORT.replace("Summer 2026", '"Été à Montréal: édition de l’année 2026"'), "coordinator: kim", ADA).id,
    ).toBe("ete-a-montreal-edition-de-l-an");
  });

  it("lets the manager of most interns stand in for a coordinator nobody named, and says so", () => {
    const text = [COHORT, ADA].join("\n");
    const { cohort: stoodIn, diagnostics } = parseCohort({ file: "cohort.yaml", text });
    expect(stoodIn?.coordinator).toBe("lee");
    expect(diagnostics.filter(({ severity }) => severity !== "hint").map(({ code }) => code)).toEqual([
      "no-coordinator",
    ]);
  });

  it("gives people their roles from where they are named, a name from their id, and the cohort's zone", () => {
    expect(cohort.people.map(({ id, name, username, roles, zone }) => [id, name, username, roles, zone])).toEqual([
      ["ada", "Ada", "ada", ["intern"], "Europe/Berlin"],
      ["grace", "Grace", "grace", ["mentor"], "Europe/Berlin"],
      ["kim", "Kim", "kim", ["coordinator"], "Europe/Berlin"],
      ["lee", "Lee", "lee", ["manager"], "Europe/Berlin"],
      ["sam", "Sam", "sam", ["buddy"], "Europe/Berlin"],
    ]);
  });

  it("gives each intern a project of their own", () => {
    expect(cohort.projects).toMatchObject([
      { id: "ada", title: "Ada's project", implied: true, priority: "nice-to-have" },
    ]);
    expect(cohort.interns).toMatchObject([
      { person: "ada", project: "ada", start: "2026-06-01", end: "2026-09-18", left: null },
    ]);
  });

  it("works Monday to Friday from nine to five, files issues on disk, and lets half of them change", () => {
    expect(cohort.people[0]).toMatchObject({
      weekdays: [1, 2, 3, 4, 5],
      hours: [540, 1020],
      holidays: null,
      absences: [],
    });
    expect(cohort.forge).toEqual({
      profile: LOCAL,
      url: null,
      projects: { public: "public", team: "team", private: "private" },
      group: null,
      accounts: [],
    });
    expect([cohort.live, cohort.language, cohort.maxChange]).toEqual([false, "en", 0.5]);
  });

  it("takes whoever has the role as coordinator", () => {
    expect(parse(COHORT, "people: [{ id: kim, roles: [coordinator] }]").coordinator).toBe("kim");
  });

  it("takes an entry without a value as one of which nothing else is said", () => {
    expect(
      parse(COHORT, "coordinator: kim", "interns:", "  ada:", "  ben:").interns.map(({ person }) => person),
    ).toEqual(["ada", "ben"]);
  });

  it("takes a key without a value as one not given", () => {
    expect(
      parse(COHORT, "coordinator: kim", "forge:", "interns:", "  ada:", "    absences:").people[0]?.absences,
    ).toEqual([]);
  });
});

describe("two ways to write the same", () => {
  const cases: readonly (readonly [string, readonly string[], readonly string[]])[] = [
    [
      "interns as a mapping and as a list",
      [ADA],
      ["interns: [{ person: ada, mentor: grace, buddy: sam, manager: lee }]"],
    ],
    [
      "people as a mapping and as a list",
      ["people: { grace: { name: G }, kim: { roles: [trainer] } }"],
      ["people: [{ id: kim, roles: [trainer] }, { id: grace, name: G }]"],
    ],
    [
      "milestones as a mapping and as a list",
      ["milestones: { mid-term: 2026-07-27 }"],
      ["milestones: [{ id: mid-term, date: 2026-07-27 }]"],
    ],
    [
      "a person's facts in the internship and under people",
      ["interns: { ada: { zone: Africa/Lagos, holidays: NG } }"],
      ["people: [{ id: kim }, { id: ada, zone: Africa/Lagos, holidays: NG }]", "interns: { ada: {} }"],
    ],
    [
      "switches in words and as booleans",
      ["kinds: { retro: off, thanks: on }"],
      ["kinds: { retro: false, thanks: true }"],
    ],
    [
      "meetings as a mapping and as a list",
      ["meetings: { call: { with: [mentor], on: tue } }"],
      ["meetings: [{ id: call, with: [mentor], on: tuesday, every: 1w }]"],
    ],
    [
      "days of the week, short and in full",
      ["interns: { ada: { weekdays: [mon, fri] } }"],
      ["interns: { ada: { weekdays: [monday, friday] } }"],
    ],
    ["phases in words and as a boolean", ["phases: on"], ["phases: true"]],
    [
      "an address and its parts",
      ["forge: gitlab.com/acme/internships"],
      ["forge: { kind: gitlab, url: https://gitlab.com/, project: acme/internships }"],
    ],
  ];
  it.each(cases)("%s", (_name, one, other) => {
    expect(withoutLines(parse(COHORT, "coordinator: kim", ...one))).toEqual(
      withoutLines(parse(COHORT, "coordinator: kim", ...other)),
    );
  });
});

describe("the last day", () => {
  const cases: readonly (readonly [string, string, string])[] = [
    ["of sixteen weeks from a Monday is a Friday", "start: 2026-06-01, length: 16 weeks", "2026-09-18"],
    ["of one week from a Wednesday is the Tuesday after", "start: 2026-06-03, length: 1 week", "2026-06-09"],
    ["of one week from a Saturday is a Friday", "start: 2026-06-06, length: 1 week", "2026-06-12"],
    ["of 110 days is the 110th, whatever day it is", "start: 2020-06-15, length: 110 days", "2020-10-02"],
    ["of a number of days may be a Sunday", "start: 2026-06-01, length: 7 days", "2026-06-07"],
    ["of four months lies before the same day of the fifth", "start: 2026-06-01, length: 4 months", "2026-09-30"],
    ["of months goes back to a Friday too", "start: 2026-06-01, length: 2 months", "2026-07-31"],
    ["is what the file says, a Sunday too", "start: 2026-06-01, end: 2026-09-20", "2026-09-20"],
    ["of a file that does not say is that of sixteen weeks", "start: 2026-06-01", "2026-09-18"],
  ];
  it.each(cases)("%s", (_name, dates, end) => {
    expect(parse(`cohort: { title: Summer, ${dates}, zone: UTC }`, "coordinator: kim").end).toBe(end);
  });
});

describe("an internship's own dates", () => {
  const cases: readonly (readonly [string, string, readonly [string, string, string | null]])[] = [
    ["extended by weeks, from Friday to Friday", "extend: 3 weeks", ["2026-06-01", "2026-10-09", null]],
    ["extended by days", "extend: 2 days", ["2026-06-01", "2026-09-20", null]],
    ["extended by a month that ends on a Sunday", "extend: 1 month", ["2026-06-01", "2026-10-16", null]],
    ["later start", "start: 2026-06-15", ["2026-06-15", "2026-09-18", null]],
    ["own end", "end: 2026-08-28", ["2026-06-01", "2026-08-28", null]],
    ["left early, the end kept", "left: 2026-07-10", ["2026-06-01", "2026-09-18", "2026-07-10"]],
  ];
  it.each(cases)("%s", (_name, dates, expected) => {
    const [intern] = parse(COHORT, "coordinator: kim", `interns: { ada: { ${dates} } }`).interns;
    expect([intern?.start, intern?.end, intern?.left]).toEqual(expected);
  });
});

describe("where issues live", () => {
  const same = (project: string) => ({ public: project, team: project, private: project });
  const cases: readonly (readonly [string, object])[] = [
    ["local", { profile: LOCAL, url: null }],
    [
      "gitlab.com/acme/team/internships",
      { profile: GITLAB, url: "https://gitlab.com", projects: same("acme/team/internships") },
    ],
    [
      "https://github.com/acme/internships.git",
      { profile: GITHUB, url: "https://github.com", projects: same("acme/internships") },
    ],
    [
      "https://gitlab.example.org/sub/acme/internships/",
      { profile: GITLAB, url: "https://gitlab.example.org", projects: same("sub/acme/internships") },
    ],
    [
      "gitlab.example.org:8443/acme/internships",
      { profile: GITLAB, url: "https://gitlab.example.org:8443", projects: same("acme/internships") },
    ],
    [
      "{ kind: gitlab, url: https://code.example.org/gitlab/, project: acme/a, private: acme/b, public: acme/c, group: acme, accounts: [old-bot, a] }",
      {
        profile: GITLAB,
        url: "https://code.example.org/gitlab",
        projects: { public: "acme/c", team: "acme/a", private: "acme/b" },
        group: "acme",
        accounts: ["a", "old-bot"],
      },
    ],
    ["{ kind: local }", { profile: LOCAL, url: null }],
  ];
  it.each(cases)("%s", (forge, expected) => {
    expect(parse(COHORT, "coordinator: kim", `forge: ${forge}`).forge).toMatchObject(expected);
  });
});

describe("a person's calendar", () => {
  it("is read from country, corrections, days and hours", () => {
    const [ada] = parse(
      COHORT,
      "coordinator: kim",
      'interns: { ada: { holidays: { country: DE-BY, add: [2026-08-07], remove: [2026-06-04] }, weekdays: [fri, mon, mon], hours: "08:30-12:00" } }',
    ).people;
    expect(ada).toMatchObject({
      holidays: "DE-BY",
      addHolidays: ["2026-08-07"],
      removeHolidays: ["2026-06-04"],
      weekdays: [1, 5],
      hours: [510, 720],
    });
  });
});

describe("kinds", () => {
  it("keep what is written about them, for whoever knows the front matter", () => {
    const { kinds } = parse(
      COHORT,
      "coordinator: kim",
      "kinds: { retro: { opens: start + 1w, due: { at: end } }, session: { enabled: off, late: skip }, thanks: }",
    );
    expect(kinds).toEqual({
      retro: { enabled: true, overrides: { opens: "start + 1w", due: { at: "end" } } },
      session: { enabled: false, overrides: { late: "skip" } },
      thanks: { enabled: true, overrides: {} },
    });
  });

  it("keep an explicit null, which takes a key of the template away, and no key without a value", () => {
    const { kinds } = parse(COHORT, "coordinator: kim", "kinds:", "  thanks:", "    mention: null", "    due:");
    expect(kinds).toEqual({ thanks: { enabled: true, overrides: { mention: null } } });
  });
});

describe("a former id", () => {
  it("is kept for a cohort, a person, a project and a kind, and is no front matter", () => {
    const cohort = parse(
      COHORT.replace("title:", "formerly: [spring], title:"),
      "coordinator: kim",
      "interns: { ada: { project: garden, formerly: [adele] } }",
      "projects: { garden: { formerly: [telemetry] } }",
      "kinds: { welcome: { formerly: [onboarding], late: skip } }",
    );
    expect([cohort.formerly, cohort.people[0]?.formerly, cohort.projects[0]?.formerly, cohort.kinds]).toEqual([
      ["spring"],
      ["adele"],
      ["telemetry"],
      { welcome: { enabled: true, overrides: { late: "skip" }, formerly: ["onboarding"] } },
    ]);
  });
});

describe("an hour", () => {
  const milestones = (...lines: readonly string[]) => parse(COHORT, "coordinator: kim", ADA, ...lines).milestones;

  it("of a milestone is counted in the cohort's zone, or in its own", () => {
    const found = milestones(
      "milestones:",
      "  plain: 2026-07-27",
      "  midterm: { date: 2026-07-27, time: 18:00 }",
      '  talks: { date: 2026-07-29, time: "9:30", zone: UTC }',
    );
    expect(found).toEqual([
      { id: "midterm", title: "Midterm", due: "2026-07-27", at: { time: 1080, zone: "Europe/Berlin" } },
      { id: "plain", title: "Plain", due: "2026-07-27" },
      { id: "talks", title: "Talks", due: "2026-07-29", at: { time: 570, zone: "UTC" } },
    ]);
  });
});

describe("meetings", () => {
  it("happen weekly, on a day and at an hour that people agree on, unless told otherwise", () => {
    const { meetings } = parse(
      COHORT,
      "coordinator: kim",
      ADA,
      "meetings:",
      "  weekly-call: { with: [mentor] }",
      '  lunch: { title: Lunch for all, with: [manager, sponsor, manager], every: 2w, on: thu, at: "12:00", zone: UTC, where: https://example.org/room }',
      "  stand-up: { with: [manager], every: 1d, at: 9:15 }",
    );
    const berlin = { zone: "Europe/Berlin", where: null };
    expect(meetings).toEqual([
      { id: "weekly-call", title: "Weekly call", with: ["mentor"], everyWeeks: 1, on: null, time: null, ...berlin },
      {
        id: "lunch",
        title: "Lunch for all",
        with: ["manager", "sponsor"],
        everyWeeks: 2,
        on: 4,
        time: 720,
        zone: "UTC",
        where: "https://example.org/room",
      },
      { id: "stand-up", title: "Stand up", with: ["manager"], everyWeeks: 0, on: null, time: 555, ...berlin },
    ]);
  });
});

describe("a project", () => {
  const read = (...lines: readonly string[]) =>
    parse(COHORT, "coordinator: kim", "interns: { ada: { project: garden } }", "projects:", "  garden:", ...lines);

  it("may have steps that are plain titles, with ids by their places", () => {
    const [garden] = read(
      "    milestones:",
      "      - Readings are stored",
      "      - { id: page, title: A page shows one bed, due: 2026-07-31, time: 16:00 }",
      "      - { title: The garden team runs it }",
    ).projects;
    expect(garden?.milestones).toEqual([
      { id: "m1", title: "Readings are stored", due: null },
      {
        id: "page",
        title: "A page shows one bed",
        due: "2026-07-31",
        at: { time: 960, zone: "Europe/Berlin" },
      },
      { id: "m3", title: "The garden team runs it", due: null },
    ]);
  });

  it("names who steps in and who vouches for it, and they exist", () => {
    const cohort = read(
      "    helpers: [sam, noor]",
      "    labels: [feature, backend]",
      "    attested: { junior_fit: [kim, noor], not_a_chore: [kim] }",
    );
    expect(cohort.projects[0]).toMatchObject({
      helpers: ["noor", "sam"],
      labels: ["feature", "backend"],
      attested: { junior_fit: ["kim", "noor"], async_fit: [], not_a_chore: ["kim"] },
    });
    expect(cohort.people.map(({ id, roles }) => [id, roles])).toEqual([
      ["ada", ["intern"]],
      ["kim", ["coordinator"]],
      ["noor", []],
      ["sam", []],
    ]);
  });
});

describe("a job afterwards", () => {
  it.each([
    ["is not spoken of where nobody says so", "{}", false],
    ["was declared, and looked at", "{ conversion: { intent: declared, screened: true } }", true],
    ["was looked at, and not wished for", "{ conversion: { intent: none, screened: true } }", false],
  ])("%s", (_name, entry, expected) => {
    expect(parse(COHORT, "coordinator: kim", `interns: { ada: ${entry} }`).interns[0]?.conversion).toBe(expected);
  });
});

describe("a language", () => {
  it("is the person's own, or none where the cohort's will do", () => {
    const { people } = parse(COHORT, "coordinator: kim", "interns: { ada: { language: de }, ben: {} }");
    expect(people.map(({ id, language }) => [id, language])).toEqual([
      ["ada", "de"],
      ["ben", null],
      ["kim", null],
    ]);
  });
});

describe("places in the file", () => {
  const text = [
    COHORT,
    "coordinator: kim",
    "people:",
    "  - { id: kim }",
    "  - id: grace",
    "    roles: [trainer]",
    "kinds:",
    "  retro:",
    "    opens: stat + 1w",
  ].join("\n");
  const { cohort, locate } = parseCohort({ file: "cohort.yaml", text });

  it("are found by path, entries of lists by their id", () => {
    expect(locate("kinds.retro.opens")).toEqual({
      line: 9,
      column: 12,
      excerpt: "9 |     opens: stat + 1w\n  |            ^^^^^^^^^",
    });
    expect(locate("kinds.retro")).toMatchObject({ line: 8, column: 3 });
    expect(locate("people.grace.roles.0")).toMatchObject({ line: 6, column: 13 });
    expect(locate("people.1.roles.0")).toMatchObject({ line: 6, column: 13 });
    expect(locate("kinds.retro.due")).toBeNull();
  });

  it("are kept in the cohort as lines", () => {
    expect(cohort?.lines).toMatchObject({
      cohort: 1,
      "cohort.start": 1,
      coordinator: 2,
      "people.grace": 5,
      "kinds.retro": 8,
    });
  });

  it("count CRLF lines and a byte order mark as an editor does", () => {
    const crlf = parseCohort({ file: "cohort.yaml", text: text.replaceAll("\n", "\r\n") });
    expect(crlf.locate("kinds.retro.opens")).toEqual(locate("kinds.retro.opens"));
    expect(crlf.cohort).not.toBeNull();
    expect(parseCohort({ file: "cohort.yaml", text: `\ufeff${text}` }).cohort).not.toBeNull();
  });
});
