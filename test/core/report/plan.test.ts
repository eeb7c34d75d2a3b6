import { describe, expect, it } from "vitest";
import { formatJson, planJson } from "../../../src/core/report/json.ts";
import type { Lanes } from "../../../src/core/report/parts/shown-lanes.ts";
import { ALL_LANES } from "../../../src/core/report/parts/shown-lanes.ts";
import { PLAIN } from "../../../src/core/report/parts/paint.ts";
import { renderPlanMarkdown } from "../../../src/core/report/plan-markdown.ts";
import { renderPlanSummary, renderPlanText } from "../../../src/core/report/plan-text.ts";
import { buildCohort, buildPerson } from "../../support/cohort.ts";
import {
  buildClose,
  buildCreate,
  buildDesired,
  buildDiagnostic,
  buildPlan,
  buildStill,
  buildUpdate,
} from "../../support/plan.ts";

const PUBLIC: Lanes = new Set(["public"]);
const text = (plan: Parameters<typeof renderPlanText>[0], verbose = false) =>
  renderPlanText(plan, { lanes: ALL_LANES, paint: PLAIN, verbose }).join("\n");

const body = {
  field: "body",
  before: "Hi\n\n- [ ] one\n- [x] two",
  after: "Hi\n\n- [ ] One\n- [x] two\n- [ ] three",
} as const;

describe("a plan as text", () => {
  it("goes by person, with symbols, reasons, before and after, and sums", () => {
    const plan = buildPlan([
      buildCreate(),
      buildUpdate({ changes: [{ field: "due", before: null, after: "2026-06-15" }, body] }),
      buildClose({ comment: "Thanks.\nAll done." }),
      buildStill("unchanged", { person: "kim" }),
      buildStill("skipped", { title: "", reason: "missed: it would be closed by now" }),
      buildStill("conflict", { person: null, title: "Second one", reason: "a second issue of the same key" }),
    ]);
    expect(text(plan)).toMatchInlineSnapshot(`
      "Summer 2026 (summer-2026), local: Thu 11 Jun 2026

      Ada Example (intern)
        + create    Week 2  summer-2026/retro/ada/week-02
            opens today; due Mon 15 Jun 2026; for @ada; tells @ada
        ~ update    Welcome, Ada  summer-2026/onboarding/ada/once
            status changed
            due: none → 2026-06-15
            body:
              - - [ ] one
              + - [ ] One
              + - [ ] three
        - close     Week 1  summer-2026/retro/ada/week-01
            nobody used it, and its time ended on 2026-06-11
              + Thanks.
              + All done.
        = skipped   summer-2026/skipped/ada/once
            missed: it would be closed by now

      Kim Example (coordinator)
        = 1 unchanged

      Nobody in particular
        ! conflict  Second one  summer-2026/conflict/ada/once
            a second issue of the same key

      Plan: 1 to create, 1 to update, 1 to close; 1 unchanged, 1 skipped, 1 conflict.
      Requests: 3 that read, 3 that write.
      Notifications: Ada Example 1."
    `);
  });

  it("says the day of what a look-ahead finds later", () => {
    const plan = buildPlan([buildCreate({ on: "2026-06-18" })], { until: "2026-06-25" });
    expect(text(plan)).toContain("Thu 11 Jun 2026 to Thu 25 Jun 2026, if nobody does anything");
    expect(text(plan)).toContain("on Thu 18 Jun 2026");
  });

  it("lists what stays and the text of new issues when asked for everything", () => {
    const plan = buildPlan([buildCreate(), buildStill("unchanged", { title: "As before" })]);
    expect(text(plan)).not.toContain("Say how it went");
    expect(text(plan, true)).toContain("+ - [ ] Say how it went");
    expect(text(plan, true)).toContain("= unchanged As before");
  });

  it("shows a long change in part, and says how much it leaves out", () => {
    const after = Array.from({ length: 40 }, (_, index) => `line ${index}`).join("\n");
    const plan = buildPlan([buildUpdate({ changes: [{ field: "body", before: null, after }] })]);
    expect(text(plan)).toContain("… 28 more changed lines");
    expect(text(plan)).not.toContain("line 12");
    expect(text(plan, true)).toContain("line 39");
  });

  it("says that a guard halted it, and what is made first", () => {
    const preparations = ["a", "b"].map((name) => ({
      type: "label" as const,
      place: "team",
      name,
      color: null,
      description: "",
      due: null,
    }));
    const summary = renderPlanSummary(buildPlan([], { halted: true, preparations }), {
      lanes: ALL_LANES,
      paint: PLAIN,
    });
    expect(summary[0]).toMatch(/^Halted/);
    expect(summary).toContain("Before that: 2 labels to make.");
    expect(summary).toContain("Plan: no changes.");
  });

  it("shows titles, names and reasons that people wrote without acting on them", () => {
    const evil = "::error::x\n::set-env name=a::b \u001B[2J ##[add-path]";
    const cohort = buildCohort({ title: evil, people: [buildPerson("ada", { name: evil })] });
    const action = buildUpdate({
      title: evil,
      reason: evil,
      changes: [
        { field: "title", before: evil, after: evil },
        { field: "body", before: evil, after: "" },
      ],
    });
    const plan = buildPlan([action, buildCreate({ title: evil, issue: buildDesired({ title: evil, body: evil }) })], {
      cohort,
    });
    for (const rendered of [text(plan, true), renderPlanMarkdown(plan, ALL_LANES).join("\n")]) {
      for (const line of rendered.split("\n")) {
        expect(line).not.toMatch(/^\s*::|##\[|\p{Cc}/u);
      }
    }
  });
});

describe("a plan as Markdown", () => {
  it("says the same for a merge request", () => {
    const plan = buildPlan([buildCreate(), buildUpdate({ changes: [body] }), buildStill("unchanged")]);
    expect(renderPlanMarkdown(plan, ALL_LANES).join("\n")).toMatchInlineSnapshot(`
      "## \`Summer 2026\`

      \`summer-2026\` on local, Thu 11 Jun 2026

      - **Plan: 1 to create, 1 to update; 1 unchanged.**
      - Requests: 2 that read, 2 that write.
      - Notifications: Ada Example 1.

      ### \`Ada Example\` (intern)

      - **+ create** \`Week 2\` \`summer-2026/retro/ada/week-02\`: opens today; due Mon 15 Jun 2026; for @\u200Bada
      - **~ update** \`Welcome, Ada\` \`summer-2026/onboarding/ada/once\`: status changed
        \`\`\`diff
        - - [ ] one
        + - [ ] One
        + - [ ] three
        \`\`\`
      - = 1 unchanged
      "
    `);
  });

  it("mentions nobody outside code", () => {
    const plan = buildPlan([buildCreate({ title: "@all", reason: "because of @all" })]);
    const outside = renderPlanMarkdown(plan, ALL_LANES)
      .join("\n")
      .replace(/`[^`]*`/g, "");
    expect(outside).not.toMatch(/@\w/);
  });
});

describe("a plan for a log that many can read", () => {
  const plan = buildPlan(
    [
      buildCreate({
        key: "summer-2026/announcement/all/once",
        title: "Welcome all",
        lane: "public",
        person: null,
        notifies: ["kim"],
        issue: buildDesired({ title: "Welcome all", body: "Hello all" }),
      }),
      buildCreate(),
      buildUpdate({
        key: "summer-2026/care/ada/once",
        title: "How is Ada?",
        lane: "private",
        notifies: ["kim", "lee"],
      }),
      buildStill("skipped", {
        key: "summer-2026/announcement/all/two",
        lane: "public",
        reason: "waits for summer-2026/care/ada/once",
      }),
    ],
    { diagnostics: [buildDiagnostic({ message: "summer-2026/care/ada/once has no owner" })] },
  );
  const renderings: readonly (readonly [name: string, rendered: string])[] = [
    ["text", renderPlanText(plan, { lanes: PUBLIC, paint: PLAIN, verbose: true }).join("\n")],
    ["Markdown", renderPlanMarkdown(plan, PUBLIC).join("\n")],
    [
      "JSON",
      formatJson(planJson([{ file: "a.yaml", id: "summer-2026", plan, diagnostics: [], problem: null }], PUBLIC)),
    ],
  ];

  it.each(renderings)("names only what is public, as %s", (_name, rendered) => {
    expect(rendered).toContain("announcement/all/once");
    for (const secret of ["care", "retro/ada", "How is Ada", "Week 2", "Say how it went"])
      expect(rendered).not.toContain(secret);
  });

  it("counts the rest by lane, with its notifications", () => {
    const report = planJson([{ file: "a.yaml", id: "summer-2026", plan, diagnostics: [], problem: null }], PUBLIC);
    expect(report).toMatchObject({
      cohorts: [
        {
          notifies: [{ person: "kim", count: 1 }],
          summary: { create: 2, update: 1, skipped: 1 },
          hidden: [
            { lane: "team", type: "create", count: 1, notifies: 1 },
            { lane: "private", type: "update", count: 1, notifies: 2 },
          ],
        },
      ],
    });
    const lines = renderPlanText(plan, { lanes: PUBLIC, paint: PLAIN, verbose: false });
    expect(lines).toContain("  team: 1 create");
    expect(lines).toContain("  private: 1 update");
    expect(lines).toContain("Notifications: Kim Example 1, 3 about issues not shown here.");
  });
});

describe("a plan as JSON", () => {
  it("has the promised fields", () => {
    const plan = buildPlan([buildCreate(), buildUpdate()]);
    const report = planJson([{ file: "a.yaml", id: "summer-2026", plan, diagnostics: [], problem: null }], ALL_LANES);
    expect(report).toMatchObject({
      version: 1,
      cohorts: [
        {
          cohort: "summer-2026",
          forge: "local",
          now: "2026-06-11T09:00:00Z",
          summary: { create: 1, update: 1, comment: 0, close: 0, reopen: 0, unchanged: 0, skipped: 0, conflict: 0 },
          cost: { reads: 2, writes: 2 },
          notifies: [{ person: "ada", count: 1 }],
          actions: [
            {
              type: "create",
              key: "summer-2026/retro/ada/week-02",
              reason: "opens today",
              issue: { opens: "2026-06-11", due: "2026-06-15", owner: "ada" },
            },
            {
              type: "update",
              key: "summer-2026/onboarding/ada/once",
              changes: [{ field: "status", before: "status::todo", after: "status::doing" }],
            },
          ],
          diagnostics: [],
        },
      ],
    });
  });

  it("says why a cohort has no plan", () => {
    const problem = { message: "Could not list issues.", remedy: "Check the token." };
    const report = planJson(
      [{ file: "a.yaml", id: "a", plan: null, diagnostics: [buildDiagnostic()], problem }],
      ALL_LANES,
    );
    expect(report).toEqual({
      version: 1,
      cohorts: [{ cohort: "a", file: "a.yaml", error: problem, diagnostics: [buildDiagnostic()] }],
    });
  });
});
