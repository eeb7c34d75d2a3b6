import { listBlocks } from "../../markdown/blocks.ts";
import { type Block } from "../../markdown/block.ts";
import { plainText } from "../../text/escape.ts";
import type { ReadBody } from "../../marker/body.ts";
import { linkTarget } from "../../text/reference.ts";
import type { Cohort, Person } from "../../model/cohort.ts";
import type { Capabilities, ObservedComment, ObservedIssue, Occurrence } from "../../model/issue.ts";
import { directoryOf } from "../../model/lookup/directory.ts";
import { accountSet, isSameAccount } from "../../model/lookup/accounts.ts";
import { boundText } from "../../text/bound-text.ts";
import { splitLines } from "../../text/lines.ts";

export interface PromiseInput {
  readonly cohort: Cohort;
  readonly occurrence: Occurrence;
  /** The issue before of the same kind and intern. */
  readonly issue: ObservedIssue;
  readonly body: ReadBody;
  readonly comments: readonly ObservedComment[];
  readonly reference: Capabilities["reference"];
}

/** What somebody said they would do. */
export interface Said {
  /** One line, as they wrote it and not yet escaped. */
  readonly text: string;
  /** Name of who said it; null where nothing tells. */
  readonly by: string | null;
  /** Where it was said, as a link target. */
  readonly url: string;
}

const TEXT_LIMIT = 200;

/**
 * What was promised in the issue before and is not ticked: boxes that people added to it, and lines that begin with
 * "Next:" or "I will", in it or in comments of its owner and the mentor. What was carried over to it is carried on.
 */
export function listPromises(input: PromiseInput): readonly Said[] {
  const { issue, body, reference } = input;
  const found = body.marker === null ? [] : harvest(input, ownWords(body), { by: null, url: targetOf(input, null) });
  const mine = input.comments
    .filter(({ place, number }) => place === issue.place && number === issue.number)
    .sort((a, b) => a.id - b.id);
  const said = mine.flatMap((comment) => {
    const speaker = findSpeaker(input, comment.author);
    if (speaker === null) return [];
    const at = { by: speaker, url: reference === "file" ? targetOf(input, null) : targetOf(input, comment.id) };
    return harvest(input, listBlocks(boundText(comment.text, "comment")), at);
  });
  const byText = new Map<string, Said>();
  for (const one of [...found, ...said])
    if (!byText.has(one.text.toLowerCase())) byText.set(one.text.toLowerCase(), one);
  return [...byText.values()];
}

/** What stands in an issue that its template has not: of the create-only blocks, the boxes alone. */
function ownWords({ text, marker }: ReadBody): readonly Block[] {
  const rendered = new Set(marker?.blocks.map(({ hash }) => hash));
  const createOnly = new Set(marker?.createOnly);
  return listBlocks(text).filter(({ hash, task }) => !rendered.has(hash) && (task !== null || !createOnly.has(hash)));
}

function harvest(input: PromiseInput, blocks: readonly Block[], at: Pick<Said, "by" | "url">): readonly Said[] {
  let isListing = false;
  return blocks.flatMap((block) => {
    if (block.kind !== "item" && block.kind !== "paragraph") return [];
    if (block.task !== null)
      return block.task.state === " " ? [readBox(input, boundText(block.task.label, "line"), at)] : [];
    const lines = splitLines(block.raw)
      .map((line) => boundText(line, "line"))
      .map((line) => readWords(line.replace(/^\s*(?:[-*+]|\d{1,9}[.)])\s+/, "")));
    const isFollowing = isListing && block.kind === "item";
    const texts = isFollowing ? [lines.join(" ")] : lines.flatMap(readLine);
    isListing = isFollowing || lines.some((line) => OPENING.exec(line)?.[1] === "");
    return texts.filter((text) => text.trim() !== "").map((text) => ({ ...at, text: plainText(text, TEXT_LIMIT) }));
  });
}

const OPENING = /^(?:next(?: week)?|nächste woche)\s*:\s*(?!\s)(.*)$/i;

function readLine(line: string): readonly string[] {
  const rest = OPENING.exec(line)?.[1];
  if (rest !== undefined) return [rest];
  return /^(?:I will|Ich werde)\s+\S/.test(line) ? [line] : [];
}

/** A box that was carried over says in brackets behind its words who said them, and where. */
function readBox({ cohort, reference }: PromiseInput, label: string, at: Pick<Said, "by" | "url">): Said {
  const carried = readCarried(label);
  const text = plainText(readWords(carried?.words ?? label), TEXT_LIMIT);
  if (carried === null) return { ...at, text };
  const by = cohort.people.find((person) => person.name === readWords(carried.name))?.name ?? null;
  return { text, by, url: linkTarget(reference, carried.url) };
}

/** `words ([name](url))`, taken apart from its end; null for anything else. */
function readCarried(label: string): { readonly words: string; readonly name: string; readonly url: string } | null {
  const end = /\]\(([^()\s]+)\)\)$/.exec(label);
  if (end === null) return null;
  const start = label.lastIndexOf("([", end.index - 3);
  const words = label.slice(0, Math.max(0, start)).trimEnd();
  const name = label.slice(start + 2, end.index);
  return start === -1 || words === "" || name.includes("]") ? null : { words, name, url: end[1] ?? "" };
}

/** Markdown as it reads: what escaping put there is gone, and a link is its words. */
function readWords(markdown: string): string {
  return withoutLinks(markdown.replace(/[\u200B\u2060\uFEFF]/g, ""))
    .replace(/<(https?:\/\/[^\s<>]+)>/g, "$1")
    .replace(/(?<!\\)\*\*/g, "")
    .replace(/\\([!-/:-@[-`{-~])/g, "$1")
    .replace(/&(amp|lt|gt);/g, (_, name: string) => ({ amp: "&", lt: "<", gt: ">" })[name] ?? "")
    .trim();
}

const ADDRESS = /\([^()\s]*\)/y;

/** `[words](address)` becomes `words`. Goes from one `]` to the next, and looks for `[` no further back than the last. */
function withoutLinks(markdown: string): string {
  let text = "";
  let from = 0;
  for (let close = markdown.indexOf("]"); close !== -1; close = markdown.indexOf("]", from)) {
    const before = markdown.slice(from, close);
    const open = before.indexOf("[");
    ADDRESS.lastIndex = close + 1;
    const isLink = open !== -1 && ADDRESS.test(markdown);
    text += isLink ? `${before.slice(0, open)}${before.slice(open + 1)}` : `${before}]`;
    from = isLink ? ADDRESS.lastIndex : close + 1;
  }
  return text + markdown.slice(from);
}

/** The name of whoever may promise something here: the issue's owner and the mentor; in a folder whoever writes in it. */
function findSpeaker({ cohort, occurrence, issue }: PromiseInput, author: string): string | null {
  const mentor = directoryOf(cohort).intern(occurrence.intern)?.helpers.mentor;
  const isAuthor = ({ username, name }: Person) => [username, name].some((word) => isSameAccount(word, author.trim()));
  const person = cohort.people.find(isAuthor);
  if (!cohort.forge.profile.behaviour.hasAccounts) return person?.name ?? (author === "" ? null : author);
  if (person === undefined || !isSameAccount(person.username, author)) return null;
  const mayPromise = [occurrence.owner, mentor].includes(person.id) || accountSet(issue.assignees).has(author);
  return mayPromise ? person.name : null;
}

function targetOf({ cohort, issue, reference }: PromiseInput, comment: number | null): string {
  const { commentAnchor } = cohort.forge.profile.behaviour;
  const anchor = comment === null || commentAnchor === null ? "" : `#${commentAnchor(comment)}`;
  return linkTarget(reference, `${issue.url}${anchor}`);
}
