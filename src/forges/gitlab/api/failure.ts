import { plainText } from "../../../core/text/escape.ts";
import type { ForgeFault } from "../../../core/diagnostics/errors.ts";
import { ForgeError, InvariantError } from "../../../core/diagnostics/errors.ts";
import { LimitFailure } from "./limits.ts";
import { Refusal } from "./sender.ts";
import { TransportFailure } from "./transport.ts";

/** One thing to be done, in words for people. */
export interface Call {
  /** `create issue`. */
  readonly operation: string;
  /** `acme/internships`, `acme/internships#12`. */
  readonly target: string;
  readonly writes: boolean;
  /** Texts that are sent: none of them is repeated in an error. */
  readonly texts?: readonly string[];
}

export interface Failure {
  readonly error: ForgeError;
  /** The server's words, cleaned. */
  readonly said: string;
}

interface Verdict {
  readonly fault: ForgeFault;
  readonly reason: string;
  readonly remedy: string;
}

const TRY_LATER = "Run again later.";
const LOOK_FIRST = "It may have been done all the same: run again, and the next run looks before it tries once more.";
const RIGHTS =
  "Give the token's account at least the role Planner in the project (Reporter before GitLab 17.7), and the token the scope `api`.";
const NEW_TOKEN =
  "Make a new token with the scope `api` and put it into GITLAB_TOKEN, or into the file --token-file names.";

/** Turns whatever a request threw into our own words, keeping neither the SDK's error nor the request. */
export function toFailure(call: Call, thrown: unknown, token: string | null): Failure {
  if (thrown instanceof InvariantError || thrown instanceof ForgeError) throw thrown;
  if (thrown instanceof LimitFailure) return { error: toLimit(call, thrown.seconds), said: "" };
  if (thrown instanceof Refusal) return toRefusal(call, thrown, token);
  return { error: toUnanswered(call, thrown), said: "" };
}

/** A 2xx of the wrong shape. */
export function toUnreadable(call: Call, problem: string): ForgeError {
  return build(call, 200, {
    fault: "unavailable",
    reason: problem,
    remedy: "Check that the address is that of GitLab's API and not of a page in front of it.",
  });
}

/** A token that cannot be put into a header is caught before `fetch`, whose complaint would repeat it. */
export function toBadToken(call: Call): ForgeError {
  return build(call, null, {
    fault: "unauthorized",
    reason: "the token holds spaces or characters that no token has",
    remedy: "Copy the token again, without quotes or line ends, into GITLAB_TOKEN.",
  });
}

/** A refusal of our own, before anything is sent. */
export function toRejection(call: Call, reason: string, remedy: string): ForgeError {
  return build({ ...call, writes: false }, null, { fault: "rejected", reason, remedy });
}

/** With a 5xx, or an answer that is none, nobody knows whether a write was done. */
function build(call: Call, status: number | null, verdict: Verdict, sent = true): ForgeError {
  const unknown = call.writes && sent && verdict.fault === "unavailable";
  return new ForgeError({
    ...verdict,
    remedy: unknown ? LOOK_FIRST : verdict.remedy,
    operation: call.operation,
    target: call.target,
    status,
    fate: unknown ? "unknown" : "not-done",
  });
}

function toUnanswered(call: Call, thrown: unknown): ForgeError {
  const failure = thrown instanceof TransportFailure ? thrown : null;
  const reason = failure?.reason ?? "the answer could not be read";
  const remedy = "Run again later; if it stays so, check the address of the API and the network.";
  return build(call, failure?.status ?? null, { fault: "unavailable", reason, remedy }, failure?.sent ?? true);
}

function toLimit(call: Call, seconds: number): ForgeError {
  return build(call, 429, {
    fault: "rate-limited",
    reason: `GitLab asks for a pause of ${seconds} s`,
    remedy: "Run again later, or with fewer cohorts at once.",
  });
}

function toRefusal(call: Call, refusal: Refusal, token: string | null): Failure {
  const said = cleanMessage(call, refusal.body, token);
  return { error: build(call, refusal.status, judge(call, refusal, said, token)), said };
}

function judge(call: Call, { status, body }: Refusal, said: string, token: string | null): Verdict {
  if (status === 401) return judgeToken(token, said);
  if (status === 403) return judgeForbidden(call, body, said);
  if (status === 404) return judgeMissing(call, token);
  if ((status >= 300 && status < 400) || status === 405) {
    const remedy = "If the project was renamed or moved, write its new path under `forge:`.";
    return { fault: "not-found", reason: "it has moved to another place", remedy };
  }
  if (status >= 500) return { fault: "unavailable", reason: `GitLab answered ${status}`, remedy: TRY_LATER };
  if (status === 409 && /resource lock/i.test(said)) {
    return { fault: "rejected", reason: "somebody else saved it at the same moment", remedy: "Run again." };
  }
  const reason = `GitLab refuses it (${status}${said === "" ? "" : `: ${said}`})`;
  return { fault: "rejected", reason, remedy: "Change what the message names, then run again." };
}

function judgeToken(token: string | null, said: string): Verdict {
  const fault: ForgeFault = "unauthorized";
  if (token === null) return { fault, reason: "a token is needed", remedy: NEW_TOKEN };
  const why = /expired/i.test(said)
    ? "has expired"
    : /revoked/i.test(said)
      ? "was revoked"
      : "is wrong, expired or revoked";
  return { fault, reason: `the token ${why}`, remedy: NEW_TOKEN };
}

function judgeForbidden(call: Call, body: unknown, said: string): Verdict {
  const fault: ForgeFault = "forbidden";
  if (readField(body, "error") === "insufficient_scope") {
    const scope = call.writes ? "`api`" : "`read_api` or `api`";
    return { fault, reason: `the token lacks the scope ${scope}`, remedy: NEW_TOKEN };
  }
  const words = said.replace(/^403 Forbidden\b[\s-]*/i, "");
  return { fault, reason: `the token's account lacks the right${words === "" ? "" : ` ("${words}")`}`, remedy: RIGHTS };
}

/** GitLab hides what a token may not see behind the same 404. */
function judgeMissing(call: Call, token: string | null): Verdict {
  const what = call.target.includes("#") ? "issue" : "project";
  const sees = token === null ? "it is not public" : "the token cannot see it";
  const remedy =
    what === "issue"
      ? "Look whether it was deleted or moved, and bring it back or take its entry out of the config."
      : "Check the path under `forge:`, and that the token's account is a member of the project.";
  return { fault: "not-found", reason: `there is no such ${what}, or ${sees}`, remedy };
}

/** The server's words on one line, without what was sent: that may be private. */
export function cleanMessage(call: Call, body: unknown, token: string | null): string {
  let words = describeBody(body);
  const whole = (call.texts ?? []).flatMap((text) => [text.trim(), ...text.split("\n").map((line) => line.trim())]);
  const lines = [...whole, ...whole.map((line) => JSON.stringify(line).slice(1, -1))];
  // Short lines are words anybody may use. The longest first: one may be a part of another.
  const hidden = [token ?? "", ...lines].filter((text) => text.length > 5).sort((a, b) => b.length - a.length);
  for (const text of hidden) words = words.replaceAll(text, "[…]");
  return plainText(words, 200).replace(/\.$/, "");
}

/** `message` is a text, or lists of texts by field; `error` a text beside `error_description`. */
function describeBody(body: unknown): string {
  const message = readField(body, "message") ?? readField(body, "error_description") ?? readField(body, "error");
  if (typeof message === "string") return message;
  if (typeof message !== "object" || message === null) return "";
  if (Array.isArray(message)) return message.filter((part) => typeof part === "string").join("; ");
  return Object.entries(message)
    .map(([field, parts]) => `${field} ${Array.isArray(parts) ? parts.join(", ") : String(parts)}`)
    .join("; ");
}

function readField(body: unknown, name: string): unknown {
  return typeof body === "object" && body !== null ? (body as Record<string, unknown>)[name] : undefined;
}
