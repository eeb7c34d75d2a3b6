import type { ForgeError } from "../../../core/diagnostics/errors.ts";
import type { Deed, Facts, Row } from "../../http/failures.ts";
import { openFailures } from "../../http/failures.ts";

export type { Deed as Call, Failure } from "../../http/failures.ts";

const RIGHTS =
  "Give the token's account at least the role Planner in the project (Reporter before GitLab 17.7), and the token the scope `api`.";
const NEW_TOKEN =
  "Make a new token with the scope `api` and put it into GITLAB_TOKEN, or into the file --token-file names.";
const MOVED = "If the project was renamed or moved, write its new path under `forge:`.";

const isOfIssue = ({ deed }: Facts): boolean => deed.target.includes("#");

const ROWS: readonly Row[] = [
  {
    at: 401,
    when: ({ token }) => token === null,
    fault: "unauthorized",
    reason: "a token is needed",
    remedy: NEW_TOKEN,
  },
  {
    at: 401,
    fault: "unauthorized",
    reason: ({ said }) => `the token ${describeToken(said)}`,
    remedy: NEW_TOKEN,
  },
  {
    at: 403,
    when: ({ refusal }) => readField(refusal.body, "error") === "insufficient_scope",
    fault: "forbidden",
    reason: ({ deed }) => `the token lacks the scope ${deed.writes ? "`api`" : "`read_api` or `api`"}`,
    remedy: NEW_TOKEN,
  },
  {
    at: 403,
    fault: "forbidden",
    reason: ({ said }) => `the token's account lacks the right${quote(said.replace(/^403 Forbidden\b[\s-]*/i, ""))}`,
    remedy: RIGHTS,
  },
  // GitLab hides what a token may not see behind the same 404.
  {
    at: 404,
    when: isOfIssue,
    fault: "not-found",
    reason: (facts) => `there is no such issue, or ${describeSight(facts)}`,
    remedy: "Look whether it was deleted or moved, and bring it back or take its entry out of the config.",
  },
  {
    at: 404,
    fault: "not-found",
    reason: (facts) => `there is no such project, or ${describeSight(facts)}`,
    remedy: "Check the path under `forge:`, and that the token's account is a member of the project.",
  },
  // How a moved project answers a write.
  { at: 405, fault: "not-found", reason: "it has moved to another place", remedy: MOVED },
  {
    at: 409,
    when: ({ said }) => /resource lock/i.test(said),
    fault: "rejected",
    reason: "somebody else saved it at the same moment",
    remedy: "Run again.",
  },
];

function describeToken(said: string): string {
  if (/expired/i.test(said)) return "has expired";
  return /revoked/i.test(said) ? "was revoked" : "is wrong, expired or revoked";
}

function describeSight({ token }: Facts): string {
  return token === null ? "it is not public" : "the token cannot see it";
}

function quote(words: string): string {
  return words === "" ? "" : ` ("${words}")`;
}

const FAILURES = openFailures({
  forge: "GitLab",
  variable: "GITLAB_TOKEN",
  moved: MOVED,
  rows: ROWS,
  read: readWords,
});

export const { toFailure, toBadToken, toRejection } = FAILURES;

/** A 2xx of the wrong shape. */
export function toUnreadable(call: Deed, problem: string): ForgeError {
  return FAILURES.toUnreadable(call, 200, problem);
}

/** `message` is a text, or lists of texts by field; `error` a text beside `error_description`. */
function readWords(body: unknown): string {
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
