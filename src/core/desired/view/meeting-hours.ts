import { convertTime, offsetOf } from "../../calendar/instant.ts";
import { listRuns, type ClockRun } from "../../calendar/clock-runs.ts";
import type { Meeting, Milestone } from "../../model/cohort.ts";
import type { CivilDate, Weekday } from "../../model/date.ts";
import { addDays } from "../../model/date.ts";
import { formatTime, shiftWeekday, type Words } from "../audience/words.ts";

/** For whom an hour is said: one reader, in the words "your time", or people in several zones. */
export interface Audience {
  /** Zone of the one reader; null where there is none. */
  readonly you: string | null;
  readonly zones: readonly string[];
}

/** Days within which a meeting's hours are told; a clock that changes in between is told too. */
interface Span {
  readonly from: CivilDate;
  readonly until: CivilDate;
}

/** When a meeting is, in UTC and where its people are: `Tuesdays 14:00 UTC, 15:00 your time`. */
export function describeMeeting(words: Words, meeting: Meeting, audience: Audience, span: Span): string {
  const { time, zone } = meeting;
  if (time === null) return [describeRhythm(words, meeting, 0), words.say("any_time", {})].join(", ");
  const kept = { time, zone };
  const inUtc = listRuns(kept, "UTC", span);
  const lead = inUtc[0]?.shift ?? 0;
  const telling = { words, lead, on: meeting.everyWeeks === 0 ? null : meeting.on };
  const parts = [tellRuns(telling, inUtc, (text) => `${text} UTC`)];
  for (const { runs, label } of listPlaces(words, kept, audience, span))
    if (!isSame(runs, inUtc)) parts.push(tellRuns(telling, runs, label));
  const rhythm = describeRhythm(words, meeting, lead);
  const isOpen = meeting.everyWeeks > 0 && meeting.on === null;
  return `${rhythm}${isOpen ? ": " : " "}${parts.join(parts.some((part) => part.includes(", ")) ? "; " : ", ")}`;
}

/** `Friday 31 July, 16:00 UTC (18:00 in Berlin, 01:00 on 1 August in Tokyo)`; null for a milestone without an hour. */
export function describeDeadline(words: Words, milestone: Milestone, audience: Audience): string | null {
  const { due, at } = milestone;
  if (due === null || at === undefined) return null;
  const utc = convertTime({ date: due, time: at.time }, at.zone, "UTC");
  const tell = (zone: string): string => {
    const there = convertTime(utc, "UTC", zone);
    const time = formatTime(there.time);
    return there.date === utc.date ? time : words.say("time_on", { time, date: words.date(there.date).short });
  };
  const zones = audience.you === null ? [...audience.zones, at.zone] : [audience.you];
  const places = groupPlaces(
    zones.filter((zone) => offsetOf(zone, due) !== 0),
    tell,
    (zone) => offsetOf(zone, due),
  ).map(({ text, zones: same }) => labelOf(words, audience, same)(text));
  return `${words.date(utc.date).text}, ${formatTime(utc.time)} UTC${places.length === 0 ? "" : ` (${places.join(", ")})`}`;
}

function describeRhythm(words: Words, { everyWeeks, on }: Meeting, shift: number): string {
  if (everyWeeks === 0) return words.say("daily", {});
  if (on === null) return words.say(everyWeeks === 1 ? "weekly_any_day" : "every_weeks_any_day", { count: everyWeeks });
  const day = words.weekday(shiftWeekday(on, shift));
  if (everyWeeks === 1) return words.say("weekly", { day });
  return everyWeeks === 2 ? words.say("fortnightly", { day }) : words.say("every_weeks", { day, count: everyWeeks });
}

interface Telling {
  readonly words: Words;
  /** How many days later it is in UTC, when the meeting begins to be held. */
  readonly lead: number;
  /** Null where no day of the week is told. */
  readonly on: Weekday | null;
}

/** `15:00 your time until 24 October, 14:00 from then`. */
function tellRuns(telling: Telling, runs: readonly ClockRun[], label: (time: string) => string): string {
  const { words } = telling;
  const parts = runs.map((run, index) => {
    const time = tellTime(telling, run);
    const said = index === 0 ? label(time) : time;
    const date = words.date(addDays(run.last, run.shift)).short;
    if (index < runs.length - 1) return words.say("until", { time: said, date });
    return index === 0 ? said : words.say("from_then", { time: said });
  });
  return parts.join(", ");
}

function tellTime({ words, lead, on }: Telling, run: ClockRun): string {
  const time = formatTime(run.time);
  if (run.shift === lead) return time;
  if (on !== null) return `${words.say("weekly", { day: words.weekday(shiftWeekday(on, run.shift)) })} ${time}`;
  return words.say(run.shift < lead ? "day_before" : "day_after", { time });
}

/** One entry for the reader, or one for each hour that the clocks of several places show, from west to east. */
function listPlaces(words: Words, kept: { time: number; zone: string }, audience: Audience, span: Span) {
  const zones = audience.you === null ? audience.zones : [audience.you];
  const runsOf = (zone: string) => listRuns(kept, zone, span);
  const places = groupPlaces(
    zones,
    (zone) => JSON.stringify(runsOf(zone)),
    (zone) => offsetOf(zone, span.from),
  );
  return places.flatMap(({ zones: same }) =>
    same[0] === undefined ? [] : [{ runs: runsOf(same[0]), label: labelOf(words, audience, same) }],
  );
}

function labelOf(words: Words, audience: Audience, zones: readonly string[]): (time: string) => string {
  if (audience.you !== null) return (time) => words.say("your_time", { time });
  const place = words.list([...new Set(zones.map(nameZone))].sort());
  return (time) => words.say("in_place", { time, place });
}

function groupPlaces(zones: readonly string[], tell: (zone: string) => string, offset: (zone: string) => number) {
  const groups = new Map<string, string[]>();
  for (const zone of [...new Set(zones)].sort((a, b) => offset(a) - offset(b) || (a < b ? -1 : 1)))
    groups.set(tell(zone), [...(groups.get(tell(zone)) ?? []), zone]);
  return [...groups].map(([text, same]) => ({ text, zones: same }));
}

function isSame(one: readonly ClockRun[], other: readonly ClockRun[]): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

/** `America/Argentina/Buenos_Aires` is Buenos Aires to people. */
function nameZone(zone: string): string {
  return (zone.split("/").at(-1) ?? zone).replaceAll("_", " ");
}
