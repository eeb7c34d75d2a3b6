import type { ForgeProfile } from "../../core/forge/forge-profile.ts";
import { isPathPart } from "../../core/forge/forge-server.ts";

const API_PATH = "/api/v3";

/** GitHub, on github.com, on a tenant's host or on an Enterprise Server. */
export const GITHUB: ForgeProfile = {
  kind: "github",
  name: "GitHub",
  server: {
    publicUrl: "https://github.com",
    hostWord: "github",
    api: {
      publicUrl: "https://api.github.com",
      variables: [{ name: "GITHUB_API_URL", holds: "api" }],
      find: findApi,
    },
    tokenVariable: "GITHUB_TOKEN",
    jobTokenVariable: null,
    project: {
      noun: "repository",
      example: "acme/internships",
      pattern: "group/project",
      isName: (text) => text.split("/").length === 2 && text.split("/").every(isPathPart),
      remedy: "Write owner and repository, such as acme/internships.",
    },
    group: null,
  },
};

/**
 * Tenants with data residency (`acme.ghe.com`) have their API on a host of its own:
 * https://docs.github.com/en/enterprise-cloud@latest/graphql/guides/managing-enterprise-accounts
 */
function findApi(url: string): string {
  const tenant = /^https:\/\/([a-z0-9-]+\.ghe\.com)$/i.exec(url)?.[1];
  if (tenant !== undefined) return `https://api.${tenant}`;
  return url.endsWith(API_PATH) ? url : `${url}${API_PATH}`;
}
