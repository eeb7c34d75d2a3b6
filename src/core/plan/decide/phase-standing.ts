import { deriveProgress } from "../../desired/progress.ts";
import { phaseLabel } from "../../desired/labels.ts";
import { listConcerned, phaseOfInterns } from "../../desired/occurrences/phase.ts";
import type { Kind } from "../../kinds/model/kind.ts";
import { PHASES, type Phase } from "../../model/cohort.ts";
import type { Occurrence } from "../../model/issue.ts";
import { formatKey } from "../../model/key.ts";
import type { Decision } from "./decision.ts";

/** The label of the phase something is in, and why it is an earlier one than the day says; null where none is kept. */
export interface PhaseStanding {
  readonly label: string;
  readonly held: string | null;
}

/**
 * Where the people something is about are, on the day of the plan. A phase that a kind blocks is not entered while an
 * issue of that kind is open for any of them; once their dates say a later one, it is over.
 */
export function findPhase(decision: Decision, kind: Kind, occurrence: Occurrence): PhaseStanding | null {
  const { cohort, today } = decision.input;
  if (!cohort.phases || !kind.needs.includes("phase")) return null;
  const interns = listConcerned(cohort, occurrence, kind.per === "helper");
  const phase = phaseOfInterns(cohort, interns, today);
  const before = PHASES[PHASES.indexOf(phase) - 1];
  const blocking = before === undefined ? [] : listBlocking(decision, occurrence, phase);
  if (before === undefined || blocking.length === 0) return { label: phaseLabel(phase), held: null };
  const shown = blocking.slice(0, 3).join(", ");
  const more = blocking.length > 3 ? ` and ${blocking.length - 3} more` : "";
  return {
    label: phaseLabel(before),
    held: `phase stays ${before}: ${phase} begins when ${shown}${more} ${blocking.length === 1 ? "is" : "are"} done`,
  };
}

/** Keys of open issues that this phase waits for, of whoever the occurrence concerns. */
function listBlocking(decision: Decision, occurrence: Occurrence, phase: Phase): readonly string[] {
  const { cohort, occurrences } = decision.input;
  const isHelpers = (one: Occurrence) => decision.kinds.get(one.kind)?.per === "helper";
  const concerned = new Set(listConcerned(cohort, occurrence, isHelpers(occurrence)));
  return occurrences
    .filter((one) => decision.kinds.get(one.kind)?.blocks === phase && isOpen(decision, one))
    .filter((one) => listConcerned(cohort, one, isHelpers(one)).some((intern) => concerned.has(intern)))
    .map((one) => formatKey(one.key));
}

function isOpen(decision: Decision, occurrence: Occurrence): boolean {
  const match = decision.matches.byKey.get(formatKey(occurrence.key));
  if (match === undefined || match.issue.state === "closed") return false;
  const finished = decision.kinds.get(occurrence.kind)?.finished ?? "tasks";
  return deriveProgress(match.issue, match.body, finished) !== "done";
}
