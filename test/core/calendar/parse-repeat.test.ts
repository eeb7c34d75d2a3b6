import { describe, expect, it } from "vitest";
import type { RepeatText } from "../../../src/core/calendar/parse-repeat.ts";
import { parseRepeat } from "../../../src/core/calendar/parse-repeat.ts";

describe("parseRepeat", () => {
  it("repeats from start to end unless told otherwise", () => {
    expect(parseRepeat({ every: "1w" })).toEqual({
      repeat: {
        every: { amount: 1, unit: "w" },
        on: null,
        from: { base: { at: "start" }, offsets: [], source: "start" },
        until: { base: { at: "end" }, offsets: [], source: "end" },
      },
    });
  });

  it.each([
    ["monday", 1],
    ["Thursday", 4],
    ["thu", 4],
    ["SUN", 7],
  ])("reads the weekday %j", (on, weekday) => {
    expect(parseRepeat({ every: "2w", on })).toMatchObject({
      repeat: { on: weekday, every: { amount: 2, unit: "w" } },
    });
  });

  const broken: readonly [name: string, value: RepeatText, key: string, column: number, remedy: string][] = [
    ["a length of months", { every: "1m" }, "every", 1, "1w, 2w or 3d"],
    ["no length at all", { every: "" }, "every", 1, "1w, 2w or 3d"],
    ["a length of nothing", { every: "0w" }, "every", 1, "at least one"],
    ["a length past a year", { every: "400d" }, "every", 1, "at least one"],
    ["a mistyped weekday", { every: "1w", on: "thursdya" }, "on", 1, 'Did you mean "thursday"?'],
    ["a weekday in another language", { every: "1w", on: "jeudi" }, "on", 1, "English weekday"],
    ["a weekday every few days", { every: "3d", on: "monday" }, "on", 1, "leave out on"],
    ["a broken first day", { every: "1w", from: "start - 2x" }, "from", 10, "d (working days)"],
    ["a broken last day", { every: "1w", until: "ende" }, "until", 1, 'Did you mean "end"?'],
    ["its own occurrence as the last day", { every: "1w", until: "occurrence + 1w" }, "until", 1, "fixed place"],
  ];
  it.each(broken)("refuses %s and says where", (_name, value, key, column, remedy) => {
    const parsed = parseRepeat(value);
    if (!("errors" in parsed)) throw new Error("it parsed");
    expect(parsed.errors).toHaveLength(1);
    expect(parsed.errors[0]).toMatchObject({ key, column });
    expect(parsed.errors[0]?.remedy).toContain(remedy);
  });

  it("tells all faults at once", () => {
    const parsed = parseRepeat({ every: "weekly", on: "someday", from: "begin", until: "end -" });
    expect("errors" in parsed && parsed.errors.map((error) => error.key)).toEqual(["every", "on", "from", "until"]);
  });
});
