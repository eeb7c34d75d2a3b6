import type { ForgeFault } from "../../../core/diagnostics/errors.ts";
import { ForgeError } from "../../../core/diagnostics/errors.ts";
import { TransportFailure } from "./transport.ts";

/** One request: what it is for, in words for people, and what is sent. */
export interface Call {
  /** `create issue`. */
  readonly operation: string;
  /** `acme/internships#12`. */
  readonly target: string;
  /** `POST /repos/{owner}/{repo}/issues`, or `GET` and a whole address. */
  readonly route: string;
  readonly parameters: Readonly<Record<string, unknown>>;
  /** A POST that only asks, as GraphQL's questions are. */
  readonly asks?: true;
}

/** Reading changes nothing: it may be sent by a reader, and its fate is always known. */
export function isReading(call: Call): boolean {
  return call.asks === true || call.route.startsWith("GET ");
}

export interface Failure {
  readonly error: ForgeError;
  /** Codes of GitHub's `errors[]`, such as `already_exists`. */
  readonly codes: readonly string[];
  /** GitHub's own words on one line, `""` for none. */
  readonly said: string;
  /** Address of the documentation it names, `""` for none. */
  readonly documentation: string;
}

interface Verdict {
  readonly fault: ForgeFault;
  readonly reason: string;
  readonly remedy: string;
}

const TRY_LATER = "Run again later.";
const LOOK_FIRST = "It may have been done all the same: run again, and the next run looks before it tries once more.";
const RIGHTS =
  "Give the token the right to write issues: `issues: write` in a workflow or an app, `Issues: Read and write` for a fine-grained token, and at least the role Write for its account.";

/** Turns whatever Octokit threw into our own words, keeping neither its error nor the request: both carry the token. */
export function toFailure(call: Call, thrown: unknown, token: string | null): Failure {
  const answer = readAnswer(thrown);
  if (answer === null) return withoutWords(buildUnanswered(call, thrown));
  const said = cleanMessage(call, answer.data, token);
  const verdict = judge(call, answer, said, token);
  const done = answer.status >= 500 ? fateOf(call) : "not-done";
  const remedy = done === "unknown" ? LOOK_FIRST : verdict.remedy;
  const error = new ForgeError({
    ...verdict,
    remedy,
    operation: call.operation,
    target: call.target,
    status: answer.status,
    fate: done,
  });
  const codes = listErrors(answer.data).map(readCode);
  return { error, codes, said, documentation: readText(answer.data, "documentation_url") };
}

/** A failure that is none of GitHub's answers. */
export function withoutWords(error: ForgeError): Failure {
  return { error, codes: [], said: "", documentation: "" };
}

/** A 2xx that is not what the API sends: a proxy's page, or an answer cut short. */
export function toUnreadable(call: Call, status: number, problem: string): ForgeError {
  const fate = fateOf(call);
  const remedy =
    fate === "unknown"
      ? LOOK_FIRST
      : "Check that the address is that of GitHub's API and not of a page in front of it.";
  return new ForgeError({
    fault: "unavailable",
    operation: call.operation,
    target: call.target,
    status,
    fate,
    reason: problem,
    remedy,
  });
}

/** A token that cannot be put into a header is caught before `fetch`, whose complaint would repeat it. */
export function toBadToken(call: Call): ForgeError {
  return new ForgeError({
    fault: "unauthorized",
    operation: call.operation,
    target: call.target,
    status: null,
    fate: "not-done",
    reason: "the token holds spaces or characters that no token has",
    remedy: "Copy the token again, without quotes or line ends, into GITHUB_TOKEN.",
  });
}

function buildUnanswered(call: Call, thrown: unknown): ForgeError {
  const failure = readTransportFailure(thrown);
  const sent = failure?.sent ?? true;
  const fate = sent ? fateOf(call) : "not-done";
  return new ForgeError({
    fault: "unavailable",
    operation: call.operation,
    target: call.target,
    status: null,
    fate,
    reason: failure?.reason ?? "the answer could not be read",
    remedy:
      fate === "unknown"
        ? LOOK_FIRST
        : "Run again later; if it stays so, check the address of the API and the network.",
  });
}

function fateOf(call: Call): "not-done" | "unknown" {
  return isReading(call) ? "not-done" : "unknown";
}

interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly data: unknown;
}

function readAnswer(thrown: unknown): Answer | null {
  const response = (thrown as { response?: Partial<Answer> } | null | undefined)?.response;
  if (response === undefined || typeof response.status !== "number") return null;
  return { status: response.status, headers: response.headers ?? {}, data: response.data };
}

function readTransportFailure(thrown: unknown): TransportFailure | null {
  if (thrown instanceof TransportFailure) return thrown;
  const cause = thrown instanceof Error ? thrown.cause : undefined;
  return cause instanceof TransportFailure ? cause : null;
}

function judge(call: Call, answer: Answer, said: string, token: string | null): Verdict {
  const { status, headers } = answer;
  if (isLimited(answer, said)) {
    return {
      fault: "rate-limited",
      reason: describeLimit(headers),
      remedy: "Run again later, or with fewer cohorts at once.",
    };
  }
  if (status === 401) return judgeToken(token);
  if (status === 403) return judgeForbidden(headers, said);
  if (status === 404) return judgeMissing(call, token);
  if (status === 410) {
    const reason = said === "" ? "it is gone, or issues are switched off there" : `GitHub says "${said}"`;
    return {
      fault: "rejected",
      reason,
      remedy: "If issues are off, switch them on in the repository's settings, under Features.",
    };
  }
  if (status >= 300 && status < 400) {
    const remedy = "If the repository was renamed or moved, write its new name under `forge:`.";
    return { fault: "not-found", reason: "it has moved to another place", remedy };
  }
  if (status >= 500) return { fault: "unavailable", reason: `GitHub answered ${status}`, remedy: TRY_LATER };
  const reason = `GitHub refuses it (${status}${said === "" ? "" : `: ${said}`})`;
  return { fault: "rejected", reason, remedy: "Change what the message names, then run again." };
}

function judgeToken(token: string | null): Verdict {
  if (token === null) {
    const remedy = "Put a token that may read and write issues into GITHUB_TOKEN, or name its file with --token-file.";
    return { fault: "unauthorized", reason: "a token is needed", remedy };
  }
  const remedy = "Make a new token and put it into GITHUB_TOKEN, or into the file --token-file names.";
  return { fault: "unauthorized", reason: "the token is wrong, expired or revoked", remedy };
}

function judgeForbidden(headers: Answer["headers"], said: string): Verdict {
  if (headers["x-github-sso"] !== undefined) {
    const remedy = "Authorise the token for the organisation under Settings, Developer settings, Configure SSO.";
    return { fault: "forbidden", reason: "the organisation's single sign-on does not know the token", remedy };
  }
  if (/archived/i.test(said)) {
    return {
      fault: "forbidden",
      reason: "the repository is archived",
      remedy: "Unarchive it, or write another one under `forge:`.",
    };
  }
  const needed = headers["x-accepted-github-permissions"];
  const asked = typeof needed === "string" && /^[\w=;, ]{1,100}$/.test(needed) ? ` GitHub asks for \`${needed}\`.` : "";
  return {
    fault: "forbidden",
    reason: `the token lacks the right${said === "" ? "" : ` ("${said}")`}`,
    remedy: `${RIGHTS}${asked}`,
  };
}

/** GitHub hides what a token may not see, and what it may not write, behind the same 404. */
function judgeMissing(call: Call, token: string | null): Verdict {
  const reason =
    token === null
      ? "there is no such repository, or it is not public"
      : "it does not exist, or the token may not see it";
  const writing = isReading(call) ? "" : ` ${RIGHTS}`;
  const remedy = `Check the name under \`forge:\` and that the token was made for this repository.${writing}`;
  return { fault: "not-found", reason, remedy };
}

function isLimited(answer: Answer, said: string): boolean {
  if (answer.status === 429) return true;
  // GraphQL tells a limit with a 200; Octokit's throttling throws that as a failure.
  if (listErrors(answer.data).some(({ type }) => type === "RATE_LIMITED")) return true;
  if (answer.status !== 403) return false;
  return answer.headers["x-ratelimit-remaining"] === "0" || /rate limit|abuse detection/i.test(said);
}

function describeLimit(headers: Answer["headers"]): string {
  const reset = Number(headers["x-ratelimit-reset"]);
  if (headers["x-ratelimit-remaining"] === "0" && reset > 0) {
    return `the token's requests are used up until ${new Date(reset * 1000).toISOString().slice(11, 16)} UTC`;
  }
  const wait = Number(headers["retry-after"]);
  return `GitHub asks for a pause${wait > 0 ? ` of ${wait} s` : ""}`;
}

/** The server's words on one line, without values and without what was sent: that may be private. */
function cleanMessage(call: Call, data: unknown, token: string | null): string {
  const message = readText(data, "message");
  if (message === "") return "";
  const details = listErrors(data)
    .map(describeError)
    .filter((detail) => detail !== "");
  const whole = details.length > 0 ? `${message}: ${details.join("; ")}` : message;
  const sent = TEXTS.flatMap((name) => linesOf(call.parameters[name])).sort((a, b) => b.length - a.length);
  const known = token === null ? whole : whole.replaceAll(token, "[token]");
  const safe = sent.reduce((words, line) => words.replaceAll(line, "[…]"), known);
  // eslint-disable-next-line no-control-regex -- a server's text is printed on a terminal
  const line = safe.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029\s]+/g, " ").trim();
  return line.length > 200 ? `${line.slice(0, 199)}…` : line.replace(/\.$/, "");
}

/** Parameters that hold texts of ours. */
const TEXTS = ["title", "body", "description"] as const;

/** The lines of a text as they are, and as JSON has them. Short ones are words anybody may use. */
function linesOf(text: unknown): readonly string[] {
  if (typeof text !== "string") return [];
  const lines = text.split("\n").map((line) => line.trim());
  return [...lines, ...lines.map((line) => JSON.stringify(line).slice(1, -1))].filter((line) => line.length > 5);
}

function readText(data: unknown, key: "message" | "documentation_url"): string {
  const value =
    typeof data === "object" && data !== null ? (data as Readonly<Record<string, unknown>>)[key] : undefined;
  return typeof value === "string" ? value : "";
}

function listErrors(data: unknown): readonly Readonly<Record<string, unknown>>[] {
  const errors = typeof data === "object" && data !== null ? (data as { errors?: unknown }).errors : undefined;
  if (!Array.isArray(errors)) return [];
  return errors.map((entry: unknown) =>
    typeof entry === "object" && entry !== null ? (entry as Record<string, unknown>) : { message: entry },
  );
}

function readCode(entry: Readonly<Record<string, unknown>>): string {
  return typeof entry["code"] === "string" ? entry["code"] : "";
}

function describeError(entry: Readonly<Record<string, unknown>>): string {
  if (typeof entry["message"] === "string") return entry["message"];
  const code = readCode(entry).replaceAll("_", " ");
  return typeof entry["field"] === "string" ? `${entry["field"]}: ${code}` : code;
}
