import type { IncomingMessage } from "node:http";

export type Json = Readonly<Record<string, unknown>>;

/** One request as it reached the server. */
export interface SeenRequest {
  readonly method: string;
  /** `/api/v3` for an Enterprise Server's addresses, else empty. */
  readonly prefix: string;
  /** What follows the prefix, still encoded. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: Readonly<Record<string, string | undefined>>;
  /** Parsed; undefined when there was none, null when it was not JSON. */
  readonly body: unknown;
}

export interface Reply {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as JSON; undefined for none. */
  readonly data?: unknown;
}

export async function readRequest(message: IncomingMessage): Promise<SeenRequest> {
  const chunks: Buffer[] = [];
  for await (const chunk of message) chunks.push(chunk as Buffer);
  const url = new URL(message.url ?? "/", "http://server.test");
  const prefix = url.pathname.startsWith("/api/v3/") ? "/api/v3" : "";
  return {
    method: message.method ?? "GET",
    prefix,
    path: url.pathname.slice(prefix.length),
    query: url.searchParams,
    headers: message.headers as Record<string, string | undefined>,
    body: parseBody(Buffer.concat(chunks).toString("utf8")),
  };
}

function parseBody(text: string): unknown {
  if (text === "") return undefined;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null;
  }
}

export function asRecord(value: unknown): Json {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Json) : {};
}

export function asStrings(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((item): item is string => typeof item === "string") : [];
}
