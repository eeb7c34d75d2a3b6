import { describe, expect, it } from "vitest";
import { readHolidays } from "../../src/program/holidays.ts";

describe("readHolidays", () => {
  it("has nothing to say when nobody names a country", async () => {
    expect(await readHolidays([], [2026])).toEqual({ table: {}, diagnostics: [] });
  });

  it("lists the public holidays of a country and of its region, by day, under the code as written", async () => {
    const { table, diagnostics } = await readHolidays(["DE-BY", "DE"], [2026]);
    expect(diagnostics).toEqual([]);
    expect(Object.keys(table)).toEqual(["DE", "DE-BY"]);
    expect(table["DE"]?.map((holiday) => holiday.date)).toEqual([
      "2026-01-01",
      "2026-04-03",
      "2026-04-06",
      "2026-05-01",
      "2026-05-14",
      "2026-05-25",
      "2026-10-03",
      "2026-12-25",
      "2026-12-26",
    ]);
    expect(table["DE-BY"]).toContainEqual({ date: "2026-06-04", name: "Corpus Christi" });
  });

  it("takes the day off that replaces a holiday on a weekend", async () => {
    const { table } = await readHolidays(["US"], [2027]);
    expect(table["US"]).toContainEqual({ date: "2027-07-05", name: "Independence Day (substitute day)" });
    expect(table["US"]?.map((holiday) => holiday.date)).toContain("2027-06-18");
  });

  it("takes each day of a holiday of several days", async () => {
    const { table } = await readHolidays(["KR"], [2026]);
    const dates = table["KR"]?.map((holiday) => holiday.date) ?? [];
    expect(dates.filter((date) => date.startsWith("2026-02"))).toEqual(["2026-02-17", "2026-02-18", "2026-02-19"]);
  });

  it("leaves out an afternoon off, which is still worked", async () => {
    const { table } = await readHolidays(["IS"], [2026]);
    expect(table["IS"]?.map((holiday) => holiday.date)).not.toContain("2026-12-24");
    expect(table["IS"]?.map((holiday) => holiday.date)).toContain("2026-12-25");
  });

  it("names a day once when two holidays share it", async () => {
    const { table } = await readHolidays(["NG"], [2026]);
    expect(table["NG"]?.filter((holiday) => holiday.date === "2026-05-27")).toEqual([
      { date: "2026-05-27", name: "Children's Day, Id el Kabir" },
    ]);
  });

  it("reads several years into one sorted list", async () => {
    const { table } = await readHolidays(["GB"], [2026, 2027]);
    const dates = table["GB"]?.map((holiday) => holiday.date) ?? [];
    expect(dates).toEqual([...dates].sort());
    expect(new Set(dates.map((date) => date.slice(0, 4)))).toEqual(new Set(["2026", "2027"]));
  });

  it.each([
    ["de", "Did you mean DE (Germany)?"],
    ["Germny", "Did you mean DE (Germany)?"],
    ["XX", "Write a country code of two letters"],
    ["DE-XX", "one of DE-BB"],
    ["DE-by", "Did you mean DE-BY (Bayern)?"],
    ["DE-Bayern", "Did you mean DE-BY (Bayern)?"],
    ["NG-LA", "Write NG alone."],
    ["DE-BY-XX", "DE-BY-"],
    ["constructor", "Write a country code of two letters"],
  ])("does not know %j and says what to write; the others are read", async (code, remedy) => {
    const { table, diagnostics } = await readHolidays([code, "US"], [2026]);
    expect(Object.keys(table)).toEqual(["US"]);
    expect(diagnostics).toHaveLength(1);
    expect(diagnostics[0]).toMatchObject({ severity: "error", code: "unknown-holidays" });
    expect(diagnostics[0]?.message).toContain(`"${code}"`);
    expect(diagnostics[0]?.remedy).toContain(remedy);
  });
});
