import { z } from "zod";
import { parseDate } from "../../core/model/date.ts";
import type { Right } from "../../core/forge/forge-words.ts";
import type { PlaceAccess } from "../../core/model/issue.ts";
import { isFailure } from "./api/client.ts";
import type { Session } from "./api/session.ts";
import { projectCall } from "./api/session.ts";

/** Planner: the least role that may edit, label and assign any issue. */
export const PLANNER = 15;

/** Everything that takes the scope `api`, and in a project the role Planner. */
export const RIGHTS: readonly Right[] = ["assignees", "comments", "confidential", "issues", "labels", "milestones"];

const ROLES = [
  [50, "Owner"],
  [40, "Maintainer"],
  [30, "Developer"],
  [20, "Reporter"],
  [15, "Planner"],
  [10, "Guest"],
  [5, "Minimal Access"],
] as const;

/** The role in words; null where the level is not told. */
export function nameRole(level: number | null): string | null {
  if (level === null) return null;
  return ROLES.find(([least]) => level >= least)?.[1] ?? "no role";
}

/** A group's or a project's bot and a service account are told by their names, as GitLab makes them. */
function nameToken(account: string | null): string {
  if (/^project_\d+_bot/.test(account ?? "")) return "project access token";
  if (/^group_\d+_bot/.test(account ?? "")) return "group access token";
  return account?.startsWith("service_account_") === true ? "token of a service account" : "personal access token";
}

const Token = z.object({ scopes: z.array(z.string()).nullish(), expires_at: z.string().nullish() });

/** What the token says of itself; null where it does not, as OAuth's and those of old servers. */
export async function readToken(session: Session, account: string | null): Promise<PlaceAccess["token"]> {
  if (!session.hasToken) return null;
  const result = await session.client.attempt(projectCall(session, "read the token"), Token, (api) =>
    api.PersonalAccessTokens.show(),
  );
  if (isFailure(result)) {
    if (["forbidden", "not-found", "rejected"].includes(result.error.fault)) return null;
    throw result.error;
  }
  const { scopes, expires_at } = result.data;
  return {
    kind: nameToken(account),
    scopes: scopes === null || scopes === undefined ? null : [...scopes].sort(),
    expires: expires_at === null || expires_at === undefined ? null : parseDate(expires_at),
  };
}

/** What a token may not do for want of a scope, whatever its account's role. Fine-grained ones have other scopes. */
export function lackByScope(token: PlaceAccess["token"], rights: readonly Right[]): readonly Right[] {
  const scopes = token?.scopes ?? null;
  if (scopes === null || scopes.includes("api") || !scopes.includes("read_api")) return [];
  return [...rights].sort();
}
