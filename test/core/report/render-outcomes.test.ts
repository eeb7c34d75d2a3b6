import { describe, expect, it } from "vitest";
import type { Outcome } from "../../../src/core/model/outcome.ts";
import { applyJson } from "../../../src/core/report/json.ts";
import type { Lanes } from "../../../src/core/report/parts/shown-lanes.ts";
import { ALL_LANES } from "../../../src/core/report/parts/shown-lanes.ts";
import {
  describeRequests,
  isFailure,
  renderOutcome,
  renderOutcomesMarkdown,
  summarizeOutcomes,
} from "../../../src/core/report/render-outcomes.ts";
import { PLAIN } from "../../../src/core/report/parts/paint.ts";
import { buildClose, buildCreate, buildOutcome, buildPlan, buildUpdate } from "../../support/plan.ts";

const PUBLIC: Lanes = new Set(["public"]);
const plan = buildPlan([buildCreate(), buildUpdate(), buildClose()]);
const [create, update, close] = [buildCreate(), buildUpdate(), buildClose()];
const label: Outcome = {
  key: "label:kind::retro",
  type: "label",
  result: "done",
  url: null,
  error: null,
  deviation: null,
};
const say = (outcome: Outcome, lanes: Lanes = ALL_LANES) => renderOutcome(plan, outcome, { lanes, paint: PLAIN });

describe("an outcome's line", () => {
  it.each<readonly [name: string, outcome: Outcome, lines: readonly string[]]>([
    ["a label", label, ["+ created label kind::retro"]],
    ["a create", buildOutcome(create), ["+ created Week 2  summer-2026/retro/ada/week-02"]],
    ["an update", buildOutcome(update), ["~ updated Welcome, Ada  summer-2026/onboarding/ada/once"]],
    ["a close", buildOutcome(close), ["- closed Week 1  summer-2026/retro/ada/week-01"]],
    [
      "a failure",
      buildOutcome(create, { result: "failed", error: "The forge said no. Check the token." }),
      ["! not created (failed): Week 2  summer-2026/retro/ada/week-02", "    The forge said no. Check the token."],
    ],
    [
      "a lost answer",
      buildOutcome(create, { result: "unknown", error: "No answer came." }),
      ["! perhaps created, no answer says: Week 2  summer-2026/retro/ada/week-02", "    No answer came."],
    ],
    [
      "something done a little differently",
      buildOutcome(update, { deviation: "merged again" }),
      ["~ updated Welcome, Ada  summer-2026/onboarding/ada/once", "    merged again"],
    ],
    [
      "something left alone",
      buildOutcome(close, { result: "deviated", deviation: "somebody has begun to use it" }),
      ["- left as it is, not closed: Week 1  summer-2026/retro/ada/week-01", "    somebody has begun to use it"],
    ],
  ])("says what became of %s", (_name, outcome, lines) => {
    expect(say(outcome)).toEqual(lines);
  });

  it("names no team issue to those who may not know, but says what went wrong", () => {
    const outcome = buildOutcome(update, {
      result: "blocked",
      error: "waits for summer-2026/retro/ada/week-02, which could not be made",
    });
    expect(say(outcome, PUBLIC)).toEqual([
      "! not updated (blocked): a team issue",
      "    waits for a team issue, which could not be made",
    ]);
    expect(say(label, PUBLIC)).toEqual(["+ created a label"]);
  });
});

describe("the sums", () => {
  it("say what was done and what was not", () => {
    const outcomes = [
      label,
      buildOutcome(create),
      buildOutcome(update, { result: "failed" }),
      buildOutcome(close, { result: "stopped" }),
    ];
    expect(summarizeOutcomes(outcomes)).toBe("Done: 1 label made, 1 created. Not as planned: 1 failed, 1 stopped.");
    expect(summarizeOutcomes([])).toBe("Done: nothing to do.");
  });

  it("count requests by method", () => {
    expect(describeRequests({ GET: 4, POST: 2, PUT: 0, PATCH: 1, DELETE: 0 })).toBe(
      "Requests sent: GET 4, POST 2, PATCH 1.",
    );
    expect(describeRequests({ GET: 0, POST: 0, PUT: 0, PATCH: 0, DELETE: 0 })).toBe("Requests sent: none.");
  });

  it.each([
    ["done", false],
    ["deviated", false],
    ["failed", true],
    ["unknown", true],
    ["blocked", true],
    ["stopped", true],
  ] as const)("know whether %s is a failure", (result, failure) => {
    expect(isFailure(result)).toBe(failure);
  });
});

describe("outcomes as JSON and Markdown", () => {
  const outcomes = [
    buildOutcome(create, { url: "https://forge.example/1" }),
    buildOutcome(update, { result: "failed", error: "summer-2026/onboarding/ada/once is gone" }),
  ];
  const requests = { GET: 1, POST: 1, PUT: 0, PATCH: 0, DELETE: 0 };
  const entry = {
    file: "a.yaml",
    id: "summer-2026",
    plan,
    diagnostics: [],
    problem: null,
    run: "r1",
    outcomes,
    requests,
  };

  it("have the promised fields", () => {
    expect(applyJson([entry], ALL_LANES)).toMatchObject({
      version: 1,
      cohorts: [
        {
          run: "r1",
          requests,
          outcomes: [
            { key: create.key, type: "create", result: "done", url: "https://forge.example/1" },
            {
              key: update.key,
              type: "update",
              result: "failed",
              url: null,
              error: "summer-2026/onboarding/ada/once is gone",
            },
          ],
        },
      ],
    });
  });

  it("count what they may not name, with the reason", () => {
    const report = applyJson([entry], PUBLIC);
    expect(report).toMatchObject({
      cohorts: [
        {
          outcomes: [],
          hiddenOutcomes: [
            { lane: "team", type: "create", result: "done", count: 1, error: null },
            { lane: "team", type: "update", result: "failed", count: 1, error: "a team issue is gone" },
          ],
        },
      ],
    });
    expect(JSON.stringify(report)).not.toContain("/ada/");
    expect(renderOutcomesMarkdown(plan, outcomes, PUBLIC).join("\n")).not.toContain("/ada/");
  });
});
