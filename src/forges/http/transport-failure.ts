/**
 * What became of a request that brought no answer, in our own words: messages of `fetch` are left out, since one about
 * an invalid header repeats the token. A further reason for a connection that never came about is one line of the table.
 */

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

/** The run was asked to stop. */
export function stopped(sent: boolean): TransportFailure {
  return new TransportFailure("the run was stopped", { sent, again: false });
}

/** No answer came within so many milliseconds. */
export function timedOut(milliseconds: number): TransportFailure {
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

/** Turns whatever `fetch` threw into a failure of ours. */
export function toTransportFailure(error: unknown): TransportFailure {
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
