import { Lexer, type YAMLParseError, type YAMLWarning } from "yaml";
import { makeShowable, quote } from "../problems/quoting.ts";
import type { SpannedFault, Span } from "./spans.ts";

/**
 * Says what is wrong with a text that is no YAML, in the words of somebody who writes cohort files: the parser's own
 * sentences name what it met last, and people look for what they typed first. One mistake gives one fault.
 */

type ParserError = YAMLParseError | YAMLWarning;

const MOST_FAULTS = 5;

/** The faults behind the parser's errors, the likeliest cause alone where one explains the rest; at most five. */
export function explainSyntax(text: string, errors: readonly ParserError[]): readonly SpannedFault[] {
  if (errors.length === 0) return [];
  const cause = explainTabs(text, errors) ?? explainOpenQuote(text) ?? explainOpenBracket(text, errors);
  if (cause !== null) return [cause];
  const found = errors.map((error) => explainOne(text, error));
  // Two of the parser's errors about one place are one mistake.
  const places = new Map(found.reverse().map((fault) => [fault.span.from, fault]));
  return [...places.values()].reverse().slice(0, MOST_FAULTS);
}

/** A fault in the parser's own words, for what has none of ours. */
export function syntaxFault(reason: string, span: Span): SpannedFault {
  return {
    code: "not-yaml",
    message: `this cannot be read as YAML: ${ownWords(reason)}`,
    remedy:
      "Check indentation, quotation marks and brackets here and just above; a text that holds a colon needs quotation marks.",
    span,
  };
}

/** The parser's first line, which may repeat text of the file. */
function ownWords(reason: string): string {
  const line = makeShowable(reason.split("\n")[0] ?? "").slice(0, 160);
  return line.slice(0, 1).toLowerCase() + line.slice(1);
}

function explainTabs(text: string, errors: readonly ParserError[]): SpannedFault | null {
  if (!errors.some(({ code }) => code === "TAB_AS_INDENT")) return null;
  const lines = text.split(/\r\n|\r|\n/);
  const indented = lines.flatMap((line, index) => (/^ {0,1000}\t/.test(line) ? [index] : []));
  const [first = 0] = indented;
  const from = offsetOfLine(text, first);
  return {
    code: "not-yaml",
    message: `there are tabs at the beginning of ${listLines(indented)}, and YAML allows only spaces there`,
    remedy: "Use spaces, not tabs: two for each level.",
    span: { from, to: from + 1 },
  };
}

/** `line 8`, `lines 2–4 and 8`, and no more than eight stretches of them. */
function listLines(indexes: readonly number[]): string {
  const runs: [first: number, last: number][] = [];
  for (const index of indexes) {
    const run = runs.at(-1);
    if (run !== undefined && run[1] === index - 1) run[1] = index;
    else runs.push([index, index]);
  }
  const shown = runs.slice(0, 8).map(([first, last]) => (first === last ? `${first + 1}` : `${first + 1}–${last + 1}`));
  const more = runs.length > 8 ? [`${runs.length - 8} more places`] : [];
  const all = [...shown, ...more];
  const words = all.length < 2 ? all.join("") : `${all.slice(0, -1).join(", ")} and ${all.at(-1) ?? ""}`;
  return indexes.length === 1 ? `line ${words}` : `lines ${words}`;
}

interface Lexeme {
  readonly source: string;
  readonly from: number;
}

/** The lexer's words with where they stand; its control characters, of one sign below a blank, stand for nothing in the text. */
function* lex(text: string): Generator<Lexeme> {
  let from = 0;
  for (const source of new Lexer().lex(text)) {
    if (["\u0002", "\u0018", "\u001f"].includes(source)) continue;
    yield { source, from };
    from += source.length;
  }
}

/**
 * A quotation mark that nothing closes. Where a later one closed it by chance, its text runs over several lines and swallows
 * keys, and the parser complains about what follows.
 */
function explainOpenQuote(text: string): SpannedFault | null {
  for (const { source, from } of lex(text)) {
    const mark = source.slice(0, 1);
    if (mark !== '"' && mark !== "'") continue;
    const isClosed = source.length > 1 && source.endsWith(mark);
    if (isClosed && !/\n[ ]{0,1000}[\w-]{1,100}:(?:\s|$)/.test(source.slice(0, 20_000))) continue;
    return {
      code: "not-yaml",
      message: `the quotation mark opened on line ${lineOf(text, from)} is never closed`,
      remedy: `Close it with ${mark} where the text ends.`,
      span: { from, to: from + Math.max(1, source.split("\n")[0]?.length ?? 1) },
    };
  }
  return null;
}

const CLOSING: Readonly<Record<string, string>> = { "{": "}", "[": "]" };

function explainOpenBracket(text: string, errors: readonly ParserError[]): SpannedFault | null {
  if (!errors.some(({ message }) => /^Flow (?:map|sequence)|^Expected flow|end with a [}\]]/.test(message)))
    return null;
  const open: Lexeme[] = [];
  let culprit: Lexeme | null = null;
  for (const lexeme of lex(text)) {
    const { source } = lexeme;
    const last = open.at(-1);
    if (source in CLOSING) open.push(lexeme);
    else if ((source === "}" || source === "]") && last !== undefined) {
      if (CLOSING[last.source] === source) open.pop();
      else {
        culprit = last;
        break;
      }
    }
  }
  const found = culprit ?? open[0];
  if (found === undefined) return null;
  return {
    code: "not-yaml",
    message: `the ${found.source} opened on line ${lineOf(text, found.from)} is never closed`,
    remedy: `Close it with ${CLOSING[found.source] ?? ""} where the list or mapping ends.`,
    span: { from: found.from, to: found.from + 1 },
  };
}

function explainOne(text: string, error: ParserError): SpannedFault {
  const [from, to] = error.pos;
  if (/multiple documents/i.test(error.message))
    return {
      code: "not-yaml",
      message: "the file holds several documents, separated by ---",
      remedy: "Write one file per cohort.",
      span: { from, to },
    };
  if (error.code === "BAD_SCALAR_START") return explainStart(text, from);
  if (["BLOCK_AS_IMPLICIT_KEY", "MULTILINE_IMPLICIT_KEY", "BAD_INDENT"].includes(error.code)) {
    const indent = explainIndent(text, from) ?? explainColon(text, from);
    if (indent !== null) return indent;
  }
  return syntaxFault(error.message, { from, to });
}

/** `mentor: @grace`, or another sign that no text begins with in YAML. */
function explainStart(text: string, from: number): SpannedFault {
  const word = /^[^\s,{}[\]]{1,80}/.exec(text.slice(from, from + 80))?.[0] ?? "";
  const account = /^@([A-Za-z0-9_][A-Za-z0-9_.-]*)$/.exec(word)?.[1];
  return {
    code: "not-yaml",
    message: `a text cannot begin with ${word.slice(0, 1)} in YAML`,
    remedy: account === undefined ? "Put the text in quotation marks." : `Write ${account}, without the @.`,
    span: { from, to: from + Math.max(1, word.length) },
  };
}

/** A line that is indented otherwise than the one above it, though that one opens nothing. */
function explainIndent(text: string, offset: number): SpannedFault | null {
  const lines = text.split(/\r\n|\r|\n/);
  const at = lineOf(text, offset) - 1;
  const isFilled = (index: number) => /\S/.test(lines[index] ?? "") && !/^\s*#/.test(lines[index] ?? "");
  const indentOf = (index: number) => /^ */.exec(lines[index] ?? "")?.[0].length ?? 0;
  const next = lines.findIndex((_line, index) => index > at && isFilled(index));
  const before = lines.findLastIndex((_line, index) => index < at && isFilled(index));
  const describe = (index: number, other: number, how: "more" | "less"): SpannedFault => {
    const from = offsetOfLine(text, index);
    return {
      code: "not-yaml",
      message: `line ${index + 1} is indented ${how} than line ${other + 1}, and belongs beside it`,
      remedy: "Use the same number of spaces for all keys of one mapping.",
      span: { from, to: from + Math.max(1, indentOf(index)) },
    };
  };
  const isValueHere = offset > offsetOfLine(text, at) + indentOf(at);
  if (isValueHere && next > 0 && indentOf(next) > indentOf(at)) return describe(next, at, "more");
  if (!isValueHere && before >= 0 && indentOf(at) !== indentOf(before))
    return describe(at, before, indentOf(at) > indentOf(before) ? "more" : "less");
  return null;
}

/** `title: Summer: 2026`. */
function explainColon(text: string, offset: number): SpannedFault | null {
  const rest = text.slice(offset, offset + 200).split("\n")[0] ?? "";
  if (!/:(?:\s|$)/.test(rest)) return null;
  const words = rest.trim();
  return {
    code: "not-yaml",
    message: `the text ${quote(words)} holds a colon, which begins a value in YAML`,
    remedy: "Put the whole text in quotation marks.",
    span: { from: offset, to: offset + words.length },
  };
}

/** 1-based. */
function lineOf(text: string, offset: number): number {
  return text.slice(0, offset).split(/\r\n|\r|\n/).length;
}

function offsetOfLine(text: string, index: number): number {
  let offset = 0;
  for (let line = 0; line < index; line++) {
    const found = /\r\n|\r|\n/.exec(text.slice(offset));
    if (found === null) return offset;
    offset += found.index + found[0].length;
  }
  return offset;
}
