/**
 * What a token's first letters tell: `ghp_` a person's classic one, `github_pat_` a fine-grained one, `ghs_` an App's
 * or a workflow's. `unknown`: as old servers make them.
 */
export type TokenSort = "none" | "classic" | "fine-grained" | "installation" | "oauth" | "user-of-app" | "unknown";

const PREFIXES = {
  ghp_: "classic",
  github_pat_: "fine-grained",
  ghs_: "installation",
  gho_: "oauth",
  ghu_: "user-of-app",
} as const;

export function readTokenSort(token: string | null): TokenSort {
  if (token === null) return "none";
  const found = Object.entries(PREFIXES).find(([prefix]) => token.startsWith(prefix));
  return found === undefined ? "unknown" : found[1];
}
