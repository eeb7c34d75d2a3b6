import type { Timer } from "./timer.ts";

/** A queue in which two requests stand at least so many milliseconds apart. */
export interface Spacing {
  readonly queue: string;
  readonly apart: number;
}

/** Gives each request its place in the queues it stands in, one after the other. */
export interface Pace {
  keep(spacings: readonly Spacing[], signal: AbortSignal): Promise<void>;
}

export function openPace(timer: Timer): Pace {
  /** When the next one may be sent, by queue. */
  const next = new Map<string, number>();
  return {
    keep: async (spacings, signal) => {
      for (const { queue, apart } of spacings) {
        const now = timer.now();
        const turn = Math.max(now, next.get(queue) ?? 0);
        next.set(queue, turn + apart);
        if (turn > now) await timer.sleep(turn - now, signal);
      }
    },
  };
}
