import { describeForge } from "../forges/contract.ts";
import { startGitLabWorld } from "../support/gitlab-harness.ts";
import type { ForgeHarness } from "../support/harness.ts";
import { describeEndToEnd } from "./suite.ts";

/** A GitLab of 2019, as some run on their own servers. */
const oldHarness: ForgeHarness = {
  name: "gitlab",
  start: async () => {
    const world = await startGitLabWorld();
    world.server.state.old = true;
    return world;
  },
};

describeForge(oldHarness);
describeEndToEnd(oldHarness, [101]);
