import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { Occurrence } from "../../../src/core/model/issue.ts";
import { buildScenario } from "../../support/scenario.ts";
import { day, listByHand, listSteps, RULES, works } from "./by-hand.ts";

const COHORT = readFileSync(join(import.meta.dirname, "cohort.yaml"), "utf8");
const KINDS = new Set([...Object.keys(RULES).map((name) => name.replace(/ .*/, "")), "retro"]);

async function listOccurrences(): Promise<readonly Occurrence[]> {
  const { occurrences } = await buildScenario(COHORT, "2026-06-01");
  return occurrences.filter(({ kind }) => KINDS.has(kind));
}

interface Row {
  readonly key: string;
  readonly opens: string;
  readonly due: string | null;
  readonly closes: string | null;
  readonly owner: string | null;
}

function show({ key, opens, due, closes, owner }: Row): string {
  return `${opens}  ${(due ?? "never").padEnd(10)}  ${(closes ?? "never").padEnd(10)}  ${(owner ?? "nobody").padEnd(5)}  ${key}`;
}

function rowOf(occurrence: Occurrence): Row {
  const { kind, subject, occurrence: name } = occurrence.key;
  return { ...occurrence, key: `${kind}/${subject}/${name}` };
}

const HEAD = `# The whole programme of cohort.yaml, as by-hand.ts works it out with none of the program's code.
#
# ada   lives in Kenya: 1 June is a holiday there, so her first day is 2 June
# ben   works from Monday to Wednesday: his weekly page is Wednesday's
# cleo  begins two weeks later: her weeks and shares count from there
# dina  stays three weeks longer: everything of hers that counts from the end moves, and nothing of anybody else's
# eshe  leaves on Thursday of week 7: a farewell and thanks, and nothing opens after that day
# fay   is away for two weeks in July: no weekly page in these, halfway comes before them
# lee   is away for the last two weeks: what opens in them is Kim's
#
# opens     due         closes      owner  issue
`;

describe("sixteen weeks of six interns in four countries", () => {
  it("has every issue on the days worked out by hand", async () => {
    const byHand = listByHand().map(show);
    await expect(`${HEAD}${byHand.join("\n")}\n`).toMatchFileSnapshot("issues.txt");
    expect((await listOccurrences()).map((one) => show(rowOf(one)))).toEqual(byHand);
  });

  it("asks nobody for anything on a day off", async () => {
    const found = (await listOccurrences()).flatMap(({ key, owner, opens, due }) =>
      [opens, due ?? opens].filter((date) => owner === null || !works(owner, day(date))).map((date) => `${key.kind} ${owner ?? ""} ${date}`),
    );
    expect(found).toEqual([]);
  });

  it("has the days of a decision where the shares say, for those who spoke of it alone", async () => {
    const decisions = (await listOccurrences()).filter(({ kind }) => kind === "conversion");
    expect(Object.fromEntries(decisions.map(({ intern, dates }) => [intern, dates]))).toEqual({
      ada: listSteps("ada"),
      dina: listSteps("dina"),
    });
    // 109 and 130 days from Monday 1 June; Saturdays and Sundays go back to Friday.
    expect(listSteps("ada")).toEqual({
      feedback: "2026-07-24",
      skills: "2026-08-07",
      shared: "2026-08-14",
      decision: "2026-08-21",
      told: "2026-08-28",
      answer: "2026-09-04",
    });
    expect(listSteps("dina")).toMatchObject({ feedback: "2026-08-05", decision: "2026-09-04", answer: "2026-09-23" });
  });

  it("thanks whoever leaves, and makes nothing of theirs after that", async () => {
    const after = (await listOccurrences()).filter(({ intern, opens }) => intern === "eshe" && opens > "2026-07-16");
    expect(after).toEqual([]);
    const last = (await listOccurrences()).filter(({ intern, closes }) => intern === "eshe" && (closes ?? "") > "2026-07-23");
    expect(last.map(({ kind, due }) => `${kind} ${due ?? ""}`)).toEqual(["thanks 2026-07-16"]);
  });

  it("moves the weeks of whoever comes late or stays, and nobody else's", async () => {
    const weeks = (who: string) =>
      listByHand().filter(({ key }) => key.startsWith(`retro/${who}/`)).length;
    expect(["ada", "ben", "cleo", "dina", "eshe", "fay"].map((who) => `${who} ${weeks(who)}`)).toEqual([
      "ada 16",
      "ben 16",
      "cleo 14",
      "dina 19",
      "eshe 7",
      "fay 14",
    ]);
  });

  it("leaves no kind out that the cohort has", async () => {
    const { occurrences } = await buildScenario(COHORT, "2026-06-01");
    expect(occurrences.filter(({ kind }) => !KINDS.has(kind))).toEqual([]);
  });
});
