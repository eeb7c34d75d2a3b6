import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { ForgeError } from "../../src/core/model/errors.ts";
import type { IssueDraft } from "../../src/forges/types.ts";
import type { ForgeHarness, ForgeWorld } from "../support/harness.ts";

const LABEL = "cohort::summer";

function draft(overrides: Partial<IssueDraft> = {}): IssueDraft {
  return {
    title: "Week 3 · Ada",
    body: "Hello **Ada**.\n\n- [ ] one\n- [x] two",
    labels: [LABEL, "kind::retro"],
    assignee: "ada",
    due: null,
    milestone: null,
    confidential: false,
    ...overrides,
  };
}

/** What every forge must do, whatever is behind it. */
export function describeForge(harness: ForgeHarness): void {
  describe(`the contract of forges, on ${harness.name}`, () => {
    let world: ForgeWorld;
    beforeEach(async () => {
      world = await harness.start();
    });
    afterEach(async () => {
      await world.stop();
    });

    it("gives back what was created", async () => {
      const writer = world.writer();
      const { capabilities } = await writer.observePlace();
      const created = await writer.createIssue(
        draft({ due: capabilities.dueDate ? "2026-06-15" : null, confidential: capabilities.confidential }),
      );
      const [found] = await world.reader().listIssues(LABEL);
      expect(found).toMatchObject({
        number: created.number,
        title: "Week 3 · Ada",
        state: "open",
        labels: [LABEL, "kind::retro"],
        assignees: ["ada"],
        comments: 0,
        due: capabilities.dueDate ? "2026-06-15" : null,
        confidential: capabilities.confidential,
      });
      expect(found?.body.replaceAll("\r", "").trimEnd()).toBe("Hello **Ada**.\n\n- [ ] one\n- [x] two");
      expect(found?.author).toBe((await writer.observePlace()).account);
    });

    it("has no way to write through a reader", () => {
      const reader = world.reader();
      for (const method of ["createIssue", "updateIssue", "createComment", "createLabel", "createMilestone"])
        expect(method in reader).toBe(false);
    });

    for (const count of [99, 100, 101, 250]) {
      it(`lists ${count} issues in all states, whole, in ${Math.ceil(count / 100)} requests`, async () => {
        const writer = world.writer();
        for (let index = 0; index < count; index++)
          await writer.createIssue(draft({ title: `Issue ${index}`, assignee: null }));
        await writer.updateIssue((await writer.listIssues(LABEL))[0]?.number ?? 0, { state: "closed" });
        await writer.createIssue(draft({ labels: ["other"], assignee: null }));
        const reader = world.reader();
        world.resetRequests();
        const listed = await reader.listIssues(LABEL);
        expect(new Set(listed.map((issue) => issue.title)).size).toBe(count);
        expect(listed.filter((issue) => issue.state === "closed")).toHaveLength(1);
        expect(world.requests()).toMatchObject({ GET: Math.ceil(count / 100), POST: 0 });
      });
    }

    it("lists by author, whatever the labels", async () => {
      const writer = world.writer();
      const { account } = await writer.observePlace();
      const ours = await writer.createIssue(draft({ labels: [] }));
      const theirs = await world.createAsPerson("omar", "A stranger's", "text", [LABEL]);
      const mine = await world.reader().listIssuesBy(account ?? "");
      expect(mine.map((issue) => issue.number)).toContain(ours.number);
      expect(mine.map((issue) => issue.number)).not.toContain(theirs);
      expect((await world.reader().listIssues(LABEL)).map((issue) => issue.number)).toEqual([theirs]);
    });

    it("changes only what a patch names", async () => {
      const writer = world.writer();
      const { number } = await writer.createIssue(draft());
      await world.editAsPerson(number, { labels: [LABEL, "kind::retro", "theirs"] });
      await writer.readIssue(number);
      const patched = await writer.updateIssue(number, {
        title: "New title",
        addLabels: ["status::doing"],
        removeLabels: ["kind::retro", "never-there"],
      });
      expect(patched).toMatchObject({
        title: "New title",
        labels: [LABEL, "status::doing", "theirs"],
        assignees: ["ada"],
        state: "open",
      });
      expect(patched.body).toContain("- [x] two");
      expect(await world.reader().readIssue(number)).toMatchObject({
        title: "New title",
        labels: [LABEL, "status::doing", "theirs"],
      });
    });

    it("moves one assignee to another, and takes one off", async () => {
      const writer = world.writer();
      const { number } = await writer.createIssue(draft());
      await writer.readIssue(number);
      expect((await writer.updateIssue(number, { assignee: { from: "ada", to: "ben" } })).assignees).toEqual(["ben"]);
      expect((await writer.updateIssue(number, { assignee: { from: "ben", to: null } })).assignees).toEqual([]);
    });

    it("closes and opens again", async () => {
      const writer = world.writer();
      const { number } = await writer.createIssue(draft());
      expect((await writer.updateIssue(number, { state: "closed" })).state).toBe("closed");
      expect((await writer.updateIssue(number, { state: "open" })).state).toBe("open");
    });

    it("counts comments of everybody", async () => {
      const writer = world.writer();
      const { number } = await writer.createIssue(draft());
      await writer.createComment(number, "From us.");
      await world.commentAsPerson(number, "From them.");
      expect((await world.reader().readIssue(number))?.comments).toBe(2);
    });

    it("makes a label once, and adopts a milestone that is there", async () => {
      const writer = world.writer();
      for (let twice = 0; twice < 2; twice++)
        await writer.createLabel({ name: LABEL, color: "5319e7", description: "Internship cohort" });
      expect((await writer.listLabels()).filter((name) => name === LABEL)).toHaveLength(1);
      const first = await writer.createMilestone({ title: "Telemetry · Summer", description: "A project", due: null });
      const second = await writer.createMilestone({ title: "Telemetry · Summer", description: "A project", due: null });
      expect(second).toEqual(first);
      expect(await writer.listMilestones()).toEqual([first]);
      const issue = await writer.createIssue(draft({ milestone: first }));
      expect((await world.reader().readIssue(issue.number))?.milestone).toBe("Telemetry · Summer");
      expect((await writer.updateIssue(issue.number, { milestone: null })).milestone).toBeNull();
    });

    it("tells who can be assigned", async () => {
      const found = await world.reader().findAccounts(["ada", "grace"]);
      expect(found["ada"]).toBe("eligible");
      expect(found["grace"]).toBe("eligible");
      if (harness.name !== "local")
        expect((await world.reader().findAccounts(["nobody-here"]))["nobody-here"]).toBe("missing");
    });

    it("has nothing under a number nobody has", async () => {
      expect(await world.reader().readIssue(987_654)).toBeNull();
    });

    it("sees what people change", async () => {
      const { number } = await world.writer().createIssue(draft());
      await world.editAsPerson(number, {
        title: "Mine",
        body: "Rewritten\r\nby hand",
        state: "closed",
        assignees: ["ben"],
      });
      expect(await world.reader().readIssue(number)).toMatchObject({
        title: "Mine",
        state: "closed",
        assignees: ["ben"],
      });
    });

    it("fails with a ForgeError alone", async () => {
      await expect(world.writer().updateIssue(987_654, { title: "x" })).rejects.toBeInstanceOf(ForgeError);
    });
  });
}
