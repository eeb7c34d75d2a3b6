import { afterEach, describe, expect, it } from "vitest";
import { writeCohortFile } from "../support/cohort-file.ts";
import { openDesk } from "../support/command.ts";
import { startGitLabWorld } from "../support/gitlab-harness.ts";

const APART = "acme/internships-private";
const ends: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0)) await end();
});

describe("the digest on GitLab", () => {
  it("is one comment that mails once, is edited in place, and costs an idle run one request more", async () => {
    const world = await startGitLabWorld();
    const forge = `{ kind: gitlab, project: ${world.place}, private: ${APART} }`;
    const desk = await openDesk(world, writeCohortFile({ forge, extra: "kinds: { digest: on }" }));
    ends.push(
      () => desk.clear(),
      () => world.stop(),
    );
    const apart = world.server.state.projects.find(({ path }) => path === APART);
    const said = () =>
      [...(apart?.issues.values() ?? [])].flatMap(({ notes }) => notes.filter(({ system }) => !system));
    const mails = () => world.server.state.notifications.filter(({ account }) => account === "kim").length;

    expect((await desk.json("apply", "2026-06-02T09:00:00Z")).code).toBe(0);
    expect(said()).toEqual([]);
    const before = mails();
    await desk.json("apply", "2026-06-02T12:00:00Z");
    expect(said()).toHaveLength(1);
    expect(said()[0]?.body).toContain("Nothing waits for anybody.");
    expect(mails()).toBe(before + 1);

    world.resetRequests();
    const idle = await desk.json("apply", "2026-06-02T14:00:00Z");
    expect(world.requests()).toMatchObject({ POST: 0, PUT: 0, PATCH: 0, DELETE: 0 });
    expect(idle.cost).toMatchObject({ writes: 0, reads: world.requests().GET });

    const [stuck] = (await world.reader().listIssues("kind::onboarding")).filter(({ title }) => title.includes("Ada"));
    const labels = (stuck?.labels ?? []).filter((label) => !label.startsWith("status::"));
    await world.editAsPerson(stuck?.number ?? 0, { labels: [...labels, "status::blocked"] });
    const quiet = mails();
    world.resetRequests();
    const run = await desk.json("apply", "2026-06-03T06:00:00Z");
    expect({ code: run.code, types: run.actions.filter(({ type }) => type === "comment").length }).toEqual({
      code: 0,
      types: 1,
    });
    expect(world.requests()).toMatchObject({ POST: 0, PUT: 1 });
    expect(said()).toHaveLength(1);
    expect(said()[0]?.body).toContain("Asked for help");
    expect(mails()).toBe(quiet);
  });
});
