/** Characters one value from the config may have, by what it is: as many as a cohort file lets it have. */
const LIMITS = { name: 200, text: 4000 } as const;
const TITLE_LIMIT = 255;

/**
 * Control and escape characters, bidi marks, overrides and isolates, our own private-use tokens, fillers that look like
 * nothing, tag characters, lone surrogates. Joiners stay: scripts and emoji need them.
 */
const UNSAFE =
  /[\p{Cc}\p{Cs}\u061C\u115F\u1160\u180E\u200B\u200E\u200F\u2028-\u202E\u2060-\u206F\u3164\uE000\uE001\uFEFF\uFFA0\uFFF0-\uFFFB\u{E0000}-\u{E007F}]/gu;

/** A value as one line that no terminal, log or reader can be misled by, at most `limit` characters. */
export function plainText(value: string, limit: number): string {
  const line = value
    .replace(/[\t\r\n\u0085\u2028\u2029]+/g, " ")
    .replace(UNSAFE, "")
    .replace(/\s+/g, " ")
    .trim();
  return cutText(line, limit);
}

/** At most `limit` characters, counted as people do, the last one `…` where some are missing. */
export function cutText(text: string, limit: number): string {
  const letters = [...text];
  if (letters.length <= limit) return text;
  return `${letters
    .slice(0, limit - 1)
    .join("")
    .trimEnd()}…`;
}

/**
 * What the forges turn into mentions, references, emoji or marked changes. They look for it in the rendered text, where
 * backslashes and entities are gone, so a zero-width space goes behind the first sign.
 */
const REFERENCES =
  /@(?=\S)|[#!$&](?=\d)|[%~](?=[\p{L}\p{N}_"])|\b(?:GH|GL)-(?=\d)|\[(?=[a-z_]+:|TOC|\[_TOC)|\*(?=iteration:)|[[{](?=[+-])|:(?=[a-z+_-][\w+-]*:)/giu;

function neutralize(text: string): string {
  return text.replace(REFERENCES, "$&\u200B").replace(/kept by fledgling/gi, (words) => words.replace(" ", " \u200B"));
}

/** An address as it stands in prose, without the punctuation that ends its sentence. */
const ADDRESS = /\bhttps?:\/\/[^\s<>"`\\|]*[^\s<>"`\\|.,;:!?'()[\]{}*_~]/gi;

/**
 * A value as Markdown that reads as exactly its own text: no formatting, HTML, heading, list, box, reference, mention
 * or quick action. Web addresses in a `text` stay what they are, since a project's first task is often one.
 */
export function escapeText(value: string, sort: keyof typeof LIMITS): string {
  const text = plainText(value, LIMITS[sort]);
  if (sort === "name") return escapeStart(escapeInline(text));
  let escaped = "";
  let from = 0;
  for (const match of text.matchAll(ADDRESS)) {
    escaped += `${escapeInline(text.slice(from, match.index))}${linkAddress(match[0])}`;
    from = match.index + match[0].length;
  }
  return escapeStart(escaped + escapeInline(text.slice(from)));
}

function escapeInline(text: string): string {
  return neutralize(text)
    .replace(/&/g, "&amp;")
    .replace(/</g, "&lt;")
    .replace(/>/g, "&gt;")
    .replace(/[\\`*_[\]|~$^{}]/g, "\\$&");
}

/** Both forges link a plain address by themselves; one with signs that Markdown would read needs its brackets. */
function linkAddress(address: string): string {
  return /^[\w./:?=-]+$/.test(address) && !address.includes("_") ? address : `<${address}>`;
}

/** What would start a list, heading, quote, rule or quick action at the beginning of a line. */
function escapeStart(text: string): string {
  return text.replace(/^(\d{1,9})([.)])(?=\s|$)/, "$1\\$2").replace(/^[-+#=/:!(]/, "\\$&");
}

/** A value as (part of) a title: one line, no mention, no reference: GitLab looks for both in titles too. */
export function escapeTitle(value: string): string {
  return neutralize(plainText(value, TITLE_LIMIT));
}

/** An address for a Markdown link target, or `#` when it is none of http, https and mailto. */
export function escapeUrl(value: string): string {
  const address = value.replace(UNSAFE, "").trim();
  const isMail = /^mailto:./i.test(address);
  if (!isMail && !/^https?:\/\/[^\s/?#]/i.test(address)) return "#";
  const encoded = address.replace(/\s/g, encodeURIComponent).replace(/[<>()[\]\\`"'{}|^*]/g, encodeSign);
  return isMail ? encoded : encoded.replace(/@/g, encodeSign);
}

/** `encodeURIComponent` leaves brackets, quotes and stars as they are. */
function encodeSign(sign: string): string {
  return `%${sign.charCodeAt(0).toString(16).toUpperCase().padStart(2, "0")}`;
}
