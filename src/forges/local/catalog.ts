import { join } from "node:path";
import type { Node } from "yaml";
import { Document, isMap, isScalar, isSeq } from "yaml";

import { makeFolder, persist, readText, replaceText } from "./files/disk.ts";
import { count, refuse, unreadable, type LocalFolder } from "./folder.ts";
import { parseYaml, readText as readScalar, YAML_STYLE } from "./files/yaml.ts";

/** A small list beside the issues, which people may edit and comment. */
export interface Catalog {
  readonly file: string;
  /** The key that holds an entry's name. */
  readonly key: string;
}

export const LABELS: Catalog = { file: "labels.yaml", key: "name" };
export const MILESTONES: Catalog = { file: "milestones.yaml", key: "title" };

/** The names in a catalog, in its order, each once. */
export async function readNames(local: LocalFolder, catalog: Catalog): Promise<readonly string[]> {
  const path = join(local.folder, catalog.file);
  return parseNames(local, catalog, path, await readText(path));
}

/** Adds an entry unless one of its name is there; gives the entry's place in the list, from 1. */
export async function addEntry(
  local: LocalFolder,
  catalog: Catalog,
  entry: Readonly<Record<string, string | null>>,
): Promise<number> {
  const path = join(local.folder, catalog.file);
  const name = entry[catalog.key] ?? "";
  await makeFolder(local.folder);
  const index = await persist(async () => {
    const text = await readText(path);
    const names = parseNames(local, catalog, path, text);
    if (names.includes(name)) return names.indexOf(name) + 1;
    if (!(await replaceText(path, addTo(text ?? "", entry), text))) return null;
    count(local, "POST", catalog.file);
    return names.length + 1;
  });
  if (index === null) throw refuse("add to a list", path, "the file keeps changing", "Run it again.");
  return index;
}

function parseNames(local: LocalFolder, catalog: Catalog, path: string, text: string | null): readonly string[] {
  const parsed = parseYaml(text ?? "");
  const remedy = "Correct it there, or move it away: it is then made anew";
  if ("fault" in parsed) {
    const { line, column, message } = parsed.fault;
    throw unreadable(local, `${path}:${line}:${column}`, message, remedy);
  }
  const { contents } = parsed.yaml;
  if (contents === null || (isScalar(contents) && contents.value === null)) return [];
  const names = isSeq(contents) ? contents.items.map((item) => nameOf(item as Node, catalog.key)) : [undefined];
  if (!names.every((name) => name !== undefined))
    throw unreadable(local, path, `it is no list of entries such as \`- ${catalog.key}: …\``, remedy);
  return [...new Set(names)];
}

/** An entry is a bare name, or keys and values with one that names it. */
function nameOf(item: Node, key: string): string | undefined {
  return readScalar(isMap(item) ? ((item.get(key, true) as Node | undefined) ?? null) : item) || undefined;
}

/** The list with one entry more; what people wrote in it stays. */
function addTo(text: string, entry: Readonly<Record<string, string | null>>): string {
  const parsed = parseYaml(text);
  const yaml = "yaml" in parsed ? parsed.yaml : new Document(null);
  if (isSeq(yaml.contents)) yaml.contents.add(yaml.createNode(entry));
  else yaml.contents = yaml.createNode([entry]);
  return yaml.toString(YAML_STYLE);
}
