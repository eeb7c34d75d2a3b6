import { vi } from "vitest";

/**
 * Runs `work` on a clock that jumps: whenever no request is under way, to the next timer that is due. What waits
 * three seconds between requests for half an hour takes as long as the requests alone, and a server in this process
 * reads the same clock. Gives what came out and the milliseconds that went by on it.
 */
export async function simulateClock<T>(
  start: string,
  work: () => Promise<T>,
): Promise<{ readonly result: T; readonly milliseconds: number }> {
  vi.useFakeTimers({
    toFake: ["setTimeout", "clearTimeout", "setInterval", "clearInterval", "Date"],
    now: new Date(start),
  });
  const real = globalThis.fetch;
  const traffic = { underWay: 0 };
  globalThis.fetch = countTraffic(real, traffic);
  try {
    const from = Date.now();
    const running = { ended: false };
    const outcome = work().finally(() => {
      running.ended = true;
    });
    // Its rejection is the caller's, at the await below.
    outcome.catch(() => undefined);
    while (!running.ended) {
      for (let turn = 0; turn < 3; turn++) await new Promise((resolve) => void setImmediate(resolve));
      if (traffic.underWay === 0) await vi.advanceTimersToNextTimerAsync();
    }
    return { result: await outcome, milliseconds: Date.now() - from };
  } finally {
    globalThis.fetch = real;
    vi.useRealTimers();
  }
}

/** A request is under way until its answer is read whole: a timer for its end must not come due in between. */
function countTraffic(real: typeof fetch, traffic: { underWay: number }): typeof fetch {
  return async (input, init) => {
    traffic.underWay += 1;
    try {
      const response = await real(input, init);
      const body = await response.arrayBuffer();
      const { status, headers } = response;
      return new Response(body.byteLength === 0 ? null : body, { status, headers });
    } finally {
      traffic.underWay -= 1;
    }
  };
}
