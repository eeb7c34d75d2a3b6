import type { Cohort } from "../model/cohort.ts";
import { addDays, parseDate, type CivilDate } from "../model/date.ts";
import type { DigestState } from "../model/digest.ts";
import type { ObservedComment } from "../model/issue.ts";
import { itemOf, type Waiting } from "./waiting-item.ts";
import { directoryOf } from "../model/lookup/directory.ts";
import { readCommandLine } from "../text/bound-text.ts";

/** A week, where nobody says how long. */
const ORDINARY = 7;

/** Until when a comment lets something rest; null where it says nothing of the kind. */
export function parseSnooze(text: string, today: CivilDate): CivilDate | null {
  const { line } = readCommandLine(text);
  const found = /^snooze(?: +(?:for )?(\d{1,2}) ?([dw])[a-z]*| +until (\d{4}-\d\d-\d\d))?$/.exec(line);
  if (found === null) return null;
  const [, count, unit, until] = found;
  if (until !== undefined) return parseDate(until);
  return addDays(today, count === undefined ? ORDINARY : Number(count) * (unit === "w" ? 7 : 1));
}

/** True for `mute`, false for `unmute`, null for anything else. */
export function parseMute(text: string): boolean | null {
  const { line } = readCommandLine(text);
  return line === "mute" ? true : line === "unmute" ? false : null;
}

/** What is remembered once these comments are heard: anybody of the cohort lets things rest, interns mute themselves. */
export function hearComments(
  state: DigestState,
  waiting: readonly Waiting[],
  comments: readonly ObservedComment[],
  { cohort, today }: { readonly cohort: Cohort; readonly today: CivilDate },
): DigestState {
  const directory = directoryOf(cohort);
  const rests = { ...state.rests };
  const mutes = { ...state.mutes };
  for (const comment of [...comments].sort((a, b) => a.id - b.id)) {
    const person = directory.personByAccount(comment.author)?.id;
    if (person === undefined) continue;
    const said = parseDate(comment.at?.slice(0, 10) ?? "") ?? today;
    const until = parseSnooze(comment.text, said);
    const here = waiting.filter(({ place, number }) => place === comment.place && number === comment.number);
    for (const item of until === null ? [] : here.map(itemOf))
      if (until !== null && comment.id > (rests[item]?.by ?? 0)) rests[item] = { until, by: comment.id };
    const on = parseMute(comment.text);
    const isIntern = directory.intern(person) !== null;
    if (on !== null && isIntern && comment.id > (mutes[person]?.by ?? 0)) mutes[person] = { on, by: comment.id };
  }
  return { ...state, rests, mutes };
}
