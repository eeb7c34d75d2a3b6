import { describe, expect, it } from "vitest";
import { describeDeadline, describeMeeting, type Audience } from "../../../../src/core/desired/view/meeting-hours.ts";
import { wordsOf } from "../../../../src/core/desired/audience/words.ts";
import type { Meeting, Milestone } from "../../../../src/core/model/cohort.ts";
import type { CivilDate } from "../../../../src/core/model/date.ts";

const english = wordsOf("en");
const AUTUMN = { from: "2026-09-01", until: "2026-11-30" } as const;
const you = (zone: string): Audience => ({ you: zone, zones: [] });
const all = (...zones: readonly string[]): Audience => ({ you: null, zones });

function meeting(facts: Partial<Meeting>): Meeting {
  return {
    id: "talk",
    title: "Talk",
    with: ["intern"],
    everyWeeks: 1,
    on: 2,
    time: 14 * 60,
    zone: "UTC",
    where: null,
    ...facts,
  };
}

describe("when a meeting is", () => {
  it.each<[name: string, facts: Partial<Meeting>, audience: Audience, said: string]>([
    ["where no clock changes", {}, you("Africa/Lagos"), "Tuesdays 14:00 UTC, 15:00 your time"],
    ["for somebody who lives by UTC", {}, you("UTC"), "Tuesdays 14:00 UTC"],
    [
      "for somebody whose clock changes",
      {},
      you("Europe/Berlin"),
      "Tuesdays 14:00 UTC; 16:00 your time until 24 October, 15:00 from then",
    ],
    [
      "at an hour of a place where the clock changes",
      { time: 15 * 60, zone: "Europe/Berlin" },
      you("Africa/Lagos"),
      "Tuesdays 13:00 UTC until 24 October, 14:00 from then; 14:00 your time until 24 October, 15:00 from then",
    ],
    [
      "for the place whose hour is kept",
      { time: 15 * 60, zone: "Europe/Berlin" },
      you("Europe/Berlin"),
      "Tuesdays 13:00 UTC until 24 October, 14:00 from then; 15:00 your time",
    ],
    [
      "where both clocks change, a week apart",
      { time: 18 * 60, zone: "Europe/Berlin" },
      you("America/New_York"),
      "Tuesdays 16:00 UTC until 24 October, 17:00 from then; 12:00 your time until 24 October, 13:00 until 31 October, 12:00 from then",
    ],
    [
      "where it is another day",
      {},
      you("Pacific/Auckland"),
      "Tuesdays 14:00 UTC; Wednesdays 02:00 your time until 26 September, Wednesdays 03:00 from then",
    ],
    [
      "where the change makes it another day in UTC",
      { time: 12 * 60 + 30, zone: "Pacific/Auckland" },
      you("Pacific/Auckland"),
      "Tuesdays 00:30 UTC until 26 September, Mondays 23:30 from then; 12:30 your time",
    ],
    [
      "for people in several places",
      {},
      all("Asia/Kolkata", "Africa/Lagos", "Africa/Algiers", "UTC", "Asia/Kolkata"),
      "Tuesdays 14:00 UTC, 15:00 in Algiers and Lagos, 19:30 in Kolkata",
    ],
    ["every other week", { everyWeeks: 2 }, you("UTC"), "every other Tuesday 14:00 UTC"],
    ["every third week", { everyWeeks: 3 }, you("UTC"), "every 3 weeks on Tuesday 14:00 UTC"],
    ["every day", { everyWeeks: 0, on: null }, you("Asia/Kolkata"), "every working day 14:00 UTC, 19:30 your time"],
    [
      "every day, on the next one",
      { everyWeeks: 0, on: null, time: 20 * 60 },
      you("Asia/Kolkata"),
      "every working day 20:00 UTC, 01:30 the next day your time",
    ],
    ["on a day that is still open", { on: null }, you("UTC"), "once a week, on a day you agree on: 14:00 UTC"],
    ["at an hour that is still open", { time: null }, you("UTC"), "Tuesdays, at a time you agree on"],
    [
      "where everything is open",
      { time: null, on: null, everyWeeks: 2 },
      you("UTC"),
      "every 2 weeks, on a day you agree on, at a time you agree on",
    ],
  ])("is said %s", (_name, facts, audience, said) => {
    expect(describeMeeting(english, meeting(facts), audience, AUTUMN)).toBe(said);
  });
});

describe("a deadline at six in the evening in Berlin", () => {
  const EVERYWHERE = all("Europe/Berlin", "America/New_York", "Asia/Kolkata", "Africa/Lagos", "Pacific/Auckland");
  const deadline = (due: CivilDate): Milestone => ({
    id: "d",
    title: "D",
    due,
    at: { time: 18 * 60, zone: "Europe/Berlin" },
  });

  it.each<[name: string, due: CivilDate, said: string]>([
    [
      "in summer",
      "2026-09-25",
      "Friday 25 September, 16:00 UTC (12:00 in New York, 17:00 in Lagos, 18:00 in Berlin, 21:30 in Kolkata, 04:00 on 26 September in Auckland)",
    ],
    [
      "when Auckland has changed its clocks",
      "2026-10-02",
      "Friday 2 October, 16:00 UTC (12:00 in New York, 17:00 in Lagos, 18:00 in Berlin, 21:30 in Kolkata, 05:00 on 3 October in Auckland)",
    ],
    [
      "when Berlin has too, an hour later in UTC",
      "2026-10-30",
      "Friday 30 October, 17:00 UTC (13:00 in New York, 18:00 in Berlin and Lagos, 22:30 in Kolkata, 06:00 on 31 October in Auckland)",
    ],
    [
      "when all have",
      "2026-11-06",
      "Friday 6 November, 17:00 UTC (12:00 in New York, 18:00 in Berlin and Lagos, 22:30 in Kolkata, 06:00 on 7 November in Auckland)",
    ],
  ])("is said rightly in every zone %s", (_name, due, said) => {
    expect(describeDeadline(english, deadline(due), EVERYWHERE)).toBe(said);
  });

  it("is said to one reader in their time, and to nobody's zone where that is UTC", () => {
    expect(describeDeadline(english, deadline("2026-10-30"), you("Pacific/Auckland"))).toBe(
      "Friday 30 October, 17:00 UTC (06:00 on 31 October your time)",
    );
    expect(describeDeadline(english, deadline("2026-10-30"), you("UTC"))).toBe("Friday 30 October, 17:00 UTC");
  });

  it("begins with the day it is in UTC, though it is another where the hour is kept", () => {
    const late: Milestone = { id: "d", title: "D", due: "2026-07-31", at: { time: 1439, zone: "America/New_York" } };
    expect(describeDeadline(english, late, all("UTC"))).toBe(
      "Saturday 1 August, 03:59 UTC (23:59 on 31 July in New York)",
    );
  });

  it("is nothing for a milestone without an hour or without a day", () => {
    expect(describeDeadline(english, { id: "d", title: "D", due: "2026-07-31" }, EVERYWHERE)).toBeNull();
    expect(describeDeadline(english, { ...deadline("2026-07-31"), due: null }, EVERYWHERE)).toBeNull();
  });
});
