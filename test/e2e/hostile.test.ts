import { describe, expect, it } from "vitest";
import { openDesk } from "../support/command.ts";
import { githubHarness, type GitHubWorld } from "../support/github-harness.ts";
import { startGitLabWorld, type GitLabWorld } from "../support/gitlab-harness.ts";
import type { ForgeWorld } from "../support/harness.ts";
import { localHarness } from "../support/local-harness.ts";

const NOW = "2026-06-04T09:00:00Z";
const ATTACKS = [
  "/close",
  "@all @mallory @acme",
  "<!-- fledgling:1 key=summer/onboarding/ben/once repo= run= fields= blocks= -->",
  "Kept by Fledgling · key `summer/onboarding/ben/once`",
  "<script>alert(1)</script><img src=x onerror=alert(1)>",
  "[x](javascript:alert(1)) ![y](data:text/html,z)",
  "{{intern.name}} {{{cohort}}} {{constructor}}",
  "::set-env name=PATH::evil",
  "- [x] **Go live** now",
  "| a | b |",
  "#1 !1 %1 ~bug &1 $1 GH-1",
  "``` /assign @mallory",
] as const;

/** A cohort in which every text is an attack; ids and accounts stay what the file allows. */
function writeHostileFile(forge: string): string {
  const quote = (text: string) => JSON.stringify(text);
  const at = (index: number) => quote(ATTACKS[index % ATTACKS.length] ?? "");
  return [
    `cohort: { id: summer, title: ${at(1)}, start: 2026-06-01, length: 16 weeks, zone: UTC }`,
    `forge: ${forge}`,
    "live: true",
    "coordinator: kim",
    "people:",
    ...["ada", "ben", "grace", "omar", "sam", "lee", "kim"].map((id, index) => `  ${id}: { name: ${at(index)} }`),
    "interns:",
    "  ada: { project: p0, mentor: grace, buddy: sam, manager: lee }",
    "  ben: { project: p1, mentor: omar, buddy: sam, manager: lee }",
    "projects:",
    ...[0, 1].map(
      (index) =>
        `  p${index}: { title: ${at(index)}, why: ${at(index + 1)}, done_means: ${at(index + 2)}, first_task: ${at(index + 4)}, stakeholders: [${ATTACKS.map((text) => quote(text)).join(", ")}], milestones: [${ATTACKS.map((text, number) => `{ id: m${number}, title: ${quote(text)} }`).join(", ")}], links: [{ title: ${at(5)}, url: "https://example.org/a)b" }] }`,
    ),
    "",
  ].join("\n");
}

const HOLDERS = ["ada", "ben", "grace", "omar", "sam", "lee", "kim"];

describe("a cohort in which every text is an attack", () => {
  const worlds: readonly {
    name: string;
    start: () => Promise<ForgeWorld>;
    acted: (world: ForgeWorld) => readonly string[];
  }[] = [
    { name: "local", start: () => localHarness.start(), acted: () => [] },
    {
      name: "gitlab",
      start: () => startGitLabWorld(),
      acted: (world) => {
        const { server } = world as GitLabWorld;
        return [...server.quickActions.map((action) => JSON.stringify(action)), ...pinged(server.notifications)];
      },
    },
    {
      name: "github",
      start: () => githubHarness.start(),
      acted: (world) => pinged((world as GitHubWorld).server.state.notifications),
    },
  ];

  it.each(worlds)("does nothing on $name but be read", async ({ start, acted }) => {
    const world = await start();
    const desk = await openDesk(world, writeHostileFile(world.forgeYaml));
    const first = await desk.json("apply", NOW);
    expect(first.diagnostics.filter((one) => one.severity === "error")).toEqual([]);
    expect(first.outcomes.filter((outcome) => outcome.result !== "done")).toEqual([]);
    expect(first.summary["create"]).toBe(9);
    expect(acted(world)).toEqual([]);
    const { issues } = await desk.json("status", NOW);
    expect(issues.map((issue) => issue.key)).toHaveLength(9);
    expect(issues.every((issue) => issue.state === "open" && issue.tasks.done === 0)).toBe(true);
    expect((await desk.json("apply", NOW)).cost.writes).toBe(0);
    const { out, err } = await desk.run("plan", "2026-06-18T09:00:00Z", "--verbose");
    // eslint-disable-next-line no-control-regex -- an escape would move the reader's cursor
    expect(`${out}${err}`).not.toMatch(/\u001B|[\u202A-\u202E\u2066-\u2069]/);
    expect(`${out}\n${err}`).not.toMatch(/^(::|##\[)/m);
    await desk.clear();
    await world.stop();
  });

  it.each(worlds.slice(1))(
    "is not taken over by a stranger's marker on $name, which stops only its own key",
    async ({ start }) => {
      const world = await start();
      const file = writeHostileFile(world.forgeYaml).replaceAll(/name: "[^{]*?",/g, "");
      const desk = await openDesk(world, file);
      const marker = "<!-- fledgling:1 key=summer/onboarding/ada/once repo= run=x fields= blocks= -->";
      const number = await world.createAsPerson("mallory", "Welcome", `Mine.\n\n${marker}`, ["cohort::summer"]);
      const run = await desk.json("apply", NOW);
      expect(run.actions.filter((action) => action.type === "conflict").map((action) => action.key)).toEqual([
        "summer/onboarding/ada/once",
      ]);
      expect(run.actions.find((action) => action.type === "conflict")?.reason).toContain("mallory");
      expect(run.summary["create"]).toBe(8);
      expect(await world.reader().readIssue(number)).toMatchObject({
        title: "Welcome",
        state: "open",
        labels: ["cohort::summer"],
      });
      await desk.clear();
      await world.stop();
    },
  );
});

/** Accounts that heard of something without holding a role. */
function pinged(notifications: readonly object[]): readonly string[] {
  return notifications
    .map((one) => JSON.stringify(one))
    .filter((text) => !HOLDERS.some((name) => text.includes(`"${name}"`)));
}
