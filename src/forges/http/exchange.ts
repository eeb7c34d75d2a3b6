import type { RequestCounts } from "../../core/model/outcome.ts";

/** One request, whole, as an SDK wants it sent. */
export interface Outgoing {
  readonly method: keyof RequestCounts;
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | null;
  /** A POST that only asks, as GraphQL's questions are. */
  readonly asks?: true;
}

/** A whole answer, of whatever status. */
export interface Reply {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

/** Whether a request only reads, so that it may be cut off and sent again. */
export function isReading({ method, asks }: Outgoing): boolean {
  return method === "GET" || asks === true;
}

export function isJson({ headers }: Reply): boolean {
  return /^application\/json\b/i.test(headers.get("content-type") ?? "");
}

/** The parsed body; undefined for what is no JSON, or only half of it. */
export function readJson(reply: Reply): unknown {
  if (!isJson(reply)) return undefined;
  try {
    return JSON.parse(reply.text) as unknown;
  } catch {
    return undefined;
  }
}
