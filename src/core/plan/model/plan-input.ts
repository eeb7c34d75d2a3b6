import type { Cohort, HolidayTable } from "../../model/cohort.ts";
import type { CivilDate } from "../../model/date.ts";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import type { Observation, Occurrence } from "../../model/issue.ts";
import type { FieldName } from "../../model/action.ts";
import type { KindLibrary } from "../../kinds/model/library.ts";
import type { Matches } from "./match.ts";

/** Everything a plan follows from. Same input, same plan, byte for byte. */
export interface PlanInput {
  readonly cohort: Cohort;
  readonly library: KindLibrary;
  readonly holidays: HolidayTable;
  readonly occurrences: readonly Occurrence[];
  readonly observation: Observation;
  /** Our issues in `observation` by key. Made once for each observation: `withObservation` keeps the two together. */
  readonly matches: Matches;
  /** ISO instant. */
  readonly now: string;
  readonly today: CivilDate;
  /** The config repository's name as markers carry it; `""` when nothing tells. */
  readonly repository: string;
  readonly reset: readonly { readonly key: string; readonly field: FieldName | "all" }[];
  readonly confirmed: boolean;
  /** There is a chat that words may go to. */
  readonly chat: boolean;
  /** Requests that observing took. */
  readonly reads: number;
  readonly diagnostics: readonly Diagnostic[];
}
