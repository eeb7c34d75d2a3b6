import { describe, expect, it } from "vitest";
import { buildPlan } from "../../src/core/plan/build-plan.ts";
import { buildScenario } from "../support/scenario.ts";

/** From August to December: clocks change in New Zealand on 27 September, in Germany on 25 October, in the USA on 1 November. */
const COHORT = `cohort: { id: autumn, title: Autumn 2026, start: 2026-08-17, length: 16 weeks, zone: Europe/Berlin }
forge: { kind: gitlab, project: acme/internships }
live: true
coordinator: kim
people:
  - { id: kim, zone: Europe/Berlin }
  - { id: grace, zone: America/New_York }
  - { id: lee, zone: Asia/Kolkata }
  - { id: ada, zone: Africa/Lagos }
  - { id: ben, zone: Pacific/Auckland }
interns:
  ada: { mentor: grace, manager: lee }
  ben: { mentor: grace, manager: lee }
milestones:
  first: { title: First talk, date: 2026-09-25, time: "18:00" }
  second: { title: Second talk, date: 2026-10-02, time: "18:00" }
  third: { title: Third talk, date: 2026-10-30, time: "18:00" }
  fourth: { title: Fourth talk, date: 2026-11-06, time: "18:00" }
meetings:
  weekly: { title: Weekly call, with: [mentor], on: tuesday, at: "18:00" }
`;

const CALLS = `---
kind: calls
per: intern
title: Calls of {{intern.first_name}}
owner: intern
opens: start
lane: team
needs: [meetings]
---
{{#each meetings}}
- {{title}}: {{when}}
{{/each}}
`;

async function readPlan(): Promise<(key: string) => readonly string[]> {
  const input = await buildScenario(COHORT, "2026-08-17", { templates: { "calls.md.hbs": CALLS } });
  const bodies = new Map(
    buildPlan(input).actions.flatMap((action) => (action.type === "create" ? [[action.key, action.issue.body] as const] : [])),
  );
  return (key) => (bodies.get(key) ?? "").split("\n").filter((line) => line.startsWith("- ") && line.includes(" UTC"));
}

describe("six in the evening in Berlin, over a term in which three clocks change", () => {
  it("is another hour in UTC from the end of October on, and right in every place", async () => {
    const linesOf = await readPlan();
    expect(linesOf("autumn/cohort/all/once")).toEqual([
      "- First talk: Friday 25 September, 16:00 UTC (12:00 in New York, 17:00 in Lagos, 18:00 in Berlin, 21:30 in Kolkata, 04:00 on 26 September in Auckland)",
      "- Second talk: Friday 2 October, 16:00 UTC (12:00 in New York, 17:00 in Lagos, 18:00 in Berlin, 21:30 in Kolkata, 05:00 on 3 October in Auckland)",
      "- Third talk: Friday 30 October, 17:00 UTC (13:00 in New York, 18:00 in Berlin and Lagos, 22:30 in Kolkata, 06:00 on 31 October in Auckland)",
      "- Fourth talk: Friday 6 November, 17:00 UTC (12:00 in New York, 18:00 in Berlin and Lagos, 22:30 in Kolkata, 06:00 on 7 November in Auckland)",
    ]);
  });

  it("is told to each intern in their own time, with the days on which it changes", async () => {
    const linesOf = await readPlan();
    expect(linesOf("autumn/calls/ada/once")).toEqual([
      "- Weekly call: Tuesdays 16:00 UTC until 24 October, 17:00 from then; 17:00 your time until 24 October, 18:00 from then",
    ]);
    expect(linesOf("autumn/calls/ben/once")).toEqual([
      "- Weekly call: Tuesdays 16:00 UTC until 24 October, 17:00 from then; Wednesdays 04:00 your time until 26 September, Wednesdays 05:00 until 25 October, Wednesdays 06:00 from then",
    ]);
  });
});
