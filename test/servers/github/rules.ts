import type { Json, Reply, SeenRequest } from "./request.ts";
import { asRecord, asStrings } from "./request.ts";
import type { State, Token, TokenKind } from "./state.ts";
import { findAccount, mayAtLeast, spellLabel } from "./state.ts";

const DOCS = "https://docs.github.com/rest";

export function refuse(status: number, message: string, errors?: readonly Json[]): Reply {
  return {
    status,
    data: { message, ...(errors === undefined ? {} : { errors }), documentation_url: DOCS, status: String(status) },
  };
}

function invalid(resource: string, field: string, code: string, message?: string): Reply {
  return refuse(422, "Validation Failed", [{ resource, field, code, ...(message === undefined ? {} : { message }) }]);
}

export interface Caller {
  readonly login: string | null;
  readonly kind: TokenKind | "anonymous";
  readonly scopes?: string;
}

export function findToken(state: State, header: string | undefined): Token | undefined {
  return state.tokens.get((header ?? "").replace(/^(?:token|bearer)\s+/i, ""));
}

/** Who asks, or the answer to a token nobody made. */
export function identify(state: State, header: string | undefined): Caller | Reply {
  if (header === undefined) return { login: null, kind: "anonymous" };
  return findToken(state, header) ?? refuse(401, "Bad credentials");
}

/** What GitHub refuses before it looks at the text: the wrong place, a missing right, issues switched off. */
export function refuseAccess(state: State, request: SeenRequest, caller: Caller, under: string): Reply | null {
  if (!mayAtLeast(state, caller.login, "read") || !reaches(state, caller, "see")) return refuse(404, "Not Found");
  const writing = request.method !== "GET";
  if (writing && caller.login === null) return refuse(401, "Requires authentication");
  if (writing && caller.kind === "read-only")
    return withPermissions(refuse(403, "Resource not accessible by personal access token"));
  if (writing && caller.kind === "read-only-app")
    return withPermissions(refuse(403, "Resource not accessible by integration"));
  if (writing && !reaches(state, caller, "write")) return refuse(404, "Not Found");
  if (writing && state.archived) return refuse(403, "Repository was archived so is read-only.");
  if (!state.hasIssues && under.startsWith("/issues"))
    return refuse(410, "Issues has been disabled in this repository.");
  const number = Number(/^\/issues\/(\d+)/.exec(under)?.[1] ?? "0");
  const fate = state.gone.get(number);
  if (fate === "deleted") return refuse(410, "This issue was deleted");
  if (fate === "transferred") return refuseMoved(request);
  const needed = roleFor(request.method, under);
  if (mayAtLeast(state, caller.login, needed)) return null;
  return caller.kind === "app"
    ? refuse(403, "Resource not accessible by integration")
    : refuse(403, "Must have admin rights to Repository.");
}

/** A classic token without the scope sees what everybody sees. */
function reaches(state: State, { scopes }: Caller, what: "see" | "write"): boolean {
  if (scopes === undefined || /\brepo\b/.test(scopes)) return true;
  return state.visibility === "public" && (what === "see" || scopes.includes("public_repo"));
}

function withPermissions(reply: Reply): Reply {
  return { ...reply, headers: { "x-accepted-github-permissions": "issues=write" } };
}

function refuseMoved(request: SeenRequest): Reply {
  const url = `http://${request.headers["host"] ?? ""}/repositories/9999/issues/1`;
  return {
    status: 301,
    headers: { location: url },
    data: { message: "Moved Permanently", url, documentation_url: DOCS },
  };
}

function roleFor(method: string, under: string): "read" | "triage" | "write" {
  if (method === "GET" || under === "/issues" || /^\/issues\/\d+\/comments$/.test(under)) return "read";
  return under.startsWith("/issues/") ? "triage" : "write";
}

/** What GitHub refuses for its contents, in its own shapes; the emulator takes all of it. */
export function refuseContents(
  state: State,
  request: SeenRequest,
  under: string,
  present: readonly string[],
): Reply | null {
  const body = asRecord(request.body);
  if (request.method === "GET" || request.method === "DELETE") return null;
  if (/^\/issues(?:\/\d+)?$/.test(under)) return refuseIssue(state, request.method, body);
  if (under.endsWith("/comments") || /^\/issues\/comments\/\d+$/.test(under))
    return refuseText("IssueComment", body["body"]);
  if (under.endsWith("/labels") && under !== "/labels") return refuseLabels([...present, ...asStrings(body["labels"])]);
  if (under === "/labels") return refuseLabel(state, body);
  if (under === "/milestones") return refuseMilestone(state, body);
  return null;
}

function refuseIssue(state: State, method: string, body: Json): Reply | null {
  const title = body["title"];
  if (method === "POST" || title !== undefined) {
    if (typeof title !== "string" || title.trim() === "") return invalid("Issue", "title", "missing_field");
    if ([...title].length > 256)
      return invalid("Issue", "title", "custom", "title is too long (maximum is 256 characters)");
  }
  const unknown = asStrings(body["assignees"]).find((name) => findAccount(state, name) === null);
  if (unknown !== undefined) {
    return refuse(422, "Validation Failed", [
      { value: unknown, resource: "Issue", field: "assignees", code: "invalid" },
    ]);
  }
  const milestone = body["milestone"];
  if (typeof milestone === "number" && milestone > state.milestones.size)
    return invalid("Issue", "milestone", "invalid");
  return refuseText("Issue", body["body"]) ?? refuseLabels(asStrings(body["labels"]));
}

function refuseText(resource: string, text: unknown): Reply | null {
  if (typeof text !== "string" || [...text].length <= 65_536) return null;
  return invalid(resource, "body", "custom", "body is too long (maximum is 65536 characters)");
}

function refuseLabels(names: readonly string[]): Reply | null {
  const long = names.find((name) => [...name].length > 50);
  if (long !== undefined) return invalid("Label", "name", "custom", "name is too long (maximum is 50 characters)");
  return names.length > 100 ? invalid("Issue", "labels", "custom", "Issues cannot have more than 100 labels") : null;
}

function refuseLabel(state: State, body: Json): Reply | null {
  const name = String(body["name"] ?? "");
  if (name.trim() === "") return invalid("Label", "name", "missing_field");
  if (state.labels.has(name.toLowerCase())) return invalid("Label", "name", "already_exists");
  if (body["color"] !== undefined && !/^[0-9a-f]{6}$/i.test(String(body["color"])))
    return invalid("Label", "color", "invalid");
  if (String(body["description"] ?? "").length > 100) {
    return invalid("Label", "description", "custom", "description is too long (maximum is 100 characters)");
  }
  return refuseLabels([name]);
}

function refuseMilestone(state: State, body: Json): Reply | null {
  const title = String(body["title"] ?? "").trim();
  if (title === "") return invalid("Milestone", "title", "missing_field");
  return state.milestones.has(title) ? invalid("Milestone", "title", "already_exists") : null;
}

/** What GitHub drops without a word, and how it spells what it keeps. */
export function settleBody(
  state: State,
  request: SeenRequest,
  caller: Caller,
  under: string,
  assigned: readonly string[],
): unknown {
  if (request.body === undefined) return undefined;
  const body: Record<string, unknown> = { ...asRecord(request.body) };
  const creating = under === "/issues";
  if (creating && !mayAtLeast(state, caller.login, "triage")) {
    for (const field of ["labels", "assignees", "milestone"]) delete body[field];
  }
  if (typeof body["title"] === "string") body["title"] = body["title"].trim();
  if (Array.isArray(body["labels"])) body["labels"] = asStrings(body["labels"]).map((name) => spellLabel(state, name));
  if (Array.isArray(body["assignees"])) {
    const names = asStrings(body["assignees"]).map((name) => findAccount(state, name));
    const known = names.filter((name): name is string => name !== null);
    body["assignees"] =
      request.method === "DELETE" ? known : keepAssignable(state, known, request.method === "PATCH" ? [] : assigned);
  }
  return body;
}

function keepAssignable(state: State, names: readonly string[], assigned: readonly string[]): readonly string[] {
  const kept = names.filter((name) => state.accounts.get(name)?.assignable === true && !assigned.includes(name));
  return kept.slice(0, Math.max(0, state.assigneeLimit - assigned.length));
}
