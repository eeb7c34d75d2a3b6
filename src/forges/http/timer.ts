import { stopped } from "./transport-failure.ts";

/** What this room knows of time. Tests put one of their own in its place. */
export interface Timer {
  /** Milliseconds since 1970: what a server says of its next hour is measured by it too. */
  now(): number;
  /** Throws `TransportFailure` as soon as the run is stopped. */
  sleep(milliseconds: number, signal: AbortSignal): Promise<void>;
}

/** The longest that a timer of Node's holds; more would be over at once. */
const LONGEST = 2 ** 31 - 1;

export const SYSTEM_TIMER: Timer = {
  now: () => Date.now(),
  sleep: (milliseconds, signal) =>
    new Promise((resolve, reject) => {
      const stop = (): void => {
        clearTimeout(timer);
        reject(stopped(false));
      };
      const timer = setTimeout(
        () => {
          signal.removeEventListener("abort", stop);
          resolve();
        },
        Math.min(milliseconds, LONGEST),
      );
      if (signal.aborted) stop();
      else signal.addEventListener("abort", stop, { once: true });
    }),
};
