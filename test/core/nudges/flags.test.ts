import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { Activity, ActivityIssue, ActivityRequest } from "../../../src/core/model/activity.ts";
import { SIGNALS, type Cohort, type Intern, type Person, type Signal } from "../../../src/core/model/cohort.ts";
import type { CivilDate } from "../../../src/core/model/date.ts";
import type { ObservedComment, ObservedIssue } from "../../../src/core/model/issue.ts";
import { listGone, listUnanswered, type FlagInput, type Page } from "../../../src/core/nudges/flags.ts";
import { listQuestions, listStanding } from "../../../src/core/nudges/signals.ts";
import { NO_STATE } from "../../../src/core/nudges/digest-state.ts";
import type { Waiting } from "../../../src/core/nudges/waiting-item.ts";
import { buildCohort, buildIntern, buildPerson } from "../../support/cohort.ts";
import { buildDesired } from "../../support/plan.ts";
import { openWorld } from "../../support/world.ts";

/** Monday. The internship began on 1 June. */
const TODAY = "2026-07-20";

interface History {
  readonly today?: CivilDate;
  readonly intern?: Partial<Intern>;
  readonly people?: readonly Person[];
  readonly waiting?: readonly Waiting[];
  readonly comments?: readonly ObservedComment[];
  readonly activity?: Partial<Activity>;
  readonly seen?: Readonly<Record<string, CivilDate>>;
  /** Of the one page that ada has. */
  readonly touched?: string;
  readonly text?: string;
  readonly muted?: boolean;
}

function cohortOf({ intern, people }: History): Cohort {
  return buildCohort({ interns: [buildIntern("ada", intern)], people: people ?? [] });
}

function pageOf({ touched = "2026-07-20T08:00:00Z", text = "- [x] One\n- [ ] Two" }: History): Page {
  const issue = {
    place: "team",
    number: 7,
    state: "open",
    assignees: ["ada"],
    updatedAt: touched,
  } as Partial<ObservedIssue>;
  return { occurrence: buildDesired().occurrence, issue: issue as ObservedIssue, text };
}

function read(history: History): FlagInput {
  const { today = TODAY, waiting = [], comments = [], seen = {}, muted = false } = history;
  const activity = { since: "2026-07-13T00:00:00Z", until: "2026-07-20T00:00:00Z", requests: [], issues: [], gaps: [] };
  return {
    cohort: cohortOf(history),
    holidays: {},
    today,
    waiting,
    pages: [pageOf(history)],
    comments,
    activity: history.activity === undefined ? null : { ...activity, ...history.activity },
    state: { ...NO_STATE, seen, mutes: muted ? { ada: { on: true, by: 1 } } : {} },
  };
}

const say = (author: string, text: string, at = "2026-07-17T09:00:00Z", id = 1): ObservedComment => ({
  place: "team",
  number: 7,
  id,
  author,
  text,
  at,
});
const request = (more: Partial<ActivityRequest>): ActivityRequest => ({
  place: "acme/telemetry",
  isPublic: true,
  number: 3,
  title: "Read the sensor",
  url: "https://forge.example/3",
  author: "ada",
  state: "open",
  draft: false,
  createdAt: "2026-07-14T09:00:00Z",
  mergedAt: null,
  reviewers: ["grace"],
  reviews: [],
  ...more,
});
const issue = (more: Partial<ActivityIssue>): ActivityIssue => ({
  place: "acme/telemetry",
  isPublic: true,
  number: 4,
  title: "Which port?",
  url: "https://forge.example/4",
  author: "ada",
  assignees: [],
  state: "open",
  createdAt: "2026-07-16T09:00:00Z",
  closedAt: null,
  labels: [],
  answers: [],
  ...more,
});
const owed = (number: number): Waiting => ({
  key: `summer-2026/retro/ada/week-0${number}`,
  what: "reply",
  people: ["grace"],
  intern: "ada",
  since: "2026-07-03",
  late: true,
  place: "team",
  number,
  title: `Week ${number}`,
  url: "",
  lane: "team",
  nudge: null,
  occurrence: buildDesired().occurrence,
});
const away = (to: CivilDate, backup: string | null) => [
  buildPerson("grace", { absences: [{ from: "2026-07-20", to, backup }] }),
  buildPerson("omar"),
];
const wish = (signal: Signal): Partial<Intern> => ({ signals: [signal] });
const steps = (history: History) => Object.keys(listStanding(read({ ...history, intern: wish("plan") })))[0] ?? "";

interface Row {
  readonly name: string;
  readonly list: (input: FlagInput) => readonly string[];
  readonly raises: History;
  readonly justNot: History;
  readonly says: string;
}

const ROWS: readonly Row[] = [
  {
    name: "a question where the work is done waits more than a working day of the mentor's",
    list: listUnanswered,
    raises: { activity: { issues: [issue({})] } },
    justNot: { activity: { issues: [issue({ createdAt: "2026-07-17T09:00:00Z" })] } },
    says: "[Which port?](https://forge.example/4): a question waits; Grace Example may know, or know who does",
  },
  {
    name: "a question with the label of one, and one that has an answer",
    list: listUnanswered,
    raises: { activity: { issues: [issue({ title: "The port", labels: ["type::question"] })] } },
    justNot: { activity: { issues: [issue({ answers: [{ by: "grace", at: "2026-07-17T09:00:00Z" }] })] } },
    says: "[The port](https://forge.example/4): a question waits; Grace Example may know, or know who does",
  },
  {
    name: "a request waits for a look for more than three working days",
    list: listUnanswered,
    raises: { activity: { requests: [request({})] } },
    justNot: { activity: { requests: [request({ createdAt: "2026-07-15T09:00:00Z" }), request({ draft: true })] } },
    says: "[Read the sensor](https://forge.example/3): waits to be looked at; Grace Example could, or could say when",
  },
  {
    name: "two things wait for one helper",
    list: listGone,
    raises: { waiting: [owed(5), owed(6)] },
    justNot: { waiting: [owed(5), { ...owed(6), late: false }] },
    says: "Week 5 and Week 6 wait. Grace Example could say how it goes there, and whether a hand would be welcome",
  },
  {
    name: "a helper is away for more than three working days, and nobody covers",
    list: listGone,
    raises: { people: away("2026-07-23", null) },
    justNot: { people: away("2026-07-22", null) },
    says: "Ada Example, 20 to 23 July: cover is still to be named, since Grace Example is away",
  },
  {
    name: "no sign for more than four working days, and no absence",
    list: listQuestions,
    raises: { intern: wish("hello"), touched: "2026-07-13T09:00:00Z" },
    justNot: { intern: wish("hello"), touched: "2026-07-14T09:00:00Z" },
    says: "Could Sam Example write Ada Example a personal line that needs no answer?",
  },
  {
    name: "one person alone answers",
    list: listQuestions,
    raises: { intern: wish("company"), comments: [say("grace", "Good"), say("Grace", "Yes")] },
    justNot: { intern: wish("company"), comments: [say("grace", "Good"), say("lee", "Hello")] },
    says: "Could Sam Example bring Ada Example together with somebody for a coffee?",
  },
  {
    name: "others work together, and the intern is in none of it",
    list: listQuestions,
    raises: { intern: wish("invitation"), activity: { requests: [request({ author: "ben" })] } },
    justNot: { intern: wish("invitation"), activity: { requests: [request({ author: "ben", reviewers: ["Ada"] })] } },
    says: "Could Lee Example invite Ada Example to the next talk about the project?",
  },
  {
    name: "no step for two weeks",
    list: listQuestions,
    raises: { intern: wish("plan"), seen: { [steps({})]: "2026-07-06" } },
    justNot: { intern: wish("plan"), seen: { [steps({})]: "2026-07-07" } },
    says: "Could Grace Example and Ada Example look together at whether the plan still has the right size?",
  },
  {
    name: "no step for three weeks at first",
    list: listQuestions,
    raises: { intern: wish("plan"), today: "2026-06-26", seen: { [steps({})]: "2026-06-05" } },
    justNot: { intern: wish("plan"), today: "2026-06-26", seen: { [steps({})]: "2026-06-06" } },
    says: "Could Grace Example and Ada Example look together at whether the plan still has the right size?",
  },
  {
    name: "the intern says that it is too much",
    list: listQuestions,
    raises: { intern: wish("lighter"), text: "- [x] It is too much just now" },
    justNot: { intern: wish("lighter"), text: "- [ ] It is too much just now" },
    says: "Could Lee Example ask Ada Example whether something should come off the list?",
  },
];

describe("a flag", () => {
  it.each(ROWS)("$name: raised, and what it says", ({ list, raises, says }) => {
    expect(list(read(raises))).toEqual([says]);
  });

  it.each(ROWS)("$name: just not", ({ list, justNot }) => {
    expect(list(read(justNot))).toEqual([]);
  });

  it.each(ROWS)("$name: muted by a comment, and in the file", ({ list, raises }) => {
    expect(list(read({ ...raises, muted: true }))).toEqual([]);
    expect(list(read({ ...raises, intern: { ...raises.intern, mute: true } }))).toEqual([]);
  });

  it.each(ROWS)("$name: not before the first day, nor after the last", ({ list, raises }) => {
    expect(list(read({ ...raises, intern: { ...raises.intern, start: "2026-08-03" } }))).toEqual([]);
    expect(list(read({ ...raises, intern: { ...raises.intern, left: "2026-06-25" } }))).toEqual([]);
  });

  it.each(ROWS.filter(({ list }) => list === listQuestions))(
    "$name: only by the intern's own wish",
    ({ list, raises }) => {
      expect(list(read({ ...raises, intern: { signals: [] } }))).toEqual([]);
    },
  );

  it("of an intern on a planned absence is not raised", () => {
    const people = [buildPerson("ada", { absences: [{ from: "2026-07-13", to: "2026-07-24", backup: null }] })];
    expect(listQuestions(read({ intern: wish("hello"), touched: "2026-07-10T09:00:00Z", people }))).toEqual([]);
  });
});

/** Words that nobody may ever read about a person here, and names of what is looked at. */
const NEVER =
  /\b(?:silent|lonely|left[ _]out|stalled|overworked|signals?|flag(?:ged)?|scores?|rank(?:ed|ing)?|grade[ds]?|rating|performance|productiv\w*|unproductive|inactive|lazy|slow|behind|fail(?:ed|ing|ure)?|missing|ignor\w*|overdue|should have|must|why (?:did|have)n.t|only \d+|\d+ (?:of|days|times|requests|commits|hours)|%)/i;

describe("what is said about people", () => {
  it.each(ROWS)("$name: has none of the words that judge, and no number", ({ list, raises }) => {
    for (const line of list(read(raises))) {
      expect(line).not.toMatch(NEVER);
      expect(line.replace(/Week \d|\(http[^)]*\)|\d+ to \d+ July/g, "")).not.toMatch(/\d/);
    }
  });

  it("is in the digest alone, which the coordinator alone reads", async () => {
    const file = `cohort: { id: summer, title: Summer 2026, start: 2026-06-01, length: 16 weeks, zone: UTC }
forge: { kind: gitlab, project: acme/internships, private: acme/private }
live: true
coordinator: kim
interns:
  ada: { mentor: grace, manager: lee, buddy: sam, signals: [hello, plan, company] }
kinds: { digest: on }
`;
    const world = await openWorld(file, "2026-06-01");
    for (const day of ["2026-05-25", "2026-06-01", "2026-06-04", "2026-06-15", "2026-06-16"])
      await world.run(`${day}T09:00:00Z`);
    const asked = /Could Sam write Ada|Could Sam bring Ada/;
    expect(world.digest()).toMatch(/\*\*Worth asking, as the intern wished\*\*/);
    expect(world.digest()).toMatch(asked);
    expect(world.digest()).not.toMatch(NEVER);
    for (const { body, title } of world.observation.issues) expect(`${title}\n${body}`).not.toMatch(asked);
    const [digest] = world.observation.issues.filter(({ title }) => title.includes("what waits"));
    expect(digest).toMatchObject({ place: "acme/private", confidential: true, assignees: ["kim"] });
  });

  it("is counted, scored or compared nowhere in the code", () => {
    const src = join(import.meta.dirname, "../../../src");
    const files = (readdirSync(src, { recursive: true }) as string[]).filter(
      // How far two texts resemble one another is about texts.
      (file) => file.endsWith(".ts") && !file.startsWith("core/merge/"),
    );
    const banned =
      /\b(?:score|scores|scoring|leaderboard|productivity|velocity|streak|sentiment|ranking|personTotals?|perPerson)\b/i;
    const code = (file: string) => readFileSync(join(src, file), "utf8").replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, "");
    expect(files.filter((file) => banned.test(code(file)))).toEqual([]);
    const told = files
      .filter((file) => file.startsWith("core/nudges/"))
      .filter((file) => /\$\{[^}]*\.(?:length|size)\b/.test(code(file)));
    expect(told).toEqual([]);
  });

  it("knows every signal by name", () => {
    expect(new Set(ROWS.flatMap(({ raises }) => raises.intern?.signals ?? []))).toEqual(new Set(SIGNALS));
  });
});
