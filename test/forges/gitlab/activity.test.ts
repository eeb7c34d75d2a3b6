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

  it("is a look where somebody approved, as servers old and new tell it, or asked for changes; not where they changed it", async () => {
    const looks = ["grace", "kim", "sam", "omar"].map((by) => ({ by, at: "2026-07-14T10:00:00Z" }));
    seedActivity(world.server, buildActivity([buildRequest(1, { reviews: looks })]));
    const item = world.server.state.elsewhere.get("acme/telemetry")?.items[0];
    expect(item?.notes.map(({ icon }) => icon)).toEqual(["check", "approval", "error", null, "commit"]);
    const project = world.server.state.elsewhere.get("acme/telemetry");
    const pencil = { by: "lin", at: "2026-07-14T10:00:00Z", icon: "pencil" };
    if (project !== undefined && item !== undefined) project.items = [{ ...item, notes: [...item.notes, pencil] }];
    expect((await read())?.requests[0]?.reviews.map(({ by }) => by)).toEqual(["grace", "kim", "omar", "sam"]);
  });

  it("is nothing where the project goes out of sight between two pages, or a page does not say where the next begins", async () => {
    const requests = Array.from({ length: 150 }, (_, index) => buildRequest(index + 1));
    seedActivity(world.server, buildActivity(requests));
    world.server.onRequest = ({ path }) => {
      if (path.endsWith("/graphql"))
        world.server.state.elsewhere.delete(world.server.log.length > 1 ? "acme/telemetry" : "");
      return "pass";
    };
    await expect(read()).rejects.toMatchObject({ fault: "unavailable" });
    const page = { hasNextPage: true, endCursor: null };
    const project = { fullPath: "acme/telemetry", mergeRequests: { nodes: [], pageInfo: page } };
    world.server.onRequest = () => ({
      kind: "status",
      status: 200,
      body: { data: { projects: { nodes: [project] } } },
    });
    await expect(read()).rejects.toMatchObject({ fault: "unavailable" });
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
