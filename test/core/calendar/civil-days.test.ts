import fc from "fast-check";
import { Temporal } from "temporal-polyfill";
import { describe, expect, it } from "vitest";
import type { CivilDate } from "../../../src/core/model/date.ts";
import { addDays, addMonths, daysBetween, parseDate, weekdayOf } from "../../../src/core/model/date.ts";

/** Any day of the years 0 to 9999, as Temporal names it. */
const day = fc
  .integer({ min: -719_528, max: 2_932_896 })
  .map((days) => Temporal.PlainDate.from("1970-01-01").add({ days }).toString() as CivilDate);

describe("a civil day counts", () => {
  it("as JavaScript has it, every day of four hundred years, after which the calendar repeats", () => {
    const wrong: unknown[] = [];
    let date: CivilDate = "1900-01-01";
    for (let instant = Date.UTC(1900, 0, 1); instant < Date.UTC(2300, 0, 1); instant += 86_400_000) {
      const expected = new Date(instant);
      if (date !== expected.toISOString().slice(0, 10) || weekdayOf(date) % 7 !== expected.getUTCDay())
        wrong.push([date, weekdayOf(date), expected.toISOString()]);
      date = addDays(date, 1);
    }
    expect(date).toBe("2300-01-01");
    expect(wrong).toEqual([]);
  });

  it("as Temporal has it: days and months on and back, and what lies between two days", () => {
    fc.assert(
      fc.property(day, day, fc.integer({ min: -1000, max: 1000 }), (from, to, amount) => {
        const temporal = Temporal.PlainDate.from(from);
        expect(addDays(from, amount)).toBe(temporal.add({ days: amount }).toString());
        expect(addMonths(from, amount)).toBe(temporal.add({ months: amount }).toString());
        expect(daysBetween(from, to)).toBe(temporal.until(to, { largestUnit: "day" }).days);
        expect(weekdayOf(from)).toBe(temporal.dayOfWeek);
      }),
    );
  });
});

describe("a text that is no day", () => {
  it.each([
    "2026-02-29",
    "2100-02-29",
    "2026-00-10",
    "2026-13-01",
    "2026-04-31",
    "2026-06-00",
    "2026-6-1",
    "2026-06-01T00:00",
    " 2026-06-01",
    "+002026-06-01",
    "",
  ])("is no date: %j", (text) => {
    expect(parseDate(text)).toBeNull();
  });

  it("is counted with by nobody", () => {
    expect(() => addDays("2026-02-30", 1)).toThrow(RangeError);
    expect(() => addMonths("2026-02-01", Number.NaN)).toThrow(RangeError);
    expect(() => addDays("2026-02-01", Number.POSITIVE_INFINITY)).toThrow(RangeError);
    expect(() => addDays("2026-02-01", 0.5)).toThrow(RangeError);
  });
});
