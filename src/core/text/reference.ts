import type { Capabilities } from "../model/issue.ts";
import { escapeUrl } from "./escape.ts";

/**
 * Stands in a rendered text for an issue whose number is known only once it exists. The private-use characters cannot
 * come from anybody's text: escaping removes them.
 */
export function referenceToken(key: string): string {
  return `\uE000${key}\uE001`;
}

const TOKEN = /\uE000([a-z0-9._/-]+)\uE001/g;

/** Keys a text still waits for, in order, each once. */
export function listReferenceTokens(text: string): readonly string[] {
  return [...new Set([...text.matchAll(TOKEN)].map((match) => match[1] ?? ""))];
}

/** Replaces tokens by what `resolve` gives; a token it knows nothing of stays. */
export function fillReferences(text: string, resolve: (key: string) => string | null): string {
  return text.replace(TOKEN, (token, key: string) => resolve(key) ?? token);
}

/** How a body names an issue of the same place: `#12`; `#12+`, which GitLab shows with its title; or a link to its file. */
export function formatReference(
  style: Capabilities["reference"],
  issue: { readonly number: number; readonly url: string },
): string {
  if (style === "number") return `#${issue.number}`;
  if (style === "number-plus") return `#${issue.number}+`;
  return `[#${issue.number}](${linkTarget(style, issue.url)})`;
}

/** Where a link to an issue leads: its address, or the name of its file beside the one that links. */
export function linkTarget(style: Capabilities["reference"], url: string): string {
  return style === "file" ? encodeFile(url.split("/").at(-1) ?? "") : escapeUrl(url);
}

/** Whether a box's text is nothing but a reference, filled in or still waiting. */
export function isReference(label: string): boolean {
  return /^(?:\\?#\d+\+?|\[#\d+\]\([^()\s]*\)|\uE000[a-z0-9._/-]+\uE001)$/.test(label.trim());
}

/** A file's name as a link target, whether its address was encoded or not. */
function encodeFile(name: string): string {
  const plain = name.replace(/\p{Surrogate}/gu, "");
  return plain
    .replace(/[^\w.~%-]/gu, (sign) => encodeURI(sign))
    .replace(/\(/g, "%28")
    .replace(/\)/g, "%29");
}
