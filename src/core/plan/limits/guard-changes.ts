import type { Action, FieldName } from "../../model/action.ts";
import type { Cohort } from "../../model/cohort.ts";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";

/** Below this many, a share says little: three of five is not a disaster. */
const ALWAYS_ALLOWED = 5;

/** Fields that follow the clock and people's ticks; they change on ordinary days. */
const DERIVED: readonly FieldName[] = ["status", "labels", "parent"];

/**
 * Stops a run that would close or rewrite more than the file's `guards.max_change` of the open issues,
 * as a slip in the config or a template would. `confirmed` lets it through. `derived` says which kinds
 * are rewritten every day by design (the roll-up).
 */
export function guardChanges(input: {
  cohort: Cohort;
  actions: readonly Action[];
  open: number;
  confirmed: boolean;
  derived: ReadonlySet<string>;
}): Diagnostic | null {
  const touched = new Set(
    input.actions.filter((action) => isDrastic(action, input.derived)).map((action) => action.key),
  ).size;
  if (input.confirmed || touched <= ALWAYS_ALLOWED || touched <= input.cohort.maxChange * input.open) return null;
  const share = Math.round((100 * touched) / Math.max(1, input.open));
  return {
    severity: "error",
    code: "too-many-changes",
    message: `this run would close or rewrite ${touched} of ${input.open} open issues (${share} %); the limit is ${Math.round(100 * input.cohort.maxChange)} %`,
    remedy:
      "Read the plan; if it is what you want, run apply once with --confirm, or raise guards.max_change in the file",
    file: input.cohort.file,
    path: "guards.max_change",
    line: input.cohort.lines["guards.max_change"] ?? null,
    column: null,
    excerpt: null,
  };
}

function isDrastic(action: Action, derived: ReadonlySet<string>): boolean {
  // A twin's first issue stays, and a timer closes only what is over.
  if (action.type === "close") return action.cause === "orphan";
  if (action.type !== "update" || derived.has(action.kind)) return false;
  return action.changes.some((change) => !DERIVED.includes(change.field));
}
