import { stringify } from "yaml";
import { PRESET_NAMES, PRESETS } from "../../src/core/config/schema/presets.ts";
import { renderTable } from "./generated.ts";

/** JSON Schema, as far as the cohort file's uses it. */
export interface SchemaNode {
  readonly type?: string;
  readonly description?: string;
  readonly properties?: Readonly<Record<string, SchemaNode>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: SchemaNode | boolean;
  readonly items?: SchemaNode;
  readonly anyOf?: readonly SchemaNode[];
  readonly enum?: readonly unknown[];
  readonly examples?: readonly unknown[];
  readonly format?: string;
  readonly pattern?: string;
  readonly minimum?: number;
  readonly maximum?: number;
}

type Row = readonly [key: string, value: string, meaning: string];

/** The reference of the cohort file: one section for each of its keys, in their order, those without keys of their own first. */
export function renderReference(schema: SchemaNode): string {
  const entries = Object.entries(schema.properties ?? {});
  const isSection = ([, node]: (typeof entries)[number]) => findMapping(node) !== null;
  const people = listRows(findMapping(schema.properties?.["people"] ?? {}));
  const plain = entries.filter((entry) => !isSection(entry));
  const top = renderTable(
    HEAD,
    plain.map(([key, node]) => describeRow(key, node, schema)),
  );
  const sections = entries
    .filter(isSection)
    .map(([key, node]) => renderSection(key, node, key === "interns" ? people : []));
  return [top, ...sections].join("\n\n");
}

/** What each preset is for, and what it writes into a file that is silent. */
export function renderPresets(): string {
  const rows = PRESET_NAMES.map((name) => {
    const { about, length, phases, kinds } = PRESETS[name];
    const written = { ...(phases ? { phases: "on" } : {}), ...kinds };
    const keys = Object.entries(written).map(([key, value]) => code(flow({ [key]: value })));
    return [code(name), about, [code(`length: ${length}`), ...keys].join(", ")];
  });
  return renderTable(["Preset", "For", "Says, where the file does not"], rows);
}

/** `retro: { repeat: { every: 2w } }`. */
function flow(value: object): string {
  return stringify(value, { collectionStyle: "flow", lineWidth: 0 }).trim().slice(2, -2);
}

const HEAD = ["Key", "Value", "Meaning"];

function renderSection(key: string, node: SchemaNode, known: readonly Row[]): string {
  const rows = listRows(findMapping(node));
  const isKnown = (row: Row) => known.some((other) => other.join("\n") === row.join("\n"));
  const more = rows.filter(isKnown).flatMap(([name]) => (/[.[]/.test(name) ? [] : [name]));
  return [
    `### \`${key}\``,
    node.description ?? "",
    renderTable(
      HEAD,
      rows.filter((row) => !isKnown(row)),
    ),
    ...(more.length === 0 ? [] : [`And what \`people\` has, where it is not said there: ${more.join(", ")}.`]),
  ].join("\n\n");
}

/** Of the ways a value may be written, the mapping with the most keys; null where it has none of its own. */
function findMapping(node: SchemaNode): SchemaNode | null {
  const inner = [node.items, node.additionalProperties].filter((one) => typeof one === "object");
  const found = [...(node.anyOf ?? []), ...inner].map(findMapping);
  return [node.properties === undefined ? null : node, ...found].reduce((best, one) =>
    countKeys(one) > countKeys(best) ? one : best,
  );
}

function countKeys(node: SchemaNode | null): number {
  return Object.keys(node?.properties ?? {}).length;
}

/** Keys of a mapping, those inside of them too: `milestones[].due`, `holidays.add`. */
function listRows(mapping: SchemaNode | null): readonly Row[] {
  return Object.entries(mapping?.properties ?? {}).flatMap(([key, node]): readonly Row[] => {
    const inner = listRows(findMapping(node));
    const joint = node.type === "array" ? `${key}[]` : key;
    const below = inner.map(([name, value, meaning]): Row => [`\`${joint}.${strip(name)}\``, value, meaning]);
    return [describeRow(key, node, mapping), ...below];
  });
}

function strip(name: string): string {
  return name.replaceAll("`", "");
}

function describeRow(key: string, node: SchemaNode, owner: SchemaNode | null): Row {
  const needed = owner?.required?.includes(key) === true ? "; needed" : "";
  // A page shows `<kind>` as nothing at all, as if it were HTML.
  const meaning = (node.description ?? "").replaceAll("<", "\\<");
  return [`\`${key}\``, `${describeValue(node)}${needed}`, meaning];
}

function describeValue(node: SchemaNode): string {
  if (node.anyOf !== undefined) return [...new Set(node.anyOf.map(describeValue))].join(", or ");
  if (node.enum !== undefined) return node.enum.map(code).join(", ");
  if (node.type === "array") return describeList(node.items ?? {});
  if (node.type === "object") return "mapping";
  if (node.type === "boolean") return "`true`, `false`";
  if (node.type === "null") return "nothing";
  if (node.type === "number") return `number from ${node.minimum ?? ""} to ${node.maximum ?? ""}`;
  if (node.format === "date") return "date";
  if (node.format === "uri") return "address";
  const examples = (node.examples ?? []).slice(0, 3).map(code);
  if (examples.length > 0) return `text, such as ${examples.join(", ")}`;
  return node.pattern === undefined ? "text" : "id";
}

function describeList(item: SchemaNode): string {
  const [word = "", ...more] = describeValue(item)
    .split(",")
    .map((part) => (/^(?: or )?[a-z]+$/.test(part) ? `${part}s` : part));
  return `list of ${[word, ...more].join(",")}`;
}

function code(value: unknown): string {
  return `\`${String(value)}\``;
}
