import type { Partial, TemplateSource } from "../model/template-source.ts";
import { plainLines } from "./parse-kind.ts";

export const PARTIALS = "partials/";

/** The partials among template files, by name. */
export function readPartials(sources: readonly TemplateSource[]): ReadonlyMap<string, Partial> {
  const partials = new Map<string, Partial>();
  for (const source of sources.filter(({ path }) => path.startsWith(PARTIALS))) {
    const name = source.path.slice(PARTIALS.length).replace(/\.md\.hbs$/, "");
    partials.set(name, { name, file: source.file, text: endLine(plainLines(source.text)) });
  }
  return partials;
}

/** A partial alone on its line takes that line's end with it, so its own text needs one. */
function endLine(text: string): string {
  return text.endsWith("\n") ? text : `${text}\n`;
}
