import { KEY_PART, parseKey } from "../model/key.ts";
import { parseBlocks, type Block } from "./blocks.ts";

/** A block as last rendered: its hash, and whether we rendered it ticked. */
export interface BaseBlock {
  readonly hash: string;
  readonly ticked: boolean;
}

/** What an issue's marker remembers: whose it is, and the base of every three-way comparison. */
export interface Stamp {
  readonly version: 1;
  readonly key: string;
  /** Config repository, `""` when unknown. */
  readonly repository: string;
  /** Id of the run that wrote it. */
  readonly run: string;
  /** One-letter field names to hashes of what was applied. */
  readonly fields: Readonly<Record<string, string>>;
  readonly blocks: readonly BaseBlock[];
}

export type MarkerProblem =
  | "none"
  | "missing-marker"
  | "broken-marker"
  | "duplicate-marker"
  | "newer-version"
  | "two-keys";

export interface ReadBody {
  readonly key: string | null;
  readonly foundIn: "marker" | "footer" | null;
  readonly stamp: Stamp | null;
  readonly problem: MarkerProblem;
  /** The text people and templates share: without marker and footer, `\n` line ends, right-trimmed. */
  readonly text: string;
}

/** The most characters a marker may have; a body and its marker must fit GitHub's 65,536 together. */
export const MARKER_LIMIT = 7000;

const MARKER = /^\s*<!--\s*fledgling:(\d+)\b([\s\S]*?)-->\s*$/;
const FOOTER = /^[\s_*\\]*Kept by Fledgling\b.*?\bkey[\s`*_\\]+([a-z0-9._\\-]+(?:\/[a-z0-9._\\-]+){3})[\s`*_\\.]*$/;

/** Text, footer line and hidden marker as one body. */
export function composeBody(text: string, stamp: Stamp): string {
  const shown = text.trimEnd();
  const footer = `_Kept by Fledgling · key \`${stamp.key}\`_`;
  return `${shown === "" ? "" : `${shown}\n\n`}${footer}\n\n${formatMarker(stamp)}`;
}

export function formatMarker(stamp: Stamp): string {
  const fields = Object.keys(stamp.fields)
    .sort()
    .map((name) => `${name}:${stamp.fields[name] ?? ""}`);
  const blocks = stamp.blocks.map((block) => `${block.hash}${block.ticked ? "+" : ""}`);
  return `<!-- fledgling:1 key=${stamp.key} repo=${encodeName(stamp.repository)} run=${encodeName(stamp.run)} fields=${fields.join(",")} blocks=${blocks.join(",")} -->`;
}

/** Takes a body apart, whatever people made of it. Never throws. */
export function readBody(raw: string): ReadBody {
  const blocks = parseBlocks(raw.replace(/\r\n?/g, "\n").replace(/[\s\uFEFF]+$/, ""));
  const found = findMarkers(blocks);
  const rest = blocks.filter((block) => !found.includes(block));
  const footers = rest.filter((block) => block.kind === "paragraph" && readFooter(block.raw) !== null);
  const split = found.length === 0 && footers.length === 0 ? splitTail(raw) : null;
  const text = split?.text ?? joinText(rest.filter((block) => !footers.includes(block)));
  const markers = (
    split?.marker === undefined || split.marker === null ? found.map((block) => block.raw) : [split.marker]
  ).map(parseMarker);
  const footer = footers.map((block) => readFooter(block.raw)).at(-1) ?? split?.footer ?? null;
  return { ...judge(markers, footer), text };
}

/** A marker is a comment of its own; people may have moved it. In a fence or inside a paragraph it is only text. */
function findMarkers(blocks: readonly Block[]): readonly Block[] {
  return blocks.filter((block) => block.kind === "html" && MARKER.test(block.raw));
}

/** An unclosed fence above swallows what follows it, so the last lines are looked at as lines too. */
function splitTail(raw: string): { text: string; marker: string | null; footer: string | null } | null {
  const lines = raw.replace(/\r\n?/g, "\n").trimEnd().split("\n");
  const last = lines.at(-1) ?? "";
  if (!MARKER.test(last)) return null;
  lines.pop();
  while (lines.length > 0 && (lines.at(-1) ?? "").trim() === "") lines.pop();
  const footer = readFooter(lines.at(-1) ?? "");
  if (footer !== null) lines.pop();
  return { text: lines.join("\n").trimEnd(), marker: last, footer };
}

function judge(markers: readonly (Stamp | "broken" | "newer")[], footer: string | null): Omit<ReadBody, "text"> {
  const stamps = markers.filter((marker) => marker !== "broken" && marker !== "newer");
  const keys = new Set([...stamps.map((stamp) => stamp.key), ...(footer === null ? [] : [footer])]);
  const [stamp] = stamps;
  if (markers.includes("newer"))
    return {
      key: stamp?.key ?? footer,
      foundIn: footer === null ? null : "footer",
      stamp: null,
      problem: "newer-version",
    };
  if (keys.size > 1) return { key: stamp?.key ?? footer, foundIn: "marker", stamp: null, problem: "two-keys" };
  if (stamp !== undefined)
    return {
      key: stamp.key,
      foundIn: "marker",
      stamp: stamps.length > 1 ? (stamps.at(-1) ?? stamp) : stamp,
      problem: markers.length > 1 ? "duplicate-marker" : "none",
    };
  return {
    key: footer,
    foundIn: footer === null ? null : "footer",
    stamp: null,
    problem: markers.length > 0 ? "broken-marker" : "missing-marker",
  };
}

function parseMarker(raw: string): Stamp | "broken" | "newer" {
  const match = MARKER.exec(raw);
  if (match === null) return "broken";
  if (Number(match[1]) > 1) return "newer";
  const parts = new Map<string, string>();
  for (const part of (match[2] ?? "").trim().split(/\s+/)) {
    const at = part.indexOf("=");
    if (at > 0) parts.set(part.slice(0, at), part.slice(at + 1));
  }
  const key = parseKey(parts.get("key") ?? "");
  const fields = parseFields(parts.get("fields"));
  const blocks = parseBlockList(parts.get("blocks"));
  if (key === null || fields === null || blocks === null) return "broken";
  return {
    version: 1,
    key: parts.get("key") ?? "",
    repository: decodeName(parts.get("repo") ?? ""),
    run: decodeName(parts.get("run") ?? ""),
    fields,
    blocks,
  };
}

function parseFields(text: string | undefined): Record<string, string> | null {
  if (text === undefined) return null;
  const fields: Record<string, string> = {};
  for (const pair of text.split(",").filter((entry) => entry !== "")) {
    const match = /^([a-z]):([0-9A-Za-z]+)$/.exec(pair);
    if (match === null) return null;
    fields[match[1] ?? ""] = match[2] ?? "";
  }
  return fields;
}

function parseBlockList(text: string | undefined): readonly BaseBlock[] | null {
  if (text === undefined) return null;
  const entries = text.split(",").filter((entry) => entry !== "");
  if (!entries.every((entry) => /^[0-9A-Za-z]{6}\+?$/.test(entry))) return null;
  return entries.map((entry) => ({ hash: entry.slice(0, 6), ticked: entry.endsWith("+") }));
}

function readFooter(raw: string): string | null {
  const key = FOOTER.exec(raw.trim())?.[1]?.replace(/\\/g, "") ?? null;
  return key !== null && key.split("/").every((part) => KEY_PART.test(part)) ? key : null;
}

/** What stays when marker and footer are taken out from wherever they stood. */
function joinText(blocks: readonly Block[]): string {
  return blocks
    .map((block) => block.raw)
    .join("")
    .replace(/^\n+/, "")
    .trimEnd();
}

/** Nothing that could end the comment, or a part of it: `--`, `>`, spaces. */
function encodeName(name: string): string {
  return encodeURIComponent(name)
    .replace(/%2F/g, "/")
    .replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`)
    .replace(/--/g, "-%2D");
}

function decodeName(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return "";
  }
}
