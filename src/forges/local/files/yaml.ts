import type { Document, Node } from "yaml";
import { isMap, isScalar, isSeq, parseDocument, YAMLMap } from "yaml";

/** Why a text cannot be read; line and column are 1-based in it. */
export interface Fault {
  readonly line: number;
  readonly column: number;
  readonly message: string;
}

/** Short lists in one line, nothing for null, and no line is broken: what people like to edit. */
export const YAML_STYLE = { lineWidth: 0, nullStr: "", flowCollectionPadding: false } as const;

/** Words for what people get wrong by hand. The parser's own may quote what is private. */
const SYNTAX: Readonly<Record<string, string>> = {
  BAD_SCALAR_START: "a value that starts with a sign such as @ belongs in quotes",
  BLOCK_AS_IMPLICIT_KEY: "a value that holds a colon and a blank belongs in quotes",
  DUPLICATE_KEY: "a key is there twice",
  MISSING_CHAR: "a closing quote, bracket or colon is missing",
  MULTILINE_IMPLICIT_KEY: "a key has no colon",
  TAB_AS_INDENT: "a tab stands where blanks belong",
};

/** Parsed so that comments, order and keys of people's own survive a change. */
export function parseYaml(source: string): { readonly yaml: Document } | { readonly fault: Fault } {
  try {
    const yaml = parseDocument(source, { prettyErrors: false, version: "1.2" });
    const [broken] = yaml.errors;
    if (broken === undefined) return { yaml };
    // A key that is there twice is said to be where the value before it ends.
    const at = broken.pos[0] + (/^[ \t\r]*\n\s*/.exec(source.slice(broken.pos[0]))?.[0].length ?? 0);
    return { fault: faultAt(source, at, SYNTAX[broken.code] ?? "it is not YAML") };
  } catch {
    // Nesting beyond what the parser's stack holds.
    return { fault: faultAt(source, 0, "it is not YAML") };
  }
}

export function faultAt(source: string, offset: number, message: string): Fault {
  const lines = source.slice(0, offset).split("\n");
  return { line: lines.length, column: (lines.at(-1) ?? "").length + 1, message };
}

/** One value as it was typed, so that `title: 1.10` stays 1.10; `""` for none, undefined when it is not one value. */
export function readText(node: Node | null): string | undefined {
  if (node === null) return "";
  if (!isScalar(node)) return undefined;
  if (node.value === null || node.value === undefined) return "";
  return typeof node.value === "string" ? node.value : node.source;
}

/** A list of texts, also when it was typed as `one, two`; undefined when it is something else. */
export function readTexts(node: Node | null): readonly string[] | undefined {
  if (!isSeq(node))
    return readText(node)
      ?.split(",")
      .map((part) => part.trim())
      .filter((part) => part !== "");
  const texts = node.items.map((item) => readText(item as Node));
  return texts.every((text) => text !== undefined) ? texts.filter((text) => text !== "") : undefined;
}

/** The document's keys and values, or null where it is something else; an empty one has none. */
export function readMap(yaml: Document): YAMLMap | null {
  const { contents } = yaml;
  if (isMap(contents)) return contents;
  if (contents === null || (isScalar(contents) && contents.value === null)) return new YAMLMap();
  return null;
}
