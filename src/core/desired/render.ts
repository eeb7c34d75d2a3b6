import { parseBlocks } from "../body/blocks.ts";
import { readTasks } from "../body/tasks.ts";
import { ATTRIBUTES_SLOT } from "../kinds/lint.ts";
import type { Kind } from "../kinds/kind.ts";
import type { KindLibrary } from "../kinds/library.ts";
import { describeContext, escapeView } from "../kinds/shape.ts";
import { renderTemplate } from "../kinds/template.ts";
import type { Diagnostic } from "../model/diagnostic.ts";

/** Rendered text and its marker must fit GitHub's 65,536 characters, with room for what people write. */
const BODY_LIMIT = 50_000;
/** An intern's issue with more boxes than this is not read but scrolled. */
const BOX_LIMIT = 12;

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
  const title = renderTemplate(kind.title, escapeView(shape, view, "title"), {});
  const body = tidy(`_${input.readers}_\n\n${renderTemplate(kind.body, escapeView(shape, view, "body"), partials)}`);
  return { title: cutTitle(title), body, diagnostics: [...chosen.diagnostics, ...checkBody(input, body)] };
}

/** All partials of the subject's attributes, by attribute name, as one text. A value without a partial is reported, not ignored. */
function choosePartials(input: RenderInput): { text: string; diagnostics: readonly Diagnostic[] } {
  const { library, kind } = input;
  const texts: string[] = [];
  const diagnostics: Diagnostic[] = [];
  const prefixes = new Set(
    [...library.partials.keys()]
      .filter((name) => name.startsWith(`${kind.name}/`))
      .map((name) => name.slice(kind.name.length + 1).split("_")[0] ?? ""),
  );
  for (const [attribute, value] of Object.entries(input.attributes).sort(([a], [b]) => (a < b ? -1 : 1))) {
    const partial = library.partials.get(`${kind.name}/${attribute}_${value}`);
    if (partial !== undefined) texts.push(partial.text.trim());
    else if (prefixes.has(attribute))
      diagnostics.push(
        describe(
          input,
          "hint",
          "missing-partial",
          `nobody has written ${kind.name} for ${attribute} ${value}`,
          `Add partials/${kind.name}/${attribute}_${value}.md.hbs, or leave it at the general text`,
        ),
      );
  }
  return { text: texts.join("\n\n"), diagnostics };
}

function checkBody(input: RenderInput, body: string): readonly Diagnostic[] {
  const found: Diagnostic[] = [];
  if (body.length > BODY_LIMIT)
    found.push(
      describe(
        input,
        "error",
        "body-too-long",
        `${input.key} is ${body.length} characters long, and ${BODY_LIMIT} is the most`,
        "Shorten the template or the texts in the file",
      ),
    );
  const boxes = readTasks(body).length;
  if (input.kind.owner[0] === "intern" && boxes > BOX_LIMIT)
    found.push(
      describe(
        input,
        "warning",
        "too-many-boxes",
        `${input.key} asks for ${boxes} things, and ${BOX_LIMIT} is the most a newcomer takes in`,
        "Move some to the helpers' issue, or drop them",
      ),
    );
  const items = parseBlocks(body).filter((block) => block.kind === "item");
  const twice = items.find((item, index) => items.findIndex((other) => other.hash === item.hash) !== index);
  if (twice !== undefined)
    found.push(
      describe(
        input,
        "error",
        "same-item-twice",
        `${input.key} has the same list item twice: ${twice.raw.trim()}`,
        "Word them differently, so that a tick has one place",
      ),
    );
  return found;
}

function describe(
  input: RenderInput,
  severity: Diagnostic["severity"],
  code: string,
  message: string,
  remedy: string,
): Diagnostic {
  return {
    severity,
    code,
    message,
    remedy,
    file: input.kind.file,
    path: null,
    line: null,
    column: null,
    excerpt: null,
  };
}

/** No more than one empty line anywhere but in code, none at the ends. */
function tidy(text: string): string {
  return text
    .replace(/[ \t]+$/gm, "")
    .replace(/\n{3,}/g, "\n\n")
    .trim();
}

function cutTitle(title: string): string {
  const letters = [...title.replace(/\s+/g, " ").trim()];
  return letters.length <= 255 ? letters.join("") : `${letters.slice(0, 254).join("").trimEnd()}…`;
}
