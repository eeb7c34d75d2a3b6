import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openGitHubReader } from "../../../src/forges/github/index.ts";
import { seedActivity } from "../../servers/github/activity.ts";
import type { Fault } from "../../servers/github/index.ts";
import { connectGitHub, startGitHubWorld, type GitHubWorld } from "../../support/github-harness.ts";
import { buildActivity, buildRequest, describeActivityReader } from "../activity-contract.ts";

describeActivityReader<GitHubWorld>({
  name: "GitHub",
  start: startGitHubWorld,
  seed: ({ server }, activity) => seedActivity(server, activity),
  pagesOf: (count) => Math.ceil(count / 100) - 1,
  requestsFor: (places) => Math.ceil(places / 4),
});

describe("what was done, where GitHub does not answer well", () => {
  let world: GitHubWorld;
  beforeEach(async () => {
    world = await startGitHubWorld();
    const requests = Array.from({ length: 150 }, (_, index) => buildRequest(index + 1));
    seedActivity(world.server, buildActivity(requests));
  });
  afterEach(async () => world.stop());
  const read = async () =>
    world
      .reader()
      .readActivity({ places: ["acme/telemetry"], since: "2026-07-09T10:00:00Z", until: "2026-07-16T10:00:00Z" });
  const failAt = (position: number, fault: Fault) => {
    let seen = 0;
    world.server.fault = ({ path }) => (path === "/graphql" && ++seen === position ? fault : null);
  };

  it.each<readonly [string, Fault, string]>([
    ["a refusal", { kind: "status", status: 403 }, "forbidden"],
    ["a breakdown", { kind: "status", status: 502 }, "unavailable"],
    ["a broken line", { kind: "reset" }, "unavailable"],
    ["half an answer", { kind: "truncated" }, "unavailable"],
    ["a page of another server", { kind: "html" }, "unavailable"],
    ["a limit", { kind: "status", status: 429 }, "rate-limited"],
  ])("is nothing rather than half of it, for %s in the middle", async (_name, fault, expected) => {
    failAt(2, fault);
    await expect(read()).rejects.toMatchObject({ fault: expected });
  });

  it.each([
    ["as a whole", { errors: [{ message: "Something went wrong while executing your query." }] }, "rejected"],
    ["for a part", { data: { r0: null }, errors: [{ message: "Timeout", path: ["r0"] }] }, "unavailable"],
    ["without a word", { data: null }, "unavailable"],
  ])("is nothing where the question could not be worked out, %s", async (_name, data, fault) => {
    failAt(1, { kind: "status", status: 200, data });
    await expect(read()).rejects.toMatchObject({ fault });
  });

  it("is nothing where GitHub tells a limit with a 200", async () => {
    failAt(1, {
      kind: "status",
      status: 200,
      data: { errors: [{ type: "RATE_LIMITED", message: "API rate limit exceeded" }] },
    });
    await expect(read()).rejects.toMatchObject({ fault: "rate-limited" });
  });

  it("asks at an Enterprise Server's own address", async () => {
    const reader = openGitHubReader(connectGitHub(world.server, { apiUrl: `${world.server.url}/api/v3` }));
    world.server.reset();
    await reader.readActivity({
      places: ["acme/telemetry"],
      since: "2026-07-09T10:00:00Z",
      until: "2026-07-16T10:00:00Z",
    });
    expect(world.server.requests.map(({ method, path }) => `${method} ${path}`)).toEqual([
      "POST /api/graphql",
      "POST /api/graphql",
    ]);
  });
});
