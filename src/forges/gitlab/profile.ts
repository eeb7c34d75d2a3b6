import { countAsOne } from "../../core/forge/forge-behaviour.ts";
import type { ForgeProfile } from "../../core/forge/forge-profile.ts";
import { isPathPart } from "../../core/forge/forge-server.ts";
import { COMMON_READERS, type ForgeWords, type Gap, type GapFacts } from "../../core/forge/forge-words.ts";

const API_PATH = "/api/v4";

const IN_PROJECT =
  "Give the token's account the role Planner or higher in the project (Reporter before GitLab 17.7), and the token the scope api";

/** What people read of GitLab: the names of its roles, tiers and menus. */
const WORDS: ForgeWords = {
  role: "the role Planner or higher",
  apart: "where only coordinators are more than guests",
  grants: {
    issues: IN_PROJECT,
    comments: IN_PROJECT,
    labels: IN_PROJECT,
    assignees: IN_PROJECT,
    milestones: IN_PROJECT,
    confidential: IN_PROJECT,
    epics:
      "Give the token's account the role Planner or higher in the group; a project's access token cannot reach it, a group's or a service account can",
  },
  schedules: {
    menu: "Build > Pipeline schedules",
    runs: "pipelines",
    stops: "when its owner leaves, or when a public repository rests for 60 days",
  },
  without: {},
  // A private top-level group on gitlab.com Free becomes read-only once more people than this are in it:
  // https://docs.gitlab.com/user/free_user_limit/
  seats: {
    limit: 5,
    tier: "free",
    group: "a private group on gitlab.com Free",
    above: "read-only",
    remedy: {
      over: "Take people out who need no account, or move to Premium or to a GitLab of your own; GitLab also has free seats for open source and education",
      soon: "Move to Premium or a GitLab of your own before they are invited: above five people the group is read-only",
    },
    narrow: "Make them Guests in it: they see what they are assigned, and nobody else's",
  },
  readers: {
    ...COMMON_READERS,
    confidential: "readers_confidential",
    confidential_group: "readers_confidential_group",
  },
  listGaps,
};

/** GitLab, on gitlab.com or a server of one's own. */
export const GITLAB: ForgeProfile = {
  kind: "gitlab",
  name: "GitLab",
  server: {
    publicUrl: "https://gitlab.com",
    hostWord: "gitlab",
    api: {
      publicUrl: `https://gitlab.com${API_PATH}`,
      // https://docs.gitlab.com/ci/variables/predefined_variables/
      variables: [
        { name: "CI_API_V4_URL", holds: "api" },
        { name: "CI_SERVER_URL", holds: "server" },
      ],
      find: (url) => (url.endsWith(API_PATH) ? url : `${url}${API_PATH}`),
    },
    tokenVariable: "GITLAB_TOKEN",
    jobTokenVariable: "CI_JOB_TOKEN",
    project: {
      noun: "project",
      example: "acme/internships",
      pattern: "group/project",
      isName: (text) => text.split("/").length >= 2 && text.split("/").every(isPathPart),
      remedy: "Write group and project, such as acme/internships.",
    },
    group: {
      isName: (text) => text.split("/").every(isPathPart),
      placeOf: (group) => `groups/${group}`,
    },
  },
  behaviour: {
    hasAccounts: true,
    notifies: true,
    tellsReaders: true,
    // A guest reads a confidential issue as its author or its assignee alone:
    // https://docs.gitlab.com/user/project/issues/confidential_issues/
    hidesIssues: true,
    labelCase: "exact",
    labelsNeedRight: true,
    hasTiers: true,
    childrenUnder: "epic",
    unnamedAccount: null,
    countWrites: countAsOne,
    commentAnchor: (comment) => `note_${comment}`,
  },
  words: WORDS,
};

function listGaps(facts: GapFacts): readonly Gap[] {
  const epics = facts.listsIssues ? describeEpics(facts) : null;
  const labels = facts.project.tier === "free" && !facts.project.scopedLabels ? SCOPED_LABELS : null;
  return [
    ...(epics === null ? [] : [{ what: "epics" as const, reason: epics }]),
    ...(labels === null ? [] : [{ what: "scoped-labels" as const, reason: labels }]),
  ];
}

const SCOPED_LABELS =
  "no scoped labels on GitLab Free: Fledgling takes the old status:: label off itself, a board does not. Premium lifts it";

function describeEpics({ instead, project, group, groupName }: GapFacts): string | null {
  const { tier, lacks } = group ?? project;
  if (lacks.includes("epics"))
    return `the token's account cannot reach the group's epics: ${instead}. The role Planner in the group lifts it`;
  if (group?.holdsEpics === true)
    return group.hidesMore
      ? `the group ${groupName} is ${group.visibility}, where an epic of the team's would be confidential and hold no issue that is not: ${instead}. A private group lifts it`
      : null;
  if (project.hasParents) return null;
  if (tier === "free") return `no epics on GitLab Free: ${instead}. Premium lifts it`;
  if (group !== null)
    return `this GitLab does not tell how its groups' epics are made: ${instead}. A server of version 18.1 or newer lifts it`;
  if (tier === null) return null;
  return groupName === null ? `no group for epics: ${instead}. Naming one as forge.group lifts it` : null;
}
