import { describe, expect, it } from "vitest";
import { listMissingFields } from "../../../src/core/desired/missing-fields.ts";
import type { Project } from "../../../src/core/model/cohort.ts";
import { buildCohort, buildIntern, buildProject } from "../../support/cohort.ts";

const WHOLE: Partial<Project> = {
  title: "Telemetry",
  implied: false,
  why: "The garden team waters by guesswork.",
  doneMeans: "They use it for a week.",
  firstTask: "Print one reading.",
  milestones: [
    { id: "m1", title: "One", due: "2026-06-26" },
    { id: "m2", title: "Two", due: "2026-07-31" },
    { id: "m3", title: "Three", due: "2026-09-04" },
  ],
  stakeholders: ["Rosa", "Paul", "The visitors"],
  attested: { junior_fit: ["kim", "grace"], async_fit: ["kim", "grace"], not_a_chore: ["kim", "grace"] },
};

const SPOKEN = { speak_up: "mailto:speak-up@example.org" };
const gapsOf = (overrides: Partial<Project>) =>
  listMissingFields(
    buildCohort({
      links: SPOKEN,
      interns: [
        buildIntern("ada", {
          project: "telemetry",
          helpers: { manager: "lee", mentor: "grace", remote_mentor: "max", buddy: "sam" },
        }),
      ],
      projects: [buildProject("telemetry", { ...WHOLE, ...overrides })],
    }),
  );

const ASK =
  "Ask two people whether Telemetry suits somebody new, can be done in writing and is no chore, and name them under attested";

describe("what a file still lacks", () => {
  const cases: readonly (readonly [string, Partial<Project>, readonly string[]])[] = [
    ["is nothing, for a whole project", {}, []],
    [
      "is everything, for a project that nobody described, and nothing finer",
      { ...buildProject("telemetry"), title: "Ada's project" },
      ["Write down why it matters, what done means, a first small task and milestones for Ada's project"],
    ],
    [
      "is one box for all that is not written, and one for those who vouch",
      { why: null, stakeholders: [], attested: { junior_fit: [], async_fit: [], not_a_chore: [] } },
      ["Write down why it matters and whom it helps for Telemetry", ASK],
    ],
    [
      "is the day of a milestone",
      { milestones: [{ id: "m1", title: "One", due: null }] },
      ["Write down the days of its milestones for Telemetry"],
    ],
    [
      "is nobody's word, once somebody has vouched",
      { attested: { junior_fit: ["kim"], async_fit: [], not_a_chore: [] } },
      [],
    ],
  ];
  it.each(cases)("%s", (_name, overrides, expected) => {
    expect(gapsOf(overrides)).toEqual(expected);
  });

  it("is each missing helper but a co-mentor, and somebody outside to speak to", () => {
    expect(
      listMissingFields(buildCohort({ interns: [buildIntern("ada", { helpers: { mentor: "grace" } })] })).slice(1),
    ).toEqual([
      "Find a manager, a remote mentor and a buddy for Ada Example",
      "Name somebody outside the project whom interns can speak to, as links.speak_up in the file",
    ]);
  });
});
