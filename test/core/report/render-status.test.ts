import { describe, expect, it } from "vitest";
import type { StatusEntry, StatusIssue } from "../../../src/core/report/parts/entry.ts";
import { statusJson } from "../../../src/core/report/json.ts";
import { ALL_LANES } from "../../../src/core/report/parts/shown-lanes.ts";
import { PLAIN } from "../../../src/core/report/parts/paint.ts";
import { renderStatusMarkdown, renderStatusText } from "../../../src/core/report/render-status.ts";
import { buildCohort } from "../../support/cohort.ts";

function issue(overrides: Partial<StatusIssue>): StatusIssue {
  return {
    key: "summer-2026/retro/ada/week-02",
    kind: "retro",
    subject: "ada",
    lane: "team",
    person: "ada",
    title: "Week 2",
    state: "open",
    labels: ["kind::retro"],
    assignees: ["ada"],
    due: "2026-06-15",
    tasks: { done: 1, total: 3 },
    progress: "doing",
    url: "https://forge.example/2",
    review: null,
    held: [],
    ...overrides,
  };
}

function entry(issues: readonly StatusIssue[]): StatusEntry {
  return {
    file: "a.yaml",
    id: "summer-2026",
    diagnostics: [],
    problem: null,
    cohort: buildCohort(),
    today: "2026-06-16",
    issues,
  };
}

describe("the status of a cohort", () => {
  it("lists interns, then projects, then the cohort, with ticks, days and links", () => {
    const all = entry([
      issue({
        subject: "all",
        title: "Checklist",
        due: null,
        tasks: { done: 0, total: 23 },
        progress: "todo",
        url: "team/1-checklist.md",
      }),
      issue({}),
      issue({ title: "Welcome", state: "closed", tasks: { done: 11, total: 11 }, progress: "done", due: "2026-06-05" }),
      issue({ title: "Stuck", progress: "blocked", due: "2026-06-19" }),
    ]);
    expect(renderStatusText(all, { lanes: ALL_LANES, paint: PLAIN, columns: null }).join("\n")).toMatchInlineSnapshot(`
      "Summer 2026 (summer-2026), local: Tue 16 Jun 2026

      Ada Example
        open    doing    1/3    was due 2026-06-15  Week 2     https://forge.example/2
        closed           11/11  due 2026-06-05      Welcome    https://forge.example/2
        open    blocked  1/3    due 2026-06-19      Stuck      https://forge.example/2

      The cohort
        open    todo     0/23                       Checklist  team/1-checklist.md

      4 issues, 3 open, 13 of 40 boxes ticked, 1 blocked."
    `);
  });

  it("puts the addresses on lines of their own where a terminal is narrow", () => {
    const lines = renderStatusText(entry([issue({})]), { lanes: ALL_LANES, paint: PLAIN, columns: 60 }).join("\n");
    expect(lines).toContain("was due 2026-06-15  Week 2\n        https://forge.example/2\n");
  });

  it("is a table in Markdown, whose cells nobody's title can break", () => {
    const lines = renderStatusMarkdown(entry([issue({ title: "a | b `c`", url: "javascript:alert(1)" })]), ALL_LANES);
    const row = lines.find((line) => line.includes("open")) ?? "";
    expect(row.split("|")).toHaveLength(8);
    expect(row).not.toContain("](javascript:");
  });

  it("counts what a log may not name", () => {
    const restricted = entry([
      issue({ lane: "public", title: "Hello" }),
      issue({ title: "Secret" }),
      issue({ state: "closed", title: "Secret too" }),
    ]);
    const lines = renderStatusText(restricted, { lanes: new Set(["public"]), paint: PLAIN, columns: null }).join("\n");
    expect(lines).toContain("Hello");
    expect(lines).not.toContain("Secret");
    expect(lines).toContain("team: 1 open, 1 closed, 2 of 6 boxes ticked");
    expect(JSON.stringify(statusJson([restricted], new Set(["public"])))).not.toContain("Secret");
  });

  it("has the promised fields as JSON", () => {
    expect(statusJson([entry([issue({})])], ALL_LANES)).toMatchObject({
      version: 1,
      cohorts: [
        {
          cohort: "summer-2026",
          issues: [
            {
              key: "summer-2026/retro/ada/week-02",
              kind: "retro",
              subject: "ada",
              title: "Week 2",
              state: "open",
              labels: ["kind::retro"],
              assignees: ["ada"],
              due: "2026-06-15",
              tasks: { done: 1, total: 3 },
              progress: "doing",
              url: "https://forge.example/2",
            },
          ],
        },
      ],
    });
  });
});
