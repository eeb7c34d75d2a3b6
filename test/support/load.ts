import { withObservation } from "../../src/core/plan/match/with-observation.ts";
import { readBody } from "../../src/core/marker/body.ts";
import { addDays, daysBetween, type CivilDate } from "../../src/core/model/date.ts";
import type { Action } from "../../src/core/model/action.ts";
import type { Observation, ObservedIssue } from "../../src/core/model/issue.ts";
import { buildPlan } from "../../src/core/plan/build-plan.ts";
import { type PlanInput } from "../../src/core/plan/model/plan-input.ts";
import { playRun } from "../../src/program/look-ahead.ts";

/** One mail: to whom (an account), in which week of the programme (1 is the first), about which kind. */
export interface Mail {
  readonly account: string;
  readonly week: number;
  readonly kind: string;
  /** Counted by the plan, or one that the forge adds for whoever takes part in what a timer closes. */
  readonly planned: boolean;
}

/** Issues assigned to an account on a day; one where a forge shows them under two lanes. */
export interface Held {
  readonly account: string;
  readonly date: CivilDate;
  readonly open: readonly string[];
}

export interface Load {
  readonly mails: readonly Mail[];
  readonly held: readonly Held[];
}

/** A run on each day from `from` to `to`; on the day it is due, people close what no timer closes, and what asks them to, if they `act`. */
export async function playLoad(
  input: PlanInput,
  options: { readonly from: CivilDate; readonly to: CivilDate; readonly act: boolean },
): Promise<Load> {
  const due = new Map(
    input.occurrences.map((one) => [`${one.key.cohort}/${one.key.kind}/${one.key.subject}/${one.key.occurrence}`, one]),
  );
  const mails: Mail[] = [];
  const held: Held[] = [];
  let { observation } = input;
  for (let today = options.from; today <= options.to; today = addDays(today, 1)) {
    const now = `${today}T09:00:00Z`;
    const dayInput = withObservation({ ...input, now, today, confirmed: true }, observation);
    const plan = buildPlan(dayInput);
    if (plan.halted) throw new Error(`the plan of ${today} was halted`);
    const week = Math.floor(daysBetween(input.cohort.start, today) / 7) + 1;
    mails.push(...plan.actions.flatMap((action) => listMails(action, observation).map((mail) => ({ ...mail, week }))));
    observation = await playRun(dayInput, plan);
    held.push(...listHeld(observation, today));
    const isDone = ({ body, state }: ObservedIssue) => {
      const occurrence = due.get(readBody(body).key ?? "");
      const isTheirs = occurrence?.closes === null || body.includes("Close this page");
      return state === "open" && isTheirs && (occurrence?.due ?? "9999") <= today;
    };
    if (!options.act) continue;
    observation = {
      ...observation,
      issues: observation.issues.map((issue) => (isDone(issue) ? { ...issue, state: "closed" as const } : issue)),
    };
  }
  return { mails, held };
}

/** Whom an action mails, or reaches otherwise. */
export function listMails(action: Action, before: Observation): readonly Omit<Mail, "week">[] {
  const kind = action.kind;
  const planned = action.notifies.map((account) => ({ account, kind, planned: true }));
  if (action.type !== "close") return planned;
  const issue = before.issues.find(({ place, number }) => place === action.place && number === action.number);
  const mentioned = [...(issue?.body ?? "").matchAll(/(?<![\w/.@`-])@(\w+)/g)].map((match) => match[1] ?? "");
  const others = [...new Set(mentioned)].filter((account) => !action.notifies.includes(account));
  return [...planned, ...others.map((account) => ({ account, kind, planned: false }))];
}

function listHeld({ issues }: Observation, date: CivilDate): readonly Held[] {
  const open = new Map<string, string[]>();
  for (const issue of issues.filter(({ state }) => state === "open"))
    for (const account of issue.assignees)
      open.set(account, [...(open.get(account) ?? []), readBody(issue.body).key ?? issue.title]);
  return [...open].map(([account, keys]) => ({ account, date, open: keys.sort() }));
}
