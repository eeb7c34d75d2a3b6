import { describe, expect, it } from "vitest";
import type { Outgoing, Reply } from "../../../src/forges/http/exchange.ts";
import { readLimit } from "../../../src/forges/http/limit-signals.ts";

const NOW = Date.parse("2026-06-01T09:00:00Z");
const IN_AN_HOUR = NOW / 1000 + 3600;
const REST: Outgoing = {
  method: "POST",
  url: new URL("https://forge.example/api/v4/projects/7/issues/3/notes"),
  headers: {},
  body: null,
};
const GRAPHQL: Outgoing = { ...REST, url: new URL("https://forge.example/api/graphql"), asks: true };
const ENDPOINT = "POST /api/v4/projects/n/issues/n/notes";
const GITHUB = { forge: "GitHub", window: null };
const GITLAB = { forge: "GitLab", window: 60_000 };
const SECONDARY = { message: "You have exceeded a secondary rate limit. Please wait a few minutes." };
const TOO_MANY = { message: { error: "This endpoint has been requested too many times. Try again later." } };

function buildReply(status: number, body: unknown, headers: Readonly<Record<string, string>> = {}): Reply {
  const json = typeof body !== "string";
  return {
    status,
    headers: new Headers({ "content-type": json ? "application/json; charset=utf-8" : "text/plain", ...headers }),
    text: json ? JSON.stringify(body) : body,
  };
}

interface Expected {
  readonly pause: number;
  readonly bars: string;
  readonly reason: string;
}

describe("a limit", () => {
  const used = { "x-ratelimit-remaining": "0", "x-ratelimit-reset": String(IN_AN_HOUR) };
  const cases: readonly (readonly [name: string, typeof GITHUB | typeof GITLAB, Outgoing, Reply, Expected])[] = [
    [
      "GitHub's secondary one, with Retry-After",
      GITHUB,
      REST,
      buildReply(403, SECONDARY, { "retry-after": "30" }),
      { pause: 30_000, bars: "*", reason: "GitHub asks for a pause of 30 s" },
    ],
    [
      "GitHub's secondary one, without a word of when",
      GITHUB,
      REST,
      buildReply(403, SECONDARY),
      { pause: 60_000, bars: "*", reason: "GitHub asks for a pause" },
    ],
    [
      "an old Enterprise Server's",
      GITHUB,
      REST,
      buildReply(403, { message: "You have triggered an abuse detection mechanism." }),
      { pause: 60_000, bars: "*", reason: "GitHub asks for a pause" },
    ],
    [
      "GitHub's used-up hour, a second after it is over",
      GITHUB,
      REST,
      buildReply(403, { message: "API rate limit exceeded" }, used),
      { pause: 3_601_000, bars: "REST", reason: "the token's requests are used up until 10:00 UTC" },
    ],
    [
      "an hour that is over by our clock, since the clocks differ",
      GITHUB,
      REST,
      buildReply(403, SECONDARY, { ...used, "x-ratelimit-reset": "1700000000" }),
      { pause: 60_000, bars: "REST", reason: "the token's requests are used up until 22:13 UTC" },
    ],
    [
      "an hour that ends beyond all dates",
      GITHUB,
      REST,
      buildReply(403, SECONDARY, { ...used, "x-ratelimit-reset": "99999999999999999999" }),
      { pause: 60_000, bars: "REST", reason: "GitHub asks for a pause" },
    ],
    [
      "GraphQL's, told with a 200",
      GITHUB,
      GRAPHQL,
      buildReply(200, { data: null, errors: [{ type: "RATE_LIMITED", message: "API rate limit exceeded" }] }, used),
      { pause: 3_601_000, bars: "GraphQL", reason: "the token's requests are used up until 10:00 UTC" },
    ],
    [
      "the throttle of a whole account on GitLab",
      GITLAB,
      REST,
      buildReply(429, "Retry later\n", { "retry-after": "12" }),
      { pause: 12_000, bars: "*", reason: "GitLab asks for a pause of 12 s" },
    ],
    [
      "the same without a word of when",
      GITLAB,
      REST,
      buildReply(429, "Retry later\n"),
      { pause: 60_000, bars: "*", reason: "GitLab asks for a pause of 60 s" },
    ],
    [
      "one endpoint's on GitLab",
      GITLAB,
      REST,
      buildReply(429, TOO_MANY),
      { pause: 60_000, bars: ENDPOINT, reason: "GitLab asks for a pause of 60 s" },
    ],
    [
      "one endpoint's on GitLab, told by GraphQL with a 200",
      GITLAB,
      GRAPHQL,
      buildReply(200, { errors: [{ message: TOO_MANY.message.error }] }),
      { pause: 60_000, bars: "POST /api/graphql", reason: "GitLab asks for a pause of 60 s" },
    ],
    [
      "no pause at all, which is a second",
      GITLAB,
      REST,
      buildReply(429, "Retry later\n", { "retry-after": "0" }),
      { pause: 1000, bars: "*", reason: "GitLab asks for a pause of 1 s" },
    ],
    [
      "one until a date, as proxies say it",
      GITLAB,
      REST,
      buildReply(429, "", { "retry-after": "Mon, 01 Jun 2026 09:00:45 GMT" }),
      { pause: 45_000, bars: "*", reason: "GitLab asks for a pause of 45 s" },
    ],
  ];
  it.each(cases)("is %s", (_name, words, request, reply, { pause, bars, reason }) => {
    const limit = readLimit(request, reply, words, NOW);
    expect(limit).toMatchObject({ pause, bars });
    expect(limit?.reason(pause / 1000)).toBe(reason);
  });

  it.each<[string, Outgoing, Reply]>([
    ["a 403 for want of the right", REST, buildReply(403, { message: "Resource not accessible by integration" })],
    ["an answer that talks of limits", REST, buildReply(200, [{ title: "rate limit", errors: [TOO_MANY.message] }])],
    ["GraphQL's other refusals", GRAPHQL, buildReply(200, { errors: [{ type: "FORBIDDEN", message: "No" }] })],
    ["what a question found", GRAPHQL, buildReply(200, { data: { title: '"errors" requested too many times' } })],
    ["a 502", REST, buildReply(502, "rate limit")],
    ["the last request of an hour", REST, buildReply(200, [], used)],
  ])("is not %s", (_name, request, reply) => {
    expect(readLimit(request, reply, GITHUB, NOW)).toBeNull();
    expect(readLimit(request, reply, GITLAB, NOW)).toBeNull();
  });
});
