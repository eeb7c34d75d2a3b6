import type { Diagnostic } from "../core/diagnostics/diagnostic.ts";
import type { KindLibrary } from "../core/kinds/model/library.ts";
import type { FieldName } from "../core/model/action.ts";
import type { Cohort, HolidayTable } from "../core/model/cohort.ts";
import type { Occurrence } from "../core/model/issue.ts";
import type { Chat } from "./apply/chat.ts";

/** One cohort and everything a run of it depends on but the forge. */
export interface CohortRun {
  readonly cohort: Cohort;
  readonly library: KindLibrary;
  readonly holidays: HolidayTable;
  /** Everything that happens in the programme, whatever day it is (`buildOccurrences`). */
  readonly occurrences: readonly Occurrence[];
  /** ISO instant. */
  readonly now: string;
  /** Name of the config repository, `""` when nothing tells. */
  readonly repository: string;
  /** How far to look ahead, `2w` (`core/calendar/lookahead.ts`); null for today alone. */
  readonly until: string | null;
  readonly reset: readonly { readonly key: string; readonly field: FieldName | "all" }[];
  /** Where words go that are not for the forge; null for nowhere. */
  readonly chat: Chat | null;
  /** Lets a run through that the guard would stop. */
  readonly confirmed: boolean;
  /** Of the file and the templates. */
  readonly diagnostics: readonly Diagnostic[];
  /** Of the occurrences' dates; a plan tells them after the others. */
  readonly dateDiagnostics: readonly Diagnostic[];
}
