import { renderExcerpt } from "../../diagnostics/excerpt.ts";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import { CODES } from "../problems/codes.ts";
import type { Fault, Finding, Path } from "../problems/finding.ts";
import type { Spot } from "./read-yaml.ts";
import type { Span } from "./spans.ts";
import { makeLine, makeShowable } from "../problems/quoting.ts";

/** Where something stands in a file, 1-based, columns in UTF-16 units, with the line ready to print. */
export interface Location {
  readonly line: number;
  readonly column: number;
  readonly excerpt: string | null;
}

/** Turns paths of one file into lines, columns and excerpts. Entries of lists go by their id: `people.grace`, not `people.0`. */
export interface Locator {
  /** The path as people read it. */
  name(path: Path): string;
  /** Null when the file has no such path. */
  locate(path: string): Location | null;
  locateSpan(fault: Fault, span: Span): Diagnostic;
  diagnose(finding: Finding): Diagnostic;
  /** Lines of all paths of at most three parts. */
  lines(): Readonly<Record<string, number>>;
}

/** Lists of the file whose entries have a name, with the key that holds it. */
const NAMED_LISTS: Readonly<Record<string, string>> = {
  people: "id",
  interns: "person",
  milestones: "id",
  meetings: "id",
};

export function buildLocator(file: string, text: string, spots: ReadonlyMap<string, Spot>, data: unknown): Locator {
  const shown = makeShowable(text);
  const starts = listLineStarts(text);
  const aliases = listAliases(data);
  const name = (path: Path) => nameOf(path, aliases);
  const named = new Map<string, Spot>();
  for (const [written, spot] of spots) {
    const path = nameOf(written.split("."), aliases);
    if (!named.has(path)) named.set(path, spot);
  }
  const locateAt = (span: Span): Location => locateOffset(shown, starts, span);
  const diagnosticAt = (fault: Fault, path: string | null, location: Location): Diagnostic => ({
    severity: CODES[fault.code].severity,
    code: fault.code,
    message: makeLine(fault.message),
    remedy: makeLine(fault.remedy),
    file,
    path: path === null ? null : makeLine(path),
    ...location,
  });
  const find = (path: string) => named.get(path) ?? spots.get(path);
  return {
    name,
    locate: (path) => {
      const spot = find(path);
      return spot === undefined ? null : locateAt(pick(spot, false));
    },
    locateSpan: (fault, span) => diagnosticAt(fault, null, locateAt(span)),
    diagnose: (finding) => {
      const paths = finding.at.map(name);
      const path = paths.find((candidate) => find(candidate) !== undefined) ?? paths[0] ?? "";
      const span = findNearest(path, find, finding.onKey ?? false) ?? { from: 0, to: 1 };
      return diagnosticAt(finding, path, locateAt(span));
    },
    lines: () => listLines(named, (spot) => lineIndexOf(starts, pick(spot, true).from) + 1),
  };
}

/** The value's place; of a mapping or list under a key, and where asked for, the key's. */
function pick(spot: Spot, onKey: boolean): Span {
  return spot.key !== null && (onKey || spot.isCollection) ? spot.key : spot.value;
}

function findNearest(path: string, find: (path: string) => Spot | undefined, onKey: boolean): Span | null {
  const spot = find(path);
  if (spot !== undefined) return pick(spot, onKey);
  const end = path.lastIndexOf(".");
  return end < 0 ? null : findNearest(path.slice(0, end), find, true);
}

function listAliases(data: unknown): ReadonlyMap<string, string> {
  const aliases = new Map<string, string>();
  if (typeof data !== "object" || data === null) return aliases;
  for (const [section, key] of Object.entries(NAMED_LISTS)) {
    const list = (data as Readonly<Record<string, unknown>>)[section];
    if (!Array.isArray(list)) continue;
    const taken = new Set<string>();
    for (const [index, entry] of list.entries()) {
      const id: unknown =
        typeof entry === "object" && entry !== null ? (entry as Readonly<Record<string, unknown>>)[key] : undefined;
      if (typeof id !== "string" || taken.has(id)) continue;
      taken.add(id);
      aliases.set(`${section}.${index}`, `${section}.${id}`);
    }
  }
  return aliases;
}

function nameOf(path: Path, aliases: ReadonlyMap<string, string>): string {
  const [section, entry, ...rest] = path;
  const written = entry === undefined ? `${section ?? ""}` : `${section}.${entry}`;
  return [aliases.get(written) ?? written, ...rest].join(".");
}

function listLines(spots: ReadonlyMap<string, Spot>, lineOf: (spot: Spot) => number): Readonly<Record<string, number>> {
  const shallow = [...spots].filter(([path]) => path.split(".").length <= 3);
  return Object.fromEntries(shallow.map(([path, spot]) => [path, lineOf(spot)]));
}

function listLineStarts(text: string): readonly number[] {
  const starts = [0];
  for (const found of text.matchAll(/\r\n|\r|\n/g)) starts.push(found.index + found[0].length);
  return starts;
}

function locateOffset(shown: string, starts: readonly number[], span: Span): Location {
  const index = lineIndexOf(starts, span.from);
  const start = starts[index] ?? 0;
  const column = span.from - start + 1;
  const line = shown.slice(start, (starts[index + 1] ?? shown.length + 1) - 1).replace(/\r$/, "");
  const length = Math.min(span.to, start + line.length) - span.from;
  return { line: index + 1, column, excerpt: renderExcerpt(shown, index + 1, column, Math.max(1, length)) };
}

/** 0-based, by halving. */
function lineIndexOf(starts: readonly number[], offset: number): number {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((starts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}
