import { describe, expect, it } from "vitest";
import { listUntranslated } from "../../src/core/desired/audience/language.ts";
import { readBody } from "../../src/core/marker/body.ts";
import { buildPlan } from "../../src/core/plan/build-plan.ts";
import { playRun } from "../../src/program/look-ahead.ts";
import type { CivilDate } from "../../src/core/model/date.ts";
import type { Observation } from "../../src/core/model/issue.ts";
import { buildScenario, playRuns } from "../support/scenario.ts";

const file = (ada: string, cohort = ""): string => `cohort: { id: summer, title: Sommer 2026, start: 2026-06-01, zone: Europe/Berlin${cohort} }
forge: { kind: gitlab, project: acme/internships }
live: true
coordinator: kim
people:
  - { id: ada${ada} }
  - { id: ben }
  - { id: grace }
  - { id: lee }
  - { id: kim }
interns:
  ada: { mentor: grace, manager: lee }
  ben: { mentor: grace, manager: lee }
`;
const GERMAN = file(", language: de");
const DAYS: readonly CivilDate[] = ["2026-06-01", "2026-06-04"];

function textOf(observation: Observation, key: string): string {
  const issue = observation.issues.find((one) => one.body.includes(`key=${key} `));
  if (issue === undefined) throw new Error(`no issue ${key}`);
  return `${issue.title}\n${readBody(issue.body).text}`;
}

describe("an intern's language", () => {
  it("is that of their own issues, days and first line too; others have theirs", async () => {
    const observation = await playRuns(GERMAN, DAYS);
    const retro = textOf(observation, "summer/retro/ada/week-01");
    expect(retro).toContain("Woche 1 · Ada\n_Das können alle lesen, die dieses Projekt öffnen können, sonst niemand._");
    expect(retro).toContain("wie war Woche 1 von 16?");
    expect(retro).toContain("bis Montag, 8. Juni");
    expect(textOf(observation, "summer/retro/ben/week-01")).toContain("how was week 1 of 16?");
  });

  it("stays that of an issue that is there, whatever the file says later; the next one follows the file", async () => {
    const observation = await playRuns(GERMAN, DAYS);
    const input = await buildScenario(file(""), "2026-06-05", { observation });
    const writes = buildPlan(input).actions.filter(({ type }) => type !== "unchanged" && type !== "skipped");
    expect(writes).toEqual([]);
    const next = await buildScenario(file(""), "2026-06-11", { observation });
    const later = await playRun(next, buildPlan(next));
    expect(textOf(later, "summer/retro/ada/week-01")).toContain("wie war Woche 1 von 16?");
    expect(textOf(later, "summer/retro/ada/week-02")).toContain("how was week 2 of 16?");
  });

  it("leaves English issues English when a cohort changes to German", async () => {
    const observation = await playRuns(file(""), DAYS);
    const input = await buildScenario(file("", ", language: de-AT"), "2026-06-05", { observation });
    const writes = buildPlan(input).actions.filter(({ type }) => type !== "unchanged" && type !== "skipped");
    expect(writes).toEqual([]);
  });

  it("is hinted at once where kinds are not written in it", async () => {
    const { cohort, library, occurrences } = await buildScenario(file(", language: fr", ", language: de-AT"), "2026-06-05");
    const hints = listUntranslated(cohort, library, occurrences);
    expect(hints.map(({ severity, code }) => `${severity} ${code}`)).toEqual(["hint missing-translation", "hint missing-translation"]);
    expect(hints[0]?.message).toMatch(/^in de-AT there is no cohort, .*, so these come as they are/);
    expect(hints[0]?.message).not.toContain("retro");
    expect(hints[1]?.message).toMatch(/^in fr there is no .*\bretro\b/);
  });
});
