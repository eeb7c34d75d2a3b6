import type { RequestCounts } from "../../core/model/outcome.ts";
import type { HttpConnection } from "./connection.ts";
import type { Outgoing, Reply } from "./exchange.ts";
import { isReading } from "./exchange.ts";
import { stopped, timedOut, toTransportFailure } from "./transport-failure.ts";

/** The only way to a server. What is repeated, and what waits for what, is decided above it. */
export interface Transport {
  /** Sends one request once and reads all of the answer, of whatever status. Throws `TransportFailure` alone. */
  send(request: Outgoing): Promise<Reply>;
  /** Requests really sent so far; a question to GraphQL counts as what it is, a GET. */
  requests(): RequestCounts;
}

export function openTransport(connection: HttpConnection): Transport {
  const counts: Record<keyof RequestCounts, number> = { GET: 0, POST: 0, PUT: 0, PATCH: 0, DELETE: 0 };
  return {
    requests: () => ({ ...counts }),
    send: async (request) => {
      const { method, url } = request;
      if (connection.signal.aborted) throw stopped(false);
      counts[isReading(request) ? "GET" : method] += 1;
      const started = performance.now();
      // Without the query, which names people and labels.
      const trace = (what: string): void =>
        connection.trace(`${method} ${url.pathname}: ${what} ${Math.round(performance.now() - started)} ms`);
      try {
        const reply = await exchange(connection, request);
        trace(`${reply.status} in`);
        return reply;
      } catch (error) {
        const failure = toTransportFailure(error);
        trace(`${failure.reason} after`);
        throw failure;
      }
    },
  };
}

/** A redirect is an answer like any other: following it would hand the token over. */
async function exchange({ timeout, signal }: HttpConnection, request: Outgoing): Promise<Reply> {
  const controller = new AbortController();
  const timer = setTimeout(() => controller.abort(timedOut(timeout)), timeout);
  const stop = (): void => controller.abort(stopped(true));
  // A write under way is let finish: cutting it off would only leave open whether it was done.
  if (isReading(request)) signal.addEventListener("abort", stop, { once: true });
  try {
    const { method, url, headers, body } = request;
    const response = await fetch(url, { method, headers, body, redirect: "manual", signal: controller.signal });
    return { status: response.status, headers: response.headers, text: await response.text() };
  } finally {
    clearTimeout(timer);
    signal.removeEventListener("abort", stop);
  }
}
