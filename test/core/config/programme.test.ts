import { describe, expect, it } from "vitest";
import { parseCohort } from "../../support/parse-cohort.ts";
import type { Kind } from "../../../src/core/kinds/model/kind.ts";
import type { HolidayTable } from "../../../src/core/model/cohort.ts";
import { anchor, buildKind } from "../../support/kind.ts";

const COHORT = "cohort: { title: Summer 2026, start: 2026-06-01, length: 16 weeks, zone: UTC }";
const HELPERS = "mentor: grace, remote_mentor: max, buddy: sam, manager: lee";
const ADA = `interns: { ada: { ${HELPERS} } }`;
const DECLARED = `interns: { ada: { ${HELPERS}, conversion: { intent: declared, screened: true } } }`;
const GITLAB = "forge: gitlab.com/acme/internships";
const APART = "forge: { kind: gitlab, project: acme/internships, private: acme/internships-private }";

const HOLIDAYS: HolidayTable = {
  FR: [
    { date: "2026-07-14", name: "Bastille Day" },
    { date: "2026-08-15", name: "Assumption" },
  ],
  IN: [{ date: "2026-09-18", name: "A day of thanks" }],
};

const KINDS: readonly Kind[] = [
  buildKind("conversion", { lane: "private", only: { conversion: "declared" } }),
  buildKind("contact", { lane: "private" }),
  buildKind("survey", { rounds: { short: anchor("week 2"), final: anchor("end + 1d") }, opens: "occurrence" }),
  buildKind("essay", { opens: "end - 1w", due: "end + 2d" }),
  buildKind("diary", { opens: "end - 1w", due: "end" }),
  buildKind("report", { opens: "end", due: "end + 2w", owner: ["mentor"] }),
];

/** What is said of a whole programme and not of its file alone: `warning asks-after-end 5:10 …`. */
function check(lines: readonly string[], kinds: readonly Kind[] = KINDS): readonly string[] {
  const text = ["coordinator: kim", ...lines].join("\n");
  const { cohort, diagnostics, checkProgramme } = parseCohort({ file: "cohort.yaml", text });
  if (cohort === null) throw new Error(diagnostics.map(({ message }) => message).join("\n"));
  return checkProgramme(cohort, { kinds, holidays: HOLIDAYS }).map(
    ({ severity, code, line, column }) => `${severity} ${code} ${line}:${column}`,
  );
}

const steps = (...days: readonly string[]) => [
  "projects:",
  "  telemetry:",
  "    milestones:",
  ...days.map((due, index) => `      - { id: m${index + 1}, due: ${due} }`),
];
const ON_TELEMETRY = (more: string) => [COHORT, `interns: { ada: { project: telemetry, ${HELPERS}, ${more} } }`];

describe("G12 a milestone of a project", () => {
  const days = (...dates: readonly string[]) => steps("2026-06-26", "2026-07-31", ...dates);
  const cases: readonly (readonly [string, readonly string[], readonly string[]])[] = [
    ["on days that are worked", [...ON_TELEMETRY("holidays: FR"), ...days("2026-07-15")], []],
    [
      "on a public holiday of who works on it",
      [...ON_TELEMETRY("holidays: FR"), ...days("2026-07-14")],
      ["warning milestone-on-day-off 9:24"],
    ],
    ["on a public holiday of somewhere else", [...ON_TELEMETRY("holidays: JP"), ...days("2026-07-14")], []],
    ["on a Saturday", [...ON_TELEMETRY("name: Ada"), ...days("2026-08-08")], ["warning milestone-on-day-off 9:24"]],
    [
      "within days away",
      [...ON_TELEMETRY("absences: [{ from: 2026-07-20, to: 2026-07-24 }]"), ...days("2026-07-24")],
      ["warning milestone-on-day-off 9:24"],
    ],
    [
      "on the day after days away",
      [...ON_TELEMETRY("absences: [{ from: 2026-07-20, to: 2026-07-24 }]"), ...days("2026-07-27")],
      [],
    ],
    [
      "on a day never worked",
      [...ON_TELEMETRY("weekdays: [mon, tue, fri]"), ...days("2026-08-05")],
      ["warning milestone-on-day-off 9:24"],
    ],
    [
      "on a day that somebody has taken upon themselves",
      [
        ...ON_TELEMETRY("holidays: FR"),
        ...days("2026-07-14"),
        "accept: [{ code: milestone-on-day-off, reason: Ada asked for it, by: kim }]",
      ],
      [],
    ],
    [
      "on a worked day, with an acceptance left over",
      [
        ...ON_TELEMETRY("holidays: FR"),
        ...days("2026-07-15"),
        "accept: [{ code: milestone-on-day-off, reason: Ada asked for it, by: kim }]",
      ],
      ["hint unused-acceptance 10:10"],
    ],
  ];
  it.each(cases)("%s", (_name, lines, expected) => {
    expect(check(lines)).toEqual(expected);
  });

  it("is told with the next day on which all work who work on it", () => {
    const lines = [
      COHORT,
      "interns:",
      `  ada: { project: telemetry, ${HELPERS}, holidays: FR }`,
      "  ben: { project: telemetry, mentor: omar, absences: [{ from: 2026-07-15, to: 2026-07-16 }] }",
      ...days("2026-07-14"),
    ];
    const text = ["coordinator: kim", ...lines].join("\n");
    const { cohort, checkProgramme } = parseCohort({ file: "cohort.yaml", text });
    const [found] = cohort === null ? [] : checkProgramme(cohort, { kinds: [], holidays: HOLIDAYS });
    expect(found).toMatchObject({
      message: "m3 is due on 2026-07-14, a day off for ada",
      remedy: expect.stringContaining("Write 2026-07-17") as string,
    });
  });
});

describe("G12 a date of the whole programme", () => {
  const cases: readonly (readonly [string, readonly string[], readonly string[]])[] = [
    [
      "on a public holiday of a helper",
      [
        COHORT,
        ADA,
        "people: { grace: { holidays: FR }, kim: {}, sam: {}, lee: {}, max: {} }",
        "milestones:",
        "  talks: 2026-07-14",
      ],
      ["hint date-on-holiday 6:10"],
    ],
    [
      "on a public holiday that is a Saturday",
      [COHORT, `interns: { ada: { ${HELPERS}, holidays: FR } }`, "milestones: { talks: 2026-08-15 }"],
      [],
    ],
    ["on a weekend", [COHORT, ADA, "milestones: { talks: 2026-08-08 }"], []],
    [
      "on a holiday of somebody who left",
      [COHORT, `interns: { ada: { ${HELPERS}, holidays: FR, left: 2026-07-01 } }`, "milestones: { talks: 2026-07-14 }"],
      [],
    ],
    [
      "that is an intern's last",
      [COHORT, `interns: { ada: { ${HELPERS}, holidays: IN } }`],
      ["hint date-on-holiday 2:58"],
    ],
    [
      "that is the first of one intern",
      [COHORT, "interns:", `  ada: { ${HELPERS}, holidays: FR, start: 2026-07-14 }`],
      ["hint date-on-holiday 4:92"],
    ],
  ];
  it.each(cases)("%s", (_name, lines, expected) => {
    expect(check(lines)).toEqual(expected);
  });
});

describe("G13 a kind that speaks of a job afterwards", () => {
  const cases: readonly (readonly [string, readonly string[], readonly string[]])[] = [
    [
      "switched on, and nobody declared it",
      [COHORT, ADA, "kinds: { conversion: { opens: 50% } }"],
      ["error conversion-without-intent 4:10"],
    ],
    ["switched on, and somebody did", [COHORT, DECLARED, "kinds: { conversion: on }"], []],
    ["brought by a preset, and nobody declared it", [COHORT, ADA, "preset: guide"], []],
  ];
  it.each(cases)("%s", (_name, lines, expected) => {
    expect(check(lines)).toEqual(expected);
  });
});

describe("G14 a kind of the lane private", () => {
  const cases: readonly (readonly [string, readonly string[], readonly string[]])[] = [
    [
      "switched on in a shared project",
      [COHORT, ADA, GITLAB, "kinds: { contact: on }"],
      ["error private-lane-shared 5:10"],
    ],
    ["switched on beside a private project", [COHORT, ADA, APART, "kinds: { contact: on }"], []],
    ["switched on, on disk", [COHORT, ADA, "kinds: { contact: on }"], []],
    [
      "tuned in a shared project, where the plan leaves it out",
      [COHORT, ADA, GITLAB, "kinds: { contact: { opens: end } }"],
      [],
    ],
    ["brought by a preset in a shared project", [COHORT, ADA, GITLAB, "preset: guide"], []],
    [
      "switched on with a form instead",
      [COHORT, ADA, GITLAB, "kinds: { contact: on }", "links: { contact_form: https://example.org/form }"],
      [],
    ],
  ];
  it.each(cases)("%s", (_name, lines, expected) => {
    expect(check(lines)).toEqual(expected);
  });
});

describe("the former name of a kind", () => {
  const renamed = (former: string) => [COHORT, ADA, `kinds: { diary: { formerly: [${former}] } }`];

  it("may be that of no kind there is", () => {
    expect(check(renamed("journal"))).toEqual([]);
    expect(check(renamed("essay"))).toEqual(["error formerly-in-use 4:30"]);
  });
});

describe("G17 what interns are asked", () => {
  const cases: readonly (readonly [string, readonly string[], readonly string[]])[] = [
    [
      "in a round after their last day",
      [COHORT, ADA, "kinds:", "  survey: { rounds: { final: end + 1d } }"],
      ["warning asks-after-end 5:30"],
    ],
    [
      "by a day after their last",
      [COHORT, ADA, "kinds: { essay: { due: end + 2d } }"],
      ["warning asks-after-end 4:24"],
    ],
    ["on their last day", [COHORT, ADA, "kinds: { diary: { due: end } }"], []],
    ["by a kind that the file does not touch", [COHORT, ADA], []],
    ["of their mentor, whenever", [COHORT, ADA, "kinds: { report: { due: end + 2w } }"], []],
    [
      "of somebody who left",
      [COHORT, `interns: { ada: { ${HELPERS}, left: 2026-07-01 } }`, "kinds: { essay: on }"],
      [],
    ],
  ];
  it.each(cases)("%s", (_name, lines, expected) => {
    expect(check(lines)).toEqual(expected);
  });
});
