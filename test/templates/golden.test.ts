import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { fillReferences } from "../../src/core/text/reference.ts";
import { buildEverything, CHILDREN, readTenLines, TOLD } from "./cohorts.ts";
import { ROOT, renderCohort, type Rendered } from "./templates.ts";

const FOLDER = join(ROOT, "test", "templates", "golden");
const IS_UPDATE = process.env["UPDATE"] === "1";

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

describe("every kind, rendered (UPDATE=1 writes the pages anew)", () => {
  const pages = listPages();
  if (IS_UPDATE) {
    mkdirSync(FOLDER, { recursive: true });
    for (const [name, page] of pages) writeFileSync(join(FOLDER, name), page);
  }

  it.each([...pages])("%s reads as checked in", (name, page) => {
    expect(existsSync(join(FOLDER, name))).toBe(true);
    expect(page).toBe(readFileSync(join(FOLDER, name), "utf8"));
  });

  it("has a page for each file checked in", () => {
    expect(readdirSync(FOLDER).sort()).toEqual([...pages.keys()].sort());
  });
});
