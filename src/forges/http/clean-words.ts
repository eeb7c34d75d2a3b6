import { plainText } from "../../core/text/escape.ts";

/** What may not be repeated in a message. */
export interface Hidden {
  readonly token: string | null;
  /** Texts that were sent: they may be private. */
  readonly texts: readonly string[];
}

/** Shorter lines are words that anybody may use. */
const SHORTEST = 6;
const LONGEST_MESSAGE = 200;

/** A server's words on one line, without what was sent, as half a sentence. The only place where tokens and texts leave them. */
export function cleanWords(words: string, { token, texts }: Hidden): string {
  const known = token === null || token === "" ? words : words.replaceAll(token, "[token]");
  const lines = texts.flatMap((text) => [text, ...text.split("\n")]).map((line) => line.trim());
  // As they are, and as JSON has them. The longest first: one may be a part of another.
  const hidden = [...lines, ...lines.map((line) => JSON.stringify(line).slice(1, -1))]
    .filter((line) => line.length >= SHORTEST)
    .sort((a, b) => b.length - a.length);
  const safe = hidden.reduce((rest, line) => rest.replaceAll(line, "[…]"), known);
  return plainText(safe, LONGEST_MESSAGE).replace(/\.$/, "");
}
