/**
 * The whole programme worked out a second time, with none of the program's code: days are plain numbers, holidays are
 * typed in from the countries' calendars, and each kind is a line of rules in words of its own.
 */

/** A day as a number of days since 1970-01-01. */
type Day = number;

export const day = (text: string): Day => Date.UTC(Number(text.slice(0, 4)), Number(text.slice(5, 7)) - 1, Number(text.slice(8))) / 86_400_000;
const text = (at: Day): string => new Date(at * 86_400_000).toISOString().slice(0, 10);
/** 1 is Monday. */
const weekday = (at: Day): number => ((at + 3) % 7) + 1;

const OFF: Readonly<Record<string, readonly string[]>> = {
  "DE-BE": ["2026-04-03", "2026-04-06", "2026-05-01", "2026-05-14", "2026-05-25"],
  "GB-ENG": ["2026-04-03", "2026-04-06", "2026-05-04", "2026-05-25", "2026-08-31", "2027-08-30"],
  US: ["2026-05-25", "2026-06-19", "2026-07-03", "2026-09-07", "2026-10-12", "2027-09-06"],
  KE: ["2026-04-03", "2026-04-06", "2026-05-01", "2026-05-27", "2026-06-01", "2026-10-20"],
};

interface Worker {
  readonly country: string;
  readonly days?: readonly number[];
  readonly away?: readonly [string, string];
  readonly backup?: string;
}

const WORKERS: Readonly<Record<string, Worker>> = {
  kim: { country: "DE-BE" },
  lee: { country: "DE-BE", away: ["2026-09-07", "2026-09-18"], backup: "kim" },
  grace: { country: "GB-ENG" },
  omar: { country: "US" },
  sam: { country: "KE" },
  ada: { country: "KE" },
  ben: { country: "US", days: [1, 2, 3] },
  cleo: { country: "GB-ENG" },
  dina: { country: "DE-BE" },
  eshe: { country: "US" },
  fay: { country: "DE-BE", away: ["2026-07-20", "2026-07-31"] },
};

interface Internship {
  readonly mentor: string;
  readonly start: Day;
  readonly end: Day;
  readonly left?: Day;
  readonly job?: boolean;
}

const START = day("2026-06-01");
const END = day("2026-09-18");

const INTERNS: Readonly<Record<string, Internship>> = {
  ada: { mentor: "grace", start: START, end: END, job: true },
  ben: { mentor: "omar", start: START, end: END },
  cleo: { mentor: "grace", start: day("2026-06-15"), end: END },
  dina: { mentor: "omar", start: START, end: END + 21, job: true },
  eshe: { mentor: "grace", start: START, end: END, left: day("2026-07-16") },
  fay: { mentor: "omar", start: START, end: END },
};

/** Whether somebody works on a day; absences may be left out of account. */
export function works(who: string, at: Day, withAbsences = true): boolean {
  const worker = WORKERS[who];
  if (worker === undefined) throw new Error(`nobody is called ${who}`);
  if (!(worker.days ?? [1, 2, 3, 4, 5]).includes(weekday(at))) return false;
  if ((OFF[worker.country] ?? []).includes(text(at))) return false;
  return !withAbsences || worker.away === undefined || at < day(worker.away[0]) || at > day(worker.away[1]);
}

function back(who: string, at: Day, withAbsences = true): Day {
  let found = at;
  while (!works(who, found, withAbsences)) found--;
  return found;
}

function step(who: string, at: Day, count: number, withAbsences = true): Day {
  let found = at;
  for (let left = Math.abs(count); left > 0; left--) {
    found += Math.sign(count);
    while (!works(who, found, withAbsences)) found += Math.sign(count);
  }
  return found;
}

/** What a rule counts on: the days of what it is about, and whoever acts. `end` is the day somebody left, if they did. */
interface Count {
  readonly start: Day;
  readonly end: Day;
  /** So many hundredths of the time as planned. */
  readonly share: (percent: number) => Day;
  /** So many working days of whoever acts from there. */
  readonly step: (from: Day, count: number) => Day;
}

export interface Rule {
  readonly per: "cohort" | "project" | "intern" | "helper";
  readonly owner: "coordinator" | "manager" | "mentor" | "intern" | "helper";
  readonly opens: (at: Count) => Day;
  readonly due?: (at: Count) => Day;
  readonly closes?: (at: Count) => Day;
  /** Counted from the end, so that it comes for whoever left too. */
  readonly fromEnd?: boolean;
  readonly jobsOnly?: boolean;
}

export const RULES: Readonly<Record<string, Rule>> = {
  cohort: { per: "cohort", owner: "coordinator", opens: ({ start }) => start - 56, due: ({ end }) => end + 28 },
  training: { per: "helper", owner: "helper", opens: ({ start }) => start - 28, due: ({ start }) => start - 7, closes: ({ start, step: by }) => by(start, 3) },
  project: { per: "project", owner: "mentor", opens: ({ start }) => start - 28, due: ({ end }) => end },
  helpers: { per: "intern", owner: "manager", opens: ({ start }) => start - 14, due: ({ start }) => start + 14 },
  onboarding: { per: "intern", owner: "intern", opens: ({ start }) => start, due: ({ start }) => start + 28, closes: ({ end, step: by }) => by(end, -4) },
  "evaluation short": { per: "intern", owner: "mentor", opens: ({ start, step: by }) => by(start, 4), due: ({ start, step: by }) => by(by(start, 4), 3) },
  "evaluation final": { per: "intern", owner: "mentor", opens: ({ end, step: by }) => by(end, -4), due: ({ end, step: by }) => by(by(end, -4), 3), fromEnd: true },
  "self-evaluation short": { per: "intern", owner: "intern", opens: ({ start, step: by }) => by(start, 4), due: ({ start, step: by }) => by(by(start, 4), 3) },
  "self-evaluation final": { per: "intern", owner: "intern", opens: ({ end, step: by }) => by(end, -4), due: ({ end, step: by }) => by(by(end, -4), 3), fromEnd: true },
  midpoint: { per: "intern", owner: "mentor", opens: ({ share }) => share(50) - 7, due: ({ share }) => share(50), closes: ({ share }) => share(50) + 14 },
  conversion: { per: "intern", owner: "manager", opens: ({ share }) => share(50), due: ({ share }) => share(88), closes: ({ end }) => end, jobsOnly: true },
  "send-off": { per: "intern", owner: "intern", opens: ({ end, step: by }) => by(end, -4), due: ({ end, step: by }) => by(end, -1), fromEnd: true },
  thanks: { per: "intern", owner: "manager", opens: ({ end, step: by }) => by(end, -4), due: ({ end }) => end, closes: ({ end }) => end + 14, fromEnd: true },
};

/** Shares of the time at which the text of a decision names a day. */
const STEPS = { feedback: 50, skills: 63, shared: 69, decision: 75, told: 81, answer: 88 } as const;

export interface Line {
  readonly key: string;
  readonly opens: string;
  readonly due: string;
  readonly closes: string;
  readonly owner: string;
}

interface About {
  readonly id: string;
  readonly interns: readonly Internship[];
  readonly holders: Readonly<Record<Rule["owner"], string>>;
}

function listAbout(rule: Rule): readonly About[] {
  const all = Object.entries(INTERNS);
  const holders = { coordinator: "kim", manager: "lee", mentor: "", intern: "", helper: "" };
  switch (rule.per) {
    case "cohort":
      return [{ id: "all", interns: [{ mentor: "", start: START, end: END }], holders }];
    case "helper":
      return ["grace", "lee", "omar", "sam"].map((id) => {
        const interns = all.filter(([, one]) => one.mentor === id || id === "lee" || id === "sam").map(([, one]) => one);
        return { id, interns, holders: { ...holders, helper: id } };
      });
    case "project":
    case "intern":
      return all
        .filter(([, one]) => rule.jobsOnly !== true || one.job === true)
        .map(([id, one]) => ({ id, interns: [one], holders: { ...holders, mentor: one.mentor, intern: id } }));
  }
}

/** The first and the last day on which an intern can be asked for anything. */
function paidDays(who: string): readonly [Day, Day] | null {
  const intern = INTERNS[who];
  if (intern === undefined) return null;
  let first = intern.start;
  while (!works(who, first)) first++;
  return [first, back(who, intern.left ?? intern.end)];
}

function countOn({ interns }: About, who: string): Count & { readonly left: Day | null } {
  const start = Math.min(...interns.map((one) => one.start));
  const planned = Math.max(...interns.map((one) => one.end));
  const left = interns.every((one) => one.left !== undefined) ? Math.max(...interns.map((one) => one.left ?? 0)) : null;
  const share = (percent: number) => back(who, start + Math.round((percent * (planned - start)) / 100));
  return { start, end: left ?? planned, left, share, step: (from, count) => step(who, from, count) };
}

/** Away for more than three working days when it opens, and not back four weeks before it is due: the backup acts. */
function standIn(rule: Rule, about: About): string {
  const owner = about.holders[rule.owner];
  const { away, backup } = WORKERS[owner] ?? {};
  if (away === undefined || backup === undefined || rule.owner === "helper") return owner;
  const at = { ...countOn(about, owner), step: (from: Day, count: number) => step(owner, from, count, false) };
  const opens = back(owner, rule.opens(at), false);
  const due = rule.due?.(at) ?? opens;
  const isAway = day(away[0]) <= opens && opens <= day(away[1]);
  return isAway && due <= day(away[1]) + 28 ? backup : owner;
}

function work(kind: string, rule: Rule, about: About): Line | null {
  const owner = standIn(rule, about);
  const at = countOn(about, owner);
  const paid = rule.owner === "intern" ? paidDays(owner) : null;
  const wanted = back(owner, rule.opens(at));
  if (at.left !== null && wanted > at.left && rule.fromEnd !== true) return null;
  const opens = paid === null ? wanted : Math.min(Math.max(wanted, paid[0]), paid[1]);
  const due = rule.due === undefined ? null : Math.max(opens, Math.min(back(owner, rule.due(at)), paid?.[1] ?? Infinity));
  const closes = rule.closes === undefined ? null : Math.max(rule.closes(at), due ?? opens);
  const [name, round = "once"] = kind.split(" ");
  return lineOf(`${name}/${about.id}/${round}`, opens, due, closes, owner);
}

function lineOf(key: string, opens: Day, due: Day | null, closes: Day | null, owner: string): Line {
  return { key, opens: text(opens), due: due === null ? "never" : text(due), closes: closes === null ? "never" : text(closes), owner };
}

/** One page a week: on the Thursday of each seven days from the start, or the working day before it in these seven. */
function listRetros(): readonly Line[] {
  return Object.entries(INTERNS).flatMap(([who, { start, end, left }]) => {
    const last = left ?? end;
    const found: { week: number; opens: Day; due: Day }[] = [];
    for (let week = 1; start + 7 * (week - 1) <= last; week++) {
      const first = start + 7 * (week - 1);
      const thursday = first + ((4 - weekday(first) + 7) % 7);
      let opens = thursday;
      while (opens >= first && !works(who, opens)) opens--;
      if (opens < first) for (opens = thursday; opens < first + 7 && !works(who, opens); ) opens++;
      if (thursday > last || opens >= first + 7) continue;
      found.push({ week, opens, due: Math.max(opens, Math.min(step(who, opens, 2), back(who, last))) });
    }
    return found.map(({ week, opens, due }, index) =>
      lineOf(`retro/${who}/week-${String(week).padStart(2, "0")}`, opens, due, Math.max(due, found[index + 1]?.opens ?? last + 7), who),
    );
  });
}

/** Every issue of the programme with its days, by the day it opens. */
export function listByHand(): readonly Line[] {
  const once = Object.entries(RULES).flatMap(([kind, rule]) => listAbout(rule).flatMap((about) => work(kind, rule, about) ?? []));
  const order = (line: Line) => `${line.opens} ${line.key}`;
  return [...once, ...listRetros()].sort((a, b) => (order(a) < order(b) ? -1 : 1));
}

/** The day of each step of a decision about one intern, as whoever decides works. */
export function listSteps(who: string): Readonly<Record<string, string>> {
  const about = listAbout({ per: "intern", owner: "manager", opens: ({ start }) => start }).find(({ id }) => id === who);
  if (about === undefined) throw new Error(`${who} is no intern`);
  const { share } = countOn(about, "lee");
  return Object.fromEntries(Object.entries(STEPS).map(([name, percent]) => [name, text(share(percent))]));
}
