import { describe, expect, it } from "vitest";
import { NO_ACCESS, type Observation, type ObservedPlace } from "../../src/core/model/issue.ts";
import { buildPlan } from "../../src/core/plan/build-plan.ts";
import type { Plan } from "../../src/core/model/plan.ts";
import { buildScenario } from "../support/scenario.ts";

const TODAY = "2026-06-05";

interface Target {
  readonly name: string;
  readonly kind: "gitlab" | "github";
  readonly places: readonly ObservedPlace[];
}

function place(kind: Target["kind"], name: string, more: Partial<ObservedPlace> = {}): ObservedPlace {
  const isGitLab = kind === "gitlab";
  const { capabilities, access, ...rest } = more;
  return {
    place: name,
    visibility: "private",
    account: "fledgling-bot",
    canWrite: true,
    ...rest,
    capabilities: {
      dueDate: isGitLab,
      confidential: isGitLab,
      scopedLabels: false,
      reference: isGitLab ? "number-plus" : "number",
      titleLimit: isGitLab ? 255 : 256,
      creationsPerHour: isGitLab ? null : 480,
      children: null,
      epics: false,
      bodyLimit: isGitLab ? 1_000_000 : 65_536,
      ...capabilities,
    },
    access: { ...NO_ACCESS, ...access },
  };
}

const PRIVATE = "acme/internships-private";

function gitlab(tier: "free" | "premium" | "ultimate"): Target {
  const paid = tier !== "free";
  const shared = { capabilities: { scopedLabels: paid, children: paid ? { limit: 5000, atCreate: true } : null } };
  const access = { access: { ...NO_ACCESS, tier, owner: "group" as const } };
  const project = (name: string) => place("gitlab", name, { ...shared, ...access } as Partial<ObservedPlace>);
  const group = place("gitlab", "groups/acme", {
    capabilities: { epics: paid, scopedLabels: paid },
    ...access,
  } as Partial<ObservedPlace>);
  return { name: `GitLab ${tier}`, kind: "gitlab", places: [project("acme/internships"), project(PRIVATE), group] };
}

function github(name: string, owner: "organization" | "user", version: string | null): Target {
  const more = {
    capabilities: { children: version === null ? { limit: 100, atCreate: false } : null },
    access: { ...NO_ACCESS, owner, version },
  } as unknown as Partial<ObservedPlace>;
  return { name, kind: "github", places: [place("github", "acme/internships", more), place("github", PRIVATE, more)] };
}

const TARGETS: readonly Target[] = [
  gitlab("free"),
  gitlab("premium"),
  gitlab("ultimate"),
  github("github.com, organisation", "organization", null),
  github("github.com, user", "user", null),
  github("GHES without sub-issues", "organization", "3.14.2"),
];

const FILE = (kind: string) => `cohort: { id: summer, title: Summer 2026, start: 2026-06-01, length: 16 weeks, zone: UTC }
forge: { kind: ${kind}, project: acme/internships, private: ${PRIVATE}${kind === "gitlab" ? ", group: acme" : ""} }
live: true
coordinator: kim
links: { evaluation_form: "https://forms.example.org/evaluation", self_evaluation_form: "https://forms.example.org/self" }
interns:
  ada: { mentor: grace, buddy: sam, manager: lee, project: garden }
  ben: { mentor: omar, buddy: sam, manager: lee, project: garden }
projects: { garden: { title: Readings from the garden } }
`;

async function planFor(target: Target): Promise<Plan> {
  const observation: Observation = { places: target.places, issues: [], comments: [], activity: null, details: null };
  return buildPlan(await buildScenario(FILE(target.kind), TODAY, { observation }));
}

function listMade(plan: Plan | undefined) {
  return (plan?.actions ?? []).flatMap((action) => (action.type === "create" ? [action.issue] : []));
}

/** Where interns can read one another's weekly pages, these ask about the work alone. */
const SHARED = "3. What would help the work next week?";
const OWN = "3. How is working remotely, and is there somebody to thank?";

/** The words people read, without the line that says who can read them, and without what a forge shows by itself. */
function wordsOf(body: string): string {
  const [, ...rest] = body.split("\n");
  return rest
    .join("\n")
    .replace(/\n## Its issues[^]*$/, "")
    .replace(/^\*\*Progress:.*$/m, "")
    .replace(SHARED, OWN)
    .trim();
}

describe("one cohort on six targets", () => {
  it("becomes the same issues in the same words", async () => {
    const plans = await Promise.all(TARGETS.map(async (target) => ({ target, plan: await planFor(target) })));
    print(plans);
    const [first] = plans;
    const wanted = new Map(listMade(first?.plan).map((issue) => [issue.key, issue]));
    expect(wanted.size).toBeGreaterThan(6);
    for (const { target, plan } of plans) {
      const made = listMade(plan);
      expect({ [target.name]: made.map((issue) => issue.key).sort() }).toEqual({ [target.name]: [...wanted.keys()].sort() });
      // What is private on GitLab is a form on GitHub, whose words are its own.
      const open = made.filter((issue) => issue.lane !== "private");
      expect(open.length).toBeGreaterThan(5);
      for (const issue of open) {
        expect(issue.title).toBe(wanted.get(issue.key)?.title);
        expect(`${target.name}: ${wordsOf(issue.body)}`).toBe(`${target.name}: ${wordsOf(wanted.get(issue.key)?.body ?? "")}`);
      }
    }
  });

  it.each(TARGETS)("differ only in what the forge has: $name", async (target) => {
    const made = listMade(await planFor(target));
    const project = target.places.find((one) => one.place === "acme/internships");
    const epics = target.kind === "gitlab" && project?.capabilities.children !== null;
    const native = project?.capabilities.children !== null;
    const garden = made.find((issue) => issue.key === "summer/project/garden/once");
    expect(garden?.place).toBe(epics ? "groups/acme" : "acme/internships");
    expect(garden?.body.includes("## Its issues")).toBe(!native);
    const team = made.filter((issue) => issue.occurrence.project === "garden" && issue !== garden && issue.lane === "team");
    expect(new Set(team.map((issue) => issue.parent))).toEqual(new Set([native ? "summer/project/garden/once" : null]));
    expect(made.some((issue) => issue.due !== null)).toBe(target.kind === "gitlab");
    expect(made.every((issue) => issue.lane !== "private" || issue.place === PRIVATE || issue.body.includes("forms.example.org"))).toBe(true);
  });
});

function print(plans: readonly { readonly target: Target; readonly plan: Plan }[]): void {
  const rows = plans.map(({ target, plan }) => {
    const made = listMade(plan);
    const project = made.find((issue) => issue.occurrence.kind === "project");
    return [
      target.name.padEnd(26),
      String(made.length).padStart(6),
      (project?.place === "groups/acme" ? "epic" : "issue").padStart(8),
      String(made.filter((issue) => issue.parent !== null).length).padStart(6),
      String(made.filter((issue) => issue.due !== null).length).padStart(4),
      String(made.filter((issue) => issue.confidential).length).padStart(13),
      String(plan.actions.filter((action) => action.key.startsWith("summer/forge/")).length).padStart(9),
      String(plan.cost.writes).padStart(7),
    ].join("");
  });
  const head = `${"".padEnd(26)}issues project  under due confidential degraded writes`;
  process.stdout.write(`\n${[head, ...rows].join("\n")}\n`);
}
