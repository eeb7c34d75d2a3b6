import { findTask } from "../../markdown/tasks.ts";
import type { Kind } from "../../kinds/model/kind.ts";
import type { Cohort } from "../../model/cohort.ts";
import { formatKey, parseKey } from "../../model/key.ts";
import { PAUSE_LABEL } from "../../desired/labels.ts";
import type { Match, Matches } from "../model/match.ts";
import { findKind } from "../../kinds/model/library.ts";
import type { PlanInput } from "../model/plan-input.ts";

/** Whether anybody but the coordinator may hear of the cohort yet. Where the forge tells nobody of anything, it is live. */
export function isLive(cohort: Cohort, kinds: readonly Kind[], matches: Matches): boolean {
  if (cohort.live || !cohort.forge.profile.behaviour.notifies) return true;
  return listGates(kinds, matches).some(({ match, gate }) => findTask(match.body.text, gate)?.state === "x");
}

/** Whether any kind in use has a gate at all; without one, nothing could ever be let through. */
export function hasGate(kinds: readonly Kind[]): boolean {
  return kinds.some((kind) => kind.gate !== null);
}

function listGates(kinds: readonly Kind[], matches: Matches): readonly { match: Match; gate: string }[] {
  return [...matches.byKey.values()].flatMap((match) => {
    const gates = findKind(kinds, parseKey(match.key)?.kind)?.gates ?? [];
    return gates.map((gate) => ({ match, gate }));
  });
}

/** What `pause` labels stop: everything, some interns' issues, or single ones. */
export interface Pauses {
  reason(key: string, intern: string | null): string | null;
}

export function readPauses({
  library: { kinds },
  occurrences,
  matches,
}: Pick<PlanInput, "library" | "occurrences" | "matches">): Pauses {
  const paused = [...matches.byKey.values()].filter((match) => match.issue.labels.includes(PAUSE_LABEL));
  const whole = paused.find((match) =>
    kinds.some((kind) => kind.per === "cohort" && kind.gate !== null && kind.name === parseKey(match.key)?.kind),
  );
  const internOf = new Map(
    paused.length === 0 ? [] : occurrences.map(({ key, intern }) => [formatKey(key), intern] as const),
  );
  const say = (match: Match) => `paused by the label ${PAUSE_LABEL} on #${match.issue.number}; take it off to go on`;
  return {
    reason(key, intern) {
      if (paused.length === 0) return null;
      if (whole !== undefined) return say(whole);
      const single =
        paused.find((match) => match.key === key) ??
        paused.find((match) => intern !== null && (internOf.get(match.key) ?? null) === intern);
      return single === undefined ? null : say(single);
    },
  };
}
