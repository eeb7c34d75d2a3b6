/** Why a text is no template, and where; 1-based in the template's own text. */
export interface TemplateFault {
  readonly message: string;
  readonly remedy: string;
  readonly line: number;
  readonly column: number;
  readonly length: number;
}

/** Makes what Handlebars' parser said into a place and a sentence: of blocks left open or closed twice first of all. */
export function locateFault(text: string, said: string): TemplateFault {
  const block = findUnbalanced(text);
  if (block !== null) return block;
  const exact = /^(.*) - (\d+):(\d+)$/s.exec(said);
  const remedy = "Every {{ needs its }}; {{{{ has no meaning here";
  if (exact !== null)
    return {
      message: `this is not a template that can be read: ${(exact[1] ?? "").toLowerCase()}`,
      remedy,
      line: Number(exact[2]),
      column: Number(exact[3]) + 1,
      length: 1,
    };
  const offset = findOffset(text, said);
  return { message: "this is not a template that can be read", remedy, length: 1, ...positionAt(text, offset) };
}

interface Tag {
  readonly name: string;
  readonly offset: number;
  readonly length: number;
}

const TAG = /\\\{\{|\{\{!--[\s\S]*?--\}\}|\{\{![\s\S]*?\}\}|\{\{~?\s*([#^/])\s*[>*]?\s*([\w.-]*)[^}]*\}\}/g;

/** The first block that is closed without being open, or else the innermost one left open. */
function findUnbalanced(text: string): TemplateFault | null {
  const open: Tag[] = [];
  for (const match of text.matchAll(TAG)) {
    const [whole, sign, name = ""] = match;
    if (sign === undefined || name === "") continue;
    const tag = { name, offset: match.index, length: whole.length };
    if (sign !== "/") open.push(tag);
    else if (open.at(-1)?.name === name) open.pop();
    else return describeStray(text, tag, open.at(-1));
  }
  const left = open.at(-1);
  return left === undefined
    ? null
    : faultAt(text, left, `this {{#${left.name}}} is never closed`, `Add {{/${left.name}}} where it ends`);
}

function describeStray(text: string, tag: Tag, open: Tag | undefined): TemplateFault {
  if (open === undefined)
    return faultAt(text, tag, `{{/${tag.name}}} closes nothing`, `Take it out, or add {{#${tag.name}}} before it`);
  const above = positionAt(text, tag.offset).line - positionAt(text, open.offset).line;
  const where = above === 0 ? "in the same line" : above === 1 ? "in the line above" : `${above} lines above`;
  return faultAt(
    text,
    tag,
    `{{/${tag.name}}} stands where {{/${open.name}}} is due, for the {{#${open.name}}} ${where}`,
    `Write {{/${open.name}}}, or close the blocks in the reverse order of opening`,
  );
}

function faultAt(text: string, tag: Tag, message: string, remedy: string): TemplateFault {
  return { message, remedy, length: tag.length, ...positionAt(text, tag.offset) };
}

/** The parser tells a line and the 20 characters before the fault, with line ends left out; together they are a place. */
function findOffset(text: string, said: string): number {
  const [first = "", shown = "", caret = ""] = said.split("\n");
  const line = Number(/on line (\d+)/.exec(first)?.[1] ?? 1);
  const before = shown.slice(0, caret.indexOf("^")).replace(/^\.\.\./, "");
  const start = text.split("\n", line - 1).reduce((sum, one) => sum + one.length + 1, 0);
  for (let offset = start; offset <= text.length; offset++) {
    const past = text.slice(Math.max(0, offset - 200), offset).replaceAll("\n", "");
    if (past.endsWith(before)) return offset;
  }
  return start;
}

function positionAt(text: string, offset: number): { readonly line: number; readonly column: number } {
  const before = text.slice(0, offset).split("\n");
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
}
