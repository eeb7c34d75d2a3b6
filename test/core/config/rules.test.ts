import { describe, expect, it } from "vitest";
import { parseCohort } from "../../../src/core/config/parse.ts";

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
      ["warning similar-names 4:52"],
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

  it("in one list entry leaves the others checked", () => {
    const lines = ["coordinator: kim", COHORT, "people: [5, { id: kim }, { id: eve, zone: Mars }]"];
    expect(check(...lines).filter((line) => line.startsWith("error"))).toEqual([
      "error wrong-type 3:10",
      "error bad-zone 3:43",
    ]);
  });
});
