import type { Outgoing, Reply } from "./exchange.ts";
import { readJson } from "./exchange.ts";

/** That a server asks to be left alone, as its answer says it. */
export interface Limit {
  /** Of the answer; 429 where GraphQL says it with a 200. */
  readonly status: number;
  /** Milliseconds until the way is open again. */
  readonly pause: number;
  /** One of the request's `listScopes`: to whom the way is barred. */
  readonly bars: string;
  /** Why, as half a sentence; `seconds`: what is left of the pause. */
  readonly reason: (seconds: number) => string;
}

/** What differs between servers in how they speak of limits. */
export interface LimitWords {
  /** As messages call the server: `GitHub`. */
  readonly forge: string;
  /** Milliseconds that a limit lasts whose answer does not say so; null where nobody documents it: then a minute. */
  readonly window: number | null;
}

const MINUTE = 60_000;
const EVERYTHING = "*";

/** What a request is part of, and so what can bar its way: everything, one of the two APIs, the endpoint. */
export function listScopes({ method, url }: Outgoing): readonly [everything: string, api: string, endpoint: string] {
  const path = url.pathname.replace(/\/\d+(?=\/|$)/g, "/n");
  return [EVERYTHING, isGraphQL(url) ? "GraphQL" : "REST", `${method} ${path}`];
}

export function isGraphQL({ pathname }: URL): boolean {
  return pathname.endsWith("/graphql");
}

/**
 * The limit that an answer speaks of; null when it speaks of none. `now`: milliseconds since 1970.
 *
 * GitHub: an hour that is used up (`x-ratelimit-remaining: 0`, by API), and secondary limits, known by their words
 * (https://docs.github.com/en/rest/using-the-rest-api/rate-limits-for-the-rest-api). GitLab: the throttle of a whole
 * account or address, which says `Retry-After` or answers "Retry later" in plain text, and the limit of one endpoint,
 * which answers in JSON without a word of when (https://docs.gitlab.com/security/rate_limits/).
 */
export function readLimit(request: Outgoing, reply: Reply, words: LimitWords, now: number): Limit | null {
  const said = readSaid(request, reply);
  if (!isLimited(reply, said)) return null;
  const [everything, api, endpoint] = listScopes(request);
  const status = reply.status < 300 ? 429 : reply.status;
  const { headers } = reply;
  const asked = readRetryAfter(headers, now);
  const reset = readReset(headers);
  if (reset !== null) {
    // The second more is GitHub's advice. Where the hour is long over by our clock, the clocks differ: asking at once would not end.
    const open = Math.ceil((reset - now) / 1000) * 1000 + 1000;
    const pause = asked ?? (open > 0 ? open : MINUTE);
    return { status, pause, bars: asked === null ? api : everything, reason: () => describeReset(reset) };
  }
  const usedUp = headers.get("x-ratelimit-remaining") === "0" || said.type === "RATE_LIMITED";
  const one = said.json && !/secondary|abuse/i.test(said.words);
  const bars = asked !== null ? everything : usedUp ? api : one ? endpoint : everything;
  const told = asked !== null || words.window !== null;
  return {
    status,
    pause: asked ?? words.window ?? MINUTE,
    bars,
    reason: (seconds) => `${words.forge} asks for a pause${told ? ` of ${seconds} s` : ""}`,
  };
}

interface Said {
  readonly json: boolean;
  readonly words: string;
  /** Of GraphQL's first error that has one. */
  readonly type: string | null;
}

/** Only answers that may speak of a limit are looked into. */
function readSaid(request: Outgoing, reply: Reply): Said {
  const silent = { json: false, words: "", type: null };
  const graphql = reply.status === 200 && isGraphQL(request.url) && reply.text.includes('"errors"');
  if (reply.status !== 403 && reply.status !== 429 && !graphql) return silent;
  const body = readJson(reply);
  if (typeof body !== "object" || body === null) return { ...silent, words: reply.status === 200 ? "" : reply.text };
  const { errors, message } = body as Readonly<Record<string, unknown>>;
  const list = Array.isArray(errors) ? (errors as readonly unknown[]) : [];
  const types = list.map((error) => (error as { readonly type?: unknown } | null)?.type);
  const limited = types.includes("RATE_LIMITED") ? "RATE_LIMITED" : null;
  return { json: true, words: graphql ? JSON.stringify(list) : JSON.stringify(message ?? body), type: limited };
}

function isLimited({ status, headers }: Reply, { words, type }: Said): boolean {
  if (status === 429 || type === "RATE_LIMITED") return true;
  if (status === 200) return /requested too many times/i.test(words);
  if (status !== 403) return false;
  return headers.get("x-ratelimit-remaining") === "0" || /rate limit|abuse detection/i.test(words);
}

/** Milliseconds; at least a second, so that "0" is no invitation to a tight loop. */
function readRetryAfter(headers: Headers, now: number): number | null {
  const text = headers.get("retry-after")?.trim() ?? "";
  if (/^\d{1,9}$/.test(text)) return Math.max(1, Number(text)) * 1000;
  // https://www.rfc-editor.org/rfc/rfc9110#field.retry-after: seconds, or a date.
  const date = /^[A-Z][a-z]{2}, /.test(text) ? Date.parse(text) : NaN;
  return Number.isNaN(date) ? null : Math.max(1000, date - now);
}

/** The last instant that a `Date` holds: https://tc39.es/ecma262/#sec-time-values-and-time-range */
const END_OF_TIME = 8.64e15;

/** When a used-up hour is over, in milliseconds since 1970. */
function readReset(headers: Headers): number | null {
  if (headers.get("x-ratelimit-remaining") !== "0") return null;
  const seconds = Number(headers.get("x-ratelimit-reset") ?? "");
  return seconds > 0 && seconds * 1000 <= END_OF_TIME ? Math.trunc(seconds) * 1000 : null;
}

function describeReset(reset: number): string {
  return `the token's requests are used up until ${new Date(reset).toISOString().slice(11, 16)} UTC`;
}
