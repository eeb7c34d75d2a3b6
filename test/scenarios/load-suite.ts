import { withObservation } from "../../src/core/plan/match/with-observation.ts";
import { expect, it } from "vitest";
import { addDays } from "../../src/core/model/date.ts";
import type { Observation } from "../../src/core/model/issue.ts";
import { playLoad, type Load } from "../support/load.ts";
import { buildScenario } from "../support/scenario.ts";

const START = "2026-06-01";
const END = "2026-09-18";
const PLACES = ["acme/internships", "acme/private"];

/** Each intern with a mentor of their own; managers and buddies have so many interns each. */
function writeCohort(interns: number, perHelper: number): string {
  const lines = Array.from({ length: interns }, (_, index) => {
    const number = String(index + 1).padStart(2, "0");
    const other = String(Math.floor(index / perHelper) + 1).padStart(2, "0");
    return `  intern${number}: { mentor: mentor${number}, manager: manager${other}, buddy: buddy${other} }`;
  });
  return [HEAD, "interns:", ...lines, ""].join("\n");
}

const HEAD = `cohort: { id: summer, title: Summer 2026, start: ${START}, length: 16 weeks, zone: UTC }
forge: { kind: gitlab, project: acme/internships, private: acme/private }
live: true
coordinator: kim`;

const ROLES = ["intern", "mentor", "manager", "buddy", "coordinator"] as const;
type RoleName = (typeof ROLES)[number];

const roleOf = (account: string): RoleName => ROLES.find((role) => account.startsWith(role)) ?? "coordinator";

interface Row {
  readonly account: string;
  readonly role: RoleName;
  readonly planned: number;
  readonly mails: number;
  /** By week, 1 the first. */
  readonly weeks: ReadonlyMap<number, number>;
  readonly open: number;
}

async function load(text: string, act: boolean): Promise<Load> {
  const input = await buildScenario(text, START);
  const [place] = input.observation.places;
  if (place === undefined) throw new Error("no place");
  const observation: Observation = {
    ...input.observation,
    places: PLACES.map((name) => ({ ...place, place: name })),
  };
  return playLoad(withObservation(input, observation), { from: addDays(START, -56), to: addDays(END, 35), act });
}

function listRows({ mails, held }: Load): readonly Row[] {
  const accounts = [...new Set([...mails.map(({ account }) => account), ...held.map(({ account }) => account)])].sort();
  return accounts.map((account) => {
    const mine = mails.filter((mail) => mail.account === account);
    const weeks = new Map<number, number>();
    for (const { week } of mine) weeks.set(week, (weeks.get(week) ?? 0) + 1);
    const open = held.filter((one) => one.account === account).map((one) => one.open.length);
    const planned = mine.filter((mail) => mail.planned).length;
    return { account, role: roleOf(account), planned, mails: mine.length, weeks, open: Math.max(0, ...open) };
  });
}

/** For each role, the most that anybody in it gets: mails in each week, in all, and issues open at once. */
function describeRoles(rows: readonly Row[]): string {
  const weeks = Array.from({ length: 28 }, (_, index) => index - 7);
  const most = (role: RoleName, pick: (row: Row) => number) =>
    Math.max(0, ...rows.filter((row) => row.role === role).map(pick));
  const line = (name: string, pick: (row: Row) => number) =>
    name.padEnd(8) + ROLES.map((role) => String(most(role, pick)).padStart(12)).join("");
  const used = weeks.filter((week) => rows.some((row) => (row.weeks.get(week) ?? 0) > 0));
  return [
    `${"week".padEnd(8)}${ROLES.map((role) => role.padStart(12)).join("")}`,
    ...used.map((week) => line(String(week), (row) => row.weeks.get(week) ?? 0)),
    line("planned", (row) => row.planned),
    line("mails", (row) => row.mails),
    line("open", (row) => row.open),
  ].join("\n");
}

const START_WEEKS = new Set([0, 1]);
const END_WEEKS = new Set([16, 17]);

/** Weeks in which somebody gets more than two mails, or four around the start and the end, with what they are about. */
function listLoud(rows: readonly Row[], { mails }: Load): readonly string[] {
  return rows.flatMap(({ account, weeks }) =>
    [...weeks]
      .filter(([week, count]) => count > (START_WEEKS.has(week) || END_WEEKS.has(week) ? 4 : 2))
      .map(([week, count]) => {
        const kinds = mails.filter((mail) => mail.account === account && mail.week === week).map(({ kind }) => kind);
        return `week ${week}: ${account} ${count} (${kinds.join(", ")})`;
      }),
  );
}

/** Open at once for an intern, on any day. */
const MOST_OPEN = 3;

/** The mails and the open issues of a cohort of so many interns, played day by day, against the promise to be quiet. */
export function describeLoad(name: string, interns: number, act: boolean): void {
  it(`${name}, and everybody who helps them, get two mails a week, and four in the first and the last`, async () => {
    const played = await load(writeCohort(interns, 2), act);
    const rows = listRows(played);
    process.stdout.write(`\n${name}: the most that anybody in each role gets\n${describeRoles(rows)}\n`);
    expect(listLoud(rows, played)).toEqual([]);
    expect(rows.filter(({ role, open }) => role === "intern" && open > MOST_OPEN)).toEqual([]);
    expect(rows.filter(({ role, mails }) => role === "intern" && mails > 15)).toHaveLength(interns);
  });
}
