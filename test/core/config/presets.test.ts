import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { parseCohort } from "../../support/parse-cohort.ts";
import { PRESET_NAMES, PRESETS } from "../../../src/core/config/schema/presets.ts";
import { buildLibrary } from "../../../src/core/kinds/build-library.ts";
import type { Cohort } from "../../../src/core/model/cohort.ts";
import { BUILT_IN } from "../../templates/templates.ts";

/** Nine lines and a preset. */
const FILE = `cohort: { title: Summer 2026, start: 2026-06-01, zone: Africa/Lagos }
forge: gitlab.com/acme/internships
coordinator: kim
interns:
  ada: { mentor: grace, buddy: sam, manager: lee }
  ben: { mentor: omar, buddy: sam, manager: lee }
`;

function read(preset: string, change: (text: string) => string = (text) => text): Cohort {
  const { cohort, diagnostics } = parseCohort({ file: "cohort.yaml", text: change(`${FILE}preset: ${preset}\n`) });
  if (cohort === null) throw new Error(diagnostics.map(({ message }) => message).join("\n"));
  return cohort;
}

const on = (overrides: object = {}) => ({ enabled: true, overrides });

describe("a preset", () => {
  const cases: readonly (readonly [string, string, boolean, object])[] = [
    ["12-weeks", "2026-08-21", false, { midpoint: on() }],
    [
      "13-weeks",
      "2026-08-28",
      false,
      {
        evaluation: on({ rounds: { midpoint: "mid", late: "75%" } }),
        midpoint: on(),
        "self-evaluation": on({ rounds: { midpoint: "mid", late: "75%" } }),
      },
    ],
    ["16-weeks", "2026-09-18", false, { midpoint: on(), session: on() }],
    [
      "24-weeks",
      "2026-11-13",
      false,
      {
        evaluation: on({ rounds: { midpoint: "mid" } }),
        midpoint: on(),
        retro: on({ repeat: { every: "2w", on: "thursday" } }),
        "self-evaluation": on({ rounds: { midpoint: "mid" } }),
        session: on(),
      },
    ],
    [
      "guide",
      "2026-09-18",
      true,
      {
        alumni: on(),
        contact: on(),
        conversion: on(),
        digest: on(),
        "fast-boot": on(),
        lessons: on(),
        midpoint: on(),
        session: on(),
        "team-retro": on(),
      },
    ],
  ];
  it.each(cases)("%s gives a cohort its end, its phases and its kinds", (name, end, phases, kinds) => {
    const cohort = read(name);
    expect([cohort.end, cohort.phases, cohort.kinds]).toEqual([end, phases, kinds]);
  });

  it("is each of them tried here", () => {
    expect(cases.map(([name]) => name)).toEqual(PRESET_NAMES);
  });

  it.each(PRESET_NAMES)("%s asks for no more than its length to be answered for", (name) => {
    const { diagnostics } = parseCohort({ file: "cohort.yaml", text: `${FILE}preset: ${name}\n` });
    const problems = diagnostics.filter(({ severity }) => severity !== "hint");
    const isShort = parseInt(PRESETS[name].length, 10) < 16;
    expect(problems.map(({ code, line, column }) => `${code} ${line}:${column}`)).toEqual(
      isShort ? ["programme-length 7:9"] : [],
    );
  });
});

describe("what a file says goes before its preset", () => {
  const dates = (more: string) => (text: string) => text.replace("start: 2026-06-01", `start: 2026-06-01, ${more}`);
  const add = (more: string) => (text: string) => `${text}${more}\n`;

  it.each([
    ["length: 17 weeks", "2026-09-25"],
    ["end: 2026-09-11", "2026-09-11"],
  ])("in its dates: %s", (more, end) => {
    expect(read("guide", dates(more)).end).toBe(end);
  });

  it("in its phases", () => {
    expect(read("guide", add("phases: off")).phases).toBe(false);
    expect(read("16-weeks", add("phases: on")).phases).toBe(true);
  });

  it.each(PRESET_NAMES.flatMap((name) => Object.keys(PRESETS[name].kinds).map((kind) => [name, kind] as const)))(
    "in each of its kinds: %s without %s",
    (name, kind) => {
      const before = read(name).kinds;
      const after = read(name, add(`kinds: { ${kind}: off }`)).kinds;
      expect(after).toEqual({ ...before, [kind]: { enabled: false, overrides: {} } });
    },
  );

  it.each([
    ["on alone keeps what is tuned", "13-weeks", "on", { rounds: { midpoint: "mid", late: "75%" } }],
    ["one round moved", "13-weeks", "{ rounds: { late: 80% } }", { rounds: { midpoint: "mid", late: "80%" } }],
    ["one round taken away", "13-weeks", "{ rounds: { late: null } }", { rounds: { midpoint: "mid", late: null } }],
    [
      "another key",
      "13-weeks",
      "{ mention: [mentor] }",
      { mention: ["mentor"], rounds: { midpoint: "mid", late: "75%" } },
    ],
  ])("key by key within a kind: %s", (_name, preset, setting, overrides) => {
    expect(read(preset, add(`kinds: { evaluation: ${setting} }`)).kinds["evaluation"]).toEqual(on(overrides));
  });

  it("in keys that have no entries of their own, whole", () => {
    const { kinds } = read("24-weeks", add("kinds: { retro: { repeat: { every: 1w } } }"));
    expect(kinds["retro"]).toEqual(on({ repeat: { every: "1w" } }));
  });

  it("in kinds that the preset does not know", () => {
    expect(read("12-weeks", add("kinds: { thanks: off }")).kinds).toEqual({
      midpoint: on(),
      thanks: { enabled: false, overrides: {} },
    });
  });
});

describe("the templates", () => {
  it.each(PRESET_NAMES)("have every kind that %s names, with keys that it can have", (name) => {
    const { library, diagnostics } = buildLibrary(BUILT_IN, read(name));
    expect(diagnostics).toEqual([]);
    const made = library.kinds.map((kind) => kind.name);
    expect(made).toEqual(expect.arrayContaining(Object.keys(PRESETS[name].kinds)));
  });
});

describe("the shortest file", () => {
  it("has ten lines at most, with a preset", () => {
    const text = `${FILE}preset: guide\n`;
    expect(text.trim().split("\n").length).toBeLessThanOrEqual(10);
    expect(Object.keys(parse(text) as object)).toEqual(["cohort", "forge", "coordinator", "interns", "preset"]);
  });
});
