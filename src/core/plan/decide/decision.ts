import type { Order } from "../../model/command.ts";
import { fillReferences, formatReference, referenceToken } from "../../text/reference.ts";
import { countTasks } from "../../markdown/tasks.ts";
import type { ChildEntry } from "../../desired/view/build-view.ts";
import { deriveProgress } from "../../desired/progress.ts";
import type { Kind } from "../../kinds/model/kind.ts";
import type { Action, StillAction } from "../../model/action.ts";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import { InvariantError } from "../../diagnostics/errors.ts";
import type { ObservedIssue, ObservedPlace, Occurrence, Review } from "../../model/issue.ts";
import { formatKey, parseKey } from "../../model/key.ts";
import type { Budget } from "../limits/budget.ts";
import type { PlanInput } from "../model/plan-input.ts";
import type { Pauses } from "../match/pauses.ts";
import type { Match, Matches } from "../model/match.ts";
import { choosePlace } from "../diff/parent.ts";
import { findReview } from "../diff/review.ts";
import { hashField } from "../../text/hash.ts";
import { placeNamed } from "../../model/lookup/places.ts";

/** What deciding about one occurrence looks at. */
export interface Decision {
  readonly input: PlanInput;
  readonly matches: Matches;
  readonly kinds: ReadonlyMap<string, Kind>;
  readonly pauses: Pauses;
  readonly live: boolean;
  /** Numbers under which keys were made, by hashed key, as our issues remember them. */
  readonly ledger: ReadonlyMap<string, number>;
  /** Key of what an issue stands under by the forge's own means, by its own key. */
  readonly parents: ReadonlyMap<string, string>;
  /** What owners asked for in comments, by key; `matches` shows their issues as they asked. */
  readonly orders: ReadonlyMap<string, Asked>;
  /** Keys of what lists or remembers others and is made in this run. */
  readonly coming: ReadonlySet<string>;
  /** Keys a timer closes in this run. */
  readonly closing: ReadonlySet<string>;
  readonly budget: Budget;
  readonly wait: (occurrence: Occurrence) => string | null;
}

/** Orders about one issue, and the issue as it was before them. */
export interface Asked {
  readonly orders: readonly Order[];
  readonly before: Match;
}

/** What was decided about one occurrence; `child` is how issues that list others see it. */
export interface Decided {
  readonly actions: readonly Action[];
  readonly diagnostics: readonly Diagnostic[];
  readonly child: ChildEntry | null;
}

export function only(action: Action): Decided {
  return { actions: [action], diagnostics: [], child: null };
}

export function still(
  decision: Decision,
  occurrence: Occurrence,
  type: StillAction["type"],
  reason: string,
  issue: ObservedIssue | null,
): StillAction {
  return {
    ...base(decision, occurrence),
    type,
    reason,
    title: issue?.title ?? "",
    number: issue?.number ?? null,
    writes: 0,
    reads: 0,
    notifies: [],
  };
}

/** What every action about an occurrence has in common. */
export function base(
  decision: Decision,
  occurrence: Occurrence,
): {
  key: string;
  kind: string;
  lane: Occurrence["lane"];
  place: string;
  person: string | null;
  on: PlanInput["today"];
} {
  return {
    key: formatKey(occurrence.key),
    kind: occurrence.kind,
    lane: occurrence.lane,
    place: nameOfPlace(decision, occurrence),
    person: occurrence.owner,
    on: decision.input.today,
  };
}

export function describeChild(decision: Decision, occurrence: Occurrence, match: Match): ChildEntry {
  const tasks = countTasks(match.body.text);
  const progress = deriveProgress(match.issue, match.body, kindOf(decision, occurrence).finished);
  return {
    key: match.key,
    place: match.issue.place,
    project: occurrence.project,
    intern: occurrence.intern,
    title: match.issue.title,
    reference: referenceToken(match.key),
    done: tasks.done,
    total: tasks.total,
    progress,
    closed: match.issue.state === "closed" || decision.closing.has(match.key),
    linked: decision.parents.has(match.key),
  };
}

/**
 * Keys an issue remembers: the epic those of its project and the checklist, the checklist all that no epic does. What
 * lists others, and the checklist last of all, is decided when everything else is.
 */
export function listRemembered(
  decision: Decision,
  occurrence: Occurrence,
  children: readonly ChildEntry[],
): readonly string[] {
  const kind = kindOf(decision, occurrence);
  const lists = (child: ChildEntry) => decision.kinds.get(parseKey(child.key)?.kind ?? "")?.needs.includes("children");
  if (kind.gate !== null) {
    const covered = new Set(children.filter(lists).map((child) => child.project));
    return children.filter((child) => lists(child) === true || !covered.has(child.project)).map((child) => child.key);
  }
  if (!kind.needs.includes("children")) return [];
  const gates = decision.input.occurrences.filter((one) => decision.kinds.get(one.kind)?.gate !== null);
  const own = children.filter((child) => child.project === occurrence.project && lists(child) !== true);
  return [...own.map((child) => child.key), ...gates.map((one) => formatKey(one.key))];
}

/** Reference tokens replaced where the number is known already; the rest waits for `apply`. */
export function fillKnown(decision: Decision, place: string, body: string): string {
  return fillReferences(body, (key) => {
    const match = decision.matches.byKey.get(key);
    return match === undefined
      ? null
      : formatReference(placeNamed(decision.input.observation, place).capabilities.reference, match.issue);
  });
}

export function kindOf(decision: Decision, occurrence: Occurrence): Kind {
  const kind = decision.kinds.get(occurrence.kind);
  if (kind === undefined) throw new InvariantError(`no kind ${occurrence.kind} for ${formatKey(occurrence.key)}`);
  return kind;
}

export function placeOf(decision: Decision, occurrence: Occurrence): ObservedPlace {
  return placeNamed(decision.input.observation, nameOfPlace(decision, occurrence));
}

function nameOfPlace(decision: Pick<Decision, "input" | "kinds">, occurrence: Occurrence): string {
  return choosePlace(decision.input, decision.kinds, occurrence);
}

/** `findReview` for what a plan is deciding about. */
export function reviewOf(
  decision: Decision,
  occurrence: Occurrence,
  { issue, body }: Pick<Match, "issue" | "body">,
): Review | null {
  const { cohort, observation, today } = decision.input;
  const { comments } = observation;
  return findReview({ cohort, kind: kindOf(decision, occurrence), occurrence, issue, body, comments, today });
}

/** We closed it and it is open: a person opened it again. */
export function wasReopened({ body }: Match): boolean {
  return body.marker !== null && body.marker.closedBy !== null;
}

/** The number under which a key was made once, or null; `--reset` of the key forgets it. */
export function recallNumber(decision: Decision, key: string): number | null {
  const forgotten = decision.input.reset.some((entry) => entry.key === key && entry.field === "all");
  return forgotten ? null : (decision.ledger.get(hashField(key)) ?? null);
}
