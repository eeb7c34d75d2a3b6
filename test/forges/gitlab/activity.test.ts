import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { seedActivity } from "../../servers/gitlab/activity.ts";
import type { Fault } from "../../servers/gitlab/index.ts";
import { startGitLabWorld, type GitLabWorld } from "../../support/gitlab-harness.ts";
import { buildActivity, buildActivityIssue, buildRequest, describeActivityReader } from "../activity-contract.ts";

describeActivityReader<GitLabWorld>({
  name: "GitLab",
  start: startGitLabWorld,
  seed: ({ server }, activity) => seedActivity(server, activity),
  pagesOf: (count) => Math.ceil(count / 100) - 1,
  requestsFor: (places) => Math.ceil(places / 20),
});

const WEEK = { since: "2026-07-09T10:00:00Z", until: "2026-07-16T10:00:00Z" };

describe("what was done, on a GitLab", () => {
  let world: GitLabWorld;
  beforeEach(async () => {
    world = await startGitLabWorld();
  });
  afterEach(async () => world.stop());
  const read = async (place = "acme/telemetry") => world.reader().readActivity({ places: [place], ...WEEK });

  it.each([
    ["issuesAccess", [false, true]],
    ["requestsAccess", [true, false]],
  ] as const)("is for members alone where %s is, whatever the project", async (access, expected) => {
    seedActivity(world.server, buildActivity([buildRequest(1)], [buildActivityIssue(2)]));
    const project = world.server.state.elsewhere.get("acme/telemetry");
    if (project !== undefined) project[access] = "PRIVATE";
    const found = await read();
    expect([found?.issues[0]?.isPublic, found?.requests[0]?.isPublic]).toEqual(expected);
  });

  it("tells nothing of what is confidential", async () => {
    seedActivity(world.server, buildActivity([], [buildActivityIssue(1), buildActivityIssue(2)]));
    const project = world.server.state.elsewhere.get("acme/telemetry");
    if (project !== undefined) project.items = project.items.map((one) => ({ ...one, confidential: one.iid === 1 }));
    expect((await read())?.issues.map(({ number }) => number)).toEqual([2]);
  });

  it("is taken for members' alone where an older server does not tell who may see it", async () => {
    seedActivity(world.server, buildActivity([buildRequest(1)]));
    world.server.state.unknown.add("Project.issuesAccessLevel").add("Query.projects");
    const found = await read();
    expect(found?.requests).toEqual([buildRequest(1, { isPublic: false })]);
    expect(found?.gaps).toEqual([]);
  });

  it.each([
    ["a server that does not know the question", "Project.mergeRequests", "acme/telemetry"],
    ["a project by its number", "nothing", "42"],
  ])("is not told of %s, which is named", async (_name, unknown, place) => {
    seedActivity(world.server, buildActivity([buildRequest(1)]));
    world.server.state.unknown.add(unknown);
    expect((await read(place))?.gaps).toMatchObject([{ place, what: "everything" }]);
  });

  it.each<readonly [string, Fault, string]>([
    ["a breakdown", { kind: "status", status: 502 }, "unavailable"],
    ["a broken line", { kind: "reset" }, "unavailable"],
    ["half an answer", { kind: "truncated" }, "unavailable"],
    ["a page of another server", { kind: "html" }, "unavailable"],
    ["a limit", { kind: "status", status: 429, headers: { "retry-after": "3600" } }, "rate-limited"],
  ])("is nothing rather than half of it, for %s in the middle", async (_name, fault, expected) => {
    seedActivity(world.server, buildActivity(Array.from({ length: 150 }, (_, index) => buildRequest(index + 1))));
    let seen = 0;
    world.server.onRequest = ({ path }) => (path.endsWith("/graphql") && ++seen > 1 ? fault : "pass");
    await expect(read()).rejects.toMatchObject({ fault: expected });
  });
});
