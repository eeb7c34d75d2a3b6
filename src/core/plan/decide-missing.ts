import { referenceToken } from "../body/reference.ts";
import { countTasks } from "../body/tasks.ts";
import { buildIssue, type ChildEntry } from "../desired/build-issue.ts";
import { standOccurrence } from "../desired/select.ts";
import type { CreateAction } from "../model/action.ts";
import type { DesiredIssue, ObservedIssue, Occurrence } from "../model/issue.ts";
import { formatKey } from "../model/key.ts";
import { listNotified } from "./cost.ts";
import { base, fillKnown, kindOf, only, placeOf, still, type Decided, type Decision } from "./decision.ts";

/** An occurrence the forge does not have: to be made now, later, or not at all, with the reason. */
export function decideMissing(decision: Decision, occurrence: Occurrence, children: readonly ChildEntry[]): Decided {
  const { input } = decision;
  const key = formatKey(occurrence.key);
  const standing = standOccurrence(input.cohort, occurrence, input.today);
  if (standing.is === "future") return { actions: [], diagnostics: [], child: null };
  if (standing.is !== "due") return only(still(decision, occurrence, "skipped", standing.reason, null));
  if (!decision.live && kindOf(decision, occurrence).gate === null)
    return only(still(decision, occurrence, "skipped", "waits for the coordinator to tick Go live", null));
  const waits = decision.wait(occurrence);
  if (waits !== null) return only(still(decision, occurrence, "skipped", waits, null));
  const { issue, diagnostics, dropped } = buildIssue({
    input,
    kind: kindOf(decision, occurrence),
    occurrence,
    place: placeOf(decision, occurrence),
    children,
  });
  const suspect = findLost(decision, issue);
  if (suspect !== null)
    return only(
      still(
        decision,
        occurrence,
        "conflict",
        `#${suspect.number} lost its marker and its last line and may be this one; paste back the line "Kept by Fledgling" with the key ${key}, or take the label off it`,
        suspect,
      ),
    );
  const create: CreateAction = {
    ...base(decision, occurrence),
    type: "create",
    title: issue.title,
    reason: occurrence.opens < input.today ? `opens late: its day was ${occurrence.opens}` : "opens today",
    writes: 1,
    reads: 0,
    notifies: listNotified(issue),
    issue: { ...issue, body: fillKnown(decision, issue.place, issue.body) },
    status: "todo",
  };
  const notes = dropped.map((reason) => still(decision, occurrence, "skipped", reason, null));
  const tasks = countTasks(issue.body);
  const child = {
    key,
    place: issue.place,
    project: occurrence.project,
    intern: occurrence.intern,
    title: issue.title,
    reference: referenceToken(key),
    done: tasks.done,
    total: tasks.total,
    progress: "todo" as const,
    closed: false,
  };
  return { actions: [create, ...notes], diagnostics, child };
}

/** Two places held the key and both are gone: such an issue may be the one about to be made again. */
function findLost(decision: Decision, issue: DesiredIssue): ObservedIssue | null {
  const candidates = decision.matches.lost.filter(
    (lost) => lost.place === issue.place && lost.labels.includes(`kind::${issue.occurrence.kind}`),
  );
  return (
    candidates.find((lost) => lost.title === issue.title) ??
    candidates.find((lost) => lost.milestone === issue.milestone && lost.assignees[0] === issue.assignee) ??
    null
  );
}
