import { describe, expect, it } from "vitest";
import { parseCohort } from "../../../support/parse-cohort.ts";
import { soundsUrgent } from "../../../../src/core/config/rules/about-projects.ts";

const COHORT = "cohort: { title: Summer 2026, start: 2026-06-01, length: 16 weeks, zone: UTC }";
const WHOLE = "mentor: grace, remote_mentor: max, buddy: sam, manager: lee";

const LINKS =
  "links: { strategy: https://example.org/s, values: https://example.org/v, handbook: https://example.org/h }";

/** `warning mentor-load 4:10`: all there is to say about a cohort that names its public pages. */
function check(...lines: readonly string[]): readonly string[] {
  const { diagnostics } = parseCohort({ file: "cohort.yaml", text: [...lines, LINKS].join("\n") });
  return diagnostics.map(({ severity, code, line, column }) => `${severity} ${code} ${line}:${column}`);
}

describe("a guard", () => {
  const people = "people: [{ id: kim }, { id: lee }, { id: max }, { id: sam }, { id: grace, PLACE }]";
  const cases: readonly (readonly [string, readonly string[], readonly string[]])[] = [
    ["says nothing of a whole cohort", [COHORT, `interns: { ada: { ${WHOLE} } }`], []],
    [
      "G1 fewer than sixteen weeks",
      [COHORT.replace("16", "13"), `interns: { ada: { ${WHOLE} } }`],
      ["warning programme-length 2:58"],
    ],
    [
      "G1 more than twenty-six",
      [COHORT.replace("16 weeks", "7 months"), `interns: { ada: { ${WHOLE} } }`],
      ["warning programme-length 2:58"],
    ],
    [
      "G1 takes 110 days for sixteen weeks",
      [COHORT.replace("16 weeks", "110 days"), `interns: { ada: { ${WHOLE} } }`],
      [],
    ],
    [
      "G1 takes 108 days for fifteen",
      [COHORT.replace("16 weeks", "108 days"), `interns: { ada: { ${WHOLE} } }`],
      ["warning programme-length 2:58"],
    ],
    [
      "G3 a missing role, once for all who lack it",
      [
        COHORT,
        "interns:",
        `  ada: { ${WHOLE} }`,
        "  ben: { mentor: omar, manager: lee }",
        "  cleo: { mentor: ruth, manager: lee }",
      ],
      ["warning no-buddy 5:3", "hint no-remote-mentor 5:3"],
    ],
    ["G3 asks nothing for somebody who left", [COHORT, "interns:", "  ada: { left: 2026-06-10 }"], []],
    [
      "G3 remote mentor and mentor in one",
      [COHORT, "interns: { ada: { mentor: grace, remote_mentor: grace, buddy: sam, manager: lee } }"],
      ["warning remote-mentor-is-mentor 3:49"],
    ],
    [
      "G3 co-mentor and mentor in one",
      [COHORT, `interns: { ada: { co_mentor: grace, ${WHOLE} } }`],
      ["warning co-mentor-is-mentor 3:30"],
    ],
    [
      "G4 a second intern for a mentor",
      [COHORT, "interns:", `  ada: { ${WHOLE} }`, `  ben: { ${WHOLE} }`],
      ["warning mentor-load 5:18"],
    ],
    [
      "G4 counts nobody who left",
      [COHORT, "interns:", `  ada: { ${WHOLE} }`, `  ben: { ${WHOLE}, left: 2026-06-10 }`],
      [],
    ],
    [
      "G6 a mentor with four hours",
      [COHORT, people.replace("PLACE", "hours_per_week: 4"), `interns: { ada: { ${WHOLE} } }`],
      ["warning mentor-hours 3:91"],
    ],
    [
      "G6 a mentor with five hours",
      [COHORT, people.replace("PLACE", "hours_per_week: 5"), `interns: { ada: { ${WHOLE} } }`],
      [],
    ],
    [
      "G15 four working days away, nobody to cover",
      [
        COHORT,
        people.replace("PLACE", "absences: [{ from: 2026-07-02, to: 2026-07-07 }]"),
        `interns: { ada: { ${WHOLE} } }`,
      ],
      ["warning absence-without-backup 3:86"],
    ],
    [
      "G15 three working days and a weekend away",
      [
        COHORT,
        people.replace("PLACE", "absences: [{ from: 2026-07-03, to: 2026-07-07 }]"),
        `interns: { ada: { ${WHOLE} } }`,
      ],
      [],
    ],
    [
      "G15 four days of which one is never worked",
      [
        COHORT,
        people.replace("PLACE", "weekdays: [mon, tue, fri], absences: [{ from: 2026-07-02, to: 2026-07-07 }]"),
        `interns: { ada: { ${WHOLE} } }`,
      ],
      [],
    ],
    [
      "G15 covered by a co-mentor",
      [
        COHORT,
        people.replace("PLACE", "absences: [{ from: 2026-07-02, to: 2026-07-10 }]"),
        `interns: { ada: { co_mentor: kim, ${WHOLE} } }`,
      ],
      [],
    ],
    [
      "G15 an intern's own holidays need nobody",
      [COHORT, `interns: { ada: { ${WHOLE}, absences: [{ from: 2026-07-02, to: 2026-07-10 }] } }`],
      [],
    ],
    ["no interns", [COHORT], ["warning no-interns 1:1"]],
    ["no time zone", [COHORT.replace(", zone: UTC", ""), `interns: { ada: { ${WHOLE} } }`], ["hint default-zone 2:1"]],
    [
      "somebody without a part",
      [
        COHORT,
        people.replace("PLACE", "name: G"),
        "interns: { ada: { mentor: kim2, remote_mentor: max, buddy: sam, manager: lee } }".replace("kim2", "max"),
      ],
      ["hint unused-person 3:62", "warning remote-mentor-is-mentor 4:47"],
    ],
    [
      "a project nobody works on",
      [COHORT, `interns: { ada: { ${WHOLE} } }`, "projects: { telemetry: { title: T } }"],
      ["hint unused-project 4:13"],
    ],
    [
      "an intern without an internship",
      [COHORT, "people: [{ id: kim }, { id: eve, roles: [intern] }]"],
      ["warning no-interns 1:1", "warning intern-without-entry 3:23"],
    ],
    [
      "two ids that nearly agree",
      [
        COHORT,
        "interns:",
        "  ada: { mentor: grace, remote_mentor: max, buddy: samuel, manager: lee }",
        "  ben: { mentor: omar, remote_mentor: max, buddy: samule, manager: lee }",
      ],
      ["warning similar-names 5:51"],
    ],
    [
      "an id that nearly agrees with that of a project's helper",
      [
        COHORT,
        "interns: { ada: { project: garden, mentor: grace, remote_mentor: max, buddy: sam, manager: lee } }",
        "projects: { garden: { helpers: [garce] } }",
      ],
      ["warning similar-names 4:23"],
    ],
    [
      "two short ids that differ in a letter",
      [COHORT, "interns:", "  ada: { mentor: tim, remote_mentor: max, buddy: sam, manager: lee }"],
      [],
    ],
    [
      "http to a forge",
      [
        COHORT,
        "forge: { kind: gitlab, url: http://gitlab.example.org, project: acme/a }",
        `interns: { ada: { ${WHOLE} } }`,
      ],
      ["warning insecure-address 3:29"],
    ],
    [
      "http to one's own machine",
      [
        COHORT,
        "forge: { kind: gitlab, url: http://127.0.0.1:8080, project: acme/a }",
        `interns: { ada: { ${WHOLE} } }`,
      ],
      [],
    ],
  ];
  it.each(cases)("%s", (_name, lines, expected) => {
    expect(check("coordinator: kim", ...lines)).toEqual(expected);
  });
});

describe("a guard of projects", () => {
  const MANAGED = [COHORT, `interns: { ada: { project: garden, ${WHOLE} } }`, "projects:", "  garden:"];
  const steps = (count: number, last: string) => [
    "    milestones:",
    ...Array.from({ length: count - 1 }, (_, index) => `      - Step ${index + 1}`),
    `      - { title: The last, due: ${last} }`,
  ];
  const cases: readonly (readonly [string, readonly string[], readonly string[]])[] = [
    ["says nothing of a title alone", ["    title: Water for the garden"], []],
    ["G8 two milestones", steps(2, "2026-07-31"), ["error few-milestones 6:5"]],
    ["G8 three milestones", steps(3, "2026-07-31"), []],
    ["G8 the last milestone two weeks before the end", steps(3, "2026-09-04"), []],
    ["G8 the last milestone a day later", steps(3, "2026-09-05"), ["error late-deliverable 9:33"]],
    ["G9 no hurry", ["    priority: not time-critical", "    labels: [non-urgent, feature, highlight]"], []],
    ["G9 a hurry", ["    priority: Time-critical"], ["error urgent-project 6:15"]],
    ["G9 a label of a hurry", ["    labels: [feature, P1]"], ["error urgent-project 6:23"]],
    ["where its work is done", ["    repositories: [acme/telemetry, acme/group/docs]"], []],
    ["G10 two who wait for it", ["    stakeholders: [Rosa, Paul]"], ["warning few-stakeholders 6:5"]],
    ["G10 three who wait for it", ["    stakeholders: [Rosa, Paul, the visitors]"], []],
    [
      "G11 two people for each statement, one of them not the manager",
      ["    attested: { junior_fit: [kim, grace], async_fit: [kim, sam], not_a_chore: [lee, grace] }"],
      [],
    ],
    [
      "G11 one person for one statement",
      ["    attested: { junior_fit: [kim], async_fit: [kim, sam], not_a_chore: [lee, grace] }"],
      ["warning attested-by-one 6:17"],
    ],
    [
      "G11 the same person twice",
      ["    attested: { junior_fit: [kim, kim], async_fit: [kim, sam], not_a_chore: [lee, grace] }"],
      ["warning attested-by-one 6:17"],
    ],
    [
      "G11 nobody for one statement",
      ["    attested: { junior_fit: [kim, grace], not_a_chore: [lee, grace] }"],
      ["warning attested-by-one 6:5"],
    ],
    [
      "G11 no chore, says the manager alone",
      ["    attested: { junior_fit: [kim, grace], async_fit: [kim, sam], not_a_chore: [lee] }"],
      ["error chore-attested-by-manager 6:66"],
    ],
  ];
  it.each(cases)("%s", (_name, lines, expected) => {
    expect(check("coordinator: kim", ...MANAGED, ...lines)).toEqual(expected);
  });

  it.each([
    ["gitlab.com/acme/internships", "acme/group/telemetry", []],
    ["gitlab.com/acme/internships", "https://gitlab.com/acme/telemetry", ["error bad-forge 7:5"]],
    ["github.com/acme/internships", "acme/telemetry", []],
    ["github.com/acme/internships", "telemetry", ["error bad-forge 7:5"]],
    ["local", "telemetry", []],
  ])("on %s takes %s for where its work is done, or not", (forge, repository, expected) => {
    const lines = ["coordinator: kim", `forge: ${forge}`, ...MANAGED, `    repositories: ["${repository}"]`];
    expect(check(...lines).filter((found) => found.includes("bad-forge"))).toEqual(expected);
  });

  it.each(["few-milestones", "late-deliverable", "urgent-project"])(
    "%s is an error that somebody may take upon themselves",
    (code) => {
      const lines = [...MANAGED, "    priority: urgent", ...steps(2, "2026-09-18")];
      const accept = `accept: [{ code: ${code}, reason: The garden needs water, by: kim }]`;
      const codes = (...more: readonly string[]) =>
        check("coordinator: kim", ...lines, ...more).map((line) => line.split(" ")[1]);
      expect(codes().toSorted()).toEqual(["few-milestones", "late-deliverable", "urgent-project"]);
      expect(codes(accept)).toEqual(codes().filter((other) => other !== code));
    },
  );
});

describe("words that ask for haste", () => {
  it.each([
    ["urgent", true],
    ["Time-critical", true],
    ["severity::1", true],
    ["priority: 0", true],
    ["P0", true],
    ["high priority", true],
    ["hotfix", true],
    ["nice-to-have", false],
    ["not urgent", false],
    ["not at all time-critical", true],
    ["non-critical", false],
    ["priority::3", false],
    ["P2", false],
    ["highlight", false],
    ["critically endangered birds", false],
  ])("%s: %s", (words, expected) => {
    expect(soundsUrgent(words)).toBe(expected);
  });
});

describe("G5 shared hours", () => {
  const meet = (ada: string, others: string, start = "2026-06-01") => {
    const people = `people: { kim: {}, lee: {}, max: {}, sam: { ${others} }, grace: { ${others} } }`;
    return check(
      "coordinator: kim",
      COHORT.replace("2026-06-01", start),
      people,
      `interns: { ada: { ${WHOLE}, ${ada} } }`,
    );
  };
  const BOTH = ["warning few-shared-hours 4:27", "warning few-shared-hours 4:61"];
  const cases: readonly (readonly [string, readonly string[], readonly string[]])[] = [
    ["none in common", meet("zone: Asia/Tokyo", "zone: America/New_York"), BOTH],
    ["an hour in common", meet('hours: "08:00-12:00"', 'hours: "11:00-17:00"'), []],
    ["a minute less than an hour", meet('hours: "08:00-11:59"', 'hours: "11:00-17:00"'), BOTH],
    [
      "across midnight, as clocks show it there",
      meet('zone: Asia/Tokyo, hours: "07:00-10:00"', 'zone: America/New_York, hours: "16:00-21:00"'),
      [],
    ],
    ["no day in common", meet("weekdays: [mon, tue]", "weekdays: [wed, thu]"), BOTH],
    [
      "an hour until a clock changes in October",
      meet('zone: Europe/Berlin, hours: "08:00-10:00"', 'zone: Africa/Lagos, hours: "08:00-11:00"', "2026-08-03"),
      [],
    ],
    [
      "an hour in summer, and none once a clock has changed",
      meet('zone: Europe/Berlin, hours: "14:00-17:00"', 'zone: Africa/Lagos, hours: "15:00-18:00"', "2026-08-03"),
      [],
    ],
  ];
  it.each(cases)("%s", (_name, found, expected) => {
    expect(found).toEqual(expected);
  });

  it("names the week from which they share too little", () => {
    const text = [
      "coordinator: kim",
      COHORT.replace("2026-06-01", "2026-08-03"),
      'interns: { ada: { mentor: grace, zone: Africa/Lagos, hours: "09:00-11:00" } }',
      'people: [{ id: kim }, { id: grace, zone: Europe/Berlin, hours: "11:00-17:00" }]',
    ].join("\n");
    const found = parseCohort({ file: "cohort.yaml", text }).diagnostics.filter(
      ({ code }) => code === "few-shared-hours",
    );
    expect(found.map(({ message }) => message)).toEqual([
      "ada and grace, the mentor, share less than one working hour a day from the week of 2026-10-26 on",
    ]);
  });
});

describe("G16 public pages", () => {
  const links = (text: string) => {
    const file = ["coordinator: kim", COHORT, `interns: { ada: { ${WHOLE} } }`, `links: { ${text} }`].join("\n");
    return parseCohort({ file: "cohort.yaml", text: file }).diagnostics.map(({ severity, message }) => [
      severity,
      message,
    ]);
  };

  it("are asked for in one hint", () => {
    expect(links("values: https://example.org/values")).toEqual([
      ["hint", "`links` has no strategy and no handbook to read before the first day"],
    ]);
  });
});

describe("an acceptance", () => {
  const accept = (code: string) => `accept: [{ code: ${code}, reason: The funder pays thirteen weeks, by: kim }]`;
  const SHORT = ["coordinator: kim", COHORT.replace("16", "13"), `interns: { ada: { ${WHOLE} } }`];

  it("silences the warning it names", () => {
    expect(check(...SHORT, accept("programme-length"))).toEqual([]);
  });

  it("silences no other", () => {
    expect(check(...SHORT, accept("mentor-load"))).toEqual([
      "warning programme-length 2:58",
      "hint unused-acceptance 4:10",
    ]);
  });

  it("cannot silence an error", () => {
    expect(check(...SHORT, accept("bad-zone"))).toEqual(["warning programme-length 2:58", "error accept-error 4:18"]);
  });

  it("is kept in the cohort, with reason and name", () => {
    const { cohort } = parseCohort({ file: "cohort.yaml", text: [...SHORT, accept("programme-length")].join("\n") });
    expect(cohort?.accept).toEqual([{ code: "programme-length", reason: "The funder pays thirteen weeks", by: "kim" }]);
  });
});

describe("one mistake", () => {
  it("does not make others: a wrong person is still somebody, a wrong date moves nothing", () => {
    const lines = [
      "coordinator: kim",
      COHORT.replace("2026-06-01", "2026-06-31"),
      "people: [{ id: kim }, { id: Grace }, { id: sam }, { id: lee, zone: Nowhere }]",
      "interns: { ada: { mentor: Grace, remote_mentor: 7, buddy: sam, manager: lee, end: 2026-01-01 } }",
    ];
    expect(check(...lines)).toEqual([
      "error impossible-date 2:38",
      "error bad-id 3:29",
      "error bad-zone 3:68",
      "error bad-id 4:27",
      "error wrong-type 4:49",
    ]);
  });

  it("in a milestone does not make a project too short", () => {
    const project = ["projects:", "  garden:", "    milestones: [One, Two, 3]"];
    expect(check("coordinator: kim", COHORT, `interns: { ada: { project: garden, ${WHOLE} } }`, ...project)).toEqual([
      "error wrong-type 6:28",
    ]);
  });

  it("in one list entry leaves the others checked", () => {
    const lines = ["coordinator: kim", COHORT, "people: [5, { id: kim }, { id: eve, zone: Mars }]"];
    expect(check(...lines).filter((line) => line.startsWith("error"))).toEqual([
      "error wrong-type 3:10",
      "error bad-zone 3:43",
    ]);
  });
});
