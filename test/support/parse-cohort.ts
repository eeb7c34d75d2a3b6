import { parseCohort as parseFor, type ParsedCohort } from "../../src/core/config/parse-cohort.ts";
import type { KnownForges } from "../../src/core/forge/known-forges.ts";
import { FORGES } from "../../src/forges/index.ts";

/** What each of the forges there are is, in their order. */
export const PROFILES: KnownForges = FORGES.map(({ profile }) => profile);

/** A cohort file that may name any of them. */
export function parseCohort(source: { readonly file: string; readonly text: string }): ParsedCohort {
  return parseFor(source, PROFILES);
}
