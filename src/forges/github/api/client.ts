import type { z } from "zod";
import { InvariantError } from "../../../core/diagnostics/errors.ts";
import type { RequestCounts } from "../../../core/model/outcome.ts";
import { Refusal } from "../../http/failures.ts";
import { openSender } from "../../http/sender.ts";
import type { ForgeConnection } from "../../types.ts";
import type { Call, Failure } from "./failure.ts";
import { isReading, toBadToken, toFailure, toUnreadable } from "./failure.ts";
import { MANNERS } from "./manners.ts";
import type { Answer } from "./octokit.ts";
import { openOctokit, unwrapError } from "./octokit.ts";

/** Supported at least 24 months beyond 2026-03-10; a retired version answers 410. */
const API_VERSION = "2022-11-28";

/** Octokit behind a wall: what comes out is data or a `ForgeError`. */
export interface GitHubClient {
  readonly requests: () => RequestCounts;
  /** Sends and parses; throws `ForgeError`. */
  send<T>(call: Call, schema: z.ZodType<T>): Promise<T>;
  /** Sends, and hands back a refusal instead of throwing it. */
  attempt(call: Call): Promise<Answer | Failure>;
  /** All pages of a list, by the addresses GitHub itself gives: it refuses page numbers from some depth on. */
  list<T>(call: Call, schema: z.ZodType<T>): Promise<readonly T[]>;
}

/** `methods: "GET"` makes a client that cannot write, whatever it is asked to. */
export function openClient(connection: ForgeConnection, methods: "GET" | "all"): GitHubClient {
  const sender = openSender(connection, MANNERS, methods);
  const octokit = openOctokit(connection, sender);
  const { token } = connection;

  async function attempt(call: Call): Promise<Answer | Failure> {
    if (methods === "GET" && !isReading(call)) throw new InvariantError(`A reader was asked to ${call.operation}`);
    if (!isHeaderSafe(token)) return toBadToken(call);
    let answer: Answer;
    try {
      const headers = { "x-github-api-version": API_VERSION };
      answer = await octokit.request(call.route, { ...call.parameters, headers });
    } catch (error) {
      return toFailure(call, unwrapError(error), token);
    }
    // The transport does not follow redirects, and Octokit takes them for success.
    if (answer.status < 300 && !isBroken(answer)) return answer;
    return toFailure(call, new Refusal(answer.status, answer.headers, answer.data), token);
  }

  return {
    requests: sender.requests,
    attempt,
    send: async (call, schema) => parseAnswer(call, await expectAnswer(attempt(call)), schema),
    list: (call, schema) => listPages(attempt, connection.apiUrl, call, schema),
  };
}

/** GraphQL tells a failure inside with a 200, which is no answer to anything. */
function isBroken({ data }: Answer): boolean {
  const errors = typeof data === "object" && data !== null ? (data as { readonly errors?: unknown }).errors : null;
  const [first] = Array.isArray(errors) ? (errors as readonly unknown[]) : [];
  return /"Something went wrong while executing your query/.test(JSON.stringify(first ?? null));
}

async function listPages<T>(
  attempt: GitHubClient["attempt"],
  apiUrl: string,
  call: Call,
  schema: z.ZodType<T>,
): Promise<readonly T[]> {
  const items: T[] = [];
  const visited = new Set<string>();
  let page: Call = { ...call, parameters: { ...call.parameters, per_page: 100 } };
  for (;;) {
    const answer = await expectAnswer(attempt(page));
    items.push(...parseAnswer(call, answer, schema.array()));
    const next = findNextPage(call, answer, apiUrl);
    if (next === null) return items;
    if (visited.has(next)) throw toUnreadable(call, answer.status, "its pages lead round in a circle");
    visited.add(next);
    page = { ...call, route: `GET ${next}`, parameters: {} };
  }
}

function isHeaderSafe(token: string | null): boolean {
  return token === null || /^[\x21-\x7e]+$/.test(token);
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
