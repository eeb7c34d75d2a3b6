import { z } from "zod";
import type { Finding, Path } from "../problems/finding.ts";
import type { CohortFile, CohortSchema } from "../schema/cohort-file.ts";
import { translateIssue, valueAt, type KnownPlaces } from "../problems/translate-zod.ts";

/** A value of which any part may be missing: it was wrong and is taken out, so that the rest can still be checked. */
export type Draft<T> = T extends readonly (infer Item)[]
  ? readonly (Draft<Item> | undefined)[]
  : T extends object
    ? { readonly [Key in keyof T]?: Draft<T[Key]> | undefined }
    : T;

export interface Salvaged {
  readonly draft: Draft<CohortFile>;
  readonly findings: readonly Finding[];
  /** Paths joined by `.` of what is wrong or missing. */
  readonly broken: ReadonlySet<string>;
}

/** Some faults show only once others are out of the way; each round removes some, and few files need two. */
const MOST_ROUNDS = 20;

/** All that `schema` finds wrong in `data`, and what is left of it without that. `data` is changed. */
export function salvage(data: unknown, schema: CohortSchema): Salvaged {
  const findings: Finding[] = [];
  const broken = new Set<string>();
  // Looked up for a file with mistakes alone.
  let places: KnownPlaces | null = null;
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const result = schema.safeParse(data);
    if (result.success) break;
    places ??= listKnownPlaces(schema);
    const known = places;
    const translated = result.error.issues.flatMap((issue) => translateIssue(issue, [], data, known));
    const fresh = translated.filter(({ bad }) => !broken.has(bad.join(".")));
    if (fresh.length === 0) break;
    for (const { finding, bad } of fresh) {
      findings.push(finding);
      broken.add(bad.join("."));
    }
    for (const { bad } of fresh) takeOut(data, bad);
  }
  return { draft: (isMapping(data) ? data : {}) as Draft<CohortFile>, findings, broken };
}

/** Leaves a hole in a list, so that the places of its other items stay. */
function takeOut(data: unknown, path: Path): void {
  const last = path.at(-1);
  const holder = valueAt(data, path.slice(0, -1));
  if (last === undefined || typeof holder !== "object" || holder === null) return;
  if (Array.isArray(holder)) holder[Number(last)] = undefined;
  else delete (holder as Record<string, unknown>)[last];
}

function isMapping(data: unknown): boolean {
  return typeof data === "object" && data !== null && !Array.isArray(data);
}

/** Sections whose entries have names, with what one entry is called in a remedy. */
const ENTRIES: Readonly<Record<string, string>> = {
  people: "a person, in people",
  interns: "an intern, in interns",
  projects: "a project, in projects",
  milestones: "a milestone, in milestones",
  meetings: "a meeting, in meetings",
};

/** Where each key of the schema may stand, for keys on the wrong level. */
function listKnownPlaces(cohortFile: CohortSchema): KnownPlaces {
  const places = new Map<string, string[]>();
  const add = (key: string, place: string) => {
    const known = places.get(key) ?? [];
    if (!known.includes(place)) places.set(key, [...known, place]);
  };
  for (const [section, schema] of Object.entries(cohortFile.shape)) {
    add(section, "");
    const place = ENTRIES[section] ?? section;
    for (const key of listKeys(schema, ENTRIES[section] === undefined ? 0 : 1)) add(key, place);
  }
  return places;
}

/** Keys of the mappings that a schema may be, `below` levels of names or list places further down. */
function listKeys(schema: z.ZodType, below: number): readonly string[] {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodNullable)
    return listKeys(schema.unwrap() as z.ZodType, below);
  if (schema instanceof z.ZodUnion) return schema.options.flatMap((option) => listKeys(option as z.ZodType, below));
  if (schema instanceof z.ZodArray) return below === 0 ? [] : listKeys(schema.element as z.ZodType, below - 1);
  if (schema instanceof z.ZodRecord) return below === 0 ? [] : listKeys(schema.valueType as z.ZodType, below - 1);
  return schema instanceof z.ZodObject && below === 0 ? Object.keys(schema.shape) : [];
}
