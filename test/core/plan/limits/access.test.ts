import { withObservation } from "../../../../src/core/plan/match/with-observation.ts";
import { describe, expect, it } from "vitest";
import type { Observation, ObservedPlace, PlaceAccess } from "../../../../src/core/model/issue.ts";
import { NO_ACCESS } from "../../../../src/core/model/issue.ts";
import { buildPlan } from "../../../../src/core/plan/build-plan.ts";
import { writeCohortFile } from "../../../support/cohort-file.ts";
import { buildScenario } from "../../../support/scenario.ts";

const FORGE = "{ kind: gitlab, project: acme/internships }";
const TODAY = "2026-06-12";

/** The plan of a new cohort where the forge says `access` of the token, and `more` of the place. */
async function planWith(access: Partial<PlaceAccess>, more: Partial<ObservedPlace> = {}, forge = FORGE) {
  const input = await buildScenario(writeCohortFile({ forge }), TODAY);
  const places = input.observation.places.map((place) => ({ ...place, ...more, access: { ...NO_ACCESS, ...access } }));
  const observation: Observation = { ...input.observation, places };
  return buildPlan(withObservation(input, observation));
}

const token = (
  expires: PlaceAccess["token"] extends infer T ? (T extends { expires: infer E } ? E : never) : never,
) => ({
  token: { kind: "project access token", scopes: ["api"], expires },
});

describe("a token's last day", () => {
  it.each([
    ["2026-06-27", null],
    ["2026-06-26", "ends on 2026-06-26: in 14 days"],
    ["2026-06-13", "in a day"],
    ["2026-06-12", "today is its last day"],
    [null, null],
  ] as const)("%s is said as %s", async (expires, words) => {
    const plan = await planWith(token(expires));
    const said = plan.diagnostics.filter((one) => one.code === "token-expires");
    expect(said.map((one) => one.message.includes(words ?? "never"))).toEqual(words === null ? [] : [true]);
    expect(said.every((one) => one.severity === "warning" && one.remedy?.includes("docs/forges.md") === true)).toBe(
      true,
    );
    expect(plan.halted).toBe(false);
  });
});

describe("a right that is missing", () => {
  it("stops the run before the first write when it is the one to issues", async () => {
    const plan = await planWith({ lacks: ["issues"] });
    expect(plan.halted).toBe(true);
    expect(plan.diagnostics.find((one) => one.code === "no-write-access")?.remedy).toContain("Planner");
  });

  it.each(["labels", "milestones", "assignees", "comments", "epics"] as const)(
    "is a warning for %s, once, with what gives it",
    async (right) => {
      const plan = await planWith({ lacks: [right], role: "Guest" });
      const said = plan.diagnostics.filter((one) => one.code === "missing-right");
      expect(said).toHaveLength(1);
      expect(said[0]).toMatchObject({ severity: "warning", remedy: expect.stringContaining("role") as string });
      expect(said[0]?.message).toContain("the role Guest may not");
    },
  );

  it("keeps team issues out of a public project when it is the one to confidentiality", async () => {
    const plan = await planWith({ lacks: ["confidential"] }, { visibility: "public" });
    expect(plan.summary.create).toBe(0);
    expect(plan.diagnostics.find((one) => one.code === "lane-too-wide")).toMatchObject({ severity: "error" });
  });
});

describe("what a tier lacks", () => {
  const degradations = (plan: Awaited<ReturnType<typeof planWith>>) =>
    plan.actions
      .filter((action) => action.kind === "forge")
      .map((action) => `${action.type} ${action.key}: ${action.reason}`);

  it.each<[string, Partial<PlaceAccess>, string, readonly RegExp[]]>([
    [
      "GitLab Free",
      { tier: "free" },
      FORGE,
      [/summer\/forge\/all\/epics: .*Premium lifts it$/, /scoped-labels: .*Premium lifts it$/],
    ],
    ["GitLab Premium without a group", { tier: "premium" }, FORGE, [/epics: .*forge\.group lifts it$/]],
    ["GitLab whose tier is not told", {}, FORGE, []],
    [
      "an old GitHub Enterprise Server",
      { version: "3.16.1" },
      "{ kind: github, project: acme/internships }",
      [/epics: no sub-issues on GitHub Enterprise Server 3\.16\.1/],
    ],
    ["github.com", {}, "{ kind: github, project: acme/internships }", []],
  ])("on %s is one skipped line each, with what lifts it", async (_name, access, forge, lines) => {
    const found = degradations(await planWith(access, {}, forge));
    expect(found).toHaveLength(lines.length);
    for (const [index, line] of lines.entries()) expect(found[index]).toMatch(line);
  });

  it.each<[string, Partial<ObservedPlace>, "acme/internships" | "groups/acme", RegExp | null]>([
    ["a group in reach", {}, "groups/acme", null],
    [
      "a group out of reach",
      { access: { ...NO_ACCESS, lacks: ["epics"] } },
      "acme/internships",
      /role Planner in the group lifts it/,
    ],
    ["an open group above a private project", { visibility: "public" }, "acme/internships", /A private group lifts it/],
  ])("puts a project's epic where it can be kept: %s", async (_name, more, place, reason) => {
    const input = await buildScenario(
      writeCohortFile({ forge: "{ kind: gitlab, project: acme/internships, group: acme }" }),
      TODAY,
    );
    const [project] = input.observation.places;
    if (project === undefined) throw new Error("no place");
    const paid = { ...NO_ACCESS, tier: "premium" as const };
    const children = { limit: 5000, atCreate: true };
    const places: readonly ObservedPlace[] = [
      { ...project, access: paid, capabilities: { ...project.capabilities, children, scopedLabels: true } },
      {
        ...project,
        place: "groups/acme",
        access: paid,
        capabilities: { ...project.capabilities, epics: true, children: null },
        ...more,
      },
    ];
    const plan = buildPlan(withObservation(input, { ...input.observation, places }));
    const epic = plan.actions.find((action) => action.key === "summer/project/ada/once");
    expect(epic?.place).toBe(place);
    // A group's labels first: its project then has them.
    const prepared = plan.preparations.map((one) => one.place);
    expect(prepared).toEqual([...prepared].sort((a, b) => (a < b ? 1 : a > b ? -1 : 0)));
    expect(degradations(plan)).toHaveLength(reason === null ? 0 : 1);
    expect(degradations(plan)[0] ?? "").toMatch(reason ?? /^$/);
  });

  it("is not said where epics are there", async () => {
    const children = { limit: 5000, atCreate: true };
    const input = await buildScenario(writeCohortFile({ forge: FORGE }), TODAY);
    const places = input.observation.places.map((place) => ({
      ...place,
      capabilities: { ...place.capabilities, children, scopedLabels: true },
      access: { ...NO_ACCESS, tier: "premium" as const },
    }));
    expect(degradations(buildPlan(withObservation(input, { ...input.observation, places })))).toEqual([]);
  });
});
