import type { Action, FieldChange } from "../model/action.ts";
import type { Plan } from "../model/plan.ts";
import type { Lanes } from "./parts/shown-lanes.ts";
import { concealIn, splitActions } from "./parts/shown-lanes.ts";
import { diffLines } from "../text/line-diff.ts";
import type { Paint } from "./parts/paint.ts";
import type { PersonGroup } from "./plan-lines.ts";
import {
  describeChange,
  describeCost,
  describeHidden,
  describeNotifies,
  describePreparations,
  describeWhen,
  groupByPerson,
  HIDDEN_REMEDY,
  summarizePlan,
} from "./plan-lines.ts";
import { clipLine } from "../text/sanitize.ts";
import { formatDay, nameOf, rolesOf, SYMBOLS, titleOf } from "./parts/wording.ts";
import { splitLines } from "../text/lines.ts";

export interface PlanTextOptions {
  readonly lanes: Lanes;
  readonly paint: Paint;
  /** Lists what stays as it is, and the text of new issues. */
  readonly verbose: boolean;
}

/** Changed lines of one body that are shown unless everything is asked for. */
const EXCERPT = 12;

/** A plan for a terminal or a log: by person, then the sums. */
export function renderPlanText(plan: Plan, options: PlanTextOptions): readonly string[] {
  const { shown, hidden } = splitActions(plan, options.lanes);
  const lines = [...renderHead(plan, options.paint), ""];
  for (const group of groupByPerson(plan, shown)) lines.push(...renderGroup(plan, group, options), "");
  if (hidden.length > 0)
    lines.push("Not shown here", ...describeHidden(hidden).map((line) => `  ${line}`), `  ${HIDDEN_REMEDY}`, "");
  return [...lines, ...renderPlanSummary(plan, options)];
}

function renderHead(plan: Plan, paint: Paint): readonly string[] {
  const { cohort } = plan;
  const days =
    plan.until === null
      ? formatDay(plan.today)
      : `${formatDay(plan.today)} to ${formatDay(plan.until)}, if nobody does anything`;
  return [paint.strong(clipLine(`${cohort.title} (${cohort.id}), ${plan.forge}: ${days}`))];
}

/** The sums alone: what `--quiet` leaves. */
export function renderPlanSummary(
  plan: Plan,
  { lanes, paint }: Pick<PlanTextOptions, "lanes" | "paint">,
): readonly string[] {
  const first = describePreparations(plan);
  return [
    ...(plan.halted ? [paint.warn("Halted: nothing of this is done before somebody confirms it.")] : []),
    paint.strong(summarizePlan(plan)),
    ...(first === null ? [] : [first]),
    describeCost(plan),
    describeNotifies(plan, lanes),
  ];
}

function renderGroup(plan: Plan, group: PersonGroup, options: PlanTextOptions): readonly string[] {
  const listed = options.verbose ? group.actions : group.actions.filter((action) => action.type !== "unchanged");
  const unlisted = group.actions.length - listed.length;
  return [
    options.paint.strong(headOf(plan, group)),
    ...listed.flatMap((action) => renderAction(plan, action, options)),
    ...(unlisted === 0 ? [] : [options.paint.faint(`  = ${unlisted} unchanged`)]),
  ];
}

function headOf(plan: Plan, group: PersonGroup): string {
  if (group.person === null) return "Nobody in particular";
  const roles = rolesOf(plan.cohort, group.person);
  return `${nameOf(plan.cohort, group.person)}${roles === "" ? "" : ` (${roles})`}`;
}

function renderAction(plan: Plan, action: Action, options: PlanTextOptions): readonly string[] {
  const { paint } = options;
  const tone = toneOf(action, paint);
  const told =
    action.notifies.length === 0 ? [] : [`tells ${action.notifies.map((account) => `@${account}`).join(", ")}`];
  const facts = [concealIn(action.reason, plan, options.lanes), ...describeWhen(plan, action), ...told];
  return [
    `${tone(`  ${SYMBOLS[action.type]} ${action.type.padEnd(9)} ${clipLine(titleOf(action), 100)}`)}${action.title === "" ? "" : `  ${paint.faint(clipLine(action.key))}`}`,
    `      ${facts
      .filter((fact) => fact !== "")
      .map((fact) => clipLine(fact, 300))
      .join("; ")}`,
    ...renderDetails(action, options),
  ];
}

function toneOf(action: Action, paint: Paint): (text: string) => string {
  switch (action.type) {
    case "create":
    case "reopen":
      return paint.add;
    case "update":
    case "comment":
    case "nudge":
      return paint.change;
    case "close":
      return paint.remove;
    case "conflict":
      return paint.warn;
    default:
      return paint.faint;
  }
}

function renderDetails(action: Action, options: PlanTextOptions): readonly string[] {
  switch (action.type) {
    case "update":
      return action.changes.flatMap((change) => renderChange(change, options));
    case "create":
      return options.verbose ? quote(action.issue.body, options.paint.add) : [];
    case "comment":
    case "nudge":
      return action.text === "" ? [] : quote(action.text, options.paint.add);
    case "close":
      return action.comment === null ? [] : quote(action.comment, options.paint.add);
    default:
      return [];
  }
}

function renderChange(change: FieldChange, { paint, verbose }: PlanTextOptions): readonly string[] {
  if (change.field !== "body") return [paint.change(`      ${clipLine(describeChange(change), 300)}`)];
  const changed = diffLines(change.before ?? "", change.after ?? "");
  const listed = verbose ? changed : changed.slice(0, EXCERPT);
  const more = changed.length - listed.length;
  return [
    "      body:",
    ...listed.map((line) =>
      (line.sign === "+" ? paint.add : paint.remove)(`        ${line.sign} ${clipLine(line.text, 200)}`.trimEnd()),
    ),
    ...(more === 0 ? [] : [paint.faint(`        … ${more} more changed lines (--verbose shows them)`)]),
  ];
}

function quote(text: string, tone: (text: string) => string): readonly string[] {
  return splitLines(text).map((line) => tone(`        + ${clipLine(line, 400)}`.trimEnd()));
}
