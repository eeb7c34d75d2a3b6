import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { CODES } from "../../src/core/config/problems/codes.ts";
import { readDocument } from "./generated.ts";

const SRC = join(import.meta.dirname, "../../src");
/** The codes of the cohort file have one list, which the compiler holds: `CODES`. */
const OF_CONFIG = "core/config/";

/** Every code that a source file gives to a diagnostic: the texts in what follows `code:` or `code =`. */
function collectCodes(): readonly string[] {
  const files = readdirSync(SRC, { recursive: true, encoding: "utf8" })
    .map((file) => file.replaceAll("\\", "/"))
    .filter((file) => file.endsWith(".ts") && !file.startsWith(OF_CONFIG));
  const values = files.flatMap((file) =>
    [...readFileSync(join(SRC, file), "utf8").matchAll(/\bcode\s*[:=]\s*([^,;}]*)/g)].map(([, value = ""]) => value),
  );
  return unique(values.flatMap((value) => [...value.matchAll(/"([a-z]+(?:-[a-z]+)+)"/g)].map(([, code = ""]) => code)));
}

const page = readDocument("diagnostics.md");
const [ofConfig = "", others = ""] = page.split("<!-- config:end -->");

function listDocumented(text: string): readonly string[] {
  return [...text.matchAll(/^\| `([a-z-]+)`/gm)].map(([, code = ""]) => code);
}

describe("docs/diagnostics.md", () => {
  it("says of every code in the sources what to do, and of no other", () => {
    const used = collectCodes();
    expect(used.length).toBeGreaterThan(40);
    expect(listDocumented(others).toSorted()).toEqual(used);
  });

  it("has the codes of the cohort file apart", () => {
    expect(listDocumented(ofConfig)).toEqual(Object.keys(CODES));
  });

  it("has each in the order of the alphabet, in its table", () => {
    const tables = others.split(/^#+ |^[A-Z].*:$/m).map(listDocumented);
    expect(tables.filter((codes) => codes.length > 0)).toHaveLength(4);
    expect(tables).toEqual(tables.map((codes) => codes.toSorted()));
  });

  it("leaves no cell empty", () => {
    const rows = others.split("\n").filter((line) => line.startsWith("| `"));
    expect(rows.filter((row) => row.split(" | ").some((cell) => cell.replace(/[|\s]/g, "") === ""))).toEqual([]);
  });
});

function unique(codes: readonly string[]): readonly string[] {
  return [...new Set(codes)].sort();
}
