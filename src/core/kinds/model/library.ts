import { indexBy, oncePer } from "../../model/lookup/once-per.ts";
import type { Kind } from "./kind.ts";
import type { Translation } from "./translated.ts";
import type { Partial } from "./template-source.ts";

/** All kinds of one cohort, its overrides applied, and the partials they use. */
export interface KindLibrary {
  /** Switched-on ones, sorted by name. */
  readonly kinds: readonly Kind[];
  readonly partials: ReadonlyMap<string, Partial>;
  /** By language; the templates folder itself is in the default one. */
  readonly translations: ReadonlyMap<string, Translation>;
  /** Names of addresses that the cohort adds to the known ones. */
  readonly linkNames: readonly string[];
}

const byName = oncePer((kinds: readonly Kind[]) => indexBy(kinds, ({ name }) => name));

/** A kind by name; null for one that there is not, or that is switched off. */
export function findKind(kinds: readonly Kind[], name: string | null | undefined): Kind | null {
  return byName(kinds).get(name ?? "") ?? null;
}
