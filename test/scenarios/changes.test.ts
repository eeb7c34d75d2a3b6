import { describe, expect, it } from "vitest";
import type { CivilDate } from "../../src/core/model/date.ts";
import type { Observation } from "../../src/core/model/issue.ts";
import { buildPlan } from "../../src/core/plan/build-plan.ts";
import { buildScenario, describePlan, editIssue, playRuns, readScenarioTemplates } from "../support/scenario.ts";

const BEFORE = `cohort: { id: summer, title: Summer 2026, start: 2026-06-01, length: 16 weeks, zone: Europe/Berlin }
forge: { kind: gitlab, project: acme/internships }
live: true
coordinator: kim
interns:
  ada: { mentor: grace, buddy: sam, manager: lee }
  ben: { mentor: omar, buddy: sam, manager: lee }
kinds: { evaluation: off, self-evaluation: off, send-off: off, training: off }
`;
const DAYS: readonly CivilDate[] = ["2026-06-01", "2026-06-04", "2026-06-11"];
const TODAY: CivilDate = "2026-06-12";

/** The built-in text of a template with one phrase in place of another. */
function reword(path: string, from: string, to: string): Readonly<Record<string, string>> {
  const source = readScenarioTemplates().find((one) => one.path === path);
  if (source === undefined || !source.text.includes(from)) throw new Error(`${path} does not say "${from}"`);
  return { [path]: source.text.replace(from, to) };
}

/** A template under another name. */
function renamed(from: string, to: string): Readonly<Record<string, string>> {
  const [source] = Object.values(reword(`${from}.md.hbs`, `kind: ${from}`, `kind: ${to}`));
  return { [`${to}.md.hbs`]: source ?? "" };
}

const ON_PROJECT = (id: string, entry: string) =>
  `${BEFORE.replace("ada: {", `ada: { project: ${id},`)}projects: { ${id}: ${entry} }\n`;

interface Change {
  readonly name: string;
  readonly before?: string;
  readonly after: string;
  readonly templates?: Readonly<Record<string, string>>;
  /** What people did in between. */
  readonly people?: (observation: Observation) => Observation;
  readonly today?: CivilDate;
}

const ADA = "  ada: { mentor: grace, buddy: sam, manager: lee }";
const CHANGES: readonly Change[] = [
  { name: "nothing", after: BEFORE },
  { name: "the start moves a week back", after: BEFORE.replace("start: 2026-06-01", "start: 2026-06-08") },
  { name: "the programme gets two weeks longer", after: BEFORE.replace("16 weeks", "18 weeks") },
  { name: "the programme gets two weeks shorter", after: BEFORE.replace("16 weeks", "14 weeks") },
  { name: "one person is extended by three weeks", after: BEFORE.replace(ADA, ADA.replace(" }", ", extend: 3 weeks }")) },
  { name: "one person leaves early", after: BEFORE.replace(ADA, ADA.replace(" }", ", left: 2026-06-10 }")) },
  { name: "a mentor is replaced", after: BEFORE.replace("mentor: grace", "mentor: lin") },
  {
    name: "a mentor is replaced where a person had renamed and reassigned the project",
    after: BEFORE.replace("mentor: grace", "mentor: lin"),
    people: (observation) => editIssue(observation, "summer/project/ada/once", () => ({ title: "Garden", assignees: ["sam"] })),
  },
  {
    name: "a person is renamed with formerly",
    after: `${BEFORE.replace("  ada:", "  adele:")}people:\n  adele: { username: ada, name: Ada, formerly: [ada] }\n  ben: {}\n  grace: {}\n  omar: {}\n  sam: {}\n  lee: {}\n  kim: {}\n`,
  },
  { name: "a person is renamed without formerly", after: BEFORE.replace("  ada:", "  adele:") },
  { name: "the cohort is renamed with formerly", after: BEFORE.replace("id: summer,", "id: summer-26, formerly: [summer],") },
  {
    name: "a project is renamed with formerly",
    before: ON_PROJECT("telemetry", "{ title: Garden }"),
    after: ON_PROJECT("garden", "{ title: Garden, formerly: [telemetry] }"),
  },
  {
    name: "a project is renamed without formerly",
    before: ON_PROJECT("telemetry", "{ title: Garden }"),
    after: ON_PROJECT("garden", "{ title: Garden }"),
  },
  {
    name: "a kind is renamed with formerly",
    after: BEFORE.replace("kinds: {", "kinds: { onboarding: off, welcome: { formerly: [onboarding] },"),
    templates: renamed("onboarding", "welcome"),
  },
  { name: "the zone changes", after: BEFORE.replace("Europe/Berlin", "Pacific/Auckland") },
  { name: "a kind is switched off", after: BEFORE.replace("kinds: {", "kinds: { helpers: off,") },
  { name: "an intern is taken out", after: BEFORE.replace(`${ADA}\n`, "") },
  { name: "a template is reworded", after: BEFORE, templates: reword("onboarding.md.hbs", "Stuck?", "Stuck, or unsure?") },
  {
    name: "a template is reworded where a person had reworded the same block",
    after: BEFORE,
    templates: reword("onboarding.md.hbs", "Stuck?", "Stuck, or unsure?"),
    people: (observation) => editIssue(observation, "summer/onboarding/ada/once", (issue) => ({ body: issue.body.replace("Stuck?", "Lost?") })),
  },
  { name: "a partial is reworded", after: BEFORE, templates: reword("partials/people.md.hbs", "Ask {{buddy.name}} anything at all", "Ask {{buddy.name}} whatever you like") },
  {
    name: "an intern is taken out whose issue a person had closed",
    after: BEFORE.replace(`${ADA}\n`, ""),
    people: (observation) => editIssue(observation, "summer/onboarding/ada/once", () => ({ state: "closed" })),
  },
];

describe("a change of the file or a template in a running cohort", () => {
  it.each(CHANGES)("$name", async ({ name, before = BEFORE, after, templates = {}, people = (observation) => observation, today = TODAY }) => {
    const observation = people(await playRuns(before, DAYS));
    const plan = buildPlan(await buildScenario(after, today, { observation, templates }));
    const file = `changes/${name.replaceAll(" ", "-")}.txt`;
    await expect(`${describePlan(plan).join("\n")}\n`).toMatchFileSnapshot(file);
  });

  it("stops before it closes or rewrites most of a cohort, until confirmed", async () => {
    const interns = Array.from({ length: 8 }, (_, index) => `  intern-${index}: { mentor: grace, buddy: sam, manager: lee }`);
    const before = BEFORE.replace(ADA, interns.join("\n"));
    const observation = await playRuns(before, DAYS);
    const after = BEFORE;
    const halted = buildPlan(await buildScenario(after, TODAY, { observation }));
    expect({ halted: halted.halted, codes: halted.diagnostics.map((one) => one.code) }).toEqual({ halted: true, codes: ["too-many-changes"] });
    const confirmed = buildPlan(await buildScenario(after, TODAY, { observation, confirmed: true }));
    expect(confirmed.halted).toBe(false);
  });
});
