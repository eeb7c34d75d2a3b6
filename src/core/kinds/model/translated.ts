import type { Kind } from "./kind.ts";
import type { Partial } from "./template-source.ts";
import type { Phrases } from "./phrases.ts";
/** What one language says anew: `templates/de/`. */
export interface Translation {
  /** By the kind's name. */
  readonly kinds: ReadonlyMap<string, TranslatedKind>;
  readonly partials: ReadonlyMap<string, Partial>;
  readonly phrases: Phrases;
}

/** The words of a kind, and where they stand. */
export type TranslatedKind = Pick<Kind, "title" | "titlePosition" | "body" | "bodyLine" | "gate" | "file">;
