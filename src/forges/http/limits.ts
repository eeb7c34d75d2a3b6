import type { Outgoing } from "./exchange.ts";
import type { Limit } from "./limit-signals.ts";
import { listScopes } from "./limit-signals.ts";
import type { Pace } from "./pace.ts";
import { openPace } from "./pace.ts";
import type { Timer } from "./timer.ts";
import { SYSTEM_TIMER } from "./timer.ts";

/** A refusal for a limit's sake, or a request held back because of an earlier one, when there is no patience for the rest of the pause. */
export class LimitFailure extends Error {
  override readonly name = "LimitFailure";
  /** Of the answer that told the limit. */
  readonly status: number;
  /** As half a sentence. */
  readonly reason: string;

  constructor(status: number, reason: string) {
    super(reason);
    this.status = status;
    this.reason = reason;
  }
}

/**
 * What all connections of one run share, whichever cohort and project they are for: one patience, and for each server
 * and token when the way is open again. Made once a run, so that four places never wait four times as long.
 */
export interface RunLimits {
  readonly timer: Timer;
  of(server: { readonly apiUrl: string; readonly token: string | null }): ServerLimits;
}

/** The limits of one server for one token. */
export interface ServerLimits {
  readonly pace: Pace;
  /** Takes note of a limit that an answer told, and gives the failure that it is where nobody waits. */
  note(limit: Limit): LimitFailure;
  /** Whether the patience left would let a request through, at once or after a wait. */
  allows(request: Outgoing, patience: number): boolean;
  /** Waits until a request may be sent. Throws `LimitFailure` when that takes longer than the patience left. */
  pass(request: Outgoing, waiting: Waiting): Promise<void>;
}

interface Waiting {
  /** As messages call the server. */
  readonly forge: string;
  /** Milliseconds the whole run may wait. */
  readonly patience: number;
  readonly signal: AbortSignal;
  readonly trace: (line: string) => void;
}

/** A barred way, until an instant in milliseconds since 1970. */
interface Gate {
  readonly limit: Limit;
  readonly until: number;
}

/** Milliseconds that a run has waited on limits so far. */
interface Spending {
  spent: number;
}

export function openRunLimits(timer: Timer = SYSTEM_TIMER): RunLimits {
  const spending: Spending = { spent: 0 };
  const servers = new Map<string, ServerLimits>();
  return {
    timer,
    of: ({ apiUrl, token }) => {
      const key = JSON.stringify([apiUrl, token]);
      const limits = servers.get(key) ?? openServerLimits(timer, spending);
      servers.set(key, limits);
      return limits;
    },
  };
}

function openServerLimits(timer: Timer, spending: Spending): ServerLimits {
  /** By what they bar. */
  const gates = new Map<string, Gate>();
  /** Until when each one's pause is paid for: who waits beside another waits for nothing more. */
  const paid = new Map<string, number>();

  function findGate(request: Outgoing): (Gate & { readonly left: number }) | null {
    const shut = listScopes(request)
      .flatMap((scope) => gates.get(scope) ?? [])
      .map((gate) => ({ ...gate, left: gate.until - timer.now() }))
      .filter(({ left }) => left > 0);
    return shut.sort((a, b) => b.left - a.left)[0] ?? null;
  }

  /** What is still to be paid for a wait at a gate. */
  function costOf({ limit, until, left }: Gate & { readonly left: number }): number {
    return Math.min(left, Math.max(0, until - (paid.get(limit.bars) ?? 0)));
  }

  return {
    pace: openPace(timer),
    note: (limit) => {
      const until = timer.now() + limit.pause;
      if (until > (gates.get(limit.bars)?.until ?? 0)) gates.set(limit.bars, { limit, until });
      return fail(limit, (gates.get(limit.bars)?.until ?? until) - timer.now());
    },
    allows: (request, patience) => {
      const gate = findGate(request);
      return gate === null || spending.spent + costOf(gate) <= patience;
    },
    pass: async (request, { patience, signal, trace, forge }) => {
      for (let gate = findGate(request); gate !== null; gate = findGate(request)) {
        const cost = costOf(gate);
        if (spending.spent + cost > patience) throw fail(gate.limit, gate.left);
        spending.spent += cost;
        paid.set(gate.limit.bars, gate.until);
        const seconds = Math.ceil(gate.left / 1000);
        const left = Math.round((patience - spending.spent) / 1000);
        if (cost > 0) trace(`${forge} asks for a pause of ${seconds} s; ${left} s of patience left`);
        await timer.sleep(gate.left, signal);
      }
    },
  };
}

function fail(limit: Limit, left: number): LimitFailure {
  return new LimitFailure(limit.status, limit.reason(Math.ceil(left / 1000)));
}
