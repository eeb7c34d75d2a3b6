import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { Ajv } from "ajv";
import addFormats from "ajv-formats";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { buildJsonSchema } from "../../../../src/core/config/schema/json-schema.ts";
import { PROFILES } from "../../../support/parse-cohort.ts";

const ROOT = join(import.meta.dirname, "../../../..");
const SCHEMA = join(ROOT, "schema/cohort.schema.json");
const EXAMPLES = [
  "config/example.yaml",
  ...readdirSync(join(ROOT, "config/examples")).map((name) => `config/examples/${name}`),
].filter((name) => name.endsWith(".yaml"));

type Node = Readonly<Record<string, unknown>>;

/** Every property of every mapping, with its path. */
function listProperties(node: Node, path: string): readonly (readonly [string, Node])[] {
  const inner = Object.entries((node["properties"] ?? {}) as Readonly<Record<string, Node>>);
  const options = ["anyOf", "oneOf", "allOf"].flatMap((key) => (node[key] ?? []) as readonly Node[]);
  const nested = [node["items"], node["additionalProperties"], ...options].filter(
    (child) => typeof child === "object" && child !== null,
  );
  return [
    ...inner.flatMap(([name, child]) => [
      [`${path}.${name}`, child] as const,
      ...listProperties(child, `${path}.${name}`),
    ]),
    ...nested.flatMap((child) => listProperties(child as Node, path)),
  ];
}

function compileChecked() {
  const ajv = new Ajv({ allErrors: true, strict: true, allowUnionTypes: true });
  addFormats.default(ajv);
  return ajv.compile(JSON.parse(readFileSync(SCHEMA, "utf8")) as Node);
}

describe("the JSON Schema for editors", () => {
  it("is the one that the checks generate (UPDATE=1 writes it anew)", () => {
    const generated = `${JSON.stringify(buildJsonSchema(PROFILES), null, 2)}\n`;
    if (process.env["UPDATE"] === "1") writeFileSync(SCHEMA, generated);
    expect(readFileSync(SCHEMA, "utf8")).toBe(generated);
  });

  it("describes every property", () => {
    const properties = listProperties(buildJsonSchema(PROFILES), "");
    expect(properties.length).toBeGreaterThan(60);
    expect(properties.filter(([, node]) => typeof node["description"] !== "string").map(([path]) => path)).toEqual([]);
  });

  it.each(EXAMPLES)("passes %s, whose first line leads to it", (name) => {
    const text = readFileSync(join(ROOT, name), "utf8");
    const path = /^# yaml-language-server: \$schema=(\S+)\n/.exec(text)?.[1] ?? "";
    expect(relative(ROOT, resolve(join(ROOT, dirname(name)), path))).toBe("schema/cohort.schema.json");
    const validate = compileChecked();
    validate(parse(text));
    expect(validate.errors).toBeNull();
  });

  it.each([
    ["an unknown key", "cohort: { title: A, start: 2026-06-01, colour: blue }"],
    ["no title", "cohort: { start: 2026-06-01 }"],
    ["a role nobody knows", "cohort: { title: A, start: 2026-06-01 }\npeople: [{ id: kim, roles: [boss] }]"],
    ["a length in other words", "cohort: { title: A, start: 2026-06-01, length: a summer }"],
    ["an id in capitals", "cohort: { title: A, start: 2026-06-01 }\ncoordinator: Kim"],
  ])("refuses %s", (_name, text) => {
    expect(compileChecked()(parse(text))).toBe(false);
  });
});
