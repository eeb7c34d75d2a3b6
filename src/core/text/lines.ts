/** Lines of text as people's editors, browsers and forges leave them: ended by `\n`, `\r\n` or `\r`. */

/** The text with `\n` at the end of every line. */
export function unixLines(text: string): string {
  return text.replace(/\r\n?/g, "\n");
}

/** The lines of a text without what ends them; one more than there are ends. */
export function splitLines(text: string): readonly string[] {
  return text.split(/\r\n?|\n/);
}

/**
 * Whether two texts are the same but for what a forge or an editor does to one that it stores: ends of lines, and
 * blanks at both ends of the whole. For texts that are written as a whole; a body that people edit is compared block by
 * block (`core/markdown/normal-form.ts`), and a field by its hash (`hash.ts`).
 */
export function isSameText(one: string | null, other: string | null): boolean {
  if (one === null || other === null) return one === other;
  return unixLines(one).trim() === unixLines(other).trim();
}
