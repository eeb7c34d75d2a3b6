import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { buildJsonSchema } from "../../src/core/config/schema/json-schema.ts";
import { parseCohort, PROFILES } from "../support/parse-cohort.ts";
import { renderPresets, renderReference, type SchemaNode } from "./config-reference.ts";
import { documentPath, listFences, readDocument, regenerate } from "./generated.ts";

const PAGE = "config.md";
const EXAMPLES = join(import.meta.dirname, "../../config/examples");
const schema = buildJsonSchema(PROFILES) as SchemaNode;

const fences = listFences(readDocument(PAGE));
const snippets = fences.filter(({ language }) => language === "yaml").map(({ text }) => text);

/** What every file needs, for pieces that show something else. */
const REST = {
  cohort: "cohort: { title: Summer 2026, start: 2026-06-01, length: 16 weeks, zone: Europe/Berlin }",
  coordinator: "coordinator: kim",
  interns: "interns: { ada: { mentor: grace, remote_mentor: lin, buddy: sam, manager: lee } }",
};

function complete(snippet: string): string {
  const said = Object.keys(parse(snippet) as object);
  const rest = Object.entries(REST).filter(([key]) => !said.includes(key));
  return [...rest.map(([, line]) => line), snippet].join("\n");
}

describe("docs/config.md", () => {
  it("has the reference that the schema gives (npx vitest run -u test/docs writes it anew)", async () => {
    const page = regenerate(readDocument(PAGE), {
      "ten-lines": fence("ten-lines.yaml"),
      fuller: fence("fuller.yaml"),
      presets: renderPresets(),
      reference: renderReference(schema),
    });
    await expect(page).toMatchFileSnapshot(documentPath(PAGE));
  });

  it("names every key of the file in its reference", () => {
    const reference = readDocument(PAGE);
    const keys = Object.keys(schema.properties ?? {});
    expect(keys.length).toBeGreaterThan(10);
    expect(keys.filter((key) => !reference.includes(`\`${key}\``))).toEqual([]);
  });

  it("has examples to check", () => {
    expect(snippets.length).toBeGreaterThan(8);
    expect(readdirSync(EXAMPLES)).toEqual(expect.arrayContaining(["ten-lines.yaml", "fuller.yaml"]));
  });

  it.each(snippets.map((text) => [text.split("\n")[0] ?? "", text] as const))(
    "shows only what a file may say: %s",
    (_first, text) => {
      const { diagnostics } = parseCohort({ file: PAGE, text: complete(text) });
      expect(diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
    },
  );
});

/** One of the examples as a page shows it. */
function fence(name: string): string {
  return `\`\`\`yaml\n${readFileSync(join(EXAMPLES, name), "utf8")}\`\`\``;
}
