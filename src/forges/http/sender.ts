import { InvariantError } from "../../core/diagnostics/errors.ts";
import type { HttpConnection } from "./connection.ts";
import type { Outgoing, Reply } from "./exchange.ts";
import { isReading } from "./exchange.ts";
import type { LimitWords } from "./limit-signals.ts";
import { readLimit } from "./limit-signals.ts";
import { LimitFailure, openRunLimits } from "./limits.ts";
import type { Spacing } from "./pace.ts";
import type { Transport } from "./transport.ts";
import { openTransport } from "./transport.ts";
import { TransportFailure } from "./transport-failure.ts";

/** What a forge's server wants of whoever sends to it. */
export interface Manners extends LimitWords {
  /** Milliseconds before each repeat of a read that met what passes: as many as there are. */
  readonly pauses: (request: Outgoing) => readonly number[];
  /** Whether an answer is one that asking once more may better. */
  readonly passes: (reply: Reply) => boolean;
  /** Throws `TransportFailure` for an answer that cannot be the API's. */
  readonly check: (reply: Reply) => void;
  /** The queues a request stands in. */
  readonly space: (request: Outgoing) => readonly Spacing[];
}

export interface Sender {
  /** An answer of whatever status. Throws `LimitFailure` or `TransportFailure`. */
  readonly send: (request: Outgoing) => Promise<Reply>;
  /** Requests really sent so far. */
  readonly requests: Transport["requests"];
}

/**
 * Decides what is sent again: reads, a few times; writes never, not even after a limit. A create sent twice makes
 * twins, and an update sent after a pause would overwrite what people wrote since the issue was re-read. `methods:
 * "GET"` makes one that cannot write, whatever it is asked to.
 */
export function openSender(connection: HttpConnection, manners: Manners, methods: "GET" | "all"): Sender {
  const transport = openTransport(connection);
  const { timer, of } = connection.limits ?? openRunLimits();
  const limits = of(connection);
  const { patience, signal } = connection;
  const paced = connection.pacing !== false;

  async function attempt(request: Outgoing): Promise<Reply> {
    await limits.pass(request, { ...connection, forge: manners.forge });
    if (paced) await limits.pace.keep(manners.space(request), signal);
    const reply = await transport.send(request);
    manners.check(reply);
    const limit = readLimit(request, reply, manners, timer.now());
    if (limit !== null) throw limits.note(limit);
    return reply;
  }

  async function read(request: Outgoing): Promise<Reply> {
    for (let repeats = 0; ;) {
      const pause = manners.pauses(request)[repeats];
      try {
        const reply = await attempt(request);
        if (pause === undefined || !manners.passes(reply)) return reply;
      } catch (error) {
        // The next attempt begins with the wait.
        if (error instanceof LimitFailure && limits.allows(request, patience)) continue;
        if (pause === undefined || !(error instanceof TransportFailure && error.again)) throw error;
      }
      await timer.sleep(paced ? pause : 1, signal);
      repeats += 1;
    }
  }

  return {
    requests: transport.requests,
    send: async (request) => {
      if (isReading(request)) return read(request);
      if (methods === "GET") throw new InvariantError(`A reader was asked to send ${request.method}`);
      return attempt(request);
    },
  };
}
