import { setTimeout as sleep } from "node:timers/promises";
import { retry } from "@octokit/plugin-retry";
import { throttling } from "@octokit/plugin-throttling";
import { Octokit } from "@octokit/rest";
import type { ForgeConnection } from "../../types.ts";

let clients = 0;

const SafeOctokit = Octokit.plugin(nameLimits, retry, throttling);

/** Octokit with its two plugins so composed that only reads are ever repeated; `send` does the sending. */
export function openOctokit(connection: ForgeConnection, send: typeof fetch): Octokit {
  const paced = connection.pacing !== false;
  const wait = openWaiting(connection);
  clients += 1;
  return new SafeOctokit({
    baseUrl: connection.apiUrl.replace(/(?<!\/)\/+$/, ""),
    userAgent: "fledgling",
    ...(connection.token === null ? {} : { auth: connection.token }),
    // Octokit's own warnings go to the console, past `--quiet`.
    log: { debug: ignore, info: ignore, warn: ignore, error: ignore },
    request: { fetch: send },
    // 429 is throttling's: left to both, it would be repeated twice over and without its pause.
    retry: { doNotRetry: [400, 401, 403, 404, 409, 410, 422, 429, 451], ...(paced ? {} : { retryAfterBaseValue: 1 }) },
    throttle: {
      // Throttling's queues belong to the module and are shared by clients of one id.
      id: `fledgling-${clients}`,
      // The handlers below have waited themselves, where a stop can end it.
      retryAfterBaseValue: 0,
      onRateLimit: wait,
      onSecondaryRateLimit: wait,
      ...(paced ? {} : { write: UNPACED, notifications: UNPACED }),
    },
  });
}

/** Seconds to wait where an hour is used up and by our clock long over: the clocks differ, and asking at once would not end. */
const CLOCKS_DIFFER = 60;

/** Waits as GitHub asked while the run's patience lasts; a write is never repeated. Throttling awaits what it is given. */
function openWaiting(connection: ForgeConnection): (seconds: number, options: { readonly method: string }) => unknown {
  let left = connection.patience;
  return async (seconds, { method }) => {
    const pause = (seconds > 0 ? seconds : CLOCKS_DIFFER) * 1000;
    if (method !== "GET" || pause > left) return false;
    left -= pause;
    connection.trace(`GitHub asks for a pause of ${pause / 1000} s; ${Math.round(left / 1000)} s of patience left`);
    return sleep(pause, true, { signal: connection.signal }).catch(() => false);
  };
}

/** Throttling knows a secondary limit by its words alone, and a 429 of a proxy in front says them differently. */
function nameLimits(octokit: Parameters<typeof retry>[0]): void {
  octokit.hook.error("request", (error) => {
    const { status, response } = error as { status?: number; response?: { headers: Record<string, unknown> } };
    const used = response?.headers["x-ratelimit-remaining"] === "0";
    if (status === 429 && response !== undefined && !used && !/\bsecondary rate\b/i.test(error.message)) {
      error.message += " (secondary rate limit)";
    }
    throw error;
  });
}

/** Stands in for a queue of throttling's, without its pauses. */
const UNPACED = {
  key: () => ({ schedule: <T>(_options: unknown, task: () => Promise<T>) => task() }),
} as never;

function ignore(): void {
  // Nothing of Octokit's is worth a line: the transport traces every request.
}
