import { ForgeError } from "../../core/diagnostics/errors.ts";
import { isFailure } from "./api/client.ts";
import type { Call } from "./api/failure.ts";
import { toRejection } from "./api/failure.ts";
import { Account } from "./api/schema.ts";
import type { Session } from "./api/session.ts";
import { foldAccount } from "../../core/model/lookup/accounts.ts";

type Standing = "eligible" | "ineligible" | "missing" | "unknown";

/** Whom GitLab would let be assigned, from one list of members and one look-up for each name that is not on it. */
export async function findAccounts(
  session: Session,
  names: readonly string[],
): Promise<Readonly<Record<string, Standing>>> {
  const found: Record<string, Standing> = {};
  for (const name of [...new Set(names)].sort()) found[name] = await findStanding(session, name);
  return found;
}

/** What a write calls the account. Throws `ForgeError` when there is none of that name. */
export async function findAccountId(session: Session, call: Call, name: string): Promise<number> {
  const account = session.accounts.get(foldAccount(name)) ?? (await lookUp(session, name));
  if (account !== null) return account.id;
  throw toRejection(call, `there is no account ${name}`, "Check the username in the cohort file.");
}

async function findStanding(session: Session, name: string): Promise<Standing> {
  const members = await listMembers(session);
  if (members?.has(foldAccount(name)) === true) {
    const account = session.accounts.get(foldAccount(name));
    return isActive(account) ? "eligible" : "ineligible";
  }
  const account = await lookUp(session, name);
  if (account === null) return "missing";
  if (!isActive(account)) return "ineligible";
  return members !== null && session.facts.membersOnly === true ? "ineligible" : "unknown";
}

/** Names in lower case, as GitLab compares them; null where the token may not read the list. Read once. */
export async function listMembers(session: Session): Promise<ReadonlySet<string> | null> {
  const { client, place, home, facts } = session;
  if (facts.members !== undefined) return facts.members;
  const call = { operation: "list members", target: place, writes: false };
  try {
    const members = await client.list(call, Account, (api, page) =>
      home === null
        ? api.ProjectMembers.all(place, { includeInherited: true, ...page })
        : api.GroupMembers.all(home, { includeInherited: true, ...page }),
    );
    for (const member of members) session.accounts.set(foldAccount(member.username), member);
    facts.members = new Set(members.map((member) => foldAccount(member.username)));
  } catch (error) {
    if (!(error instanceof ForgeError) || !["unauthorized", "forbidden", "not-found"].includes(error.fault))
      throw error;
    facts.members = null;
  }
  return facts.members;
}

async function lookUp({ client, place, accounts }: Session, name: string): Promise<Account | null> {
  const key = foldAccount(name);
  const known = accounts.get(key);
  if (known !== undefined) return known;
  const call = { operation: `look up ${name}`, target: place, writes: false };
  const result = await client.attempt(call, Account.array(), (api) => api.Users.all({ username: name }));
  if (isFailure(result)) throw result.error;
  const account = result.data.find((candidate) => foldAccount(candidate.username) === key) ?? null;
  if (account !== null) accounts.set(key, account);
  return account;
}

/** A blocked or deactivated account is dropped from an issue without a word. */
function isActive(account: Account | undefined): boolean {
  return account !== undefined && (account.state ?? "active") === "active";
}
