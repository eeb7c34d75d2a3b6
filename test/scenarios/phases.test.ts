import { describe, expect, it } from "vitest";
import type { CivilDate } from "../../src/core/model/date.ts";
import type { Observation } from "../../src/core/model/issue.ts";
import { buildPlan } from "../../src/core/plan/build-plan.ts";
import { playRun } from "../../src/program/look-ahead.ts";
import { buildScenario, editIssue } from "../support/scenario.ts";

const file = (phases: string, more = ""): string => `cohort: { id: summer, title: Summer 2026, start: 2026-06-01, end: 2026-09-18, zone: Europe/Berlin }
forge: { kind: gitlab, project: acme/internships }
live: true
coordinator: kim
phases: ${phases}
interns:
  ada: { mentor: grace, manager: lee${more} }
  ben: { mentor: omar, manager: lee }
kinds: { training: off }
`;

/** One kind that shows the phase, and one of helpers that has to be done first. */
const TEMPLATES = {
  "board.md.hbs": `---
kind: board
per: intern
title: "Board of {{intern.name}}"
owner: mentor
opens: start - 4w
lane: team
needs: [phase]
---
Text for {{intern.name}}
`,
  "lesson.md.hbs": `---
kind: lesson
per: helper
title: "A lesson for {{helper.name}}"
owner: mentor
opens: start - 3w
lane: team
blocks: boot
---
- [ ] Learned
`,
};

async function play(text: string, days: readonly CivilDate[], from: Observation | null = null) {
  let observation = from;
  let skipped: readonly string[] = [];
  for (const today of days) {
    const more = observation === null ? {} : { observation };
    const input = await buildScenario(text, today, { templates: TEMPLATES, confirmed: true, ...more });
    const plan = buildPlan(input);
    skipped = plan.actions.filter(({ type, kind }) => type === "skipped" && kind === "board").map(({ key, reason }) => `${key}: ${reason}`);
    observation = await playRun(input, plan);
  }
  if (observation === null) throw new Error("no day");
  return { observation, skipped };
}

const BOARD = "summer/board/ada/once";
const LESSON = "summer/lesson/grace/once";

function phasesOf(observation: Observation, key = BOARD): readonly string[] {
  const issue = observation.issues.find((one) => one.body.includes(`key=${key} `));
  if (issue === undefined) throw new Error(`no issue ${key}`);
  return issue.labels.filter((label) => label.startsWith("phase::"));
}

const learn = (observation: Observation, key = LESSON) =>
  editIssue(observation, key, (issue) => ({ body: issue.body.replace("- [ ] Learned", "- [x] Learned") }));

const relabel = (observation: Observation, edit: (labels: readonly string[]) => readonly string[]) =>
  editIssue(observation, BOARD, (issue) => ({ labels: edit(issue.labels) }));

describe("a label of the phase", () => {
  it("is one at a time, and moves with the days", async () => {
    let { observation } = await play(file("on"), ["2026-05-11"]);
    const seen = [phasesOf(observation)];
    observation = learn(observation);
    for (const day of ["2026-06-01", "2026-06-29", "2026-07-20", "2026-08-03", "2026-09-07", "2026-09-21"] as const) {
      ({ observation } = await play(file("on"), [day], observation));
      seen.push(phasesOf(observation));
    }
    expect(seen).toEqual([
      ["phase::pre-start"],
      ["phase::boot"],
      ["phase::build"],
      ["phase::midpoint"],
      ["phase::build"],
      ["phase::landing"],
      ["phase::after"],
    ]);
  });

  it("costs nothing between its days", async () => {
    const { observation } = await play(file("on"), ["2026-05-11", "2026-06-29"]);
    const input = await buildScenario(file("on"), "2026-06-30", { observation, templates: TEMPLATES });
    const written = buildPlan(input).actions.filter(({ kind, writes }) => kind === "board" && writes > 0);
    expect(written).toEqual([]);
  });

  it("waits for what blocks it, for those whom it concerns, and the plan says so", async () => {
    const { observation, skipped } = await play(file("on"), ["2026-05-11", "2026-06-01"]);
    expect(phasesOf(observation)).toEqual(["phase::pre-start"]);
    expect(skipped).toContain(
      `${BOARD}: phase stays pre-start: boot begins when summer/lesson/grace/once is done`,
    );
    const after = await play(file("on"), ["2026-06-02"], learn(observation));
    expect(phasesOf(after.observation)).toEqual(["phase::boot"]);
    expect(phasesOf(after.observation, "summer/board/ben/once")).toEqual(["phase::pre-start"]);
  });

  it("waits no longer than the phase would last", async () => {
    const { observation } = await play(file("on"), ["2026-05-11", "2026-06-01", "2026-06-29"]);
    expect(phasesOf(observation)).toEqual(["phase::build"]);
  });

  it("of whoever left is after", async () => {
    const left = file("on", ", left: 2026-06-12");
    const { observation } = await play(file("on"), ["2026-05-11"]);
    const after = await play(left, ["2026-06-15"], learn(observation));
    expect(phasesOf(after.observation)).toEqual(["phase::after"]);
  });

  it("that a person set stays, alone", async () => {
    const { observation } = await play(file("on"), ["2026-05-11"]);
    const both = relabel(learn(observation), (labels) => [...labels, "phase::build"]);
    const set = await play(file("on"), ["2026-06-01"], both);
    expect(phasesOf(set.observation)).toEqual(["phase::build"]);
    const later = await play(file("on"), ["2026-07-20"], set.observation);
    expect(phasesOf(later.observation)).toEqual(["phase::build"]);
  });

  it("that a person took off stays off", async () => {
    const { observation } = await play(file("on"), ["2026-05-11"]);
    const without = relabel(observation, (labels) => labels.filter((label) => !label.startsWith("phase::")));
    expect(phasesOf((await play(file("on"), ["2026-06-29"], without)).observation)).toEqual([]);
  });

  it("comes and goes with the setting", async () => {
    const { observation } = await play(file("off"), ["2026-05-11"]);
    expect(phasesOf(observation)).toEqual([]);
    const on = await play(file("on"), ["2026-05-12"], observation);
    expect(phasesOf(on.observation)).toEqual(["phase::pre-start"]);
    const off = await play(file("off"), ["2026-05-13"], on.observation);
    expect(phasesOf(off.observation)).toEqual([]);
  });

  it("of a person's own is left alone where none is kept", async () => {
    const { observation } = await play(file("off"), ["2026-05-11"]);
    const own = relabel(observation, (labels) => [...labels, "phase::build"]);
    const { observation: after, skipped } = await play(file("off"), ["2026-06-29"], own);
    expect(phasesOf(after)).toEqual(["phase::build"]);
    expect(skipped).toEqual([]);
  });
});
