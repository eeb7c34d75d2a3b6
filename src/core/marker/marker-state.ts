import { InvariantError } from "../diagnostics/errors.ts";
import { parseKey } from "../model/key.ts";
import { NO_FIELDS, changeFields, readFields, writeFields } from "./fields.ts";
import type { FieldChanges, MarkerFields } from "./fields.ts";

/** A block as last rendered: its hash, whether we rendered it ticked, and how many list items it stands inside. */
export interface BaseBlock {
  readonly hash: string;
  readonly ticked: boolean;
  readonly depth: number;
}

/**
 * What an issue's marker remembers: whose it is, and the base of every three-way comparison. It is stored as
 * `<!-- fledgling:1 key=… repo=… run=… fields=a:…,t:… blocks=…,….2,…+ -->`, for ever: what a version once wrote, all later
 * ones read. The letters of `fields` are the table in `fields.ts`.
 */
export interface MarkerState extends MarkerFields {
  readonly version: 1;
  readonly key: string;
  /** Config repository, `""` when unknown. */
  readonly repository: string;
  /** Id of the run that wrote it. */
  readonly run: string;
  readonly blocks: readonly BaseBlock[];
}

/** What identifies a marker and its body's base, beside its fields. */
export type MarkerFrame = Pick<MarkerState, "key" | "repository" | "run" | "blocks">;

export type MarkerChanges = Partial<MarkerFrame> & FieldChanges;

/** The marker of an issue about to be made. */
export function createMarker({ key, repository, run, blocks, ...fields }: MarkerFrame & FieldChanges): MarkerState {
  return { ...changeFields(NO_FIELDS, fields), version: 1, key, repository, run, blocks };
}

/** The marker with what `changes` names as it says; all else stays, and so does what a newer version put there. */
export function updateMarker(state: MarkerState, changes: MarkerChanges): MarkerState {
  const { key = state.key, repository = state.repository, run = state.run, blocks = state.blocks, ...fields } = changes;
  return { ...changeFields(state, fields), version: 1, key, repository, run, blocks };
}

/** The most characters a marker may have; a body and its marker must fit GitHub's 65,536 together. */
export const MARKER_LIMIT = 7000;

/** What a comment says: a marker's state; that a newer version wrote it; or that somebody broke it. The key is read if it can be. */
export type ParsedMarker =
  | { readonly is: "state"; readonly key: string; readonly state: MarkerState }
  | { readonly is: "newer" | "broken"; readonly key: string | null };

/** The hidden comment: one line, and nothing in it can end it early. Throws on a key or a field no part of ours makes. */
export function formatMarker(state: MarkerState): string {
  const letters = writeFields(state);
  const fields = Object.keys(letters)
    .sort()
    .map((letter) => `${letter}:${letters[letter] ?? ""}`);
  const blocks = state.blocks.map(formatBlock);
  if (parseKey(state.key) === null) throw new InvariantError(`"${state.key}" is no key`);
  if (!fields.every((field) => FIELD.test(field)))
    throw new InvariantError(`the marker of ${state.key} has a field that is no hash`);
  const names = `repo=${encodeName(state.repository)} run=${encodeName(state.run)}`;
  return `<!-- fledgling:1 key=${state.key} ${names} fields=${fields.join(",")} blocks=${blocks.join(",")} -->`;
}

/** Characters of the marker, to hold against `MARKER_LIMIT` before anything is sent. */
export function markerLength(state: MarkerState): number {
  return formatMarker(state).length;
}

/** Reads what follows `fledgling:` in a comment, white space as people's editors left it. Never throws. */
export function parseMarker(version: number, content: string): ParsedMarker {
  const parts = readParts(content);
  const key = parseKey(parts.get("key") ?? "") === null ? null : (parts.get("key") ?? null);
  if (version > 1) return { is: "newer", key };
  const fields = readList(parts.get("fields"), readField);
  const blocks = readList(parts.get("blocks"), readBlock);
  if (version < 1 || key === null || fields === null || blocks === null) return { is: "broken", key };
  const state: MarkerState = {
    ...readFields(Object.fromEntries(fields)),
    version: 1,
    key,
    repository: decodeName(parts.get("repo") ?? ""),
    run: decodeName(parts.get("run") ?? ""),
    blocks,
  };
  return { is: "state", key, state };
}

const FIELD = /^([a-z]):([0-9A-Za-z]+)$/;
const BLOCK = /^([0-9A-Za-z]{6})(?:\.(\d{1,2}))?(\+)?$/;

function formatBlock(block: BaseBlock): string {
  return `${block.hash}${block.depth === 0 ? "" : `.${block.depth}`}${block.ticked ? "+" : ""}`;
}

function readBlock(text: string): BaseBlock | null {
  const match = BLOCK.exec(text);
  if (match === null) return null;
  return { hash: match[1] ?? "", ticked: match[3] !== undefined, depth: Number(match[2] ?? 0) };
}

function readField(text: string): readonly [string, string] | null {
  const match = FIELD.exec(text);
  return match === null ? null : [match[1] ?? "", match[2] ?? ""];
}

/** Null when the part is missing or one entry is not as we write it: half a base would be a wrong one. */
function readList<T>(text: string | undefined, read: (entry: string) => T | null): readonly T[] | null {
  if (text === undefined) return null;
  const entries: T[] = [];
  for (const entry of text === "" ? [] : text.split(",")) {
    const value = read(entry);
    if (value === null) return null;
    entries.push(value);
  }
  return entries;
}

function readParts(content: string): ReadonlyMap<string, string> {
  const parts = new Map<string, string>();
  for (const part of content.trim().split(/\s+/)) {
    const at = part.indexOf("=");
    if (at > 0) parts.set(part.slice(0, at), part.slice(at + 1));
  }
  return parts;
}

/** Leaves nothing that could end a comment or one of its parts: no `--`, no `>`, no blank. */
function encodeName(name: string): string {
  return encodeURIComponent(name.replace(/\p{Surrogate}/gu, "\uFFFD"))
    .replace(/%2F/g, "/")
    .replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`)
    .replace(/-(?=-|$)/g, "%2D");
}

function decodeName(text: string): string {
  try {
    return decodeURIComponent(text).replace(/\p{C}/gu, "");
  } catch {
    return "";
  }
}
