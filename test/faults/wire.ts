import type { Fault as GitHubFault } from "../servers/github/index.ts";
import type { Fault as GitLabFault } from "../servers/gitlab/index.ts";
import { isGraphQL, isWrite, type Sent } from "./tap.ts";

/** One way for a request to go wrong on its way to a server or back, and how each of the two servers does it. */
export interface WireFault {
  readonly name: string;
  /** Reads change nothing, so that before and after are the same to them. */
  readonly on: "all" | "writes" | "GraphQL";
  /** Once: a repeat goes well. Lasting: this request and everything after it in the run. */
  readonly lasts: boolean;
  /** Seconds, for the run that meets it. */
  readonly patience?: number;
  /** Null: nobody listens at all, which is no server's doing. */
  readonly github: GitHubFault | null;
  readonly gitlab: GitLabFault | null;
}

const PAGE = "<!doctype html><title>Sign in</title><p>Please sign in to the network.";
const SECONDARY = {
  message: "You have exceeded a secondary rate limit. Please wait a few minutes before you try again.",
};
const PRIMARY = { message: "API rate limit exceeded for user ID 1." };
const ENDPOINT = { message: { error: "This endpoint has been requested too many times. Try again later." } };
/** Far beyond any patience; and an hour that is long over, as it is for whose clock is wrong. */
const LATER = String(Math.floor(Date.now() / 1000) + 3600);
const LONG_AGO = "1700000000";

const both = (name: string, fault: GitHubFault & GitLabFault, more: Partial<WireFault> = {}): WireFault => ({
  name,
  on: "all",
  lasts: false,
  github: fault,
  gitlab: fault,
  ...more,
});

/** A limit, which the two forges tell in their own ways. */
const limit = (
  name: string,
  github: Omit<GitHubFault & { kind: "status" }, "kind">,
  gitlab: Omit<GitLabFault & { kind: "status" }, "kind">,
  more: Partial<WireFault> = {},
): WireFault => ({
  name,
  on: "all",
  lasts: false,
  github: { kind: "status", ...github },
  gitlab: { kind: "status", ...gitlab },
  ...more,
});

const STATUSES: readonly WireFault[] = [500, 502, 503].flatMap((status) => [
  both(`${status}`, { kind: "status", status }),
  both(`${status} after`, { kind: "status", status, after: true }, { on: "writes" }),
]);

/** What goes wrong once. */
export const ONCE: readonly WireFault[] = [
  { name: "refused", on: "all", lasts: false, github: null, gitlab: null },
  both("reset", { kind: "reset" }),
  both("reset after", { kind: "reset", after: true }, { on: "writes" }),
  both("time-out", { kind: "hang" }),
  both("time-out after", { kind: "hang", after: true }, { on: "writes" }),
  limit(
    "limit, 1 s",
    { status: 403, data: SECONDARY, headers: { "retry-after": "1" } },
    { status: 429, body: "Retry later\n", headers: { "retry-after": "1" } },
    { patience: 30 },
  ),
  limit(
    "limit, 60 s",
    { status: 429, data: SECONDARY, headers: { "retry-after": "60" } },
    { status: 429, body: "Retry later\n", headers: { "retry-after": "60" } },
  ),
  limit("limit, when?", { status: 403, data: SECONDARY }, { status: 429, body: "Retry later\n" }),
  limit("429 in JSON", { status: 429, data: { message: "Too many requests" } }, { status: 429, body: ENDPOINT }),
  limit(
    "hour used up",
    { status: 403, data: PRIMARY, headers: { "x-ratelimit-remaining": "0", "x-ratelimit-reset": LATER } },
    { status: 429, body: ENDPOINT, headers: { "retry-after": "3600", "ratelimit-remaining": "0" } },
  ),
  limit(
    "hour long over",
    { status: 403, data: PRIMARY, headers: { "x-ratelimit-remaining": "0", "x-ratelimit-reset": LONG_AGO } },
    { status: 429, body: "Retry later\n", headers: { "retry-after": "0", "ratelimit-reset": LONG_AGO } },
  ),
  limit(
    "limit as 200",
    { status: 200, data: { errors: [{ type: "RATE_LIMITED", message: PRIMARY.message }] } },
    { status: 200, body: { errors: [{ message: ENDPOINT.message.error }] } },
    { on: "GraphQL" },
  ),
  ...STATUSES,
  both("truncated", { kind: "truncated" }),
  both("HTML after", { kind: "html" }),
  limit(
    "HTML",
    { status: 200, data: PAGE, headers: { "content-type": "text/html; charset=utf-8" } },
    { status: 200, body: PAGE, headers: { "content-type": "text/html; charset=utf-8" } },
    { on: "writes" },
  ),
];

/** What goes wrong from one request on, to the end of the run. */
export const LASTING: readonly WireFault[] = ONCE.filter((fault) =>
  ["refused", "reset", "limit, 60 s", "502", "truncated"].includes(fault.name),
).map((fault) => ({ ...fault, name: `${fault.name} …`, lasts: true }));

/** Whether a fault can happen to a request, and be told from its fellows there. */
export function meets(fault: WireFault, sent: Sent): boolean {
  if (fault.on === "GraphQL") return isGraphQL(sent.address);
  return fault.on === "all" || isWrite(sent);
}
