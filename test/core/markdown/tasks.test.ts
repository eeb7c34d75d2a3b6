import { describe, expect, it } from "vitest";
import { countTasks, findTask, readTasks } from "../../../src/core/markdown/tasks.ts";
import { referenceToken } from "../../../src/core/text/reference.ts";

const TEXT = `- [ ] **Go live** when all is ready
- [x] Check the dates
  - [X] with everyone
- [~] Book a room
- [ ] #12
- [x] #13+
- [ ] [#14](14-week-3-ada.md)
- [ ] ${referenceToken("2026-summer/retro/ada/week-03")}
- [ ] #12 is mine

\`\`\`
- [x] not a box
\`\`\``;

describe("tasks", () => {
  it("are the boxes people see, in order", () => {
    expect(readTasks(TEXT).map(({ state, isReference }) => `${state}${isReference ? "#" : ""}`)).toEqual([
      " ",
      "x",
      "x",
      "~",
      " #",
      "x#",
      " #",
      " #",
      " ",
    ]);
  });

  it("count when they apply and are more than a reference", () => {
    expect(countTasks(TEXT)).toEqual({ done: 2, total: 4 });
    expect(countTasks("No box.")).toEqual({ done: 0, total: 0 });
  });

  it.each([
    ["its first words", "go live", "**Go live** when all is ready"],
    ["whatever the emphasis", "_Check_ the", "Check the dates"],
    ["nothing when none starts so", "live", undefined],
  ])("are found by %s", (_, start, label) => {
    expect(findTask(TEXT, start)?.label).toBe(label);
  });
});
