import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { CODES, renderCodes } from "../../../src/core/config/codes.ts";

const DOCUMENT = join(import.meta.dirname, "../../../docs/diagnostics.md");
const TABLE = /(<!-- config:start -->\n\n)[^]*?(\n\n<!-- config:end -->)/;

describe("the codes of a cohort file's problems", () => {
  it("are listed in docs/diagnostics.md (UPDATE=1 writes them anew)", () => {
    const text = readFileSync(DOCUMENT, "utf8");
    const generated = text.replace(TABLE, (_all, start: string, end: string) => `${start}${renderCodes()}${end}`);
    if (process.env["UPDATE"] === "1") writeFileSync(DOCUMENT, generated);
    expect(generated).toContain(renderCodes());
    expect(readFileSync(DOCUMENT, "utf8")).toBe(generated);
  });

  it("stand in order, in lower case", () => {
    const codes = Object.keys(CODES);
    expect(codes).toEqual([...codes].sort());
    expect(codes.filter((code) => !/^[a-z]+(-[a-z]+)*$/.test(code))).toEqual([]);
  });
});
