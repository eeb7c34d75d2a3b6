import { githubHarness, type GitHubWorld } from "../support/github-harness.ts";
import { startGitLabWorld } from "../support/gitlab-harness.ts";
import { describeSixteenWeeks } from "./sixteen-weeks-suite.ts";

describeSixteenWeeks("GitLab", async () => {
  const world = await startGitLabWorld({});
  return {
    world,
    mails: () => world.server.notifications.map(({ account }) => account),
    edit: (account, number, body) => world.server.edit(account, number, { body }),
  };
});

describeSixteenWeeks("GitLab Premium", async () => {
  const world = await startGitLabWorld({ tier: "premium" });
  return {
    world,
    mails: () => world.server.notifications.map(({ account }) => account),
    edit: (account, number, body) => world.server.edit(account, number, { body }),
    group: "acme",
    epics: () => [...world.server.state.home.issues.values()].map(({ description }) => description),
  };
});

describeSixteenWeeks("GitHub", async () => {
  const world = (await githubHarness.start()) as GitHubWorld;
  // Whoever ticks in the page itself may write; the others comment, which has a test of its own.
  for (const [login, account] of world.server.state.accounts)
    world.server.state.accounts.set(login, { ...account, role: "write" });
  return {
    world,
    mails: () => world.server.state.notifications.map(({ account }) => account),
    edit: (account, number, body) => world.server.edit(account, number, { body }),
  };
});
