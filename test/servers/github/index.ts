import { createServer } from "node:http";
import type { Server, ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { RequestCounts } from "../../../src/core/model/outcome.ts";
import type { PersonEdit } from "../../support/harness.ts";
import type { Emulator } from "./emulator.ts";
import { startEmulator } from "./emulator.ts";
import type { Fault } from "./fault.ts";
import { failWith } from "./fault.ts";
import { recordNotifications } from "./notify.ts";
import type { Json, Reply, SeenRequest } from "./request.ts";
import { asRecord, readRequest } from "./request.ts";
import { respond } from "./respond.ts";
import { findToken } from "./rules.ts";
import { mayAtLeast, type State } from "./state.ts";

export type { Fault } from "./fault.ts";
export type { SeenRequest } from "./request.ts";

const PEOPLE = ["ada", "grace", "kim", "lee", "sam", "omar", "ben", "lin"] as const;
const STRANGERS = ["stranger", "former-bot"] as const;

export const TOKENS = {
  /** `fledgling-bot`, role Write. */
  bot: "ghp_fledgling_bot_0123456789",
  /** The same account, without the right to write issues. */
  readOnly: "github_pat_read_only_0123456789",
  /** An installation's token, as a workflow has: there is no account to ask for. */
  app: "ghs_installation_0123456789",
  /** `stranger`, without any role. */
  stranger: "ghp_stranger_0123456789",
  /** The bot's, fine-grained, with the right to write issues, until September. */
  fineGrained: "github_pat_fledgling_0123456789",
  /** The bot's, classic, without a scope. */
  noScope: "ghp_no_scope_0123456789",
  /** The bot's, classic, for public repositories alone. */
  publicOnly: "ghp_public_only_0123456789",
  /** What a workflow has. */
  workflow: "ghs_workflow_0123456789",
  /** An App's that may only read issues. */
  readOnlyApp: "ghs_read_only_0123456789",
} as const;

/** A loopback GitHub as strict as the real one: an emulator behind GitHub's own description and our rules. */
export interface GitHubServer {
  /** API root. */
  readonly url: string;
  readonly place: string;
  /** Change to make rights, visibility and limits other than the usual. */
  readonly state: State;
  /** Requests that GitHub's description does not know: tests expect none. */
  readonly violations: string[];
  readonly requests: SeenRequest[];
  /** Called for every request; what it returns goes wrong with it. */
  fault: ((request: SeenRequest) => Fault | null) | null;
  counts(): RequestCounts;
  reset(): void;
  edit(account: string, number: number, edit: PersonEdit): Promise<void>;
  comment(account: string, number: number, text: string): Promise<void>;
  create(account: string, title: string, body: string, labels: readonly string[]): Promise<number>;
  createPull(title: string, labels: readonly string[]): Promise<number>;
  createMilestone(title: string, state?: "open" | "closed"): Promise<void>;
  read(number: number): Promise<Json>;
  close(): Promise<void>;
}

/** `more`: people beside the usual ones. */
export async function startGitHub(place = "acme/internships", more: readonly string[] = []): Promise<GitHubServer> {
  let url = "";
  const state = buildState(place, more);
  const emulator = await startEmulator(place, [...state.accounts.keys()], () => url);
  const violations: string[] = [];
  const requests: SeenRequest[] = [];
  const people = buildPeople(state, emulator);
  const inTurn = openTurnstile();
  const server = createServer((message, response) => {
    void (async () => {
      const request = await readRequest(message);
      requests.push(request);
      const fault = world.fault?.(request) ?? null;
      if (fault !== null && fault.after !== true && fault.kind !== "html" && fault.kind !== "truncated")
        return failWith(response, fault, null);
      const reply = await inTurn(async () => respond(state, emulator, request, violations));
      if (fault === null)
        answer(response, { ...reply, headers: { ...describeToken(state, request), ...reply.headers } });
      else failWith(response, fault, reply);
    })().catch((error: unknown) => answer(response, { status: 500, data: { message: String(error) } }));
  });
  url = await listen(server);
  const world: GitHubServer = {
    url,
    place,
    state,
    violations,
    requests,
    fault: null,
    counts: () => count(requests),
    reset: () => void requests.splice(0),
    ...people,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await emulator.close();
    },
  };
  return world;
}

/** One after the other: what our rules look at before the emulator acts must still be so when it does, as in a transaction. */
function openTurnstile(): <T>(work: () => Promise<T>) => Promise<T> {
  let last: Promise<unknown> = Promise.resolve();
  return async (work) => {
    const mine = last.then(work);
    last = mine.catch(() => undefined);
    return mine;
  };
}

function buildState(place: string, more: readonly string[]): State {
  const accounts: State["accounts"] = new Map();
  accounts.set("fledgling-bot", { role: "write", assignable: true });
  for (const login of ["fledgling[bot]", "github-actions[bot]"])
    accounts.set(login, { role: "write", assignable: false });
  for (const login of [...PEOPLE, ...more])
    accounts.set(login, { role: login === "kim" ? "write" : "triage", assignable: true });
  for (const login of STRANGERS) accounts.set(login, { role: "none", assignable: false });
  // Can read what others write, and is nobody in the programme.
  accounts.set("mallory", { role: "read", assignable: false });
  return {
    place,
    visibility: "public",
    hasIssues: true,
    archived: false,
    assigneesListed: true,
    assigneeLimit: 10,
    accounts,
    tokens: buildTokens(),
    ownerType: "Organization",
    version: null,
    subIssues: true,
    tellsParents: "null",
    graphql: true,
    repositories: new Map(),
    reactions: [],
    parents: new Map(),
    labels: new Map(),
    milestones: new Set(),
    gone: new Map(),
    pulls: new Set(),
    contents: [],
    contentLimits: null,
    workflows: [],
    notifications: [],
    participants: new Map(),
  };
}

function buildTokens(): State["tokens"] {
  const bot = "fledgling-bot";
  const expires = "2026-09-01 09:00:00 UTC";
  return new Map([
    [TOKENS.bot, { login: bot, kind: "account", scopes: "repo, read:org" }],
    [TOKENS.noScope, { login: bot, kind: "account", scopes: "" }],
    [TOKENS.publicOnly, { login: bot, kind: "account", scopes: "public_repo" }],
    [TOKENS.readOnly, { login: bot, kind: "read-only", expires }],
    [TOKENS.fineGrained, { login: bot, kind: "fine-grained", expires }],
    [TOKENS.app, { login: "fledgling[bot]", kind: "app" }],
    [TOKENS.workflow, { login: "github-actions[bot]", kind: "app" }],
    [TOKENS.readOnlyApp, { login: "fledgling[bot]", kind: "read-only-app" }],
    [TOKENS.stranger, { login: "stranger", kind: "account", scopes: "repo" }],
  ]);
}

type People = Pick<GitHubServer, "edit" | "comment" | "create" | "createPull" | "createMilestone" | "read">;

/** What people do in the browser: it reaches the emulator past the rules for tokens. */
function buildPeople(state: State, emulator: Emulator): People {
  const root = `/repos/${state.place}`;
  async function act(account: string, method: string, path: string, body: Json): Promise<Json> {
    if (!state.accounts.has(account)) throw new Error(`The server has no account ${account}`);
    const number = /^\/issues\/(\d+)/.exec(path)?.[1];
    const before = number === undefined ? null : await read(Number(number));
    if (method === "PATCH" && !mayEdit(account, before, body))
      throw new Error(`${account} may not edit #${number ?? ""}`);
    if (!mayAtLeast(state, account, "read")) throw new Error(`${account} may not see ${state.place}`);
    const reply = await emulator.send(account, method, root + path, body);
    if (reply.status >= 300) throw new Error(`${method} ${path}: ${reply.status} ${JSON.stringify(reply.data)}`);
    const data = asRecord(reply.data);
    if (path === "/milestones") return data;
    const after = await read(Number(number ?? data["number"]));
    const comment = path.endsWith("/comments") ? String(body["body"]) : null;
    recordNotifications(state, { actor: account, before, after, comment });
    return data;
  }
  /** To write in what others wrote takes Write, to close, label or assign it Triage; being assigned gives no right. */
  function mayEdit(account: string, issue: Json | null, body: Json): boolean {
    if (asRecord(issue?.["user"])["login"] === account) return true;
    return mayAtLeast(state, account, "title" in body || "body" in body ? "write" : "triage");
  }
  async function read(number: number): Promise<Json> {
    return asRecord((await emulator.send("kim", "GET", `${root}/issues/${number}`)).data);
  }
  async function create(account: string, title: string, body: string, labels: readonly string[]): Promise<number> {
    for (const label of labels)
      if (!state.labels.has(label.toLowerCase())) state.labels.set(label.toLowerCase(), label);
    return Number((await act(account, "POST", "/issues", { title, body, labels }))["number"]);
  }
  return {
    read,
    create,
    edit: async (account, number, { due: _due, ...edit }) => {
      for (const label of edit.labels ?? [])
        if (!state.labels.has(label.toLowerCase())) state.labels.set(label.toLowerCase(), label);
      await act(account, "PATCH", `/issues/${number}`, edit);
    },
    comment: async (account, number, text) =>
      void (await act(account, "POST", `/issues/${number}/comments`, { body: text })),
    createPull: async (title, labels) => {
      const number = await create("kim", title, "", labels);
      state.pulls.add(number);
      return number;
    },
    createMilestone: async (title, milestoneState = "open") => {
      await act("kim", "POST", "/milestones", { title, state: milestoneState });
      state.milestones.add(title);
    },
  };
}

async function listen(server: Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

function answer(response: ServerResponse, reply: Reply): void {
  const text = reply.data === undefined ? "" : JSON.stringify(reply.data);
  response.writeHead(reply.status, {
    "content-type": "application/json; charset=utf-8",
    "x-ratelimit-limit": "5000",
    "x-ratelimit-remaining": "4999",
    ...reply.headers,
  });
  response.end(text);
}

/** What every answer tells of the server and of the token, beside its contents. */
function describeToken(state: State, request: SeenRequest): Readonly<Record<string, string>> {
  const { scopes, expires } = findToken(state, request.headers["authorization"]) ?? {};
  return {
    ...(state.version === null ? {} : { "x-github-enterprise-version": state.version }),
    ...(scopes === undefined ? {} : { "x-oauth-scopes": scopes }),
    ...(expires === undefined ? {} : { "github-authentication-token-expiration": expires }),
  };
}

function count(requests: readonly SeenRequest[]): RequestCounts {
  const counts: Record<keyof RequestCounts, number> = { GET: 0, POST: 0, PUT: 0, PATCH: 0, DELETE: 0 };
  for (const { method, path } of requests) {
    const counted = path.endsWith("/graphql") ? "GET" : method;
    if (counted in counts) counts[counted as keyof RequestCounts] += 1;
  }
  return counts;
}
