import type { Action } from "../model/action.ts";
import type { Plan } from "../model/plan.ts";
import type { Lanes } from "./parts/shown-lanes.ts";
import { concealIn, splitActions } from "./parts/shown-lanes.ts";
import { fence } from "./parts/fence.ts";
import { diffLines } from "../text/line-diff.ts";
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
import { clipLine, codeSpan, escapeMarkdown } from "../text/sanitize.ts";
import { formatDay, nameOf, rolesOf, SYMBOLS } from "./parts/wording.ts";

/** Changed lines of one body that a comment shows. */
const EXCERPT = 30;

/** A plan as the comment on a merge request: sums first, then each person folded. */
export function renderPlanMarkdown(plan: Plan, lanes: Lanes): readonly string[] {
  const { shown, hidden } = splitActions(plan, lanes);
  const first = describePreparations(plan);
  const days =
    plan.until === null
      ? formatDay(plan.today)
      : `${formatDay(plan.today)} to ${formatDay(plan.until)}, if nobody does anything`;
  return [
    `## ${codeSpan(plan.cohort.title)}`,
    "",
    `${codeSpan(plan.cohort.id)} on ${plan.forge}, ${days}`,
    "",
    ...(plan.halted ? ["**Halted: nothing of this is done before somebody confirms it.**", ""] : []),
    `- **${summarizePlan(plan)}**`,
    ...(first === null ? [] : [`- ${first}`]),
    `- ${describeCost(plan)}`,
    `- ${escapeMarkdown(describeNotifies(plan, lanes))}`,
    "",
    ...groupByPerson(plan, shown).flatMap((group) => renderGroup(plan, group, lanes)),
    ...renderHidden(hidden),
  ];
}

function renderHidden(hidden: Parameters<typeof describeHidden>[0]): readonly string[] {
  if (hidden.length === 0) return [];
  return ["**Not shown here**", "", ...describeHidden(hidden).map((line) => `- ${line}`), "", HIDDEN_REMEDY, ""];
}

function renderGroup(plan: Plan, group: PersonGroup, lanes: Lanes): readonly string[] {
  const listed = group.actions.filter((action) => action.type !== "unchanged");
  const unlisted = group.actions.length - listed.length;
  return [
    `### ${headOf(plan, group)}`,
    "",
    ...listed.flatMap((action) => renderAction(plan, action, lanes)),
    ...(unlisted === 0 ? [] : [`- = ${unlisted} unchanged`]),
    "",
  ];
}

function headOf(plan: Plan, group: PersonGroup): string {
  if (group.person === null) return "Nobody in particular";
  const roles = rolesOf(plan.cohort, group.person);
  return `${codeSpan(nameOf(plan.cohort, group.person))}${roles === "" ? "" : ` (${roles})`}`;
}

function renderAction(plan: Plan, action: Action, lanes: Lanes): readonly string[] {
  const facts = [concealIn(action.reason, plan, lanes), ...describeWhen(plan, action)].filter((fact) => fact !== "");
  return [
    `- **${SYMBOLS[action.type]} ${action.type}** ${action.title === "" ? "" : `${codeSpan(action.title)} `}${codeSpan(action.key)}: ${facts.map((fact) => escapeMarkdown(clipLine(fact, 300))).join("; ")}`,
    ...renderDetails(action).map((line) => `  ${line}`),
  ];
}

function renderDetails(action: Action): readonly string[] {
  if (action.type === "comment" || (action.type === "nudge" && action.text !== "")) return fence(prefix(action.text));
  if (action.type === "close") return action.comment === null ? [] : fence(prefix(action.comment));
  if (action.type !== "update") return [];
  return action.changes.flatMap((change) => {
    if (change.field !== "body") return [`- ${codeSpan(describeChange(change), 300)}`];
    const changed = diffLines(change.before ?? "", change.after ?? "");
    const more = changed.length - EXCERPT;
    const listed = changed.slice(0, EXCERPT).map((line) => `${line.sign} ${clipLine(line.text, 300)}`);
    return fence(more > 0 ? [...listed, `  … ${more} more changed lines`] : listed);
  });
}

function prefix(text: string): readonly string[] {
  return text.split(/\r\n|\r|\n/).map((line) => `+ ${clipLine(line, 300)}`);
}
