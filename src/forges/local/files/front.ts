import type { Node, YAMLMap } from "yaml";
import { Document, isMap, isSeq } from "yaml";
import type { CivilDate } from "../../../core/model/date.ts";
import { parseDate } from "../../../core/model/date.ts";
import type { Fault } from "./yaml.ts";
import { faultAt, parseYaml, readMap, readText, readTexts, YAML_STYLE } from "./yaml.ts";

/** What the front matter of an issue file says. */
export interface Front {
  /** Null where only the file's name has it. */
  readonly number: number | null;
  readonly title: string;
  readonly state: "open" | "closed";
  readonly labels: readonly string[];
  readonly assignees: readonly string[];
  readonly due: CivilDate | null;
  readonly milestone: string | null;
  readonly confidential: boolean;
  readonly author: string;
  readonly created: string;
  readonly updated: string;
}

/** Reads front matter as people may have left it: any key may be missing, in any order, beside keys of their own. */
export function parseFront(source: string): { readonly front: Front } | { readonly fault: Fault } {
  const parsed = parseYaml(source);
  if ("fault" in parsed) return parsed;
  const map = readMap(parsed.yaml);
  if (map === null) return { fault: faultAt(source, 0, "it does not consist of lines such as `state: open`") };
  const faults: Fault[] = [];
  const front = readFront({ source, map, faults });
  const [fault] = [...faults].sort((a, b) => a.line - b.line);
  return fault === undefined ? { front } : { fault };
}

export function formatFront(front: Front): string {
  return setFront(new Document({}), Object.entries(front));
}

/** `source` with other values. Only what differs is touched: comments, order and keys of people's own stay. */
export function changeFront(source: string, front: Front): string {
  const parsed = parseYaml(source);
  const before = parseFront(source);
  if ("fault" in parsed || "fault" in before) return formatFront(front);
  const known: Readonly<Record<string, unknown>> = {
    ...before.front,
    number: before.front.number ?? front.number,
    labels: [...new Set(before.front.labels)].sort(),
  };
  const changed = Object.entries(front).filter(([key, value]) => JSON.stringify(value) !== JSON.stringify(known[key]));
  return setFront(parsed.yaml, changed);
}

function setFront(yaml: Document, values: readonly (readonly [string, unknown])[]): string {
  // Front matter without any key is no mapping yet.
  if (!isMap(yaml.contents)) yaml.contents = yaml.createNode({});
  for (const [key, value] of values) {
    const old = yaml.get(key, true);
    yaml.set(key, Array.isArray(value) ? yaml.createNode(value, { flow: !isSeq(old) || old.flow === true }) : value);
  }
  return yaml.toString(YAML_STYLE);
}

/** A mapping that is being read, and what turned out to be wrong with it. */
interface Reading {
  readonly source: string;
  readonly map: YAMLMap;
  readonly faults: Fault[];
}

function readFront(reading: Reading): Front {
  const due = one(reading, "due");
  if (due !== "" && parseDate(due) === null) refuse(reading, "due", "`due` is not a day such as 2026-06-12");
  const number = one(reading, "number");
  if (!/^\d{0,9}$/.test(number) || Number(number || 1) === 0) refuse(reading, "number", "`number` is not 1 or above");
  return {
    number: number === "" ? null : Number(number),
    title: one(reading, "title"),
    state: choose(reading, "state", { open: "open", closed: "closed" } as const, "open"),
    labels: many(reading, "labels"),
    assignees: many(reading, "assignees").map(accountName),
    due: parseDate(due),
    milestone: one(reading, "milestone") || null,
    confidential: choose(reading, "confidential", { true: true, false: false, yes: true, no: false }, false),
    author: accountName(one(reading, "author")),
    created: one(reading, "created"),
    updated: one(reading, "updated"),
  };
}

function one(reading: Reading, key: string): string {
  const value = readText(nodeOf(reading, key));
  if (value === undefined) refuse(reading, key, `\`${key}\` is not one value`);
  return value ?? "";
}

function many(reading: Reading, key: string): readonly string[] {
  const values = readTexts(nodeOf(reading, key));
  if (values === undefined) refuse(reading, key, `\`${key}\` is not a list such as [one, two]`);
  return values ?? [];
}

function choose<T>(reading: Reading, key: string, choices: Readonly<Record<string, T>>, fallback: T): T {
  const value = one(reading, key).trim().toLowerCase();
  if (value === "") return fallback;
  if (Object.hasOwn(choices, value)) return choices[value] ?? fallback;
  refuse(reading, key, `\`${key}\` is none of ${Object.keys(choices).join(", ")}`);
  return fallback;
}

function accountName(text: string): string {
  return text.trim().replace(/^@/, "");
}

function nodeOf({ map }: Reading, key: string): Node | null {
  return (map.get(key, true) as Node | undefined) ?? null;
}

function refuse(reading: Reading, key: string, message: string): void {
  const offset = nodeOf(reading, key)?.range?.[0] ?? 0;
  reading.faults.push(faultAt(reading.source, offset, message));
}
