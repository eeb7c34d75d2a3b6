import Handlebars from "handlebars";

/** Node of a parsed template, as far as lint walks it. Handlebars' own types leave most of this out. */
export interface TemplateNode {
  readonly type: string;
  readonly loc: {
    readonly start: { readonly line: number; readonly column: number };
    readonly end: { readonly line: number; readonly column: number };
  };
  readonly [key: string]: unknown;
}

export interface TemplateFault {
  readonly message: string;
  /** 1-based, in the template's text. */
  readonly line: number;
  readonly column: number;
}

/** Parses Handlebars, or says where it is broken. */
export function parseTemplate(
  text: string,
): { readonly nodes: readonly TemplateNode[] } | { readonly fault: TemplateFault } {
  try {
    return { nodes: (Handlebars.parse(text) as unknown as { body: TemplateNode[] }).body };
  } catch (error) {
    const said = error instanceof Error ? error.message : String(error);
    const line = Number(
      /on line (\d+)|(\d+):\d+$/
        .exec(said)
        ?.slice(1)
        .find((part) => part !== undefined) ?? 1,
    );
    const at = / - (\d+):(\d+)/.exec(said);
    const expected = /got '(\w+)'/.exec(said)?.[1];
    const message =
      at === null
        ? `this is not a template that can be read${expected === undefined ? "" : ` (${expected.toLowerCase()} is out of place)`}`
        : (said.split(" - ")[0] ?? said);
    return {
      fault: { message, line: at === null ? line : Number(at[1]), column: at === null ? 1 : Number(at[2]) + 1 },
    };
  }
}

const engine = Handlebars.create();
for (const helper of ["lookup", "log", "with", "helperMissing", "blockHelperMissing"]) engine.unregisterHelper(helper);

/** Renders a template with nothing but the values given: strict, no prototypes, no HTML escaping (the values are escaped already). */
export function renderTemplate(source: string, view: unknown, partials: Readonly<Record<string, string>>): string {
  const template = engine.compile(source, {
    noEscape: true,
    strict: true,
    knownHelpersOnly: true,
    knownHelpers: { if: true, each: true, unless: true },
  });
  return template(view, { partials, allowProtoMethodsByDefault: false, allowProtoPropertiesByDefault: false });
}
