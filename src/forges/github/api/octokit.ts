import { Octokit } from "@octokit/rest";
import { Refusal } from "../../http/failures.ts";
import type { HttpConnection } from "../../http/connection.ts";
import type { Outgoing, Reply } from "../../http/exchange.ts";
import { isGraphQL } from "../../http/limit-signals.ts";
import type { Sender } from "../../http/sender.ts";

/** Octokit without plugins of its own, on our own sending. */
export function openOctokit(connection: HttpConnection, { send }: Pick<Sender, "send">): Octokit {
  return new Octokit({
    baseUrl: connection.apiUrl.replace(/(?<!\/)\/+$/, ""),
    userAgent: "fledgling",
    ...(connection.token === null ? {} : { auth: connection.token }),
    // Octokit's own warnings go to the console, past `--quiet`.
    log: { debug: ignore, info: ignore, warn: ignore, error: ignore },
    request: {
      fetch: async (address: string, init: RequestInit) => toResponse(await send(toOutgoing(address, init))),
    },
  });
}

function toOutgoing(address: string, { method, headers, body }: RequestInit): Outgoing {
  const url = new URL(address);
  return {
    method: (method ?? "GET") as Outgoing["method"],
    url,
    headers: headers as Outgoing["headers"],
    body: typeof body === "string" ? body : null,
    // GraphQL is only ever asked.
    ...(isGraphQL(url) ? { asks: true } : {}),
  };
}

function toResponse({ status, headers, text }: Reply): Response {
  // A body is forbidden there, even an empty one.
  const empty = text === "" || [204, 205, 304].includes(status);
  return new Response(empty ? null : text, { status, headers });
}

/** What Octokit threw, without the request that it keeps: a `Refusal`, or what `send` threw. */
export function unwrapError(thrown: unknown): unknown {
  if (!(thrown instanceof Error)) return thrown;
  const { response } = thrown as { readonly response?: Partial<Answer> };
  if (typeof response?.status === "number") return new Refusal(response.status, response.headers ?? {}, response.data);
  return thrown.cause ?? thrown;
}

/** An answer as Octokit gives it. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly data: unknown;
}

function ignore(): void {
  // Nothing of Octokit's is worth a line: the transport traces every request.
}
