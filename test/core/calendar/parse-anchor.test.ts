import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Anchor, Offset } from "../../../src/core/calendar/anchor.ts";
import { formatAnchor } from "../../../src/core/calendar/anchor.ts";
import { parseAnchor } from "../../../src/core/calendar/parse-anchor.ts";

const d = (amount: number): Offset => ({ amount, unit: "d" });
const w = (amount: number): Offset => ({ amount, unit: "w" });
const m = (amount: number): Offset => ({ amount, unit: "m" });

describe("parseAnchor", () => {
  const readable: readonly [text: string, base: Anchor["base"], offsets: readonly Offset[]][] = [
    ["start", { at: "start" }, []],
    ["end", { at: "end" }, []],
    ["mid", { at: "mid" }, []],
    ["occurrence", { at: "occurrence" }, []],
    ["63%", { at: "share", percent: 63 }, []],
    ["0%", { at: "share", percent: 0 }, []],
    ["100 %", { at: "share", percent: 100 }, []],
    ["week 3", { at: "week", number: 3 }, []],
    ["week3", { at: "week", number: 3 }, []],
    ["milestone:m2", { at: "milestone", id: "m2" }, []],
    ["milestone: mid-term", { at: "milestone", id: "mid-term" }, []],
    ["start - 2w", { at: "start" }, [w(-2)]],
    ["start-2w", { at: "start" }, [w(-2)]],
    ["  end   -   3 d  ", { at: "end" }, [d(-3)]],
    ["occurrence + 2d", { at: "occurrence" }, [d(2)]],
    ["end+1m", { at: "end" }, [m(1)]],
    ["63% + 1w - 2d", { at: "share", percent: 63 }, [w(1), d(-2)]],
    ["week 3+2d", { at: "week", number: 3 }, [d(2)]],
    ["milestone:m2 - 1w", { at: "milestone", id: "m2" }, [w(-1)]],
    ["milestone:m2+1w", { at: "milestone", id: "m2" }, [w(1)]],
    ["milestone:m2-1w", { at: "milestone", id: "m2-1w" }, []],
    ["milestone:m2- 1w", { at: "milestone", id: "m2" }, [w(-1)]],
    ["start - 0d", { at: "start" }, [d(0)]],
    ["start + 1m + 2w + 3d - 1m", { at: "start" }, [m(1), w(2), d(3), m(-1)]],
  ];
  it.each(readable)("reads %j", (text, base, offsets) => {
    expect(parseAnchor(text)).toEqual({ anchor: { base, offsets, source: text } });
  });

  const broken: readonly [text: string, column: number, message: string, remedy: string][] = [
    ["", 1, "empty", "start, end, mid"],
    ["   ", 4, "empty", "start, end, mid"],
    ["strat - 2w", 1, '"strat" is not a place', 'Did you mean "start"?'],
    ["  Start", 3, '"Start" is not a place', 'Did you mean "start"?'],
    ["ocurrence + 2d", 1, '"ocurrence"', 'Did you mean "occurrence"?'],
    ["wek 3", 1, '"wek"', 'Did you mean "week"?'],
    ["milstone:m2", 1, '"milstone"', 'Did you mean "milestone"?'],
    ["%63", 1, '"%63"', "An anchor is"],
    ["banana", 1, '"banana"', "An anchor is"],
    ["week", 1, "no number", "week 3"],
    ["week 0", 6, "no week 0", "week 1 starts on the first day"],
    ["week 1000", 6, "no week 1000", "week 1"],
    ["63", 1, '"63" is a number', "63%"],
    ["101%", 1, "101% is past the end", "end + 1w"],
    ["2w", 1, "a place to count from", "start + 2w"],
    ["- 2w", 1, "a place to count from", "start - 2w"],
    ["milestone", 10, "no id", "milestone:midterm"],
    ["milestone:", 11, "no id", "milestone:midterm"],
    ["milestone:M2", 11, "no id", "lower case"],
    ["start 2w", 7, '"2w" has no sign', "+ 2w"],
    ["start - 2", 10, "no unit", "d (working days)"],
    ["start - 2x", 10, '"x" is not a unit', "d (working days)"],
    ["start - 2 days", 11, '"days" is not a unit', "d (working days)"],
    ["start -", 7, "not followed by an amount", "- 2w"],
    ["start + + 2d", 7, "not followed by an amount", "- 2w"],
    ["start + 2d and", 12, '"and" is not an offset', "+ 5d"],
    ["startle", 1, '"startle"', 'Did you mean "start"?'],
    ["start + 1000w", 9, "too far away", "999w"],
    [`start${" + 1d".repeat(20)}`, 101, "longer than 100", "An anchor is"],
  ];
  it.each(broken)("points at the fault in %j", (text, column, message, remedy) => {
    const parsed = parseAnchor(text);
    if (!("error" in parsed)) throw new Error("it parsed");
    expect(parsed.error.column).toBe(column);
    expect(parsed.error.message).toContain(message);
    expect(parsed.error.remedy).toContain(remedy);
  });

  it("never throws, and points into the text or just past it", () => {
    const pieces = fc.constantFrom(
      "start",
      "end",
      "week",
      "milestone:",
      "m2",
      "63",
      "%",
      "+",
      "-",
      "2",
      "d",
      "w",
      " ",
      "\t",
      "é",
      "\n",
    );
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 12 }), (parts) => {
        const text = parts.join("");
        const parsed = parseAnchor(text);
        if ("anchor" in parsed) return;
        expect(parsed.error.column).toBeGreaterThanOrEqual(1);
        expect(parsed.error.column).toBeLessThanOrEqual(text.length + 1);
      }),
      { numRuns: 500 },
    );
  });
});

describe("formatAnchor", () => {
  const base: fc.Arbitrary<Anchor["base"]> = fc.oneof(
    fc.constantFrom<Anchor["base"]>({ at: "start" }, { at: "end" }, { at: "mid" }, { at: "occurrence" }),
    fc.integer({ min: 0, max: 100 }).map((percent) => ({ at: "share" as const, percent })),
    fc.integer({ min: 1, max: 999 }).map((number) => ({ at: "week" as const, number })),
    fc.stringMatching(/^[a-z0-9](?:[a-z0-9._-]{0,8}[a-z0-9])?$/).map((id) => ({ at: "milestone" as const, id })),
  );
  const offset = fc.record({
    amount: fc.integer({ min: -999, max: 999 }),
    unit: fc.constantFrom<Offset["unit"]>("d", "w", "m"),
  });

  it("writes what parseAnchor reads back", () => {
    fc.assert(
      fc.property(base, fc.array(offset, { maxLength: 8 }), (place, offsets) => {
        const text = formatAnchor({ base: place, offsets, source: "" });
        expect(parseAnchor(text)).toEqual({ anchor: { base: place, offsets, source: text } });
      }),
    );
  });

  it("does not depend on how the text was spaced", () => {
    const parsed = parseAnchor(" end-3d+1w ");
    expect("anchor" in parsed && formatAnchor(parsed.anchor)).toBe("end - 3d + 1w");
  });
});
