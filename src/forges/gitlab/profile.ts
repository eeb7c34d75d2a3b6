import type { ForgeProfile } from "../../core/forge/forge-profile.ts";
import { isPathPart } from "../../core/forge/forge-server.ts";

const API_PATH = "/api/v4";

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
};
