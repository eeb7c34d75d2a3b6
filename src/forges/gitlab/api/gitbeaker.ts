import { createRequesterFn } from "@gitbeaker/requester-utils";
import { Gitlab } from "@gitbeaker/rest";
import { UsageError } from "../../../core/diagnostics/errors.ts";
import type { HttpConnection } from "../../http/connection.ts";
import type { Outgoing, Reply } from "../../http/exchange.ts";
import { readJson } from "../../http/exchange.ts";
import { Refusal } from "../../http/failures.ts";
import type { Sender } from "../../http/sender.ts";

/** GitLab's resources as the SDK knows them. */
export type Api = InstanceType<typeof Gitlab>;

/** The SDK on our own transport: its stock one sends a create up to ten times. */
export function openGitbeaker(connection: HttpConnection, sender: Pick<Sender, "send">): Api {
  const requesterFn = createRequesterFn(
    (_service, options) => Promise.resolve(options),
    async (endpoint, options) => {
      const reply = await sender.send(toOutgoing(endpoint, options ?? {}));
      return { status: reply.status, headers: readHeaders(reply.headers), body: readBody(reply) };
    },
  );
  return new Gitlab({
    host: hostOf(connection.apiUrl),
    requesterFn,
    // The SDK's one timeout would cover all pages and pauses of a call, and its limits are not the server's.
    queryTimeout: null,
    rateLimits: {},
    ...(connection.token === null ? {} : { token: connection.token }),
  });
}

/** Beside the REST API: `https://gitlab.com/api/graphql`. */
export function graphqlUrl(apiUrl: string): URL {
  return new URL(`${hostOf(apiUrl)}/api/graphql`);
}

/** What the SDK puts `/api/v4` after: `https://gitlab.com`, or `https://host/gitlab` for a GitLab below a path. */
function hostOf(apiUrl: string): string {
  const host = /^(https?:\/\/.+?)\/api\/v4\/*$/.exec(apiUrl)?.[1];
  if (host !== undefined && URL.canParse(host)) return host;
  throw new UsageError(
    `The address of GitLab's API ends in \`/api/v4\`, such as \`https://gitlab.com/api/v4\`; \`${withoutLogin(apiUrl)}\` does not.`,
  );
}

function withoutLogin(address: string): string {
  return address.replace(/\/\/[^/@]*@/, "//");
}

function toOutgoing(endpoint: string, options: Readonly<Record<string, unknown>>): Outgoing {
  const { method, prefixUrl, searchParams, headers, body } = options;
  const url = new URL(endpoint, `${String(prefixUrl).replace(/(?<!\/)\/+$/, "")}/`);
  url.search = typeof searchParams === "string" ? searchParams : "";
  return {
    method: method as Outgoing["method"],
    url,
    headers: { ...(headers as Outgoing["headers"]), ...OWN_HEADERS },
    body: typeof body === "string" ? body : null,
  };
}

/** What every request says of itself. */
export const OWN_HEADERS = { accept: "application/json", "user-agent": "fledgling" } as const;

/** What a success holds; null for nothing. Throws `Refusal` for any other answer. */
export function readBody(reply: Reply): Record<string, unknown> | null {
  const { status, headers, text } = reply;
  const body = readJson(reply) ?? text;
  if (status < 200 || status > 299) throw new Refusal(status, Object.fromEntries(headers.entries()), body);
  return status === 204 ? null : (body as Record<string, unknown>);
}

/** A proxy may keep `Link` alone: the number of the next page is in both. */
function readHeaders(headers: Headers): Record<string, string> {
  const read = Object.fromEntries(headers.entries());
  const next = /<([^<>]+)>;\s*rel="?next"?/.exec(read["link"] ?? "")?.[1];
  const page = next !== undefined && URL.canParse(next) ? new URL(next).searchParams.get("page") : null;
  return page === null ? read : { ...read, "x-next-page": page };
}
