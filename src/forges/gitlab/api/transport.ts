import type { RequestCounts } from "../../../core/model/outcome.ts";
import type { ForgeConnection } from "../../types.ts";

/** No answer of the API's came back: none at all, half of one, or something else's. */
export class TransportFailure extends Error {
  override readonly name = "TransportFailure";
  /** What happened, as half a sentence without the token, the address or a text. */
  readonly reason: string;
  /** Of the answer that was no answer; null when there was none. */
  readonly status: number | null;
  /** False when the server cannot have seen the request. */
  readonly sent: boolean;
  /** Whether asking once more may help. */
  readonly again: boolean;

  constructor(reason: string, details: { status?: number; sent: boolean; again: boolean }) {
    super(reason);
    this.reason = reason;
    this.status = details.status ?? null;
    this.sent = details.sent;
    this.again = details.again;
  }
}

export interface Outgoing {
  readonly method: keyof RequestCounts;
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | null;
  /** A POST that only asks, as GraphQL's questions are. */
  readonly asks?: true;
}

/** Whether a request only reads, so that it may be cut off and sent again. */
export function isReading({ method, asks }: Outgoing): boolean {
  return method === "GET" || asks === true;
}

/** A whole answer, of whatever status. */
export interface Reply {
  readonly status: number;
  readonly headers: Headers;
  /** Parsed JSON; the bare text of a refusal that is none. */
  readonly body: unknown;
}

/** Sends one request once and reads all of the answer. Throws `TransportFailure` alone. */
export async function sendOnce(connection: ForgeConnection, request: Outgoing): Promise<Reply> {
  const { method, url } = request;
  const started = performance.now();
  const trace = (what: string): void =>
    connection.trace(`${method} ${url.pathname}: ${what} ${Math.round(performance.now() - started)} ms`);
  try {
    const reply = await exchange(connection, request);
    trace(`${reply.status} in`);
    return reply;
  } catch (error) {
    const failure = describeFailure(error);
    trace(`${failure.reason} after`);
    throw failure;
  }
}

async function exchange(connection: ForgeConnection, request: Outgoing): Promise<Reply> {
  const controller = new AbortController();
  const timer = setTimeout(() => controller.abort(timedOut(connection.timeout)), connection.timeout);
  const stop = (): void => controller.abort(stopped(true));
  // A write under way is let finish: cutting it off would only leave open whether it was done.
  if (isReading(request)) connection.signal.addEventListener("abort", stop, { once: true });
  try {
    const response = await fetch(request.url, {
      method: request.method,
      headers: { ...request.headers, accept: "application/json", "user-agent": "fledgling" },
      body: request.body,
      redirect: "manual",
      signal: controller.signal,
    });
    const text = await response.text();
    return { status: response.status, headers: response.headers, body: readBody(response, text) };
  } finally {
    clearTimeout(timer);
    connection.signal.removeEventListener("abort", stop);
  }
}

function readBody(response: Response, text: string): unknown {
  const { status } = response;
  const json = /^application\/json\b/.test(response.headers.get("content-type") ?? "");
  if (status === 204) return null;
  if (!json && response.ok)
    throw new TransportFailure("something that is not GitLab's API answered", { status, sent: true, again: false });
  if (!json) return text;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    if (!response.ok) return text;
    throw new TransportFailure("the answer was cut short", { status, sent: true, again: true });
  }
}

/** The run was asked to stop. */
export function stopped(sent: boolean): TransportFailure {
  return new TransportFailure("the run was stopped", { sent, again: false });
}

function timedOut(milliseconds: number): TransportFailure {
  const seconds = Math.round(milliseconds / 100) / 10;
  return new TransportFailure(`no answer came within ${seconds} s`, { sent: true, again: true });
}

const UNTRUSTED = "its certificate is signed by nobody this machine trusts";

/** Codes of failures before the first byte of the request left. */
const NEVER_SENT: Readonly<Record<string, string>> = {
  ECONNREFUSED: "the connection was refused",
  EHOSTUNREACH: "the host cannot be reached",
  ENETUNREACH: "the network cannot be reached",
  ENOTFOUND: "there is no host of that name",
  EAI_AGAIN: "the host's name could not be looked up",
  UND_ERR_CONNECT_TIMEOUT: "no connection came about in time",
  CERT_HAS_EXPIRED: "its certificate has expired",
  DEPTH_ZERO_SELF_SIGNED_CERT: UNTRUSTED,
  SELF_SIGNED_CERT_IN_CHAIN: UNTRUSTED,
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: UNTRUSTED,
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: UNTRUSTED,
  ERR_TLS_CERT_ALTNAME_INVALID: "its certificate is for another host",
};

/** Messages of `fetch` are left out: one about an invalid header repeats the token. */
function describeFailure(error: unknown): TransportFailure {
  if (error instanceof TransportFailure) return error;
  const code = readCode(error);
  const reason = code === null ? undefined : NEVER_SENT[code];
  if (reason !== undefined) return new TransportFailure(reason, { sent: false, again: true });
  const named = code === null ? "" : ` (${code})`;
  return new TransportFailure(`the connection broke${named}`, { sent: true, again: true });
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
