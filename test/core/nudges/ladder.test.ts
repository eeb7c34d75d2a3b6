import { describe, expect, it } from "vitest";
import type { CivilDate } from "../../../src/core/model/date.ts";
import type { DigestState, Sent } from "../../../src/core/model/digest.ts";
import { findStep } from "../../../src/core/nudges/ladder.ts";
import { NO_STATE } from "../../../src/core/nudges/digest-state.ts";
import { hearComments, parseMute, parseSnooze } from "../../../src/core/nudges/read-commands.ts";
import { itemOf, type Waiting } from "../../../src/core/nudges/waiting-item.ts";
import { planMessages } from "../../../src/core/nudges/plan-messages.ts";
import { GITLAB } from "../../../src/forges/gitlab/profile.ts";
import { buildCohort, buildIntern, buildPerson } from "../../support/cohort.ts";
import { buildDesired } from "../../support/plan.ts";

/** Friday 5 June; three working days of Grace's later it is Wednesday 10 June. */
function wait(overrides: Partial<Waiting> = {}): Waiting {
  return {
    key: "summer-2026/retro/ada/week-01",
    what: "reply",
    people: ["grace"],
    intern: "ada",
    since: "2026-06-05",
    late: false,
    place: "team",
    number: 7,
    title: "Week 1 · Ada",
    url: "https://forge.example/7",
    lane: "team",
    nudge: { after: 3, step: 2 },
    occurrence: buildDesired().occurrence,
    ...overrides,
  };
}

const covered = buildPerson("grace", { absences: [{ from: "2026-06-15", to: "2026-06-26", backup: "omar" }] });
const cohort = buildCohort({
  interns: [buildIntern("ada", { helpers: { manager: "lee", mentor: "grace", co_mentor: "lin", buddy: "sam" } })],
  people: [buildPerson("omar")],
});
const sentTo = (to: string, step: number, on: CivilDate): Sent => ({ item: itemOf(wait()), step, to, on, way: "chat" });
const step = (
  waiting: Waiting,
  today: CivilDate,
  more: { readonly sent?: readonly Sent[]; readonly cohort?: typeof cohort } = {},
) => {
  const found = findStep(waiting, {
    cohort: more.cohort ?? cohort,
    holidays: {},
    today,
    state: { ...NO_STATE, sent: more.sent ?? [] },
  });
  return found === null ? null : `${found.step} ${found.to}`;
};

describe("the ladder", () => {
  it.each<[string, string | null, Waiting, CivilDate, readonly Sent[]]>([
    ["waits for the grace of the kind", null, wait(), "2026-06-09", []],
    ["asks whoever acts when it is over", "0 grace", wait(), "2026-06-10", []],
    ["says nothing twice", null, wait(), "2026-06-11", [sentTo("grace", 0, "2026-06-10")]],
    ["goes on to the next two working days later", "1 lin", wait(), "2026-06-12", [sentTo("grace", 0, "2026-06-10")]],
    ["counts from when it was said", null, wait(), "2026-06-12", [sentTo("grace", 0, "2026-06-11")]],
    ["goes on where nothing could be said", "1 lin", wait(), "2026-06-12", []],
    [
      "ends with the coordinator",
      "2 kim",
      wait(),
      "2026-06-16",
      [sentTo("grace", 0, "2026-06-10"), sentTo("lin", 1, "2026-06-12")],
    ],
    [
      "ends there",
      null,
      wait(),
      "2026-08-03",
      [sentTo("grace", 0, "2026-06-10"), sentTo("lin", 1, "2026-06-12"), sentTo("kim", 2, "2026-06-16")],
    ],
    ["is not there for a kind without it", null, wait({ nudge: null }), "2026-08-03", []],
    ["is not there for the coordinator", null, wait({ what: "due", people: ["kim"], intern: null }), "2026-08-03", []],
    ["asks the intern first about their own", "0 ada", wait({ what: "due", people: ["ada"] }), "2026-06-10", []],
    ["then the mentor", "1 grace", wait({ what: "due", people: ["ada"] }), "2026-06-12", []],
    ["then the next helper", "2 lin", wait({ what: "due", people: ["ada"] }), "2026-06-16", []],
    [
      "asks no mentor about what is private",
      "1 kim",
      wait({ what: "due", people: ["ada"], lane: "private" }),
      "2026-06-12",
      [],
    ],
    [
      "asks the mentor of who is stuck, kind or not",
      "0 grace",
      wait({ what: "stuck", people: ["ada"], nudge: null }),
      "2026-06-08",
      [],
    ],
  ])("%s", (_name, expected, waiting, today, sent) => {
    expect(step(waiting, today, { sent })).toBe(expected);
  });

  it("does not count the days on which somebody is away, and then asks who covers", () => {
    const away = buildCohort({ interns: [buildIntern("ada")], people: [covered, buildPerson("omar")] });
    const waiting = wait({ since: "2026-06-11" });
    expect(step(waiting, "2026-06-26", { cohort: away })).toBeNull();
    expect(step(waiting, "2026-06-30", { cohort: away })).toBe("0 grace");
    expect(
      step(wait({ since: "2026-06-05" }), "2026-06-15", { cohort: away, sent: [sentTo("grace", 0, "2026-06-10")] }),
    ).toBe("1 omar");
  });
});

describe("a comment that lets things rest", () => {
  it.each([
    ["snooze", "2026-06-17"],
    ["Snooze 3d.", "2026-06-13"],
    ["snooze for 2 weeks", "2026-06-24"],
    ["/snooze until 2026-07-01", "2026-07-01"],
    ["> earlier\n\nsnooze 1w", "2026-06-17"],
    ["I will snooze", null],
    ["snooze until tomorrow", null],
    ["snoozed 3d", null],
  ])("%j", (text, until) => {
    expect(parseSnooze(text, "2026-06-10")).toBe(until);
  });

  it.each([
    ["mute", true],
    ["Unmute!", false],
    ["mute the others", null],
  ])("%j", (text, on) => {
    expect(parseMute(text)).toBe(on);
  });

  const hear = (state: DigestState, id: number, author: string, text: string) =>
    hearComments(state, [wait()], [{ place: "team", number: 7, id, author, text, at: "2026-06-10T09:00:00Z" }], {
      cohort,
      today: "2026-06-12",
    });

  it("is heard once, from when it was said, by the people of the cohort alone", () => {
    const item = itemOf(wait());
    const rests = hear(NO_STATE, 4, "Grace", "snooze 3d");
    expect(rests.rests).toEqual({ [item]: { until: "2026-06-13", by: 4 } });
    expect(hear(rests, 4, "grace", "snooze 3w").rests).toEqual(rests.rests);
    expect(hear(rests, 3, "grace", "snooze 3w").rests).toEqual(rests.rests);
    expect(hear(NO_STATE, 4, "mallory", "snooze 3d").rests).toEqual({});
    expect(findStep(wait(), { cohort, holidays: {}, today: "2026-06-12", state: rests })).toBeNull();
    expect(findStep(wait(), { cohort, holidays: {}, today: "2026-06-13", state: rests })).not.toBeNull();
  });

  it("is remembered of interns who want nothing said about them", () => {
    const muted = hear(NO_STATE, 4, "ada", "mute");
    expect(muted.mutes).toEqual({ ada: { on: true, by: 4 } });
    expect(hear(muted, 5, "ada", "unmute").mutes).toEqual({ ada: { on: false, by: 5 } });
    expect(hear(NO_STATE, 4, "grace", "mute").mutes).toEqual({});
  });
});

describe("a word", () => {
  const NOON = "2026-06-10T12:00:00Z";
  const say = (
    waiting: readonly Waiting[],
    more: {
      readonly now?: string;
      readonly chat?: boolean;
      readonly state?: DigestState;
      readonly people?: typeof cohort.people;
    } = {},
  ) => {
    const { now = NOON, chat = true, state = NO_STATE } = more;
    const where = {
      ...cohort,
      people: more.people ?? cohort.people,
      forge: { ...cohort.forge, profile: GITLAB },
    };
    const today = now.slice(0, 10) as CivilDate;
    const steps = waiting.flatMap((one) => findStep(one, { cohort: where, holidays: {}, today, state }) ?? []);
    return planMessages(steps, {
      cohort: where,
      holidays: {},
      occurrences: [],
      issues: new Map(),
      state,
      today,
      now,
      chat,
    });
  };
  const ways = (words: ReturnType<typeof say>) =>
    words.map(({ person, way, steps }) => `${person.id} ${way} ${steps.length}`);
  const mine = (lane: Waiting["lane"]) =>
    wait({
      key: `summer-2026/self/ada/${lane}`,
      what: "due",
      people: ["ada"],
      lane,
      occurrence: { ...buildDesired().occurrence, closes: null },
    });

  it("is one for everything that waits for somebody", () => {
    const [word, ...others] = say([wait(), wait({ key: "summer-2026/retro/ada/week-02", title: "Week 2" })]);
    expect(others).toEqual([]);
    expect(word?.text).toBe(
      [
        "Hello Grace, when it suits you:",
        "",
        "- Week 1 · Ada https://forge.example/7: a line of yours would be welcome: one thing that went well, or an answer to what is asked there.",
        "- Week 2 https://forge.example/7: a line of yours would be welcome: one thing that went well, or an answer to what is asked there.",
        "",
        "Settled? Then close it there. Needs more time? That is fine: a comment “snooze 1w” there lets that one rest. The coordinator sees that this was said, until it is settled.",
      ].join("\n"),
    );
  });

  it.each<[string, readonly string[], ReturnType<typeof say>]>([
    ["goes to the chat, where there is one", ["grace chat 1"], say([wait()])],
    ["is a line of the digest where there is none", ["grace digest 1"], say([wait()], { chat: false })],
    ["about an intern's own page never goes to the chat", ["ada digest 1"], say([mine("team")])],
    ["about what is private is a comment there", ["ada comment 1"], say([mine("private")])],
    ["waits for somebody's morning", [], say([wait()], { now: "2026-06-10T08:59:00Z" })],
    ["waits where their day is over", [], say([wait()], { now: "2026-06-10T17:00:00Z" })],
    ["waits over a weekend", ["lin digest 1"], say([wait()], { now: "2026-06-13T12:00:00Z", chat: false })],
    ["is not said on a Saturday", [], say([wait()], { now: "2026-06-13T12:00:00Z" })],
    [
      "is said at most once a week",
      [],
      say([wait()], {
        state: { ...NO_STATE, sent: [{ item: "abcdef", step: 0, to: "grace", on: "2026-06-04", way: "chat" }] },
      }),
    ],
    [
      "may be said again a week later",
      ["grace chat 1"],
      say([wait()], {
        state: { ...NO_STATE, sent: [{ item: "abcdef", step: 0, to: "grace", on: "2026-06-03", way: "chat" }] },
      }),
    ],
    [
      "keeps to the hours of where somebody is",
      [],
      say([wait()], {
        people: cohort.people.map((one) => (one.id === "grace" ? { ...one, zone: "Asia/Tokyo" } : one)),
      }),
    ],
  ])("%s", (_name, expected, words) => {
    expect(ways(words)).toEqual(expected);
  });

  it("has no sign that calls anybody in a chat", () => {
    const people = cohort.people.map((one) => (one.id === "grace" ? { ...one, name: "<!channel> @all" } : one));
    const [word] = say([wait({ title: "a <b> & @here *c*" })], { people });
    expect(word?.text).not.toMatch(/<|@\w|\*c\*/);
  });
});
