import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { CODES, isAcceptable, renderCodes } from "../../../../src/core/config/problems/codes.ts";
import { GUARDS, renderGuards } from "../../../../src/core/config/rules/guards.ts";
import { PROFILES } from "../../../support/parse-cohort.ts";

const KINDS = PROFILES.map(({ kind }) => kind);
const DOCUMENT = join(import.meta.dirname, "../../../../docs/diagnostics.md");

/** The page with a table made anew, between its marks. */
function regenerate(text: string, name: string, table: string): string {
  const marks = new RegExp(`(<!-- ${name}:start -->\\n\\n)[^]*?(\\n\\n<!-- ${name}:end -->)`);
  return text.replace(marks, (_all, start: string, end: string) => `${start}${table}${end}`);
}

describe("the codes of a cohort file's problems", () => {
  it("and the guards are listed in docs/diagnostics.md (UPDATE=1 writes them anew)", () => {
    const text = readFileSync(DOCUMENT, "utf8");
    const generated = regenerate(regenerate(text, "config", renderCodes(KINDS)), "guards", renderGuards());
    if (process.env["UPDATE"] === "1") writeFileSync(DOCUMENT, generated);
    expect(generated).toContain(renderCodes(KINDS));
    expect(generated).toContain(renderGuards());
    expect(readFileSync(DOCUMENT, "utf8")).toBe(generated);
  });

  it("stand in order, in lower case", () => {
    const codes = Object.keys(CODES);
    expect(codes).toEqual([...codes].sort());
    expect(codes.filter((code) => !/^[a-z]+(-[a-z]+)*$/.test(code))).toEqual([]);
  });

  it("can be accepted as errors only where they are a judgement", () => {
    const errors = Object.keys(CODES).filter((code) => CODES[code as keyof typeof CODES].severity === "error");
    expect(errors.filter(isAcceptable)).toEqual(["few-milestones", "late-deliverable", "urgent-project"]);
  });
});

describe("the guards", () => {
  it("are eighteen, in their order", () => {
    expect(Object.keys(GUARDS)).toEqual(Array.from({ length: 18 }, (_, index) => `G${index + 1}`));
  });

  it("share no code", () => {
    const codes = Object.values(GUARDS).flatMap((guard) => guard.codes);
    expect(new Set(codes).size).toBe(codes.length);
  });
});
