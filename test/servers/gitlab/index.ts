import type { Server } from "node:http";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import type { RequestCounts } from "../../../src/core/model/outcome.ts";
import type { Fault, Reply, SeenRequest } from "./http.ts";
import { readRequest, Refused, sendFault, sendReply } from "./http.ts";
import type { People } from "./people.ts";
import { openPeople } from "./people.ts";
import { isQuestion, respond } from "./routes.ts";
import type { Notification, Project, QuickAction, State, Tier } from "./state.ts";
import { addProject, addUser, buildProject, LEVELS } from "./state.ts";

export type { Fault, SeenRequest } from "./http.ts";
export { LEVELS } from "./state.ts";

const BOT = "fledgling-bot";
const MEMBERS = ["ada", "ben", "grace", "omar", "lee", "sam", "lin"] as const;
const STRANGERS = ["stranger", "mallory", "former-bot"] as const;

export const TOKENS = {
  /** `fledgling-bot`: Planner, scope `api`. */
  bot: "glpat-fledgling-bot-0123456789",
  /** The same account, scope `read_api`. */
  readOnly: "glpat-read-only-0123456789",
  /** The same account, for the registry alone. */
  registry: "glpat-registry-0123456789",
  expired: "glpat-expired-0123456789",
  revoked: "glpat-revoked-0123456789",
  /** `gus`, Guest. */
  guest: "glpat-guest-0123456789",
  /** `kim`, Maintainer. */
  maintainer: "glpat-maintainer-0123456789",
  /** `stranger`, who is no member. */
  stranger: "glpat-stranger-0123456789",
} as const;

/** A second token of the bot's for the private lane, and what else a test wants otherwise. */
export interface GitLabOptions {
  readonly place?: string;
  readonly tier?: Tier;
  readonly visibility?: Project["visibility"];
  /** The token's account's role in the group; none on Free, Planner elsewhere. */
  readonly groupLevel?: number;
  /** Path below which this GitLab lives: `/gitlab`. */
  readonly base?: string;
  /** Milliseconds each request takes. */
  readonly latency?: number;
}

/** A loopback GitLab that is as unforgiving as the real one, and stricter where that ignores mistakes. */
export interface GitLabServer extends People {
  /** API root, `/api/v4` included. */
  readonly url: string;
  readonly place: string;
  /** Change to make rights, visibility and limits other than the usual. */
  readonly state: State;
  /** The project at `place`. */
  readonly project: Project;
  /** Whatever a request had that GitLab does not know: tests expect none. */
  readonly violations: string[];
  readonly quickActions: readonly QuickAction[];
  readonly notifications: readonly Notification[];
  readonly log: readonly SeenRequest[];
  /** Called for every request; what it returns goes wrong with it. */
  onRequest: ((request: SeenRequest) => "pass" | Fault) | null;
  counts(): RequestCounts;
  reset(): void;
  close(): Promise<void>;
}

export async function startGitLab(options: GitLabOptions = {}): Promise<GitLabServer> {
  const { place = "acme/internships", base = "", latency = 0 } = options;
  const state = buildState(options.tier ?? "free", place.split("/")[0] ?? "");
  addMembers(state.home, options.groupLevel ?? (options.tier === undefined ? 0 : LEVELS.planner));
  const project = addPlace(state, place, options.visibility ?? "private");
  addPlace(state, `${place}-private`, "private");
  const violations: string[] = [];
  const log: SeenRequest[] = [];
  const server = createServer((message, response) => {
    void (async () => {
      const request = await readRequest(message);
      log.push(request);
      if (latency > 0) await sleep(latency);
      const fault = world.onRequest?.(request) ?? "pass";
      if (fault !== "pass" && !actsFirst(fault)) return sendFault(response, fault, null);
      const reply = answer(state, request, base, violations);
      if (fault === "pass") sendReply(response, reply);
      else sendFault(response, fault, reply);
    })().catch((error: unknown) => {
      violations.push(`the server itself failed: ${String(error)}`);
      sendReply(response, { status: 500, body: { message: "500 Internal Server Error" } });
    });
  });
  const origin = await listen(server);
  const world: GitLabServer = {
    url: `${origin}${base}/api/v4`,
    place,
    state,
    project,
    violations,
    quickActions: state.quickActions,
    notifications: state.notifications,
    log,
    onRequest: null,
    counts: () => count(log),
    reset: () => void log.splice(0),
    ...openPeople(state, project, `${origin}${base}`),
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return world;
}

/** A half answer, or a page instead of one, still means that the server did what it was asked. */
function actsFirst(fault: Fault): boolean {
  return fault.after === true || fault.kind === "html" || fault.kind === "truncated";
}

function answer(state: State, request: SeenRequest, base: string, violations: string[]): Reply {
  try {
    return respond(state, request, base, violations);
  } catch (error) {
    if (error instanceof Refused) return { status: error.status, body: error.body };
    throw error;
  }
}

function buildState(tier: Tier, group: string): State {
  const state: State = {
    tier,
    countLimit: 10_000,
    old: false,
    users: new Map(),
    tokens: new Map(),
    projects: [],
    home: buildProject(500, group, "private"),
    version: "18.5.1",
    unknown: new Set(),
    elsewhere: new Map(),
    groups: [{ path: "acme", visibility: "private" }],
    notifications: [],
    quickActions: [],
    nextId: 1000,
    clock: 0,
  };
  for (const username of [BOT, "kim", "gus", ...MEMBERS, ...STRANGERS]) addUser(state, username);
  const token = (value: string, username: string, scope = "api", fate: "active" | "expired" | "revoked" = "active") =>
    state.tokens.set(value, { username, scopes: [scope], state: fate });
  token(TOKENS.bot, BOT);
  token(TOKENS.readOnly, BOT, "read_api");
  token(TOKENS.registry, BOT, "read_registry");
  token(TOKENS.expired, BOT, "api", "expired");
  token(TOKENS.revoked, BOT, "api", "revoked");
  token(TOKENS.guest, "gus");
  token(TOKENS.maintainer, "kim");
  token(TOKENS.stranger, "stranger");
  return state;
}

/** The bot has the least role that will do; `gus` is a Guest, `kim` a Maintainer, everybody else a Reporter. */
function addPlace(state: State, path: string, visibility: Project["visibility"]): Project {
  const project = addProject(state, path, visibility);
  addMembers(project, LEVELS.planner);
  return project;
}

function addMembers(project: Project, own: number): void {
  if (own > 0) project.members.set(BOT, own);
  project.members.set("gus", LEVELS.guest).set("kim", LEVELS.maintainer);
  for (const username of MEMBERS) project.members.set(username, LEVELS.reporter);
}

async function listen(server: Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

function count(log: readonly SeenRequest[]): RequestCounts {
  const counts: Record<keyof RequestCounts, number> = { GET: 0, POST: 0, PUT: 0, PATCH: 0, DELETE: 0 };
  for (const request of log) {
    const method = isQuestion(request) ? "GET" : request.method;
    if (method in counts) counts[method as keyof RequestCounts] += 1;
  }
  return counts;
}
