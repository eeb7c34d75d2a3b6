import { unixLines } from "../../core/text/lines.ts";
/**
 * A file of comments, one below the other, each headed by who and when and closed by a rule: what somebody types at the
 * end of the file is then a comment of its own.
 */
export function appendComment(
  file: string,
  comment: { readonly author: string; readonly at: string; readonly text: string },
): string {
  const before = file.trim() === "" ? "" : `${file.trimEnd()}\n\n`;
  return `${before}## ${comment.author}, ${comment.at}\n\n${shield(comment.text.trimEnd())}\n\n---\n`;
}

const BORDER = /^(?:## |-{3,}[ \t]*$)/m;

/** Counts what stands between headings and rules; a hidden comment alone is nothing. */
export function countComments(file: string): number {
  return withoutHidden(unixLines(file))
    .split(BORDER)
    .filter((part) => part.trim() !== "").length;
}

/** One comment of a file; `author` is empty where somebody typed without a heading, `at` where it has no instant. */
export interface SaidInFile {
  readonly author: string;
  readonly at: string;
  /** Without what is hidden. */
  readonly text: string;
  readonly raw: string;
}

/** What was said, in order. */
export function readComments(file: string): readonly SaidInFile[] {
  return unixLines(file)
    .split(SEPARATOR)
    .map(readPart)
    .filter((comment) => comment.text !== "");
}

/** The file with another text in its nth comment, counted from 1; null where it has no such comment. */
export function replaceComment(file: string, index: number, text: string): string | null {
  const parts = unixLines(file).split(new RegExp(`(${SEPARATOR.source})`, "m"));
  let count = 0;
  for (const [at, part] of parts.entries()) {
    if (at % 2 === 1 || readPart(part).text === "" || ++count !== index) continue;
    const heading = /^## .*\n*/.exec(part)?.[0].trimEnd() ?? "";
    return parts.with(at, `${heading === "" ? "" : `${heading}\n\n`}${shield(text.trimEnd())}\n\n`).join("");
  }
  return null;
}

const SEPARATOR = /^(?=## )|^-{3,}[ \t]*$/m;

function readPart(part: string): SaidInFile {
  const heading = /^## (.*)(?:\n|$)/.exec(part)?.[1] ?? "";
  const raw = part.replace(/^## .*/, "").trim();
  return {
    author: heading.split(",", 1).join("").trim(),
    at: /, *(\d{4}-\d\d-\d\dT[\d:.]+Z)/.exec(heading)?.[1] ?? "",
    text: withoutHidden(raw).trim(),
    raw,
  };
}

/** A text without its hidden comments; one that nobody closed hides nothing. */
function withoutHidden(text: string): string {
  let shown = "";
  let from = 0;
  for (let start = text.indexOf("<!--"); start !== -1; start = text.indexOf("<!--", from)) {
    const end = text.indexOf("-->", start + "<!--".length);
    if (end === -1) break;
    shown += text.slice(from, start);
    from = end + "-->".length;
  }
  return shown + text.slice(from);
}

/** Markdown reads a heading or a rule one blank further in all the same. */
function shield(text: string): string {
  return text.replace(new RegExp(BORDER, "gm"), " $&");
}
