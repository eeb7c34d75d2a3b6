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
  return file
    .replace(/\r\n/g, "\n")
    .replace(/<!--[^]*?-->/g, "")
    .split(BORDER)
    .filter((part) => part.trim() !== "").length;
}

/** What was said, in order; `author` is empty where somebody typed without a heading. */
export function readComments(file: string): readonly { readonly author: string; readonly text: string }[] {
  const plain = file.replace(/\r\n/g, "\n").replace(/<!--[^]*?-->/g, "");
  return plain
    .split(/^(?=## )|^-{3,}[ \t]*$/m)
    .map((part) => {
      const heading = /^## (.*)$/m.exec(part)?.[1] ?? "";
      const author = part.startsWith("## ") ? heading.replace(/,.*$/, "").trim() : "";
      return { author, text: (part.startsWith("## ") ? part.replace(/^## .*$/m, "") : part).trim() };
    })
    .filter((comment) => comment.text !== "");
}

/** Markdown reads a heading or a rule one blank further in all the same. */
function shield(text: string): string {
  return text.replace(new RegExp(BORDER, "gm"), " $&");
}
