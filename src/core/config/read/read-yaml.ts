import type { Document, Node, Pair, YAMLMap, YAMLSeq } from "yaml";
import { isAlias, isMap, isNode, isScalar, isSeq, parseDocument } from "yaml";
import type { Path } from "../problems/finding.ts";
import { checkLimits } from "./file-limits.ts";
import { quote } from "../problems/quoting.ts";
import type { Span, SpannedFault } from "./spans.ts";
import { explainSyntax, syntaxFault } from "./syntax-faults.ts";

export interface Spot {
  readonly key: Span | null;
  readonly value: Span;
  /** A mapping or a list: people look for its key. */
  readonly isCollection: boolean;
}

/** A file as plain data, with where each value stands. */
export interface YamlFile {
  /** Keys of the file's top level that have nothing below them, such as `interns:` before a line that is not indented. */
  readonly bare: readonly string[];
  /** Mappings without prototype, lists, texts, numbers, booleans; a key without a value is left out. Undefined when unreadable. */
  readonly data: unknown;
  readonly spots: ReadonlyMap<string, Spot>;
  readonly faults: readonly SpannedFault[];
}

interface Reading {
  readonly bare: string[];
  readonly spots: Map<string, Spot>;
  readonly faults: SpannedFault[];
  readonly anchors: Map<string, Node>;
  readonly unfolding: Set<Node>;
  /** The alias that is being unfolded, the outermost of them. */
  outermost: Node | null;
  unfolded: number;
}

/** Nodes that aliases may stand for in all. */
const MOST_UNFOLDED = 5000;
/** Sections whose entries may be a bare name: `ada:` is somebody of whom nothing else is said. */
const NAMED_SECTIONS: readonly unknown[] = ["people", "interns", "projects", "kinds"];

/** Reads YAML 1.2 without tags, merge keys or surprises; syntax errors leave `data` undefined, repeated keys do not. */
export function readYaml(text: string): YamlFile {
  const limit = checkLimits(text);
  if (limit !== null) return unreadable([{ ...limit, span: { from: limit.offset, to: limit.offset + 1 } }]);
  let document: Document.Parsed;
  try {
    document = parseDocument(text, { prettyErrors: false, uniqueKeys: false, version: "1.2" });
  } catch (error) {
    return unreadable([syntaxFault(error instanceof Error ? error.message : "it cannot be read", { from: 0, to: 1 })]);
  }
  const faults = listSyntaxFaults(text, document);
  if (faults.length > 0) return unreadable(faults);
  const reading: Reading = {
    bare: [],
    spots: new Map(),
    faults: [],
    anchors: new Map(),
    unfolding: new Set(),
    outermost: null,
    unfolded: 0,
  };
  const data = readNode(reading, document.contents, []);
  const isBomb = reading.faults.some((fault) => fault.code === "alias-bomb");
  return { data: isBomb ? undefined : data, bare: reading.bare, spots: reading.spots, faults: reading.faults };
}

function unreadable(faults: readonly SpannedFault[]): YamlFile {
  return { data: undefined, bare: [], spots: new Map(), faults };
}

function listSyntaxFaults(text: string, document: Document.Parsed): readonly SpannedFault[] {
  const found = explainSyntax(text, [...document.errors, ...document.warnings]);
  if (found.length > 0 || document.directives.yaml.version === "1.2") return found;
  return [syntaxFault("it asks for an old version of YAML, in which NO means false", { from: 0, to: 5 })];
}

function readNode(reading: Reading, node: Node | null, path: Path): unknown {
  if (node === null) return null;
  if (isAlias(node)) return readAlias(reading, node.source, node, path);
  if (node.anchor !== undefined) reading.anchors.set(node.anchor, node);
  if (reading.unfolding.size > 0 && ++reading.unfolded > MOST_UNFOLDED) return refuseAliases(reading);
  if (isMap(node)) return readMap(reading, node, path);
  if (isSeq(node)) return readSeq(reading, node, path);
  return isScalar(node) ? node.value : null;
}

function readAlias(reading: Reading, name: string, alias: Node, path: Path): unknown {
  const target = reading.anchors.get(name);
  if (target === undefined) {
    reading.faults.push(syntaxFault(`nothing above is named &${name}`, spanOf(alias)));
    return null;
  }
  if (reading.unfolding.has(target) || reading.unfolded > MOST_UNFOLDED || contains(target, alias)) {
    reading.outermost ??= alias;
    return refuseAliases(reading);
  }
  if (reading.unfolding.size === 0) reading.outermost = alias;
  reading.unfolding.add(target);
  const value = readNode(reading, target, path);
  reading.unfolding.delete(target);
  return value;
}

/** An alias inside what it stands for would never end. */
function contains(target: Node, alias: Node): boolean {
  const outer = spanOf(target);
  const inner = spanOf(alias);
  return outer.from <= inner.from && inner.to <= outer.to;
}

function refuseAliases(reading: Reading): null {
  if (reading.faults.some((fault) => fault.code === "alias-bomb")) return null;
  reading.faults.push({
    code: "alias-bomb",
    message: "aliases (*name) unfold here into far too much, or into themselves",
    remedy: "Write out what the aliases stand for.",
    span: reading.outermost === null ? { from: 0, to: 1 } : spanOf(reading.outermost),
  });
  return null;
}

function readSeq(reading: Reading, node: YAMLSeq, path: Path): unknown[] {
  return node.items.map((item, index) => {
    const itemPath = [...path, index];
    const value = isNode(item) ? item : null;
    note(reading, itemPath, null, value ?? node);
    return readNode(reading, value, itemPath);
  });
}

function readMap(reading: Reading, node: YAMLMap, path: Path): Readonly<Record<string, unknown>> {
  const result = Object.create(null) as Record<string, unknown>;
  const seen = new Set<string>();
  for (const pair of node.items) {
    const name = readKey(reading, pair, node);
    if (name === null) continue;
    if (name === "__proto__") {
      // zod passes over it without a word.
      reading.faults.push({
        code: "unknown-key",
        message: `${quote(name)} is not a key that a cohort file can have`,
        remedy: "Take it out.",
        span: spanOf(pair.key as Node),
      });
      continue;
    }
    if (seen.has(name)) {
      reading.faults.push(repeatedKey(name, pair.key as Node));
      continue;
    }
    seen.add(name);
    const valuePath = [...path, name];
    const value = isNode(pair.value) ? pair.value : null;
    note(reading, valuePath, pair.key as Node, value ?? (pair.key as Node));
    const data = readNode(reading, value, valuePath);
    if (data === null && path.length === 0) reading.bare.push(name);
    if (data !== null || isBareEntry(valuePath) || isTakenAway(valuePath, value)) result[name] = data;
  }
  return result;
}

function isBareEntry(path: Path): boolean {
  return path.length === 2 && NAMED_SECTIONS.includes(path[0]);
}

/** `mention: null` among what is said of a kind takes away what its template says; without a word it says nothing. */
function isTakenAway(path: Path, value: Node | null): boolean {
  return path[0] === "kinds" && path.length > 2 && isScalar(value) && (value.source ?? "") !== "";
}

function readKey(reading: Reading, pair: Pair, map: YAMLMap): string | null {
  const { key } = pair;
  if (isScalar(key) && ["string", "number", "boolean"].includes(typeof key.value)) {
    if (key.anchor !== undefined) reading.anchors.set(key.anchor, key);
    // A key is a name, whatever YAML would read in it: `0123456` and `1e3` stay as they are written.
    return key.source ?? String(key.value);
  }
  reading.faults.push(syntaxFault("a key must be a word", spanOf(isNode(key) ? key : map)));
  return null;
}

function repeatedKey(name: string, key: Node): SpannedFault {
  return {
    code: "duplicate-key",
    message: `${quote(name)} is listed twice`,
    remedy: "Remove one; only the first would be used.",
    span: spanOf(key),
  };
}

function note(reading: Reading, path: Path, key: Node | null, value: Node): void {
  const spot = {
    key: key === null ? null : spanOf(key),
    value: spanOf(value),
    isCollection: isMap(value) || isSeq(value),
  };
  const name = path.join(".");
  if (!reading.spots.has(name)) reading.spots.set(name, spot);
}

function spanOf(node: Node): Span {
  const [from, to] = node.range ?? [0, 1];
  return { from, to: Math.max(from + 1, to) };
}
