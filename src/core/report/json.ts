import type { Action } from "../model/action.ts";
import type { DesiredIssue } from "../model/issue.ts";
import type { Outcome } from "../model/outcome.ts";
import type { Plan } from "../model/plan.ts";
import type { ApplyEntry, Entry, PlanEntry, StatusEntry, ValidateEntry } from "./parts/entry.ts";
import type { Lanes } from "./parts/shown-lanes.ts";
import { concealIn, listNotifies, splitActions } from "./parts/shown-lanes.ts";
import { countHiddenOutcomes, mayName } from "./render-outcomes.ts";
import { countHiddenStatus } from "./render-status.ts";

/** Version of every JSON report: it changes only when a field goes or means something else. Documented in docs/json.md. */
const JSON_VERSION = 1;

/** A report whose strings can drive neither a terminal nor a CI log: what is not plain is written as `\u….` */
export function formatJson(value: unknown): string {
  return JSON.stringify(value, null, 2)
    .replace(/##(?=\[|vso\[)/gi, "#\\u0023")
    .replace(/[\u007F-\u009F\u2028\u2029\uE000\uE001\p{Cf}]/gu, escapeSign);
}

function escapeSign(sign: string): string {
  const units = Array.from({ length: sign.length }, (_, index) => sign.charCodeAt(index));
  return units.map((unit) => `\\u${unit.toString(16).padStart(4, "0")}`).join("");
}

export function validateJson(entries: readonly ValidateEntry[]): object {
  return {
    version: JSON_VERSION,
    cohorts: entries.map((entry) => ({
      ...headOf(entry),
      valid: entry.cohort !== null,
      start: entry.cohort?.start ?? null,
      end: entry.cohort?.end ?? null,
      interns: entry.cohort?.interns.length ?? 0,
      issues: entry.issues,
      daysOff: entry.daysOff,
      diagnostics: entry.diagnostics,
    })),
  };
}

export function planJson(entries: readonly PlanEntry[], lanes: Lanes): object {
  return { version: JSON_VERSION, cohorts: entries.map((entry) => planOf(entry, lanes)) };
}

export function applyJson(entries: readonly ApplyEntry[], lanes: Lanes): object {
  return {
    version: JSON_VERSION,
    cohorts: entries.map((entry) => ({
      ...planOf(entry, lanes),
      run: entry.run,
      outcomes: entry.plan === null ? [] : outcomesOf(entry.plan, entry.outcomes, lanes),
      ...(entry.plan === null ? {} : hiddenOutcomesOf(entry.plan, entry.outcomes, lanes)),
      requests: entry.requests,
    })),
  };
}

export function statusJson(entries: readonly StatusEntry[], lanes: Lanes): object {
  return {
    version: JSON_VERSION,
    cohorts: entries.map((entry) => {
      const hidden = countHiddenStatus(entry.issues, lanes);
      return {
        ...headOf(entry),
        today: entry.today,
        issues: entry.issues.filter((issue) => lanes.has(issue.lane)),
        ...(hidden.length === 0 ? {} : { hidden }),
        diagnostics: entry.diagnostics,
      };
    }),
  };
}

function headOf(entry: Entry): object {
  return { cohort: entry.id, file: entry.file, ...(entry.problem === null ? {} : { error: entry.problem }) };
}

function planOf(entry: PlanEntry, lanes: Lanes): object {
  const { plan } = entry;
  if (plan === null) return { ...headOf(entry), diagnostics: entry.diagnostics };
  const { shown, hidden } = splitActions(plan, lanes);
  return {
    ...headOf(entry),
    forge: plan.forge,
    now: plan.now,
    today: plan.today,
    until: plan.until,
    halted: plan.halted,
    summary: plan.summary,
    cost: plan.cost,
    notifies: listNotifies(plan, lanes),
    preparations: plan.preparations.map(({ type, name, place }) =>
      lanes.has("team") ? { type, name, place } : { type },
    ),
    actions: shown.map((action) => actionJson(action, plan, lanes)),
    ...(hidden.length === 0 ? {} : { hidden }),
    diagnostics: plan.diagnostics.map((diagnostic) => ({
      ...diagnostic,
      message: concealIn(diagnostic.message, plan, lanes),
    })),
  };
}

function actionJson(action: Action, plan: Plan, lanes: Lanes): object {
  const { type, key, title, kind, lane, place, person, on, reads, writes, notifies } = action;
  const reason = concealIn(action.reason, plan, lanes);
  return { type, key, reason, ...detailsOf(action), title, kind, lane, place, person, on, reads, writes, notifies };
}

function detailsOf(action: Action): object {
  switch (action.type) {
    case "create":
      return { issue: issueJson(action.issue) };
    case "update":
      return {
        changes: action.changes,
        number: action.number,
        addLabels: action.addLabels,
        removeLabels: action.removeLabels,
      };
    case "comment":
      return { number: action.number, text: action.text };
    case "nudge":
      return { way: action.way, number: action.number, text: action.text };
    case "close":
      return { number: action.number, cause: action.cause, comment: action.comment };
    default:
      return { number: action.number };
  }
}

function issueJson({ title, body, assignee, due, milestone, confidential, labels, occurrence }: DesiredIssue): object {
  const { owner, opens } = occurrence;
  return {
    title,
    body,
    owner,
    assignee,
    opens,
    due: occurrence.due,
    dueField: due,
    milestone,
    confidential,
    labels,
  };
}

function outcomesOf(plan: Plan, outcomes: readonly Outcome[], lanes: Lanes): readonly object[] {
  return outcomes
    .filter((outcome) => mayName(plan, outcome, lanes))
    .map(({ key, type, result, url, error, deviation }) => ({
      key,
      type,
      result,
      url,
      ...(error === null ? {} : { error: concealIn(error, plan, lanes) }),
      ...(deviation === null ? {} : { deviation: concealIn(deviation, plan, lanes) }),
    }));
}

function hiddenOutcomesOf(plan: Plan, outcomes: readonly Outcome[], lanes: Lanes): object {
  const hidden = countHiddenOutcomes(plan, outcomes, lanes);
  return hidden.length === 0 ? {} : { hiddenOutcomes: hidden };
}
