import type { Subject } from "./check-result.ts";
import type { KindLibrary } from "../kinds/model/library.ts";
import type { Cohort, Lane } from "../model/cohort.ts";
import type { Activity } from "../model/activity.ts";
import type { CivilDate } from "../model/date.ts";
import type { ObservedSchedule, ObservedSeats } from "../model/health.ts";
import type { Observation, ObservedPlace, Occurrence, PlaceAccess } from "../model/issue.ts";
import type { Plan } from "../model/plan.ts";

/** Why a forge did not answer, as a sentence and what to do. */
export interface Refusal {
  readonly message: string;
  readonly remedy: string;
  /** What it is about: a token that is missing or wrong, a right, or a project that is not there or does not answer. */
  readonly subject: Extract<Subject, "token" | "rights" | "lane">;
}

/** One project as far as it could be looked at; what was refused or not asked is null. */
export interface PlaceFacts {
  readonly place: string;
  /** Lanes in use that go here; empty for a group that only holds epics. */
  readonly lanes: readonly Lane[];
  readonly observed: ObservedPlace | null;
  /** Everything that is known of the token here, the costly part too. */
  readonly access: PlaceAccess | null;
  readonly labels: readonly string[] | null;
  readonly accounts: Readonly<Record<string, "eligible" | "ineligible" | "missing" | "unknown">> | null;
  readonly seats: ObservedSeats | null;
  readonly refusal: Refusal | null;
}

/** Everything that judging a set-up needs, observed by the shell. */
export interface SetupFacts {
  readonly cohort: Cohort;
  readonly library: KindLibrary;
  readonly occurrences: readonly Occurrence[];
  readonly today: CivilDate;
  /** ISO instant. */
  readonly now: string;
  readonly places: readonly PlaceFacts[];
  /** The config repository, `""` where nothing tells. */
  readonly repository: string;
  /** Null where the token may not ask, or nobody knows whom. */
  readonly schedules: readonly ObservedSchedule[] | null;
  /** What could be seen just now where the work is done; null where the file names no place, or nobody can look. */
  readonly work: Activity | null;
  /** Null where the forge could not be read whole. */
  readonly observation: Observation | null;
  /** What a run would do now; null likewise. */
  readonly plan: Plan | null;
  /** People may be named in the report. */
  readonly named: boolean;
}
