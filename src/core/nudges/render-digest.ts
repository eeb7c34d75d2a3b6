import { escapeText, escapeUrl } from "../text/escape.ts";
import { wordsOf } from "../desired/audience/words.ts";
import type { DigestDraft, Way } from "../model/digest.ts";
import { formatState } from "./digest-state.ts";
import type { Waiting } from "./waiting-item.ts";

/** The digest as it stands in its comment, and as reports show it. */
export function renderDigest({ sections, items, names, reader, state }: DigestDraft): string {
  const nameOf = (id: string) => names[id] ?? escapeText(id, "name");
  const told = [...state.sent].reverse();
  const waits = told.filter(({ way, item }) => way === "digest" && items[item] !== undefined);
  const own = waits.filter(({ to }) => to === reader).map(({ item }) => items[item] ?? "");
  const pass = waits.filter(({ to }) => to !== reader).map(({ to, item }) => `${nameOf(to)}: ${items[item] ?? ""}`);
  const sent = told.flatMap(({ on, to, way, item }) =>
    way === "digest"
      ? []
      : [`${WORDS.date(on).text}: ${nameOf(to)}, ${WAYS[way]}: ${items[item] ?? "what is settled since"}`],
  );
  const all = [
    { title: "A word of yours may help", lines: unique(own) },
    { title: "Please pass on, when it suits you", lines: unique(pass) },
    ...sections,
    { title: "Said already", lines: unique(sent) },
  ].filter(({ lines }) => lines.length > 0);
  const body =
    all.length === 0
      ? "Nothing waits for anybody."
      : all
          .map(({ title, lines }) => [`**${title}**`, "", ...lines.map((line) => `- ${line}`)].join("\n"))
          .join("\n\n");
  return `${HEAD}\n\n${body}`;
}

/** The comment whole: what is read, and below it what is remembered. */
export function formatDigest(draft: DigestDraft): string {
  return `${renderDigest(draft)}\n\n${formatState(draft.state)}`;
}

const WORDS = wordsOf("en");

const HEAD =
  "Coordinators read this, and nobody else; it is not for appraisals. It is kept up to date in place; what is settled goes from it, though the forge may keep how it read before. Nothing in it is proof of anything: ask first.";

const WAYS: Readonly<Record<Exclude<Way, "digest">, string>> = { comment: "by a comment", chat: "by chat" };

/** A title that leads to its issue, where that has an address. */
export function linkTo({ title, url }: Pick<Waiting, "title" | "url">): string {
  const text = escapeText(title, "name");
  return /^https?:/.test(url) ? `[${text}](${escapeUrl(url)})` : text;
}

function unique(lines: readonly string[]): readonly string[] {
  return [...new Set(lines)];
}
