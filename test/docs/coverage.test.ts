import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { fillReferences } from "../../src/core/text/reference.ts";
import { parseCohort } from "../support/parse-cohort.ts";
import { buildLibrary } from "../../src/core/kinds/build-library.ts";
import { buildEverything, CHILDREN } from "../templates/cohorts.ts";
import { BUILT_IN, renderCohort, ROOT } from "../templates/templates.ts";

const DOCS = join(ROOT, "docs");

interface Row {
  readonly number: number;
  readonly where: string;
}

/** `| 12 | 60 | … | says onboarding “first” |`, in any width. */
function readRows(): readonly Row[] {
  const lines = readFileSync(join(DOCS, "coverage.md"), "utf8").split("\n");
  return lines.flatMap((line) => {
    const [, number, , , where] = line.split(/(?<!\\)\|/).map((cell) => cell.trim());
    return /^\d+$/.test(number ?? "") ? [{ number: Number(number), where: where ?? "" }] : [];
  });
}

/** Statements that are about why to begin, about hiring, or about something to watch: a page is all they need. */
const PROSE = [1, 5, 24, 39, 40, 41, 42, 43, 44, 71, 88, 90];

/** What every kind says in a cohort that has them all, with everything a file can say. */
const texts = new Map<string, string>();
for (const cohort of [buildEverything("virtual"), buildEverything("in-person")])
  for (const issue of renderCohort(cohort, { children: CHILDREN })) {
    const text = `${issue.title}\n${fillReferences(issue.body, () => "#1")}`;
    texts.set(issue.occurrence.kind, `${texts.get(issue.occurrence.kind) ?? ""}\n${text.replace(/[\u200b\\]/g, "")}`);
  }

const START = "cohort: { title: Summer 2026, start: 2026-06-01, length: 16 weeks, zone: UTC }\ncoordinator: kim\n";
const HELPERS = "mentor: grace, remote_mentor: max, buddy: sam, manager: lee";
const ADA = `interns: { ada: { ${HELPERS} } }\n`;
const garden = (more: string) =>
  `${START}interns: { ada: { project: garden, ${HELPERS} } }\nprojects: { garden: { title: Garden, ${more} } }\n`;
const STEPS = "{ id: a, due: 2026-06-26 }, { id: b, due: 2026-07-31 }";

/** For each warning a file that deserves it. */
const DESERVING: Readonly<Record<string, string>> = {
  "programme-length": START.replace("16 weeks", "12 weeks") + ADA,
  "no-mentor": `${START}interns: { ada: { manager: lee } }\n`,
  "no-remote-mentor": `${START}interns: { ada: { mentor: grace, manager: lee } }\n`,
  "mentor-hours": `${START}${ADA}people: { kim: {}, grace: { hours_per_week: 2 }, max: {}, sam: {}, lee: {} }\n`,
  "mentor-load": `${START}interns: { ada: { ${HELPERS} }, ben: { ${HELPERS} } }\n`,
  "few-shared-hours": `${START}${ADA}people: { kim: {}, grace: { zone: Pacific/Auckland }, max: {}, sam: {}, lee: {} }\n`,
  "few-milestones": garden("milestones: [{ id: a, due: 2026-06-26 }]"),
  "late-deliverable": garden(`milestones: [${STEPS}, { id: c, due: 2026-09-18 }]`),
  "few-stakeholders": garden("stakeholders: [Rosa]"),
  "urgent-project": garden("priority: urgent"),
  "attested-by-one": garden("attested: { junior_fit: [grace], async_fit: [grace, max], not_a_chore: [grace, max] }"),
  "chore-attested-by-manager": garden(
    "attested: { junior_fit: [grace, max], async_fit: [grace, max], not_a_chore: [lee] }",
  ),
  "conversion-without-intent": `${START}${ADA}kinds: { conversion: on }\n`,
  "no-public-links": START + ADA,
};

function listCodes(text: string): readonly string[] {
  const { cohort, diagnostics, checkProgramme } = parseCohort({ file: "cohort.yaml", text });
  const kindsOf = (one: ReturnType<typeof buildEverything>) => buildLibrary(BUILT_IN, one).library.kinds;
  const more = cohort === null ? [] : checkProgramme(cohort, { kinds: kindsOf(cohort), holidays: {} });
  return [...diagnostics, ...more].map(({ code }) => code);
}

/** Why a proof does not hold; null when it does. */
function disprove(proof: string): string | null {
  const says = /^says ([a-z-]+) “(.+)”$/.exec(proof);
  if (says !== null) return (texts.get(says[1] ?? "") ?? "").includes(says[2] ?? "") ? null : "is not said";
  const warns = /^warns ([a-z-]+)$/.exec(proof);
  if (warns !== null)
    return listCodes(DESERVING[warns[1] ?? ""] ?? "").includes(warns[1] ?? "") ? null : "is not warned of";
  const does = /^does \[(.+)\]\(\.\.\/(test\/\S+)\)$/.exec(proof);
  if (does !== null) return holdsText(does[2] ?? "", `"${does[1] ?? ""}"`) ? null : "is no such test";
  const reads = /^reads \[.+\]\(([a-z-]+\.md)#([a-z0-9-]+)\)$/.exec(proof);
  if (reads !== null) return listAnchors(reads[1] ?? "").includes(reads[2] ?? "") ? null : "is no such heading";
  return /^open: \S.{20,}$/.test(proof) ? null : "is no proof";
}

function holdsText(file: string, text: string): boolean {
  return existsSync(join(ROOT, file)) && readFileSync(join(ROOT, file), "utf8").includes(text);
}

function listAnchors(page: string): readonly string[] {
  const headings = readFileSync(join(DOCS, page), "utf8").match(/^#+ .+$/gm) ?? [];
  return headings.map((heading) =>
    heading
      .replace(/^#+ /, "")
      .toLowerCase()
      .replace(/[^a-z0-9 -]/g, "")
      .replaceAll(" ", "-"),
  );
}

describe("the guide's hundred statements", () => {
  const rows = readRows();

  it("are all there, in order", () => {
    expect(rows.map((row) => row.number)).toEqual(Array.from({ length: 100 }, (_, index) => index + 1));
  });

  it.each(rows)("$number lives where the page says", ({ where }) => {
    const proofs = where.split("; ");
    expect(proofs.map((proof) => `${proof} ${disprove(proof) ?? ""}`.trim())).toEqual(proofs);
  });

  it("need more than a page, but for what no program can do", () => {
    const onlyRead = rows.filter((row) => row.where.split("; ").every((proof) => proof.startsWith("reads ")));
    expect(onlyRead.map((row) => row.number)).toEqual(PROSE);
    const open = rows.filter((row) => row.where.includes("open: "));
    process.stdout.write(
      `\n${rows.length} statements: ${rows.length - onlyRead.length - open.length} live in issues, warnings and behaviour, ` +
        `${onlyRead.length} on pages, ${open.length} open (${open.map((row) => row.number).join(", ")})\n`,
    );
  });
});
