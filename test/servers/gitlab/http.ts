import type { IncomingMessage, ServerResponse } from "node:http";

export type Json = Readonly<Record<string, unknown>>;

/** One request as it reached the server. */
export interface SeenRequest {
  readonly method: string;
  /** Whole path, still encoded, base path and `/api/v4` included. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: Readonly<Record<string, string | undefined>>;
  /** Parsed; undefined when there was none, null when it was not JSON. */
  readonly body: unknown;
  /** `http://127.0.0.1:PORT`. */
  readonly origin: string;
}

export interface Reply {
  readonly status: number;
  readonly body: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Thrown by whatever part of the server refuses a request. */
export class Refused extends Error {
  readonly status: number;
  readonly body: Json;

  constructor(status: number, body: Json) {
    super(`${status} ${JSON.stringify(body)}`);
    this.status = status;
    this.body = body;
  }
}

/** What goes wrong with one request, before the server acted on it or `after`. */
export type Fault = { readonly after?: boolean } & (
  | { readonly kind: "reset" }
  | { readonly kind: "hang" }
  | { readonly kind: "html" }
  | { readonly kind: "truncated" }
  | {
      readonly kind: "status";
      readonly status: number;
      /** Sent as JSON, or as it is when it is a text. */
      readonly body?: unknown;
      readonly headers?: Readonly<Record<string, string>>;
    }
);

export async function readRequest(message: IncomingMessage): Promise<SeenRequest> {
  const chunks: Buffer[] = [];
  for await (const chunk of message) chunks.push(chunk as Buffer);
  const origin = `http://${message.headers.host ?? "server.test"}`;
  const url = new URL(message.url ?? "/", origin);
  return {
    method: message.method ?? "GET",
    path: url.pathname,
    query: url.searchParams,
    headers: message.headers as Record<string, string | undefined>,
    body: parseBody(Buffer.concat(chunks).toString("utf8")),
    origin,
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

export function sendReply(response: ServerResponse, { status, body, headers }: Reply): void {
  const type = typeof body === "string" ? "text/plain" : "application/json";
  response.writeHead(status, { "content-type": type, ...headers });
  response.end(typeof body === "string" ? body : JSON.stringify(body));
}

export function sendFault(response: ServerResponse, fault: Fault, reply: Reply | null): void {
  if (fault.kind === "hang") return;
  if (fault.kind === "reset") {
    response.socket?.resetAndDestroy();
  } else if (fault.kind === "html") {
    response.writeHead(200, { "content-type": "text/html; charset=utf-8" });
    response.end("<!doctype html><title>Sign in</title><p>Please sign in to the network.");
  } else if (fault.kind === "truncated") {
    const text = JSON.stringify(reply?.body ?? { id: 1 });
    const headers = { "content-type": "application/json", "content-length": String(Buffer.byteLength(text)) };
    response.writeHead(reply?.status ?? 200, headers);
    response.write(text.slice(0, Math.ceil(text.length / 2)), () => response.socket?.destroy());
  } else {
    const body = fault.body ?? { message: `${fault.status} Error` };
    sendReply(response, {
      status: fault.status,
      body,
      ...(fault.headers === undefined ? {} : { headers: fault.headers }),
    });
  }
}
