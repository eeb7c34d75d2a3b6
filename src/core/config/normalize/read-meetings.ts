import type { Meeting, Role } from "../../model/cohort.ts";
import type { Entry } from "./entries.ts";
import { listEntries } from "./entries.ts";
import type { Finding } from "../problems/finding.ts";
import { checkHour } from "./read-dates.ts";
import type { Draft } from "./salvage.ts";
import type { CohortFile } from "../schema/cohort-file.ts";
import type { MeetingEntry } from "../schema/projects-section.ts";
import { parseRhythm, parseTime, parseWeekdays } from "../schema/time-text.ts";
import { titleFromId } from "../problems/quoting.ts";

/** The meetings in the order of the file; hours are counted in `zone` where they name none. */
export function readMeetings(
  section: Draft<CohortFile["meetings"]>,
  zone: string,
): { readonly meetings: readonly Meeting[]; readonly findings: readonly Finding[] } {
  const { entries, findings } = listEntries<Draft<MeetingEntry>>(section, ["meetings"], "id", {});
  return {
    meetings: entries.map(({ id, value }) => buildMeeting(id, value, zone)),
    findings: [...findings, ...entries.flatMap(checkMeeting)],
  };
}

function buildMeeting(id: string, entry: Draft<MeetingEntry>, zone: string): Meeting {
  const roles = (entry.with ?? []).filter((role) => role !== undefined);
  return {
    id,
    title: entry.title ?? titleFromId(id),
    with: [...new Set(roles)] as readonly string[] as readonly Role[],
    everyWeeks: (entry.every === undefined ? null : parseRhythm(entry.every)) ?? 1,
    on: (entry.on === undefined ? undefined : parseWeekdays([entry.on])[0]) ?? null,
    time: entry.at === undefined ? null : parseTime(entry.at),
    zone: entry.zone ?? zone,
    where: entry.where ?? null,
  };
}

function checkMeeting({ value, path }: Entry<Draft<MeetingEntry>>): readonly Finding[] {
  const hour = checkHour({ time: value.at, zone: value.zone }, path).map((finding) => ({
    ...finding,
    message: "`at` is missing",
    remedy: 'Add the hour, such as at: "15:00", or leave zone out.',
  }));
  if (value.every !== "1d" || value.on === undefined) return hour;
  return [
    ...hour,
    {
      code: "bad-rhythm",
      message: "what happens every working day has no day of the week",
      remedy: "Leave on out, or write every: 1w.",
      at: [[...path, "on"]],
      onKey: true,
    },
  ];
}
