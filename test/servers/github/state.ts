import type { SeededRepository } from "./activity.ts";

/** `read` sees; `triage` labels and assigns; `write` also makes labels and milestones. */
export type Role = "none" | "read" | "triage" | "write";

/**
 * `account`: a classic token. `fine-grained` and `read-only`: with and without `Issues: write`. `app` and
 * `read-only-app`: an installation's, which has no account to ask for.
 */
export type TokenKind = "account" | "fine-grained" | "read-only" | "app" | "read-only-app";

export interface Token {
  readonly login: string;
  readonly kind: TokenKind;
  /** As in the header; of classic tokens alone. */
  readonly scopes?: string;
  /** As in the header: `2026-09-01 09:00:00 UTC`. */
  readonly expires?: string;
}

export interface Notification {
  readonly account: string;
  readonly reason: "assign" | "mention" | "comment" | "state";
  readonly number: number;
}

/** What GitHub knows and the emulator behind does not. */
export interface State {
  readonly place: string;
  visibility: "public" | "private";
  hasIssues: boolean;
  archived: boolean;
  /** False: the list of assignable accounts answers 404. */
  assigneesListed: boolean;
  /** 1 as for private repositories on the Free plan. */
  assigneeLimit: number;
  readonly accounts: Map<string, { role: Role; assignable: boolean }>;
  readonly tokens: Map<string, Token>;
  ownerType: "Organization" | "User";
  /** Of an Enterprise Server; null for github.com. */
  version: string | null;
  /** False: its addresses are unknown, as on Enterprise Servers that lack it. */
  subIssues: boolean;
  /** What an issue without a parent says of it: null, nothing, or nothing of sub-issues at all. */
  tellsParents: "null" | "left out" | "never";
  /** False: GraphQL is closed to Apps. */
  graphql: boolean;
  /** What is in other repositories, and beside the programme in its own; by place in lower case. */
  readonly repositories: Map<string, SeededRepository>;
  /** Signs on comments, in the order they came. */
  readonly reactions: { readonly comment: number; readonly login: string; readonly content: string }[];
  /** Parent by child, by number. */
  readonly parents: Map<number, number>;
  /** Spelling of each label by its lower-case name: GitHub knows labels whatever their case. */
  readonly labels: Map<string, string>;
  readonly milestones: Set<string>;
  readonly gone: Map<number, "deleted" | "transferred">;
  readonly pulls: Set<number>;
  /** When content came, by the server's clock; what it refused for haste included. */
  readonly contents: number[];
  /** Null: as much as one likes. GitHub's are 80 a minute and 500 an hour. */
  contentLimits: { readonly minute: number; readonly hour: number } | null;
  /** What runs by the clock: null hides the repository's Actions. */
  workflows: { path: string; state: string; run: { createdAt: string; conclusion: string | null } | null }[] | null;
  readonly notifications: Notification[];
  readonly participants: Map<number, Set<string>>;
}

export function findAccount(state: State, name: string): string | null {
  for (const login of state.accounts.keys()) if (login.toLowerCase() === name.toLowerCase()) return login;
  return null;
}

export function spellLabel(state: State, name: string): string {
  return state.labels.get(name.toLowerCase()) ?? name;
}

const RANK: Readonly<Record<Role, number>> = { none: 0, read: 1, triage: 2, write: 3 };

export function mayAtLeast(state: State, login: string | null, role: Role): boolean {
  const own = login === null ? "none" : (state.accounts.get(login)?.role ?? "none");
  const effective = own === "none" && state.visibility === "public" ? "read" : own;
  return RANK[effective] >= RANK[role];
}
