import type { RequestCounts } from "../../../core/model/outcome.ts";
import type { ForgeConnection } from "../../types.ts";

/** No whole answer came back. Octokit turns it into a status 500 of its own making and keeps it as `cause`. */
export class TransportFailure extends Error {
  /** What happened, as half a sentence without the token or the address. */
  readonly reason: string;
  /** False when the server cannot have seen the request. */
  readonly sent: boolean;

  constructor(reason: string, sent: boolean) {
    super(reason);
    this.name = "TransportFailure";
    this.reason = reason;
    this.sent = sent;
  }
}

export interface Transport {
  readonly fetch: typeof fetch;
  /** Requests really sent so far. */
  readonly requests: () => RequestCounts;
}

type Method = keyof RequestCounts;

/** What Octokit sends with: it has no timeout of its own, follows redirects with the token, and replays a dead signal. */
export function openTransport(connection: ForgeConnection): Transport {
  const counts: Record<Method, number> = { GET: 0, POST: 0, PUT: 0, PATCH: 0, DELETE: 0 };
  return {
    requests: () => ({ ...counts }),
    fetch: async (input, init) => {
      const method = (init?.method ?? "GET") as Method;
      const url = input instanceof Request ? input.url : input.toString();
      const path = new URL(url).pathname;
      if (connection.signal.aborted) throw stopped(false);
      // GraphQL is only ever asked: a question is a POST on the wire and costs what a read costs.
      counts[path.endsWith("/graphql") ? "GET" : method] += 1;
      const started = performance.now();
      try {
        const response = await sendOnce(connection, method, url, init);
        connection.trace(`${method} ${path}: ${response.status} in ${elapsed(started)} ms`);
        return response;
      } catch (error) {
        const failure = error instanceof Error && error.name === "AbortError" ? error : describeFailure(error);
        connection.trace(`${method} ${path}: ${failure.message} after ${elapsed(started)} ms`);
        throw failure;
      }
    },
  };
}

/** Reads the whole answer here, since Octokit takes one that breaks off for an empty one. */
async function sendOnce(
  connection: ForgeConnection,
  method: Method,
  url: string,
  init?: RequestInit,
): Promise<Response> {
  const controller = new AbortController();
  const seconds = Math.round(connection.timeout / 1000);
  const timer = setTimeout(() => {
    controller.abort(new TransportFailure(`no answer came within ${seconds} s`, true));
  }, connection.timeout);
  const stop = (): void => controller.abort(stopped(true));
  // A write under way is let finish: cutting it off would only leave open whether it was done.
  if (method === "GET") connection.signal.addEventListener("abort", stop, { once: true });
  try {
    const response = await fetch(url, { ...init, redirect: "manual", signal: controller.signal });
    const body = await response.arrayBuffer();
    const empty = body.byteLength === 0 || [204, 205, 304].includes(response.status);
    return new Response(empty ? null : body, { status: response.status, headers: response.headers });
  } finally {
    clearTimeout(timer);
    connection.signal.removeEventListener("abort", stop);
  }
}

/** Settles as `pending` does, or at once when the run is stopped: plugin-retry's pauses do not see the signal. */
export async function untilStopped<T>(pending: Promise<T>, signal: AbortSignal): Promise<T> {
  let stop = (): void => undefined;
  const ended = new Promise<never>((_resolve, reject) => {
    stop = () => reject(stopped(true));
    signal.addEventListener("abort", stop, { once: true });
  });
  try {
    return await Promise.race([pending, ended]);
  } finally {
    signal.removeEventListener("abort", stop);
  }
}

/** Octokit rethrows an `AbortError` as it is and repeats nothing. */
function stopped(sent: boolean): TransportFailure {
  const failure = new TransportFailure("the run was stopped", sent);
  failure.name = "AbortError";
  return failure;
}

/** Codes of failures before the first byte of the request left. */
const NEVER_SENT: Readonly<Record<string, string>> = {
  ECONNREFUSED: "the connection was refused",
  ENOTFOUND: "there is no host of that name",
  EAI_AGAIN: "the host's name could not be looked up",
  UND_ERR_CONNECT_TIMEOUT: "no connection came about in time",
  CERT_HAS_EXPIRED: "its certificate has expired",
  DEPTH_ZERO_SELF_SIGNED_CERT: "its certificate is signed by nobody this machine trusts",
  SELF_SIGNED_CERT_IN_CHAIN: "its certificate is signed by nobody this machine trusts",
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: "its certificate is signed by nobody this machine trusts",
  ERR_TLS_CERT_ALTNAME_INVALID: "its certificate is for another host",
};

/** Messages of `fetch` are left out: one about an invalid header repeats the token. */
function describeFailure(error: unknown): TransportFailure {
  if (error instanceof TransportFailure) return error;
  const code = readCode(error);
  const reason = code === null ? undefined : NEVER_SENT[code];
  if (reason !== undefined) return new TransportFailure(reason, false);
  return new TransportFailure(`the connection broke${code === null ? "" : ` (${code})`}`, true);
}

function readCode(error: unknown): string | null {
  for (let current = error; current instanceof Error; current = current.cause) {
    const { code } = current as NodeJS.ErrnoException;
    if (typeof code === "string" && /^[A-Z0-9_]+$/.test(code)) return code;
    // Happy eyeballs: one error for each address tried.
    if (current instanceof AggregateError && current.errors.length > 0) return readCode(current.errors[0]);
  }
  return null;
}

function elapsed(started: number): number {
  return Math.round(performance.now() - started);
}
