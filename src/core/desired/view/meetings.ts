import type { Cohort, Intern, Meeting } from "../../model/cohort.ts";
import type { CivilDate } from "../../model/date.ts";
import type { Occurrence } from "../../model/issue.ts";
import type { Kind } from "../../kinds/model/kind.ts";
import { listRoleHolders } from "../occurrences/role-holders.ts";
import { describeMeeting, type Audience } from "./meeting-hours.ts";
import type { Words } from "../audience/words.ts";
import { directoryOf } from "../../model/lookup/directory.ts";

/** What an issue is about and who reads it, as far as meetings and hours go. */
export interface Gathering {
  readonly cohort: Cohort;
  readonly kind: Kind;
  readonly occurrence: Occurrence;
  /** Whose internships it is about. */
  readonly interns: readonly Intern[];
  readonly words: Words;
}

/** One meeting as a template names it. */
export interface MeetingView {
  readonly title: string;
  readonly when: string;
  readonly where: string | null;
  readonly people: string | null;
}

/**
 * What the people of an issue come to, in the order of the file: an intern's own issue has what that intern comes to,
 * a helper's what the helper does, any other what anybody it is about comes to.
 */
export function listMeetings(gathering: Gathering): readonly MeetingView[] {
  const { cohort, words, kind } = gathering;
  const reader = findReader(gathering);
  return cohort.meetings.flatMap((meeting) => {
    const people = listPeople(gathering, meeting);
    if (people.length === 0 || (reader !== null && !people.includes(reader))) return [];
    const names = people.filter((id) => id !== reader).map(directoryOf(cohort).nameOf);
    return [
      {
        title: meeting.title,
        when: describeMeeting(words, meeting, audienceOf(gathering, people), spanOf(gathering)),
        where: meeting.where ?? cohort.links["meeting"] ?? null,
        people: names.length === 0 || kind.per === "cohort" ? null : words.list(names),
      },
    ];
  });
}

/** For whom hours are said in an issue: its one reader, or those who have to do with it. */
export function audienceOf(gathering: Gathering, people: readonly string[]): Audience {
  const reader = findReader(gathering);
  const zoneOf = (id: string) => directoryOf(gathering.cohort).person(id)?.zone ?? "UTC";
  return { you: reader === null ? null : zoneOf(reader), zones: people.map(zoneOf) };
}

/** Person id of the one whom the text speaks to as "you". */
function findReader({ kind, occurrence }: Gathering): string | null {
  if (kind.per === "helper") return occurrence.key.subject;
  return kind.per === "intern" && occurrence.owner === occurrence.intern ? occurrence.owner : null;
}

/** The interns an issue is about, and who helps them. */
export function listAround({ interns }: Pick<Gathering, "interns">): readonly string[] {
  return [...new Set(interns.flatMap((intern) => [intern.person, ...Object.values(intern.helpers)]))];
}

/** The interns, who always come, and those of the meeting's roles; nobody where none of these is held. */
function listPeople({ cohort, interns }: Gathering, meeting: Meeting): readonly string[] {
  const others = meeting.with.flatMap((role) => listRoleHolders(role, cohort, { interns }));
  if (meeting.with.length > 0 && others.length === 0) return [];
  return [...new Set([...interns.map((intern) => intern.person), ...others])];
}

function spanOf({ cohort, occurrence, interns }: Gathering): { from: CivilDate; until: CivilDate } {
  const starts = interns.map((intern) => intern.start).sort();
  const ends = interns.map((intern) => intern.left ?? intern.end).sort();
  const from = [starts[0] ?? cohort.start, occurrence.opens].sort().at(-1) ?? cohort.start;
  const until = ends.at(-1) ?? cohort.end;
  return { from, until: until < from ? from : until };
}
