import type { Kind } from "./kind.ts";
import type { KindLibrary } from "./library.ts";
import type { Partial } from "./template-source.ts";
import type { Phrases } from "./phrases.ts";

/** The language of the templates folder itself, and of what the program says where nobody has translated it. */
export const DEFAULT_LANGUAGE = "en";

/** A kind in the language an issue is written in, with the partials and the phrases that go with it. */
export interface SpokenKind {
  readonly kind: Kind;
  readonly language: string;
  readonly partials: ReadonlyMap<string, Partial>;
  readonly phrases: Phrases;
}

/** The kind as a language says it, or as the templates folder itself does where nobody has translated it. */
export function speakKind(library: KindLibrary, kind: Kind, wanted: string): SpokenKind {
  const { translations } = library;
  const language = [wanted, wanted.split("-")[0] ?? wanted].find((name) =>
    translations.get(name)?.kinds.has(kind.name),
  );
  const translation = language === undefined ? undefined : translations.get(language);
  const words = translation?.kinds.get(kind.name);
  if (language === undefined || translation === undefined || words === undefined)
    return { kind, language: DEFAULT_LANGUAGE, partials: library.partials, phrases: {} };
  return {
    kind: { ...kind, ...words },
    language,
    partials: new Map([...library.partials, ...translation.partials]),
    phrases: translation.phrases,
  };
}
