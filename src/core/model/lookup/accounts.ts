/**
 * Account names, compared as both forges do: in any case, each with the spelling its owner gave it. Whoever compares
 * accounts does it here.
 */

/** The same for every spelling of one account. */
export function foldAccount(name: string): string {
  return name.toLowerCase();
}

/** Whether two names are one account; nobody is the same as nobody. */
export function isSameAccount(one: string | null | undefined, other: string | null | undefined): boolean {
  const [a = null, b = null] = [one, other].map((name) => name?.toLowerCase());
  return a === b;
}

/** Accounts to look names up in. */
export interface AccountSet {
  has(name: string): boolean;
}

export function accountSet(names: Iterable<string>): AccountSet {
  const folded = new Set([...names].map(foldAccount));
  return { has: (name) => folded.has(foldAccount(name)) };
}
