import { describe, expect, it } from "vitest";
import { listCreateOnly } from "../../../../src/core/marker/create-only.ts";
import { createMarker } from "../../../../src/core/marker/marker-state.ts";
import type { FieldChanges } from "../../../../src/core/marker/fields.ts";
import { composeBody, readBody } from "../../../../src/core/marker/body.ts";
import { baseOf } from "../../../../src/core/merge/merge-body.ts";
import type { ObservedComment, ObservedIssue } from "../../../../src/core/model/issue.ts";
import { listOrders, obey, parseCommand } from "../../../../src/core/plan/diff/commands.ts";

describe("a comment", () => {
  it.each([
    ["done", { does: "tick", boxes: "only" }],
    ["Done!", { does: "tick", boxes: "only" }],
    ["done 2", { does: "tick", boxes: [2] }],
    ["done: 2", { does: "tick", boxes: [2] }],
    ["Done 2, 3 and 5.", { does: "tick", boxes: [2, 3, 5] }],
    ["done #4", { does: "tick", boxes: [4] }],
    ["done all", { does: "tick", boxes: "all" }],
    ["/done 1", { does: "tick", boxes: [1] }],
    ["skip this week", { does: "tick", boxes: "own" }],
    ["Skip", { does: "tick", boxes: "own" }],
    ["stuck", { does: "block" }],
    ["Stuck: the sensor sends nothing", { does: "block" }],
    [`Stuck: ${"it is a long story ".repeat(500)}`, { does: "block" }],
    ["I am stuck on the parser", { does: "block" }],
    ["unstuck", { does: "unblock" }],
    ["not stuck any more", { does: "unblock" }],
    ["> Which box?\n\ndone 1\n\nOn Monday Kim wrote:", { does: "tick", boxes: [1] }],
  ])("%j is a command", (text, command) => {
    expect(parseCommand(text)).toEqual(command);
  });

  it.each([
    "done with the parser, it was fun",
    "I am done 2",
    "not done",
    "The parser is stuck",
    "stuckness",
    "skip the second one?",
    "undone 2",
    "done 2 tests",
    "",
    "> done 2",
    "Hello\ndone 2",
    `done ${"1 ".repeat(2_001)}2`,
  ])("%j is none", (text) => {
    expect(parseCommand(text)).toBeNull();
  });
});

const TEXT = "Hello\n\n- [ ] One\n- [x] Two\n\n> - [ ] Quoted\n\n- [ ] Three";

function build(fields: FieldChanges = {}): ObservedIssue {
  const marker = createMarker({
    key: "summer/onboarding/ada/once",
    repository: "",
    run: "r",
    blocks: baseOf(TEXT),
    ...fields,
  });
  return {
    place: "acme/internships",
    number: 3,
    url: "",
    title: "Welcome",
    body: composeBody(TEXT, marker),
    state: "open",
    labels: ["status::doing"],
    assignees: ["ada"],
    due: null,
    milestone: null,
    confidential: false,
    author: "fledgling-bot",
    createdAt: "",
    updatedAt: "",
    comments: 1,
  };
}

function say(id: number, text: string, author = "ada", number = 3): ObservedComment {
  return { place: "acme/internships", number, id, author, text };
}

describe("orders", () => {
  const hear = (comments: readonly ObservedComment[], issue = build()) =>
    listOrders(issue, readBody(issue.body), comments, ["Ada"]);

  it("are those of the issue's owner alone, oldest first", () => {
    const comments = [say(9, "done 3"), say(4, "done 1"), say(5, "done 3", "mallory"), say(6, "done 3", "ada", 4)];
    expect(hear(comments).map((order) => order.comment.id)).toEqual([4, 9]);
  });

  it("are followed once: what the marker remembers is over", () => {
    const issue = build({ lastCommand: 7 });
    expect(hear([say(7, "done 1"), say(8, "done 3")], issue).map((order) => order.comment.id)).toEqual([8]);
  });

  it("tick boxes as they are counted down the page, and leave the rest byte for byte", () => {
    const issue = build();
    const { body, understood } = obey(issue, readBody(issue.body), hear([say(1, "done 3")]));
    expect(body.text).toBe(TEXT.replace("- [ ] Three", "- [x] Three"));
    expect(understood).toEqual([true]);
  });

  it.each(["done 4", "done 0", "done"])("that nobody could follow change nothing: %s", (text) => {
    const issue = build();
    const { body, understood } = obey(issue, readBody(issue.body), hear([say(1, text)]));
    expect(body.text).toBe(TEXT);
    expect(understood).toEqual([false]);
  });

  it.each([
    ["done", "- [ ] Promised\n- [x] Done"],
    ["skip this week", "- [ ] Promised\n- [x] Done"],
    ["done all", "- [x] Promised\n- [x] Done"],
    ["done 1", "- [x] Promised\n- [ ] Done"],
  ])("%j leaves what was promised before to whoever says so", (text, expected) => {
    const base = "- [ ] Done";
    const body = `- [ ] Promised\n${base}`;
    const marker = createMarker({
      key: "s/retro/ada/week-02",
      repository: "",
      run: "r",
      blocks: baseOf(base),
      createOnly: listCreateOnly(body, base),
    });
    const issue = { ...build(), body: composeBody(body, marker) };
    const obeyed = obey(issue, readBody(issue.body), hear([say(1, text)], issue));
    expect(obeyed.body.text).toBe(expected);
    expect(obeyed.understood).toEqual([true]);
  });

  it("set and take off what only people may", () => {
    const issue = build();
    const stuck = obey(issue, readBody(issue.body), hear([say(1, "stuck")]));
    expect(stuck.issue.labels).toEqual(["status::blocked", "status::doing"]);
    const free = obey(stuck.issue, stuck.body, hear([say(2, "unstuck")]));
    expect(free.issue.labels).toEqual(["status::doing"]);
  });
});
