import type { Action, ActionType, Preparation } from "./action.ts";
import type { Cohort } from "./cohort.ts";
import type { CivilDate } from "./date.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";

/** What a run would do to one cohort. Plain data: the same inputs give the same plan, byte for byte. */
export interface Plan {
  readonly cohort: Cohort;
  /** `ForgeProfile.kind`. */
  readonly forge: string;
  /** ISO instant of the run, as given. */
  readonly now: string;
  /** The day of the run in the cohort's zone. */
  readonly today: CivilDate;
  /** Set in a look-ahead: the last day it covers. */
  readonly until: CivilDate | null;
  /** A guard stopped it: nothing is done, the diagnostics say why. */
  readonly halted: boolean;
  /** Done first, in order. */
  readonly preparations: readonly Preparation[];
  /** In the order they are done. */
  readonly actions: readonly Action[];
  readonly summary: Readonly<Record<ActionType, number>>;
  /** Requests: what observing took, plus the re-reads; and every write. */
  readonly cost: { readonly reads: number; readonly writes: number };
  readonly notifies: readonly { readonly person: string; readonly count: number }[];
  readonly diagnostics: readonly Diagnostic[];
}
