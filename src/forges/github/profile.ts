import type { WriteShape } from "../../core/forge/forge-behaviour.ts";
import type { ForgeProfile } from "../../core/forge/forge-profile.ts";
import { isPathPart } from "../../core/forge/forge-server.ts";
import { COMMON_READERS, type ForgeWords, type Gap, type GapFacts } from "../../core/forge/forge-words.ts";

const API_PATH = "/api/v3";

const WRITE = "Give the token's account the role Write, and the token the right to read and write issues";
const BY_HAND = "Give the token's account the role Write, or make them by hand once";

/** What people read of GitHub: the names of its roles and menus. */
const WORDS: ForgeWords = {
  role: "the role Write",
  apart: "where only coordinators are more than guests",
  grants: {
    issues: WRITE,
    comments: WRITE,
    labels: BY_HAND,
    assignees: WRITE,
    milestones: BY_HAND,
    confidential: WRITE,
    epics: "Give the token's account the role Triage or Write",
  },
  schedules: {
    menu: "Actions",
    runs: "pipelines",
    stops: "when its owner leaves, or when a public repository rests for 60 days",
  },
  without: {},
  seats: null,
  readers: {
    ...COMMON_READERS,
    // What is internal is open to the enterprise, not to everybody on the server.
    internal: "readers_company",
    // Nothing is ever confidential: whoever can open a repository reads its issues.
    confidential: "readers_project",
    confidential_group: "readers_project",
  },
  listGaps,
};

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
  behaviour: {
    hasAccounts: true,
    notifies: true,
    tellsReaders: true,
    // A repository shows all of its issues to everybody who can open it.
    hidesIssues: false,
    labelCase: "exact",
    labelsNeedRight: true,
    hasTiers: false,
    childrenUnder: "issue",
    // What the token of an Actions job writes as, when it will not tell.
    unnamedAccount: "github-actions[bot]",
    countWrites,
    commentAnchor: (comment) => `issuecomment-${comment}`,
  },
  words: WORDS,
};

/** Labels, assignees and parents have addresses of their own; each label is taken off by itself. */
function countWrites(change: WriteShape): number {
  const parts = [change.core, change.assigneeOff, change.assigneeOn, change.labelsOn > 0, change.parent];
  return parts.filter(Boolean).length + change.labelsOff;
}

/**
 * Tenants with data residency (`acme.ghe.com`) have their API on a host of its own:
 * https://docs.github.com/en/enterprise-cloud@latest/graphql/guides/managing-enterprise-accounts
 */
function findApi(url: string): string {
  const tenant = /^https:\/\/([a-z0-9-]+\.ghe\.com)$/i.exec(url)?.[1];
  if (tenant !== undefined) return `https://api.${tenant}`;
  return url.endsWith(API_PATH) ? url : `${url}${API_PATH}`;
}

function listGaps({ listsIssues, instead, project }: GapFacts): readonly Gap[] {
  if (!listsIssues || project.hasParents) return [];
  if (project.lacks.includes("epics"))
    return [
      { what: "epics", reason: `the token's account may not link sub-issues: ${instead}. The role Triage lifts it` },
    ];
  if (project.version === null) return [];
  const reason = `no sub-issues on GitHub Enterprise Server ${project.version}: ${instead}. A newer server lifts it, from about 3.18 on`;
  return [{ what: "epics", reason }];
}
