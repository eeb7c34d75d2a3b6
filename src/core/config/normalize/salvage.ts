import type { Finding, Path } from "../problems/finding.ts";
import type { CohortFile, CohortSchema } from "../schema/cohort-file.ts";
import { translateIssue, valueAt } from "../problems/translate-zod.ts";

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
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const result = schema.safeParse(data);
    if (result.success) break;
    const translated = result.error.issues.flatMap((issue) => translateIssue(issue, [], data));
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
