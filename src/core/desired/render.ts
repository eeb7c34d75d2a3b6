import { cutText } from "../text/escape.ts";
import type { Kind } from "../kinds/model/kind.ts";
import type { KindLibrary } from "../kinds/model/library.ts";
import { describeContext, escapeView } from "../kinds/engine/context.ts";
import { renderTemplate } from "../kinds/engine/template.ts";
import { ATTRIBUTES_SLOT, listTaken } from "../kinds/engine/taken-partials.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { checkBody } from "./check-body.ts";

/** GitLab's limit; GitHub takes one character more. */
const TITLE_LIMIT = 255;

export interface RenderInput {
  readonly library: KindLibrary;
  readonly kind: Kind;
  readonly view: Readonly<Record<string, unknown>>;
  /** The subject's attributes, which choose partials. */
  readonly attributes: Readonly<Record<string, string>>;
  /** Who can read the issue, as its first line says. */
  readonly readers: string;
  readonly key: string;
}

/** Title and body of one issue, escaped for where they go; what is wrong with the result comes as diagnostics. */
export function renderIssue(input: RenderInput): {
  readonly title: string;
  readonly body: string;
  readonly diagnostics: readonly Diagnostic[];
} {
  const { library, kind, view } = input;
  const shape = describeContext(kind, library.linkNames);
  const chosen = choosePartials(input);
  const partials = {
    ...Object.fromEntries([...library.partials.values()].map((partial) => [partial.name, partial.text])),
    [ATTRIBUTES_SLOT]: chosen.text,
  };
  const title = renderTemplate(kind.title, escapeView(shape, view, "title"), {})
    .replace(/\s+/g, " ")
    .trim();
  const text = renderTemplate(kind.body, escapeView(shape, view, "body"), partials);
  const body = tidy(`_${input.readers}_\n\n${text}`);
  return {
    title: cutText(title === "" ? kind.name : title, TITLE_LIMIT),
    body,
    diagnostics: [...chosen.diagnostics, ...checkBody(kind, input.key, body)],
  };
}

/** Attributes a template may be expected to know about, even where nobody has written for any value yet. */
const USUAL = ["role", "country", "team"];

/**
 * All partials of the subject's attributes, by attribute name, as one text, and of the kind's own, which win.
 * A person's value without a partial is reported, not ignored; of the kind's own, lint has said so.
 */
function choosePartials(input: RenderInput): { text: string; diagnostics: readonly Diagnostic[] } {
  const { kind } = input;
  const { partials } = input.library;
  if (!listTaken(kind.body, partials).has(ATTRIBUTES_SLOT)) return { text: "", diagnostics: [] };
  const texts: string[] = [];
  const diagnostics: Diagnostic[] = [];
  // A kind whose place is for its own choices asks for nobody's.
  const isAsked = Object.keys(kind.attributes).length === 0;
  const choices = { ...input.attributes, ...kind.attributes };
  for (const [attribute, value] of Object.entries(choices).sort(([a], [b]) => (a < b ? -1 : 1))) {
    const prefix = `${kind.name}/${attribute}_`;
    const partial = partials.get(`${prefix}${value}`);
    if (partial !== undefined) texts.push(partial.text.trim());
    else if (Object.hasOwn(kind.attributes, attribute)) continue;
    else if ((isAsked && USUAL.includes(attribute)) || [...partials.keys()].some((name) => name.startsWith(prefix)))
      diagnostics.push(describeMissing(kind, attribute, value));
  }
  return { text: texts.map((text) => `${text}\n`).join("\n"), diagnostics };
}

function describeMissing(kind: Kind, attribute: string, value: string): Diagnostic {
  return {
    severity: "hint",
    code: "missing-partial",
    message: `nobody has written ${kind.name} for ${attribute} ${value}`,
    remedy: `Add partials/${kind.name}/${attribute}_${value}.md.hbs, or leave it at the general text`,
    file: kind.file,
    path: null,
    line: null,
    column: null,
    excerpt: null,
  };
}

/** No more than one empty line anywhere, no blanks at the ends of lines, nothing empty at the ends. */
function tidy(text: string): string {
  return text
    .replace(/(?<![ \t])[ \t]+$/gm, "")
    .replace(/\n{3,}/g, "\n\n")
    .trim();
}
