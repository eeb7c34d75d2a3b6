import type { Stamp } from "../../marker/body.ts";
import { DEFAULT_LANGUAGE } from "../../kinds/model/translation.ts";
import { LANGUAGE_CODE } from "../../marker/fields.ts";

/** What a marker keeps of a language. A marker's fields have no signs, and no language's code has a zero. */
export function stampLanguage(language: string): Stamp["fields"] {
  return language === DEFAULT_LANGUAGE ? {} : { [LANGUAGE_CODE]: language.replaceAll("-", "0") };
}

/** The language an issue was made in. */
export function rememberLanguage(stamp: Stamp | null): string {
  return stamp?.fields[LANGUAGE_CODE]?.replaceAll("0", "-") ?? DEFAULT_LANGUAGE;
}
