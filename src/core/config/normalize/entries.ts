import type { Finding, Path } from "../problems/finding.ts";
import { quote } from "../problems/quoting.ts";

/** One entry of a section that may be a mapping by id or a list of entries with an id. */
export interface Entry<T> {
  readonly id: string;
  readonly value: T;
  readonly path: Path;
}

type Section<T> = readonly (T | undefined)[] | Readonly<Record<string, T | null | undefined>>;

/** The entries of a section, each id once; a list's repeated ids are findings. `empty` stands for an entry of nothing but its id. */
export function listEntries<T extends object>(
  section: Section<T> | undefined,
  path: Path,
  idKey: string,
  empty: T,
): { readonly entries: readonly Entry<T>[]; readonly findings: readonly Finding[] } {
  if (section === undefined) return { entries: [], findings: [] };
  if (!isList(section)) {
    const entries = Object.entries(section).map(([id, value]) => ({ id, value: value ?? empty, path: [...path, id] }));
    return { entries, findings: [] };
  }
  const entries = new Map<string, Entry<T>>();
  const findings: Finding[] = [];
  for (const [index, value] of section.entries()) {
    const id = value === undefined ? undefined : (value as Readonly<Record<string, unknown>>)[idKey];
    if (value === undefined || typeof id !== "string") continue;
    if (entries.has(id)) findings.push(repeatedId(id, [...path, index, idKey]));
    else entries.set(id, { id, value, path: [...path, index] });
  }
  return { entries: [...entries.values()], findings };
}

function isList<T>(section: Section<T>): section is readonly (T | undefined)[] {
  return Array.isArray(section);
}

function repeatedId(id: string, path: Path): Finding {
  return {
    code: "duplicate-id",
    message: `there is an entry ${quote(id)} already`,
    remedy: "Merge the two, or give one another id.",
    at: [path],
  };
}

/** In the order of `name`, by code units, so that it is the same on every machine. */
export function sortBy<T>(items: Iterable<T>, name: (item: T) => string): readonly T[] {
  return [...items].sort((a, b) => (name(a) < name(b) ? -1 : name(a) > name(b) ? 1 : 0));
}
