import type { Kind } from "../model/kind.ts";
import type { Partial } from "../model/template-source.ts";

export interface LintInput {
  readonly kind: Kind;
  /** The kind's whole file. */
  readonly whole: string;
  /** Keys of the front matter that the cohort file gives instead. */
  readonly overridden: ReadonlySet<string>;
  readonly partials: ReadonlyMap<string, Partial>;
  readonly linkNames: readonly string[];
}

/** Where a key of the front matter stands in a template file; its beginning for one that is not there. */
export function findKey(whole: string, key: string): { readonly line: number; readonly column: number } {
  const index = whole.split("\n").findIndex((line) => line.startsWith(key));
  return { line: index < 0 ? 1 : index + 1, column: 1 };
}
