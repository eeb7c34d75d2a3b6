import type { ForgeError } from "../../../core/diagnostics/errors.ts";
import type { Deed, Facts, Row } from "../../http/failures.ts";
import { openFailures, Refusal } from "../../http/failures.ts";

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

const RIGHTS =
  "Give the token the right to write issues: `issues: write` in a workflow or an app, `Issues: Read and write` for a fine-grained token, and at least the role Write for its account.";

const hasNoToken = ({ token }: Facts): boolean => token === null;

const ROWS: readonly Row[] = [
  {
    at: 401,
    when: hasNoToken,
    fault: "unauthorized",
    reason: "a token is needed",
    remedy: "Put a token that may read and write issues into GITHUB_TOKEN, or name its file with --token-file.",
  },
  {
    at: 401,
    fault: "unauthorized",
    reason: "the token is wrong, expired or revoked",
    remedy: "Make a new token and put it into GITHUB_TOKEN, or into the file --token-file names.",
  },
  {
    at: 403,
    when: ({ refusal }) => refusal.headers["x-github-sso"] !== undefined,
    fault: "forbidden",
    reason: "the organisation's single sign-on does not know the token",
    remedy: "Authorise the token for the organisation under Settings, Developer settings, Configure SSO.",
  },
  {
    at: 403,
    when: ({ said }) => /archived/i.test(said),
    fault: "forbidden",
    reason: "the repository is archived",
    remedy: "Unarchive it, or write another one under `forge:`.",
  },
  {
    at: 403,
    fault: "forbidden",
    reason: ({ said }) => `the token lacks the right${said === "" ? "" : ` ("${said}")`}`,
    remedy: ({ refusal }) => `${RIGHTS}${describeNeeded(refusal)}`,
  },
  // GitHub hides what a token may not see, and what it may not write, behind the same 404.
  {
    at: 404,
    when: hasNoToken,
    fault: "not-found",
    reason: "there is no such repository, or it is not public",
    remedy: describeSearch,
  },
  { at: 404, fault: "not-found", reason: "it does not exist, or the token may not see it", remedy: describeSearch },
  {
    at: 410,
    fault: "rejected",
    reason: ({ said }) => (said === "" ? "it is gone, or issues are switched off there" : `GitHub says "${said}"`),
    remedy: "If issues are off, switch them on in the repository's settings, under Features.",
  },
];

function describeNeeded({ headers }: Refusal): string {
  const needed = headers["x-accepted-github-permissions"];
  return typeof needed === "string" && /^[\w=;, ]{1,100}$/.test(needed) ? ` GitHub asks for \`${needed}\`.` : "";
}

function describeSearch({ deed }: Facts): string {
  const writing = deed.writes ? ` ${RIGHTS}` : "";
  return `Check the name under \`forge:\` and that the token was made for this repository.${writing}`;
}

const FAILURES = openFailures({
  forge: "GitHub",
  variable: "GITHUB_TOKEN",
  moved: "If the repository was renamed or moved, write its new name under `forge:`.",
  rows: ROWS,
  read: readWords,
});

/** Turns a `Refusal`, or whatever else sending threw, into our own words. */
export function toFailure(call: Call, thrown: unknown, token: string | null): Failure {
  const failure = FAILURES.toFailure(toDeed(call), thrown, token);
  const body = thrown instanceof Refusal ? thrown.body : null;
  return { ...failure, codes: listErrors(body).map(readCode), documentation: readText(body, "documentation_url") };
}

/** A 2xx that is not what the API sends: a proxy's page, or an answer cut short. */
export function toUnreadable(call: Call, status: number, problem: string): ForgeError {
  return FAILURES.toUnreadable(toDeed(call), status, problem);
}

/** A token that cannot be put into a header. */
export function toBadToken(call: Call): Failure {
  return { error: FAILURES.toBadToken(toDeed(call)), codes: [], said: "", documentation: "" };
}

/** Parameters that hold texts of ours. */
const TEXTS = ["title", "body", "description"] as const;

function toDeed(call: Call): Deed {
  const texts = TEXTS.map((name) => call.parameters[name]).filter((text) => typeof text === "string");
  return { operation: call.operation, target: call.target, writes: !isReading(call), texts };
}

/** GitHub's message and its details, without values: those were sent. */
function readWords(body: unknown): string {
  const message = readText(body, "message");
  if (message === "") return "";
  const details = listErrors(body)
    .map(describeError)
    .filter((detail) => detail !== "");
  return details.length > 0 ? `${message}: ${details.join("; ")}` : message;
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
