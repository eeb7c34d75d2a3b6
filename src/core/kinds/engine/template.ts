import Handlebars from "handlebars";
import { rememberText } from "../../text/memo.ts";
import { locateFault, type TemplateFault } from "./template-fault.ts";

/** Node of a parsed template, as far as lint walks it. Handlebars' own types leave most of this out. */
export interface TemplateNode {
  readonly type: string;
  readonly loc: {
    readonly start: { readonly line: number; readonly column: number };
    readonly end: { readonly line: number; readonly column: number };
  };
  readonly [key: string]: unknown;
}

type Parsed = { readonly nodes: readonly TemplateNode[] } | { readonly fault: TemplateFault };

/** Parses Handlebars, or says where it is broken. */
export const parseTemplate = rememberText((text: string): Parsed => {
  try {
    return { nodes: (Handlebars.parse(text) as unknown as { body: TemplateNode[] }).body };
  } catch (error) {
    return { fault: locateFault(text, error instanceof Error ? error.message : String(error)) };
  }
});

const engine = Handlebars.create();
for (const helper of ["lookup", "log", "with", "helperMissing", "blockHelperMissing"]) engine.unregisterHelper(helper);

const compile = rememberText((source) =>
  engine.compile(source, {
    noEscape: true,
    strict: true,
    knownHelpersOnly: true,
    knownHelpers: { if: true, each: true, unless: true },
  }),
);

/**
 * Renders a template with nothing but the values given: strict, no prototypes, no HTML escaping (the values are
 * escaped already). Throws where lint would have complained.
 */
export function renderTemplate(source: string, view: unknown, partials: Readonly<Record<string, string>>): string {
  const taken = Object.fromEntries(Object.entries(partials).map(([name, text]) => [name, compile(text)]));
  return compile(source)(view, {
    partials: taken,
    allowProtoMethodsByDefault: false,
    allowProtoPropertiesByDefault: false,
  });
}
