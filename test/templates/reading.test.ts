import { describe, expect, it } from "vitest";
import { fillReferences } from "../../src/core/text/reference.ts";
import { readTasks } from "../../src/core/markdown/tasks.ts";
import type { Cohort } from "../../src/core/model/cohort.ts";
import { buildPerson } from "../support/cohort.ts";
import { buildEverything, CHILDREN, readTenLines, TOLD } from "./cohorts.ts";
import { countLines, measureEase } from "./reading.ts";
import { BUILT_IN, renderCohort, type Rendered } from "./templates.ts";

/** What a newcomer to work would have to look up. */
const JARGON =
  /\b(retro(spective)?s?|epics?|AMA|1:1|one-on-ones?|async(hronous(ly)?)?|fast[ -]boot|off-ramp|conversion|onboard(ing)?|sync|stand-?ups?|stakeholders?|sprints?|backlog|KPI|OKR|deliverables?|blockers?|alignment|bandwidth|touch base)\b/i;

/** A value of each attribute that a partial is written for, so that each is read by somebody. */
function listAttributes(): readonly Readonly<Record<string, string>>[] {
  const found = BUILT_IN.flatMap(({ path }) => {
    const [, name, value] = /^partials\/onboarding\/([a-z]+)_([\w-]+)\./.exec(path) ?? [];
    return name === undefined || value === undefined ? [] : [{ [name]: value }];
  });
  return found;
}

const full = buildEverything("virtual");
const described = listAttributes().map((attributes): readonly [string, Cohort] => [
  `one whose interns have ${Object.entries(attributes).join(", ")}`,
  {
    ...full,
    people: full.people.map((person) =>
      ["ada", "ben"].includes(person.id) ? buildPerson(person.id, { attributes }) : person,
    ),
  },
]);
const COHORTS: readonly (readonly [string, Cohort])[] = [
  ["a full cohort", full],
  ["a full cohort in one place", buildEverything("in-person")],
  ["the ten-line cohort", { ...readTenLines(), kinds: full.kinds }],
  ...described,
];

const pages = COHORTS.map(([name, cohort]) => [name, cohort, listInterns(cohort)] as const);

function listInterns(cohort: Cohort): readonly Rendered[] {
  const interns = new Set<string | null>(cohort.interns.map((intern) => intern.person));
  return renderCohort(cohort, { children: CHILDREN, told: TOLD })
    .filter(({ occurrence }) => interns.has(occurrence.owner))
    .map((issue) => ({ ...issue, body: fillReferences(issue.body, () => "#12") }));
}

/** The pages of which something is not so, each with what was found. */
function listPages<T>(issues: readonly Rendered[], look: (issue: Rendered) => T, isRight: (found: T) => boolean) {
  return issues.map((issue) => ({ key: issue.key, found: look(issue) })).filter(({ found }) => !isRight(found));
}

describe.each(pages)("what an intern of %s reads", (_name, cohort, issues) => {
  it("is at least these kinds of pages", () => {
    const kinds = [...new Set(issues.map(({ occurrence }) => occurrence.kind))].sort();
    const known = ["contact", "onboarding", "retro", "self-evaluation", "send-off"];
    expect(kinds).toEqual(expect.arrayContaining(known));
  });

  it("holds at most twelve boxes", () => {
    expect(
      listPages(
        issues,
        ({ body }) => readTasks(body).length,
        (count) => count <= 12,
      ),
    ).toEqual([]);
  });

  it("is at most forty lines long on a telephone", () => {
    expect(
      listPages(
        issues,
        ({ body }) => countLines(body),
        (count) => count <= 40,
      ),
    ).toEqual([]);
  });

  it("is plain English: a reading ease of sixty or more", () => {
    expect(
      listPages(
        issues,
        ({ body }) => Math.round(measureEase(body)),
        (ease) => ease >= 60,
      ),
    ).toEqual([]);
  });

  it("has no word that somebody new would have to look up", () => {
    const look = ({ title, body }: Rendered) => JARGON.exec(`${title}\n${body}`)?.[0] ?? null;
    expect(listPages(issues, look, (found) => found === null)).toEqual([]);
  });

  it("ends with somebody outside the project to speak to", () => {
    const link = cohort.links["speak_up"];
    const look = ({ body }: Rendered) => body.trim().split("\n").at(-1) ?? "";
    const outside = link === undefined ? "Kim" : `[Somebody outside your project](${link})`;
    const isRight = (line: string) => line.toLowerCase().includes(outside.toLowerCase());
    expect(listPages(issues, look, isRight)).toEqual([]);
  });
});

describe("how reading is measured", () => {
  it.each([
    ["a line that fits", "a".repeat(42), 1],
    ["one letter more, in two words", `${"a".repeat(20)} ${"b".repeat(22)}`, 2],
    ["a box, as wide as four letters", `- [ ] ${"a".repeat(20)} ${"b".repeat(18)}`, 2],
    ["an address, which nobody sees", `[here](https://example.org/${"a".repeat(80)})`, 1],
    ["empty lines, which are space", "one\n\n\ntwo", 2],
  ])("counts %s", (_name, text, lines) => {
    expect(countLines(text)).toBe(lines);
  });

  it.each([
    ["short words in short sentences", "We like cats. You like dogs.", 100, 125],
    [
      "a lawyer's sentence",
      "Notwithstanding preceding stipulations, administrative responsibilities necessitate consideration.",
      -200,
      0,
    ],
  ])("tells %s", (_name, text, least, most) => {
    expect(measureEase(text)).toBeGreaterThanOrEqual(least);
    expect(measureEase(text)).toBeLessThanOrEqual(most);
  });
});
