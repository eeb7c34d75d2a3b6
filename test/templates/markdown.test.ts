import { lint } from "markdownlint/sync";
import type { Configuration } from "markdownlint";
import { expect, it } from "vitest";
import { fillReferences } from "../../src/core/text/reference.ts";
import { buildEverything, CHILDREN, readTenLines, TOLD } from "./cohorts.ts";
import { renderCohort } from "./templates.ts";

/** All its rules, but for what issues do on purpose: they have no title of their own, and no lines are broken. */
const RULES: Configuration = { default: true, MD013: false, MD041: false };

const everything = buildEverything("virtual");

it.each([
  ["a full cohort", everything],
  ["a full cohort in one place", buildEverything("in-person")],
  ["the ten-line cohort, with every kind", { ...readTenLines(), kinds: everything.kinds }],
])("every issue of %s passes a Markdown linter", (_name, cohort) => {
  const issues = renderCohort(cohort, { children: CHILDREN, told: TOLD });
  const strings = Object.fromEntries(
    issues.map(({ key, body }) => [key, `${fillReferences(body, () => "#12").trim()}\n`]),
  );
  const found = Object.entries(lint({ strings, config: RULES })).flatMap(([key, faults]) =>
    faults.map(
      ({ lineNumber, ruleNames, errorDetail }) => `${key}:${lineNumber} ${ruleNames.join("/")} ${errorDetail ?? ""}`,
    ),
  );
  expect(issues.length).toBeGreaterThan(20);
  expect(found).toEqual([]);
});

it("the linter finds what is wrong", () => {
  const found = lint({ strings: { page: "# One\n### Three\n\n\ntext\n- item" }, config: RULES });
  expect(found["page"]?.map(({ ruleNames }) => ruleNames[0])).toEqual([
    "MD001",
    "MD012",
    "MD022",
    "MD022",
    "MD032",
    "MD047",
  ]);
});
