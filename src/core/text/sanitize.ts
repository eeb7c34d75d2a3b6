import { plainText } from "./escape.ts";
import { fillReferences } from "./reference.ts";

/** Starts of lines that GitHub's, GitLab's and Azure's runners take for commands. */
const COMMANDS = /^(\s*)(?=::|##\[|##vso\[|\[command\]|section_(?:start|end):)/i;

/** Anything people or forges wrote as one line that can move no cursor and run no command of a CI log, cut to `limit` characters. */
export function clipLine(text: string, limit = 500): string {
  const named = fillReferences(text, (key) => `(${key})`);
  const indent = /^ */.exec(named)?.[0] ?? "";
  return `${indent}${disarm(plainText(named, limit))}`;
}

/** Lines of a source, one for one and sign for sign, so that a caret below stays where it belongs. */
export function showLines(text: string): readonly string[] {
  return text.split(/\r\n|\r|\n/).map((line) => disarm(line.replace(/\t/g, " ").replace(HIDDEN, "\u{FFFD}").trimEnd()));
}

/** What has no look of its own: controls, bidi signs, private use, halves of pairs. */
const HIDDEN = /\p{Cc}|(?![\u200C\u200D])\p{Cf}|\p{Co}|\p{Cs}|\p{Zl}|\p{Zp}/gu;

/** GitHub's runner looks for `##[` anywhere in a line, for the others at its beginning alone. */
function disarm(line: string): string {
  return line.replace(COMMANDS, "$1\u00B7").replace(/##(?=\[|vso\[)/gi, "#\u00B7");
}

/** Text as Markdown code, with more backticks around it than it has inside; nothing in it formats, links or mentions. */
export function codeSpan(text: string, limit = 120): string {
  const line = clipLine(text, limit).trim();
  if (line === "") return "";
  const longest = Math.max(0, ...[...line.matchAll(/`+/g)].map(([run]) => run.length));
  const mark = "`".repeat(longest + 1);
  const pad = line.startsWith("`") || line.endsWith("`") ? " " : "";
  return `${mark}${pad}${line}${pad}${mark}`;
}

/** The same inside a table, where `|` would end the cell. */
export function codeCell(text: string, limit = 120): string {
  return codeSpan(text.replaceAll("|", "\u2502"), limit);
}

/** A line of ours that holds others' words, as Markdown that reads as itself and mentions nobody. */
export function escapeMarkdown(text: string): string {
  return text
    .replace(/&/g, "&amp;")
    .replace(/</g, "&lt;")
    .replace(/[\\`*_[\]|~]/g, "\\$&")
    .replace(/([@#!])(?=[\p{L}\p{N}_])/gu, "$1\u200B");
}
