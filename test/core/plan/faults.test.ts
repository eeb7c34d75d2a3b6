import { describe, expect, it } from "vitest";
import { buildPlan } from "../../../src/core/plan/build-plan.ts";
import { buildScenario, readScenarioTemplates } from "../../support/scenario.ts";

const COHORT = `cohort: { id: summer, title: Summer 2026, start: 2026-06-01, length: 16 weeks, zone: UTC }
forge: { kind: gitlab, project: acme/internships }
live: true
coordinator: kim
interns:
  ada: { mentor: grace, buddy: sam, manager: lee }
kinds: { training: off, evaluation: off, self-evaluation: off }
`;

describe("a text that cannot be written", () => {
  it("is listed as skipped with its reason, and stops nobody else's", async () => {
    const source = readScenarioTemplates().find((one) => one.path === "onboarding.md.hbs");
    const long = `${source?.text ?? ""}\n${"A very long story. ".repeat(4000)}`;
    const plan = buildPlan(await buildScenario(COHORT, "2026-06-02", { templates: { "onboarding.md.hbs": long } }));
    const skipped = plan.actions.filter((action) => action.type === "skipped");
    expect(skipped.map((action) => action.key)).toEqual(["summer/onboarding/ada/once"]);
    expect(skipped[0]?.reason).toMatch(/50000 is the most/);
    expect(plan.summary.create).toBe(3);
    expect(plan.diagnostics.map((one) => one.code)).toEqual(["body-too-long"]);
  });
});
