import { TOKENS as GITHUB } from "../servers/github/index.ts";
import { TOKENS as GITLAB } from "../servers/gitlab/index.ts";
import { githubHarness } from "../support/github-harness.ts";
import { gitlabHarness } from "../support/gitlab-harness.ts";
import { describeRefusals } from "./refusals-suite.ts";

describeRefusals("gitlab", () => gitlabHarness.start(), {
  variable: "GITLAB_TOKEN",
  wrong: "glpat-wrong-wrong-wrong-1",
  readOnly: GITLAB.readOnly,
});
describeRefusals("github", () => githubHarness.start(), {
  variable: "GITHUB_TOKEN",
  wrong: "ghp_wrongwrongwrongwrong1",
  readOnly: GITHUB.readOnly,
});
