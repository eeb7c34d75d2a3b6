import { isDeepStrictEqual } from "node:util";
import { z } from "zod";
import type { RequestCounts } from "../../../core/model/outcome.ts";
import { cleanWords } from "../../http/clean-words.ts";
import { openSender } from "../../http/sender.ts";
import type { ForgeConnection } from "../../types.ts";
import type { Call, Failure } from "./failure.ts";
import { toBadToken, toFailure, toUnreadable } from "./failure.ts";
import type { Api } from "./gitbeaker.ts";
import { graphqlUrl, openGitbeaker } from "./gitbeaker.ts";
import { sendDocument, type Document } from "./graphql.ts";
import { MANNERS } from "./manners.ts";

/** What the SDK wants for one page, with the facts about the others. */
export interface Page {
  readonly page: number;
  readonly perPage: 100;
  readonly showExpanded: true;
}

export interface Success<T> {
  readonly data: T;
}

/** gitbeaker behind a wall: what comes out is data or a `ForgeError`. */
export interface GitLabClient {
  readonly requests: () => RequestCounts;
  /** Sends and parses; throws `ForgeError`. */
  send<T>(call: Call, schema: z.ZodType<T>, request: (api: Api) => Promise<unknown>): Promise<T>;
  /** Sends and parses, and hands back a refusal instead of throwing it. */
  attempt<T>(call: Call, schema: z.ZodType<T>, request: (api: Api) => Promise<unknown>): Promise<Success<T> | Failure>;
  /** GraphQL: the `data` of the answer, parsed, or the refusal. */
  query<T>(call: Call, schema: z.ZodType<T>, document: Document): Promise<Success<T> | Failure>;
  /** The server's words on one line, without what was sent. */
  clean(call: Call, words: string): string;
  /** All pages of a list, or none. */
  list<T>(call: Call, schema: z.ZodType<T>, request: (api: Api, page: Page) => Promise<unknown>): Promise<readonly T[]>;
}

/** `methods: "GET"` makes a client that cannot write, whatever it is asked to. */
export function openClient(connection: ForgeConnection, methods: "GET" | "all"): GitLabClient {
  const { token } = connection;
  const sender = openSender(connection, MANNERS, methods);
  const api = openGitbeaker(connection, sender);

  const settle = async <T>(call: Call, schema: z.ZodType<T>, request: () => Promise<unknown>) => {
    if (token !== null && !/^[\x21-\x7e]+$/.test(token)) return { error: toBadToken(call), said: "" };
    let answer: unknown;
    try {
      answer = await request();
    } catch (error) {
      return toFailure(call, error, token);
    }
    const parsed = schema.safeParse(answer);
    if (parsed.success) return { data: parsed.data };
    const where = parsed.error.issues[0]?.path.join(".") ?? "";
    const problem = `the answer is not what GitLab's API sends${where === "" ? "" : ` (at ${where})`}`;
    return { error: toUnreadable(call, problem), said: "" };
  };
  const attempt: GitLabClient["attempt"] = (call, schema, request) => settle(call, schema, () => request(api));
  const send: GitLabClient["send"] = async (call, schema, request) => {
    const result = await attempt(call, schema, request);
    if (isFailure(result)) throw result.error;
    return result.data;
  };
  return {
    requests: sender.requests,
    attempt,
    send,
    query: (call, schema, document) =>
      settle(call, schema, () => sendDocument(sender, { url: graphqlUrl(connection.apiUrl), token, call, document })),
    clean: (call, words) => cleanWords(words, { token, texts: call.texts ?? [] }),
    list: (call, schema, request) => readStable(call, () => readPages(send, call, schema, request)),
  };
}

/** Whether `attempt` was refused. */
export function isFailure<T>(result: Success<T> | Failure): result is Failure {
  return "error" in result;
}

interface Reading<T> {
  readonly items: readonly T[];
  /** The list lost an entry while it was read: another may have slipped to a page already read, unseen. */
  readonly shrank: boolean;
}

async function readStable<T>(call: Call, read: () => Promise<Reading<T>>): Promise<readonly T[]> {
  let last: readonly T[] | null = null;
  for (let readings = 0; readings < 3; readings++) {
    const { items, shrank } = await read();
    if (!shrank || (last !== null && isDeepStrictEqual(last, items))) return items;
    last = items;
  }
  throw toUnreadable(call, "the list kept changing while it was read");
}

async function readPages<T>(
  send: GitLabClient["send"],
  call: Call,
  schema: z.ZodType<T>,
  request: (api: Api, page: Page) => Promise<unknown>,
): Promise<Reading<T>> {
  const Facts = z.object({ next: z.unknown(), total: z.unknown() });
  const Sheet = z.object({ data: z.array(schema), paginationInfo: Facts });
  const items: T[] = [];
  const totals: number[] = [];
  for (let page = 1; ;) {
    const sheet = await send(call, Sheet, (api) => request(api, { page, perPage: 100, showExpanded: true }));
    items.push(...sheet.data);
    const { next, total } = sheet.paginationInfo;
    // Above 10,000 entries GitLab no longer counts them.
    if (typeof total === "number" && Number.isFinite(total)) totals.push(total);
    if (typeof next !== "number") {
      // A full page without headers, as some proxies leave it, may be followed by another.
      const whole = sheet.data.length < 100 || items.length >= (totals.at(-1) ?? Infinity);
      if (whole) return { items, shrank: (totals.at(-1) ?? 0) < (totals[0] ?? 0) };
    } else if (next <= page) throw toUnreadable(call, "its pages lead round in a circle");
    page = typeof next === "number" ? next : page + 1;
  }
}
