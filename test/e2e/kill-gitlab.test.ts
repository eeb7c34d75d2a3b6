import { startGitLabWorld } from "../support/gitlab-harness.ts";
import { killThrough } from "../support/kill.ts";
import { describeKills } from "./kill-suite.ts";

describeKills(
  "gitlab",
  startGitLabWorld,
  killThrough(({ server }) => ({
    watch: (onRequest) => {
      server.onRequest = onRequest === null ? null : (request) => onRequest(request) ?? "pass";
    },
  })),
);
