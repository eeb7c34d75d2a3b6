import type { Timer } from "../../src/forges/http/timer.ts";

export interface FakeTimer extends Timer {
  /** Every wait so far, in milliseconds. */
  readonly waits: readonly number[];
}

/** A timer on which a wait is over at once, and the clock says that it was not. */
export function openFakeTimer(start = "2026-06-01T09:00:00Z"): FakeTimer {
  const waits: number[] = [];
  const passed = () => waits.reduce((sum, wait) => sum + wait, 0);
  return {
    waits,
    now: () => Date.parse(start) + passed(),
    sleep: async (milliseconds) => void waits.push(milliseconds),
  };
}
