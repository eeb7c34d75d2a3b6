import { hashField } from "../text/hash.ts";
import type { Lane } from "../model/cohort.ts";
import type { CivilDate } from "../model/date.ts";
import type { Occurrence } from "../model/issue.ts";
import type { Kind } from "../kinds/model/kind.ts";

/** Something in an open issue that waits for somebody. */
export interface Waiting {
  readonly key: string;
  /** Its day is over; somebody answered and waits for a reply; they said that they are stuck; or asked something. */
  readonly what: "due" | "reply" | "stuck" | "question";
  /** Person ids: any of them may act, and the first is asked. */
  readonly people: readonly string[];
  /** Person id of the intern it is about; null for none. */
  readonly intern: string | null;
  /** The day it was due, or since when it waits. */
  readonly since: CivilDate;
  readonly late: boolean;
  readonly place: string;
  readonly number: number;
  readonly title: string;
  readonly url: string;
  readonly lane: Lane;
  readonly nudge: Kind["nudge"];
  readonly occurrence: Occurrence;
}

/** The same as long as the same thing waits for the same reason. */
export function itemOf({ key, what }: Pick<Waiting, "key" | "what">): string {
  return hashField(`${key} ${what}`);
}
