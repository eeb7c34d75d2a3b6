import type { ChildEntry } from "../../desired/view/build-view.ts";
import { mayClose } from "../../desired/progress.ts";
import { createQueue } from "../../desired/occurrences/occurrence-status.ts";
import type { Kind } from "../../kinds/model/kind.ts";
import type { Action } from "../../model/action.ts";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import type { Occurrence } from "../../model/issue.ts";
import { formatKey } from "../../model/key.ts";
import type { PlanInput } from "../model/plan-input.ts";
import { refuseLane } from "../limits/access.ts";
import { createBudget } from "../limits/budget.ts";
import { listOrders, obey } from "../diff/commands.ts";
import { decideExisting } from "./decide-existing.ts";
import { decideMissing } from "./decide-missing.ts";
import { describeChild, only, still, wasReopened, type Asked, type Decided, type Decision } from "./decision.ts";
import { closeDuplicates, closeOrphans } from "./leftovers.ts";
import { gatherLedgers } from "../diff/ledger.ts";
import { hasGate, isLive, type Pauses } from "../match/pauses.ts";
import type { Match, Matches } from "../model/match.ts";
import { assignParents } from "../diff/parent.ts";
import { directoryOf } from "../../model/lookup/directory.ts";
import { findPlace } from "../../model/lookup/places.ts";

/** One action or more for every occurrence that has come up, and for everything of ours that none explains. */
export function decideActions(
  input: PlanInput,
  pauses: Pauses,
): { actions: readonly Action[]; diagnostics: readonly Diagnostic[] } {
  const decision = openDecision(input, pauses);
  const actions: Action[] = [];
  const diagnostics: Diagnostic[] = [];
  const children: ChildEntry[] = [];
  const lists = (occurrence: Occurrence) => decision.kinds.get(occurrence.kind)?.needs.includes("children") ?? false;
  const isGate = (occurrence: Occurrence) => (decision.kinds.get(occurrence.kind)?.gate ?? null) !== null;
  const rank = (occurrence: Occurrence) => (isGate(occurrence) ? 2 : lists(occurrence) ? 1 : 0);
  for (const occurrence of input.occurrences.filter((one) => rank(one) > 0)) {
    const made = decideOccurrence(decision, occurrence, []).actions.some((action) => action.type === "create");
    if (made) decision.coming.add(formatKey(occurrence.key));
  }
  for (const occurrence of [0, 1, 2].flatMap((wanted) => input.occurrences.filter((one) => rank(one) === wanted))) {
    const decided = decideOccurrence(decision, occurrence, children);
    actions.push(...decided.actions);
    diagnostics.push(...decided.diagnostics);
    if (decided.child !== null) children.push(decided.child);
  }
  actions.push(...closeOrphans(decision), ...closeDuplicates(decision));
  return { actions, diagnostics: uniqueDiagnostics(diagnostics) };
}

function openDecision(input: PlanInput, pauses: Pauses): Decision & { readonly coming: Set<string> } {
  const kinds = new Map(input.library.kinds.map((kind) => [kind.name, kind]));
  const byKey = new Map(input.occurrences.map((occurrence) => [formatKey(occurrence.key), occurrence]));
  const { matches, orders } = hear(input, byKey);
  const closing = new Set(
    input.occurrences
      .filter((occurrence) => isClosing(input, matches, kinds, occurrence))
      .map((occurrence) => formatKey(occurrence.key)),
  );
  const open = new Map<string, number>();
  for (const match of matches.byKey.values()) {
    const owner = byKey.get(match.key)?.owner ?? null;
    if (owner === null || match.issue.state === "closed" || closing.has(match.key)) continue;
    open.set(owner, (open.get(owner) ?? 0) + 1);
  }
  return {
    input,
    matches,
    kinds,
    closing,
    pauses,
    live: isLive(input.cohort, input.library.kinds, matches) || !hasGate(input.library.kinds),
    wait: createQueue(input.cohort, open),
    budget: createBudget(input.observation, input.now),
    ledger: gatherLedgers(matches.byKey.values()),
    parents: assignParents(input, kinds, matches),
    coming: new Set(),
    orders,
  };
}

/** Open issues as their owners asked for them in comments. */
function hear(
  input: PlanInput,
  byKey: ReadonlyMap<string, Occurrence>,
): { readonly matches: Matches; readonly orders: Decision["orders"] } {
  const { matches } = input;
  const orders = new Map<string, Asked>();
  const heard = new Map(matches.byKey);
  for (const match of matches.byKey.values()) {
    const owner = directoryOf(input.cohort).person(byKey.get(match.key)?.owner);
    if (match.issue.state === "closed" || owner === null || match.body.marker === null) continue;
    const { hasAccounts } = input.cohort.forge.profile.behaviour;
    const owners = hasAccounts ? [...match.issue.assignees, owner.username] : null;
    const asked = listOrders(match.issue, match.body, input.observation.comments, owners);
    if (asked.length === 0) continue;
    orders.set(match.key, { orders: asked, before: match });
    heard.set(match.key, { ...match, ...obey(match.issue, match.body, asked) });
  }
  return { matches: { ...matches, byKey: heard }, orders };
}

function isClosing(
  input: PlanInput,
  matches: Matches,
  kinds: ReadonlyMap<string, Kind>,
  occurrence: Occurrence,
): boolean {
  const match = matches.byKey.get(formatKey(occurrence.key));
  if (
    match === undefined ||
    match.issue.state === "closed" ||
    occurrence.closes === null ||
    occurrence.closes > input.today
  )
    return false;
  if (wasReopened(match)) return false;
  return mayClose(match.issue, match.body, kinds.get(occurrence.kind)?.finished ?? "tasks");
}

function decideOccurrence(decision: Decision, occurrence: Occurrence, children: readonly ChildEntry[]): Decided {
  const key = formatKey(occurrence.key);
  const match = decision.matches.byKey.get(key);
  const clash = decision.matches.clashes.find((candidate) => candidate.key === key);
  if (match === undefined && clash !== undefined)
    return only(still(decision, occurrence, "conflict", clash.reason, clash.issue));
  const paused = decision.pauses.reason(key, occurrence.intern);
  if (paused !== null && (match !== undefined || occurrence.opens <= decision.input.today)) {
    return {
      ...only(still(decision, occurrence, "skipped", paused, match?.issue ?? null)),
      child: match === undefined ? null : describeChild(decision, occurrence, match),
    };
  }
  if (match === undefined) return decideMissing(decision, occurrence, children);
  const refused = refuseExisting(decision, occurrence, match);
  return refused ?? decideExisting(decision, occurrence, match, children);
}

/** What stands where more people can read it than should is left as it is. */
function refuseExisting(decision: Decision, occurrence: Occurrence, match: Match): Decided | null {
  const place = findPlace(decision.input.observation, match.issue.place);
  if (match.issue.state === "closed" || place === null) return null;
  const reason = refuseLane(decision.input, occurrence, place);
  if (reason === null) return null;
  const skipped = still(decision, occurrence, "skipped", reason, match.issue);
  return { ...only(skipped), child: describeChild(decision, occurrence, match) };
}

function uniqueDiagnostics(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  const seen = new Set<string>();
  return diagnostics.filter((diagnostic) => {
    const id = JSON.stringify([diagnostic.code, diagnostic.message, diagnostic.path]);
    if (seen.has(id)) return false;
    seen.add(id);
    return true;
  });
}
