import type { CivilDate } from "../../core/model/date.ts";
import type { Right } from "../../core/forge/forge-words.ts";
import type { ObservedPlace, PlaceAccess } from "../../core/model/issue.ts";
import type { Repository } from "./api/schema.ts";
import type { TokenSort } from "./api/token.ts";

/** What one answer told beside its contents, at no request of its own. */
export interface Hints {
  /** Of an Enterprise Server, `3.18.2`; null on github.com and where it does not say. */
  readonly version: string | null;
  /** Of a classic or OAuth token; null for every other sort, which has none. */
  readonly scopes: readonly string[] | null;
  readonly expires: CivilDate | null;
}

export function readHints(headers: Readonly<Record<string, unknown>>): Hints {
  const read = (name: string): string | null => (typeof headers[name] === "string" ? headers[name] : null);
  const scopes = read("x-oauth-scopes");
  // `2027-03-01 09:00:00 UTC`, or with an offset.
  const expires = /^\d{4}-\d\d-\d\d(?=\D|$)/.exec(read("github-authentication-token-expiration") ?? "");
  return {
    version: /^\d+\.\d+(?:\.\d+)?/.exec(read("x-github-enterprise-version") ?? "")?.[0] ?? null,
    scopes:
      scopes === null
        ? null
        : scopes
            .split(",")
            .map((scope) => scope.trim())
            .filter((scope) => scope !== "")
            .sort(),
    expires: expires === null ? null : (expires[0] as CivilDate),
  };
}

/** Everything Fledgling does on GitHub that somebody may lack the right to; `epics` is linking sub-issues. */
const RIGHTS: readonly Right[] = ["issues", "comments", "labels", "assignees", "milestones", "epics"];
const ROLES = ["admin", "maintain", "push", "triage", "pull"] as const;
const ROLE_NAMES = { admin: "admin", maintain: "maintain", push: "write", triage: "triage", pull: "read" } as const;
/** What a role may not do: to label and assign needs Triage, to make labels and milestones Write. */
const LACKING: Readonly<Record<(typeof ROLES)[number], readonly Right[]>> = {
  admin: [],
  maintain: [],
  push: [],
  triage: ["labels", "milestones"],
  pull: ["labels", "assignees", "milestones", "epics"],
};

/** The access of who may not write at all. */
export function withoutRights(access: PlaceAccess): PlaceAccess {
  return { ...access, lacks: [...RIGHTS].sort() };
}

/** What the answers so far tell about the token. An app's or a workflow's rights are told by no answer to a read. */
export function toPlaceAccess(
  repository: Repository,
  hints: Hints,
  sort: TokenSort,
  account: string | null,
): PlaceAccess {
  const role = sort === "installation" ? null : findRole(repository);
  return {
    tier: null,
    version: hints.version,
    owner: toOwner(repository.owner?.type),
    token:
      sort === "none"
        ? null
        : { kind: nameToken(sort, account, hints.scopes), scopes: hints.scopes, expires: hints.expires },
    role: role === null ? null : ROLE_NAMES[role],
    lacks: listLacking(repository, hints, sort, role),
  };
}

/** False when nothing can be written for certain; null when only trying will tell. */
export function judgeWrite(access: PlaceAccess, sort: TokenSort): ObservedPlace["canWrite"] {
  if (access.lacks.includes("issues") || access.lacks.includes("epics")) return false;
  // A fine-grained token's own rights are beside its account's role, and no read tells them.
  return sort === "installation" || access.role === null ? null : true;
}

function findRole({ permissions }: Repository): (typeof ROLES)[number] | null {
  if (permissions === undefined) return null;
  return ROLES.find((role) => permissions[role] === true) ?? null;
}

function listLacking(
  repository: Repository,
  { scopes }: Hints,
  sort: TokenSort,
  role: (typeof ROLES)[number] | null,
): readonly Right[] {
  const reaches =
    scopes === null || scopes.includes("repo") || (isPublic(repository) && scopes.includes("public_repo"));
  if (sort === "none" || repository.archived === true || !reaches) return [...RIGHTS].sort();
  return role === null ? [] : [...LACKING[role]].sort();
}

function isPublic(repository: Repository): boolean {
  return (repository.visibility ?? (repository.private ? "private" : "public")) === "public";
}

function toOwner(type: string | undefined): PlaceAccess["owner"] {
  if (type === "Organization") return "organization";
  return type === "User" ? "user" : null;
}

const TOKEN_NAMES: Readonly<Record<Exclude<TokenSort, "none" | "installation" | "unknown">, string>> = {
  classic: "classic token",
  "fine-grained": "fine-grained token",
  oauth: "token of an OAuth app",
  "user-of-app": "token of an App on somebody's behalf",
};

function nameToken(sort: Exclude<TokenSort, "none">, account: string | null, scopes: Hints["scopes"]): string {
  if (sort === "unknown") return scopes === null ? "token" : TOKEN_NAMES.classic;
  if (sort !== "installation") return TOKEN_NAMES[sort];
  if (account === null) return "token of an App or a workflow";
  return account === "github-actions[bot]" ? "GITHUB_TOKEN of a workflow" : "token of an App";
}
