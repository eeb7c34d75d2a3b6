import type { Json, SeenRequest } from "./http.ts";
import { Refused } from "./http.ts";

type Type = "text" | "number" | "boolean" | "numbers" | "labels" | readonly string[];

/** What a route takes: every name with its type, a `!` after the name for what must be there. */
export type Params = Readonly<Record<string, Type>>;

export const PAGES: Params = { page: "number", per_page: "number" };

/**
 * The query and the body of a request, checked. Stricter than GitLab in one thing: it ignores names that it does not
 * know, in silence, so that a mistyped one does nothing; here it is refused and put on record.
 */
export function readParams(request: SeenRequest, query: Params, body: Params | null, violations: string[]): Json {
  const refuse = (message: string): never => {
    violations.push(`${request.method} ${request.path}: ${message}`);
    throw new Refused(400, { error: message });
  };
  const values: Record<string, unknown> = {};
  for (const name of new Set(request.query.keys())) {
    const type = query[name] ?? query[`${name}!`];
    if (type === undefined) return refuse(`the query ${name} is unknown`);
    const all = request.query.getAll(name);
    values[name] = type === "numbers" ? all.map(Number) : parseText(all.at(-1) ?? "", type);
  }
  if (body === null && request.body !== undefined) return refuse("a body came with a request that takes none");
  if (body !== null) Object.assign(values, readBody(request, body, refuse));
  for (const [key, type] of Object.entries({ ...query, ...body })) {
    const name = key.replace("!", "");
    if (key.endsWith("!") && values[name] === undefined) return refuse(`${name} is missing`);
    if (values[name] !== undefined && !isOf(type, values[name])) return refuse(`${name} is invalid`);
  }
  return values;
}

function readBody(request: SeenRequest, body: Params, refuse: (message: string) => never): Json {
  if (request.headers["content-type"]?.startsWith("application/json") !== true)
    throw new Refused(415, { error: "The provided content-type is not supported." });
  const sent = request.body;
  if (typeof sent !== "object" || sent === null || Array.isArray(sent)) return refuse("the body is no JSON object");
  for (const name of Object.keys(sent))
    if (body[name] === undefined && body[`${name}!`] === undefined) return refuse(`the key ${name} is unknown`);
  return sent as Json;
}

function parseText(text: string, type: Type): unknown {
  if (type === "number") return /^-?\d+$/.test(text) ? Number(text) : text;
  if (type === "boolean") return text === "true" ? true : text === "false" ? false : text;
  return text;
}

/** GitLab's `labels` come as one text with commas or as a list. */
function isOf(type: Type, value: unknown): boolean {
  if (Array.isArray(type)) return type.includes(value);
  if (type === "text") return typeof value === "string";
  if (type === "number") return Number.isInteger(value);
  if (type === "boolean") return typeof value === "boolean";
  if (type === "numbers") return Array.isArray(value) && value.every((item) => Number.isInteger(item));
  return typeof value === "string" || (Array.isArray(value) && value.every((item) => typeof item === "string"));
}

export function splitLabels(value: unknown): readonly string[] {
  const names = Array.isArray(value) ? (value as string[]) : String(value).split(",");
  return [...new Set(names.map((name) => name.trim()).filter((name) => name !== ""))];
}
