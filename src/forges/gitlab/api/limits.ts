import { setTimeout as sleep } from "node:timers/promises";
import type { ForgeConnection } from "../../types.ts";
import type { Outgoing, Reply } from "./transport.ts";
import { stopped } from "./transport.ts";

/** A 429, or a request held back because of an earlier one when the run has no patience for the rest of the pause. */
export class LimitFailure extends Error {
  override readonly name = "LimitFailure";
  /** Whole seconds. */
  readonly seconds: number;

  constructor(seconds: number) {
    super(`GitLab asks for a pause of ${seconds} s`);
    this.seconds = seconds;
  }
}

export interface Limits {
  /** Waits until `request` may be sent. Throws `LimitFailure` when that takes longer than the patience left. */
  pass(request: Outgoing): Promise<void>;
  /** Takes note of a 429, and says how long it bars the way. */
  note(request: Outgoing, reply: Reply): LimitFailure;
  /** Whether `pass` would let `request` through, at once or after a wait. */
  allow(request: Outgoing): boolean;
}

/** An application limit's window is one minute, and its answer does not say so. */
const MINUTE = 60_000;
const EVERYTHING = "*";

/**
 * GitLab's two sorts of 429. The throttle of a whole account or address says `Retry-After`, or in plain text
 * "Retry later"; a limit of one endpoint (new issues, comments) answers in JSON and says nothing about when.
 */
export function openLimits(connection: ForgeConnection): Limits {
  const until = new Map<string, number>();
  let patience = connection.patience;

  function remaining(request: Outgoing): number {
    const open = Math.max(until.get(EVERYTHING) ?? 0, until.get(endpointOf(request)) ?? 0);
    return Math.max(0, open - performance.now());
  }

  return {
    allow: (request) => remaining(request) <= patience,
    note: (request, reply) => {
      const asked = readPause(reply);
      const whole = asked !== null || typeof reply.body === "string";
      const end = performance.now() + (asked ?? MINUTE);
      const key = whole ? EVERYTHING : endpointOf(request);
      until.set(key, Math.max(until.get(key) ?? 0, end));
      return new LimitFailure(Math.ceil(remaining(request) / 1000));
    },
    pass: async (request) => {
      const length = remaining(request);
      if (length === 0) return;
      const seconds = Math.ceil(length / 1000);
      if (length > patience) throw new LimitFailure(seconds);
      patience -= length;
      connection.trace(`GitLab asks for a pause of ${seconds} s; ${Math.round(patience / 1000)} s of patience left`);
      await sleep(length, undefined, { signal: connection.signal }).catch(() => {
        throw stopped(false);
      });
    },
  };
}

/** Milliseconds; at least a second, so that "0" is no invitation to a tight loop. */
function readPause(reply: Reply): number | null {
  const text = reply.headers.get("retry-after");
  if (text === null || !/^\d+$/.test(text)) return null;
  return Math.max(1, Number(text)) * 1000;
}

function endpointOf(request: Outgoing): string {
  return `${request.method} ${request.url.pathname.replace(/\/\d+(?=\/|$)/g, "/n")}`;
}
