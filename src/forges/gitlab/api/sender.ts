import { setTimeout as sleep } from "node:timers/promises";
import { InvariantError } from "../../../core/diagnostics/errors.ts";
import type { RequestCounts } from "../../../core/model/outcome.ts";
import type { ForgeConnection } from "../../types.ts";
import { LimitFailure, openLimits } from "./limits.ts";
import type { Outgoing, Reply } from "./transport.ts";
import { isReading, sendOnce, stopped, TransportFailure } from "./transport.ts";

/** An answer that is neither a 2xx nor a 429. Holds none of the request. */
export class Refusal extends Error {
  override readonly name = "Refusal";
  readonly status: number;
  readonly body: unknown;

  constructor(status: number, body: unknown) {
    super(`GitLab answered ${status}`);
    this.status = status;
    this.body = body;
  }
}

export interface Sender {
  /** Throws `Refusal`, `LimitFailure` or `TransportFailure`. */
  send(request: Outgoing): Promise<Reply>;
  /** Requests really sent so far. */
  requests(): RequestCounts;
}

const REPEATS = 3;
/** Milliseconds before the first repeat; each further pause is twice as long. */
const FIRST_PAUSE = 500;

/**
 * Decides what is sent again: reads, a few times; writes never, not even after a 429. A create sent twice makes
 * twins, and an update sent after a pause would overwrite what people wrote since the issue was re-read.
 */
export function openSender(connection: ForgeConnection, methods: "GET" | "all"): Sender {
  const counts: Record<keyof RequestCounts, number> = { GET: 0, POST: 0, PUT: 0, PATCH: 0, DELETE: 0 };
  const limits = openLimits(connection);

  async function attempt(request: Outgoing): Promise<Reply> {
    await limits.pass(request);
    if (connection.signal.aborted) throw stopped(false);
    // A question is a POST on the wire and costs what a read costs.
    counts[isReading(request) ? "GET" : request.method] += 1;
    const reply = await sendOnce(connection, request);
    if (reply.status === 429 || isLimited(reply.body)) throw limits.note(request, reply);
    if (reply.status < 200 || reply.status > 299) throw new Refusal(reply.status, reply.body);
    return reply;
  }

  async function read(request: Outgoing): Promise<Reply> {
    for (let repeats = 0; ;) {
      try {
        return await attempt(request);
      } catch (error) {
        // The next attempt begins with the wait.
        if (error instanceof LimitFailure && limits.allow(request)) continue;
        if (repeats === REPEATS || !mayHelp(error)) throw error;
        await pause(connection, FIRST_PAUSE * 2 ** repeats);
        repeats += 1;
      }
    }
  }

  return {
    requests: () => ({ ...counts }),
    send: async (request) => {
      if (isReading(request)) return read(request);
      if (methods === "GET") throw new InvariantError(`A reader was asked to send ${request.method}`);
      return attempt(request);
    },
  };
}

/** GraphQL says an endpoint's limit with a 200. */
function isLimited(body: unknown): boolean {
  const errors = typeof body === "object" && body !== null ? (body as Record<string, unknown>)["errors"] : null;
  return Array.isArray(errors) && /requested too many times/i.test(JSON.stringify(errors));
}

function mayHelp(error: unknown): boolean {
  if (error instanceof TransportFailure) return error.again;
  return error instanceof Refusal && [500, 502, 503, 504].includes(error.status);
}

async function pause(connection: ForgeConnection, milliseconds: number): Promise<void> {
  const length = connection.pacing === false ? 1 : milliseconds;
  await sleep(length, undefined, { signal: connection.signal }).catch(() => {
    throw stopped(true);
  });
}
