import type { RunLimits } from "./limits.ts";

/** How to reach one server, and how long its requests may take. A forge's own connection adds what only it needs. */
export interface HttpConnection {
  /** API root: `https://gitlab.com/api/v4`, `https://api.github.com`. */
  readonly apiUrl: string;
  /** Null when there is none: reading public projects may still work. */
  readonly token: string | null;
  /** Milliseconds before one request is given up. */
  readonly timeout: number;
  /** Milliseconds the whole run may wait on rate limits. */
  readonly patience: number;
  /** What all connections of a run share: how much of the patience is spent, and when each server's way is open again. Without it a connection has its own. */
  readonly limits?: RunLimits;
  readonly signal: AbortSignal;
  /** False leaves out the pauses between writes and before a repeat, for servers that are ours; `Retry-After` is obeyed all the same. */
  readonly pacing?: boolean;
  /** Says something in `--verbose`; never given a token, a header or a body. */
  readonly trace: (line: string) => void;
}
