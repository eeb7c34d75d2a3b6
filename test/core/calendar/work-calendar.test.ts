import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { holidayCodes, holidayYears } from "../../../src/core/calendar/holiday-codes.ts";
import { buildWorkCalendar } from "../../../src/core/calendar/work-calendar.ts";
import type { HolidayTable, Person } from "../../../src/core/model/cohort.ts";
import type { CivilDate, Weekday } from "../../../src/core/model/date.ts";
import { addDays, daysBetween } from "../../../src/core/model/date.ts";
import { buildCohort, buildIntern, buildPerson } from "../../support/cohort.ts";

const HOLIDAYS: HolidayTable = {
  NG: [{ date: "2026-06-12", name: "Democracy Day" }],
  "DE-BY": [
    { date: "2026-06-04", name: "Corpus Christi" },
    { date: "2026-10-03", name: "National Holiday" },
  ],
};

describe("buildWorkCalendar", () => {
  const away = { from: "2026-06-15", to: "2026-06-17", backup: null } as const;
  const cases: readonly [name: string, person: Partial<Person>, date: CivilDate, why: string | null][] = [
    ["a plain Wednesday", {}, "2026-06-10", null],
    ["a Saturday", {}, "2026-06-13", "weekend"],
    ["a public holiday of the country", { holidays: "NG" }, "2026-06-12", "Democracy Day"],
    ["another country's holiday", { holidays: "DE-BY" }, "2026-06-12", null],
    ["a country without data", { holidays: "XX" }, "2026-06-12", null],
    ["a holiday on a weekend", { holidays: "DE-BY" }, "2026-10-03", "weekend"],
    ["a holiday the person works", { holidays: "NG", removeHolidays: ["2026-06-12"] }, "2026-06-12", null],
    ["a holiday the data lacks", { holidays: "NG", addHolidays: ["2026-06-11"] }, "2026-06-11", "holiday"],
    ["a day off without any country", { addHolidays: ["2026-06-11"] }, "2026-06-11", "holiday"],
    ["the first day away", { absences: [away] }, "2026-06-15", "absence"],
    ["the last day away", { absences: [away] }, "2026-06-17", "absence"],
    ["the day after", { absences: [away] }, "2026-06-18", null],
    ["a weekday not worked", { weekdays: [1, 2, 3] }, "2026-06-11", "not a working day"],
    ["a Sunday that is worked", { weekdays: [7, 1, 2, 3, 4] }, "2026-06-14", null],
    [
      "a Friday of somebody who works Sunday to Thursday",
      { weekdays: [7, 1, 2, 3, 4] },
      "2026-06-12",
      "not a working day",
    ],
  ];
  it.each(cases)("knows %s", (_name, person, date, why) => {
    const calendar = buildWorkCalendar(buildPerson("ada", person), HOLIDAYS);
    expect(calendar.why(date)).toBe(why);
    expect(calendar.isWorkingDay(date)).toBe(why === null);
  });

  it("is Monday to Friday for nobody", () => {
    const calendar = buildWorkCalendar(null, HOLIDAYS);
    expect(calendar.isWorkingDay("2026-06-12")).toBe(true);
    expect(calendar.why("2026-06-14")).toBe("weekend");
  });

  const ada = buildWorkCalendar(buildPerson("ada", { holidays: "NG", absences: [away] }), HOLIDAYS);
  it("goes back over a weekend, a holiday and an absence in one step", () => {
    expect(ada.previousWorkingDay("2026-06-17")).toBe("2026-06-11");
    expect(ada.previousWorkingDay("2026-06-11")).toBe("2026-06-11");
  });

  it("goes forward over them in one step", () => {
    expect(ada.nextWorkingDay("2026-06-12")).toBe("2026-06-18");
    expect(ada.nextWorkingDay("2026-06-18")).toBe("2026-06-18");
  });

  it.each<[CivilDate, number, CivilDate]>([
    ["2026-06-10", 0, "2026-06-10"],
    ["2026-06-13", 0, "2026-06-13"],
    ["2026-06-10", 1, "2026-06-11"],
    ["2026-06-10", 2, "2026-06-18"],
    ["2026-06-13", 1, "2026-06-18"],
    ["2026-06-13", -1, "2026-06-11"],
    ["2026-06-18", -2, "2026-06-10"],
  ])("counts from %s %i working days to %s", (date, count, expected) => {
    expect(ada.addWorkingDays(date, count)).toBe(expected);
  });

  describe("for somebody who works on no day at all", () => {
    const never = buildWorkCalendar(buildPerson("sam", { weekdays: [] }), {});
    it("falls back to plain weekdays and says so", () => {
      expect(never.worksNear("2026-06-13")).toBe(false);
      expect(never.previousWorkingDay("2026-06-13")).toBe("2026-06-12");
      expect(never.nextWorkingDay("2026-06-13")).toBe("2026-06-15");
      expect(never.addWorkingDays("2026-06-12", 3)).toBe("2026-06-17");
      expect(never.isWorkingDay("2026-06-12")).toBe(false);
    });
  });

  it("falls back in the middle of half a year away, but not at its edge", () => {
    const absences = [{ from: "2026-03-01", to: "2026-08-31", backup: "lin" }] as const;
    const calendar = buildWorkCalendar(buildPerson("grace", { absences }), {});
    expect(calendar.worksNear("2026-06-01")).toBe(false);
    expect(calendar.worksNear("2026-08-20")).toBe(true);
    expect(calendar.nextWorkingDay("2026-08-20")).toBe("2026-09-01");
  });

  it("lands on a working day at most sixty days away, in the direction asked", () => {
    const weekdays = fc.uniqueArray(
      fc.integer({ min: 1, max: 7 }).map((day) => day as Weekday),
      { minLength: 1 },
    );
    fc.assert(
      fc.property(
        weekdays,
        fc.integer({ min: -20, max: 20 }),
        fc.integer({ min: 0, max: 2000 }),
        (days, count, shift) => {
          const calendar = buildWorkCalendar(buildPerson("ada", { weekdays: days }), {});
          const date = addDays("2026-01-01", shift);
          const back = calendar.previousWorkingDay(date);
          const moved = calendar.addWorkingDays(date, count);
          expect(calendar.isWorkingDay(back)).toBe(true);
          expect(daysBetween(back, date)).toBeLessThan(7);
          expect(Math.sign(daysBetween(date, moved))).toBe(Math.sign(count));
          expect(count === 0 || calendar.isWorkingDay(moved)).toBe(true);
        },
      ),
      { numRuns: 60 },
    );
  });
});

describe("holidayCodes", () => {
  it("lists each country that somebody has once, sorted", () => {
    const people = [
      buildPerson("grace", { holidays: "NG" }),
      buildPerson("lee", { holidays: "DE-BY" }),
      buildPerson("kim", { holidays: "NG" }),
    ];
    expect(holidayCodes(buildCohort({ people }))).toEqual(["DE-BY", "NG"]);
  });
});

describe("holidayYears", () => {
  it("covers everybody's own dates and a year on either side", () => {
    const interns = [buildIntern("ada"), buildIntern("ben", { end: "2027-01-15" })];
    expect(holidayYears(buildCohort({ interns }))).toEqual([2025, 2026, 2027, 2028]);
  });
});
