import { describe, expect, it } from "vitest";
import { findSharedHours, findWeeklyHours } from "../../../src/core/calendar/overlap.ts";
import type { Person } from "../../../src/core/model/cohort.ts";
import type { CivilDate } from "../../../src/core/model/date.ts";
import { buildPerson } from "../../support/cohort.ts";

const person = (zone: string, facts: Partial<Person> = {}) => buildPerson("somebody", { zone, ...facts });
const berlin = person("Europe/Berlin");

describe("the hours two people share on a day", () => {
  it.each<[name: string, one: Person, other: Person, date: CivilDate, shared: readonly string[]]>([
    ["one zone", berlin, berlin, "2026-06-02", ["09:00-17:00"]],
    ["New York, in summer", berlin, person("America/New_York"), "2026-06-02", ["15:00-17:00"]],
    ["New York, between the two changes", berlin, person("America/New_York"), "2026-10-27", ["14:00-17:00"]],
    ["Kolkata", berlin, person("Asia/Kolkata"), "2026-06-02", ["09:00-13:30"]],
    ["Lagos", berlin, person("Africa/Lagos"), "2026-06-02", ["10:00-17:00"]],
    ["Auckland, where it is evening", berlin, person("Pacific/Auckland"), "2026-06-02", []],
    [
      "Auckland, of somebody who begins early there",
      person("Europe/Berlin", { hours: [1260, 1440] }),
      person("Pacific/Auckland", { hours: [420, 900] }),
      "2026-06-02",
      ["21:00-24:00"],
    ],
    ["a day off of the other", berlin, person("Europe/Berlin", { weekdays: [1, 3] }), "2026-06-02", []],
    ["a day off of one's own", person("UTC", { weekdays: [1] }), berlin, "2026-06-02", []],
    [
      "whole days, a day apart",
      person("UTC", { hours: [0, 1440] }),
      person("Pacific/Auckland", { hours: [0, 1440] }),
      "2026-06-02",
      ["00:00-12:00", "12:00-24:00"],
    ],
  ])("are right in %s", (_name, one, other, date, shared) => {
    const text = (minutes: number) =>
      `${String(Math.floor(minutes / 60)).padStart(2, "0")}:${String(minutes % 60).padStart(2, "0")}`;
    const found = findSharedHours(one, other, date).map(({ from, until }) => `${text(from)}-${text(until)}`);
    expect(found).toEqual(shared);
  });
});

describe("the hours of a week", () => {
  it("come with the days on which they are shared", () => {
    const part = person("Europe/Berlin", { weekdays: [1, 2, 3] });
    expect(findWeeklyHours(part, person("Europe/Berlin", { weekdays: [3, 4, 5] }), "2026-06-01")).toEqual({
      hours: [{ from: 540, until: 1020 }],
      weekdays: [3],
    });
  });

  it("are none where two never meet", () => {
    expect(findWeeklyHours(person("Asia/Kolkata"), person("America/New_York"), "2026-06-01")).toBeNull();
  });
});
