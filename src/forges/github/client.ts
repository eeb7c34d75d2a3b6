import { setTimeout as sleep } from "node:timers/promises";
import { retry } from "@octokit/plugin-retry";
import { throttling } from "@octokit/plugin-throttling";
import { Octokit } from "@octokit/rest";
import type { z } from "zod";
import { InvariantError } from "../../core/model/errors.ts";
import type { RequestCounts } from "../../core/model/outcome.ts";
import type { ForgeConnection } from "../types.ts";
import type { Call, Failure } from "./failure.ts";
import { toBadToken, toFailure, toUnreadable } from "./failure.ts";
import { openTransport } from "./transport.ts";

/** Supported at least 24 months beyond 2026-03-10; a retired version answers 410. */
const API_VERSION = "2022-11-28";

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly data: unknown;
}

/** Octokit behind a wall: what comes out is data or a `ForgeError`. */
export interface GitHubClient {
  requests(): RequestCounts;
  /** Sends and parses; throws `ForgeError`. */
  send<T>(call: Call, schema: z.ZodType<T>): Promise<T>;
  /** Sends, and hands back a refusal instead of throwing it. */
  attempt(call: Call): Promise<Answer | Failure>;
  /** All pages of a list, by the addresses GitHub itself gives: it refuses page numbers from some depth on. */
  list<T>(call: Call, schema: z.ZodType<T>): Promise<readonly T[]>;
}

/** `methods: "GET"` makes a client that cannot write, whatever it is asked to. */
export function openClient(connection: ForgeConnection, methods: "GET" | "all"): GitHubClient {
  const transport = openTransport(connection);
  const octokit = openOctokit(connection, transport.fetch);

  async function attempt(call: Call): Promise<Answer | Failure> {
    const reading = call.route.startsWith("GET ");
    if (methods === "GET" && !reading) throw new InvariantError(`A reader was asked to ${call.operation}`);
    if (connection.token !== null && !/^[\x21-\x7e]+$/.test(connection.token))
      return { error: toBadToken(call), codes: [] };
    let answer: Answer;
    try {
      answer = await octokit.request(call.route, {
        ...call.parameters,
        headers: { "x-github-api-version": API_VERSION },
        // Never a number for GET: plugin-retry then repeats every refusal, those of `doNotRetry` too.
        ...(reading ? {} : { request: { retries: 0 } }),
      });
    } catch (error) {
      return toFailure(call, error, connection.token);
    }
    // The transport does not follow redirects, and Octokit takes them for success.
    return answer.status < 300 ? answer : toFailure(call, { response: answer }, connection.token);
  }

  async function send<T>(call: Call, schema: z.ZodType<T>): Promise<T> {
    return parseAnswer(call, await expectAnswer(attempt(call)), schema);
  }

  async function list<T>(call: Call, schema: z.ZodType<T>): Promise<readonly T[]> {
    const items: T[] = [];
    const visited = new Set<string>();
    let page: Call | null = { ...call, parameters: { ...call.parameters, per_page: 100 } };
    while (page !== null) {
      const answer = await expectAnswer(attempt(page));
      items.push(...parseAnswer(page, answer, schema.array()));
      const next = findNextPage(call, answer, connection.apiUrl);
      if (next !== null && visited.has(next))
        throw toUnreadable(call, answer.status, "its pages lead round in a circle");
      if (next !== null) visited.add(next);
      page = next === null ? null : { ...call, route: `GET ${next}`, parameters: {} };
    }
    return items;
  }

  return { requests: transport.requests, send, attempt, list };
}

/** Whether `attempt` was refused. */
export function isFailure(result: Answer | Failure): result is Failure {
  return "error" in result;
}

async function expectAnswer(result: Promise<Answer | Failure>): Promise<Answer> {
  const settled = await result;
  if (isFailure(settled)) throw settled.error;
  return settled;
}

/** Reads an answer's data, or throws that it is none of GitHub's. */
export function parseAnswer<T>(call: Call, answer: Answer, schema: z.ZodType<T>): T {
  const parsed = schema.safeParse(answer.data);
  if (parsed.success) return parsed.data;
  const where = parsed.error.issues[0]?.path.join(".") ?? "";
  const seen = typeof answer.data === "object" && where !== "" ? ` (at ${where})` : "";
  throw toUnreadable(call, answer.status, `the answer is not what GitHub's API sends${seen}`);
}

/** A link to elsewhere is an error: following it would hand the token over. */
function findNextPage(call: Call, answer: Answer, apiUrl: string): string | null {
  const { link } = answer.headers;
  const next = typeof link === "string" ? /<([^<>]+)>[^<]*;\s*rel="?next"?/.exec(link)?.[1] : undefined;
  if (next === undefined) return null;
  if (!URL.canParse(next) || new URL(next).origin !== new URL(apiUrl).origin) {
    throw toUnreadable(call, answer.status, "its next page is said to be on another host");
  }
  return next;
}

let clients = 0;

const SafeOctokit = Octokit.plugin(nameLimits, retry, throttling);

function openOctokit(connection: ForgeConnection, send: typeof fetch): Octokit {
  const paced = connection.pacing !== false;
  const wait = openWaiting(connection);
  clients += 1;
  return new SafeOctokit({
    baseUrl: connection.apiUrl.replace(/\/+$/, ""),
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

type LimitHandler = (seconds: number, options: { readonly method: string }) => Promise<boolean>;

/** Waits as GitHub asked while the run's patience lasts; a write is never repeated. */
function openWaiting(connection: ForgeConnection): LimitHandler & (() => void) {
  let left = connection.patience;
  const handler: LimitHandler = async (seconds, { method }) => {
    const pause = seconds * 1000;
    if (method !== "GET" || pause > left) return false;
    left -= pause;
    connection.trace(`GitHub asks for a pause of ${seconds} s; ${Math.round(left / 1000)} s of patience left`);
    return sleep(pause, true, { signal: connection.signal }).catch(() => false);
  };
  return handler as LimitHandler & (() => void);
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
