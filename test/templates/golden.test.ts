import { readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { fillReferences } from "../../src/core/text/reference.ts";
import { buildEverything, CHILDREN, readTenLines, TOLD } from "./cohorts.ts";
import { ROOT, renderCohort, type Rendered } from "./templates.ts";

const FOLDER = join(ROOT, "test", "templates", "golden");

/** As the forge would show it, with a title above; references stand for issues of their own. */
function toPage(issue: Rendered): string {
  const body = fillReferences(issue.body, (key) => `#${CHILDREN.findIndex((child) => child.key === key) + 12}`);
  return `# ${issue.title}\n\n${body}\n`;
}

/** Of what repeats, one; of rounds, each. */
const ROUNDS = ["short", "final", "halfway", "end"];
const SHOWN = new Set(["once", "week-03", ...ROUNDS]);

/** One page of each kind for a subject. */
function listPages(): ReadonlyMap<string, string> {
  const full = renderCohort(buildEverything("virtual"), { children: CHILDREN, told: TOLD });
  const small = renderCohort(readTenLines());
  const pick = (issues: readonly Rendered[], subject: string, cohort: string) =>
    issues
      .filter(({ occurrence: { key } }) => key.subject === subject && SHOWN.has(key.occurrence))
      .map((issue): [string, string] => {
        const { kind, occurrence } = issue.occurrence.key;
        const round = ROUNDS.includes(occurrence) ? `-${occurrence}` : "";
        return [`${cohort}-${kind}-${subject}${round}.md`, toPage(issue)];
      });
  const named = ["all", "ada", "telemetry", "ben", "grace"].flatMap((subject) => pick(full, subject, "full"));
  return new Map([...named, ...["all", "ada"].flatMap((subject) => pick(small, subject, "ten-lines"))]);
}

// `npx vitest run test/templates/golden.test.ts -u` writes the pages anew. Those of a new kind are written by themselves,
// to be read and checked in; where CI is set, a page that is not there fails instead.
describe("every kind, rendered", () => {
  const pages = listPages();

  it.each([...pages])("%s reads as checked in", async (name, page) => {
    await expect(page).toMatchFileSnapshot(join(FOLDER, name));
  });

  it("has a page for each file checked in", () => {
    expect(readdirSync(FOLDER).filter((name) => !pages.has(name))).toEqual([]);
  });
});
