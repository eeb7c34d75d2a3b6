import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { parseCohort } from "../../support/parse-cohort.ts";

const FOLDER = join(import.meta.dirname, "broken");
const files = readdirSync(FOLDER).sort();

/** `unknown-key 5:10, missing-key 2:1`: every error, where it is. */
function listErrors(text: string): string {
  const { diagnostics } = parseCohort({ file: "cohort.yaml", text });
  return diagnostics
    .filter(({ severity }) => severity === "error")
    .map(({ code, line, column }) => `${code} ${line}:${column}`)
    .join(", ");
}

describe("a file with one mistake", () => {
  it.each(files)("%s is refused for that mistake alone, at its place", (name) => {
    const text = readFileSync(join(FOLDER, name), "utf8");
    expect(`# expect: ${listErrors(text)}`).toBe(text.split("\n")[0]);
  });
});
