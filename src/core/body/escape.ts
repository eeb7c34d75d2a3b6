/** How long one value from the config may be in a text, by what it is. */
const LIMITS = { name: 120, text: 2000 } as const;

/** Control and escape characters, bidi overrides and isolates, our own private-use tokens, lone surrogates. */
const UNSAFE =
  /[\u0000-\u001F\u007F-\u009F\u061C\u200B\u200E\u200F\u2028-\u202E\u2060-\u2069\uE000\uE001\uFEFF\uFFF9-\uFFFB]|[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g;

/** A value as one line that no terminal, log or reader can be misled by, at most `limit` characters. */
export function plainText(value: string, limit: number): string {
  const line = value
    .replace(/[\t\r\n\u0085\u2028\u2029]+/g, " ")
    .replace(UNSAFE, "")
    .replace(/\s+/g, " ")
    .trim();
  const letters = [...line];
  return letters.length <= limit
    ? line
    : `${letters
        .slice(0, limit - 1)
        .join("")
        .trimEnd()}…`;
}

/**
 * A value as Markdown that reads as exactly its own text: no formatting, HTML, heading, list, box, reference, mention
 * or quick action. `@` and the signs that open references get a zero-width space behind them, because GitLab and
 * GitHub look for them in the rendered text, where backslashes and entities are gone.
 */
export function escapeText(value: string, sort: keyof typeof LIMITS): string {
  const escaped = plainText(value, LIMITS[sort])
    .replace(/kept by fledgling/gi, (words) => words.replace(" ", " \u200B"))
    .replace(/&/g, "&amp;")
    .replace(/</g, "&lt;")
    .replace(/>/g, "&gt;")
    .replace(/[\\`*_[\]|~$^{}]/g, "\\$&")
    .replace(/(@|#|!|%|~|\$|&amp;|\bGH-)(?=[\p{L}\p{N}_"\\])/giu, "$1\u200B");
  return escapeStart(escaped);
}

/** What would start a list, heading, quote, rule or quick action at the beginning of a line. */
function escapeStart(text: string): string {
  return text.replace(/^(\d{1,9})([.)])(?=\s|$)/, "$1\\$2").replace(/^[-+#=/:!(]/, "\\$&");
}

/** A value as (part of) a title: one line, no mention. Forges show titles without Markdown. */
export function escapeTitle(value: string): string {
  return plainText(value, 255).replace(/@(?=[\p{L}\p{N}_])/gu, "@\u200B");
}

/** An address for a Markdown link target, or `#` when it is none of http, https and mailto. */
export function escapeUrl(value: string): string {
  const text = value.replace(UNSAFE, "").trim();
  if (!/^(?:https?:\/\/|mailto:)[^\s]+$/i.test(text)) return "#";
  return text.replace(
    /[<>()[\]\\`"'{}|^*_~]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase().padStart(2, "0")}`,
  );
}
