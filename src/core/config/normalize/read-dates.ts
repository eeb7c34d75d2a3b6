import type { Milestone } from "../../model/cohort.ts";
import type { CivilDate } from "../../model/date.ts";
import { addDays, parseDate } from "../../model/date.ts";
import { listEntries, sortBy } from "./entries.ts";
import type { Finding, Path } from "../problems/finding.ts";
import type { Draft } from "./salvage.ts";
import type { CohortFile } from "../schema/cohort-file.ts";
import type { InternEntry } from "../schema/people-section.ts";
import { extendBy, lastDayOf, parseLength, parseTime } from "../schema/time-text.ts";
import { nameFromId } from "../problems/quoting.ts";

/** First and last day. `isKnown` is false where the file's own are missing or wrong and others stand in. */
export interface DateSpan {
  readonly start: CivilDate;
  readonly end: CivilDate;
  readonly isKnown: boolean;
  readonly findings: readonly Finding[];
}

/** The model the guide praises: long enough to learn the work and remote work both. */
const DEFAULT_LENGTH = { amount: 16, unit: "week" } as const;
const STAND_IN: CivilDate = "2026-06-01";

/** The programme's own dates, from `start` and one of `end`, `length` and neither. */
export function readProgrammeSpan(cohort: Draft<CohortFile["cohort"]>, isBroken: (path: string) => boolean): DateSpan {
  const written = toDate(cohort.start);
  const start = written ?? STAND_IN;
  const length = cohort.length === undefined ? null : parseLength(cohort.length);
  const end = toDate(cohort.end) ?? lastDayOf(start, length ?? DEFAULT_LENGTH);
  const findings: Finding[] = [];
  if (cohort.end !== undefined && cohort.length !== undefined) {
    const remedy =
      written === null
        ? "Keep one of them."
        : `Keep one: the length alone would give ${lastDayOf(start, length ?? DEFAULT_LENGTH)}.`;
    findings.push({
      code: "end-and-length",
      message: "`end` and `length` both say when the programme ends",
      remedy,
      at: [["cohort", "length"]],
      onKey: true,
    });
  }
  const isUnsaid = ["end", "length"].every(
    (key) => cohort[key as "end" | "length"] === undefined && !isBroken(`cohort.${key}`),
  );
  if (isUnsaid && written !== null && cohort.start !== undefined) {
    findings.push({
      code: "default-length",
      message: `no end is given, so the programme lasts 16 weeks, until ${end}`,
      remedy: "Write length: 16 weeks, or another length, or an end.",
      at: [["cohort", "start"]],
    });
  }
  const isReversed = written !== null && end < start;
  if (isReversed) findings.push(reversed(start, end, ["cohort", "end"]));
  const isKnown = written !== null && !isReversed && !isBroken("cohort.end") && !isBroken("cohort.length");
  return { start, end: isReversed ? lastDayOf(start, DEFAULT_LENGTH) : end, isKnown, findings };
}

/** An internship's own dates, from its start, end, extension and leaving, and the programme's. */
export function readInternSpan(
  intern: Draft<InternEntry>,
  path: Path,
  programme: DateSpan,
): DateSpan & { readonly left: CivilDate | null } {
  const start = toDate(intern.start) ?? programme.start;
  const extension = intern.extend === undefined ? null : parseLength(intern.extend);
  const end = toDate(intern.end) ?? (extension === null ? programme.end : extendBy(programme.end, extension));
  const left = toDate(intern.left);
  const findings: Finding[] = [];
  if (intern.end !== undefined && intern.extend !== undefined) {
    const message = "`end` and `extend` both say when this internship ends";
    findings.push({
      code: "end-and-extend",
      message,
      remedy: `Keep one: the extension alone would give ${extension === null ? "another" : extendBy(programme.end, extension)}.`,
      at: [[...path, "extend"]],
      onKey: true,
    });
  }
  if (programme.isKnown && end < start)
    findings.push(reversed(start, end, [...path, intern.end === undefined ? "start" : "end"]));
  if (programme.isKnown && left !== null && end >= start && (left < start || left > end)) {
    findings.push({
      code: "date-order",
      message: `they left on ${left}, which is not between ${start} and ${end}`,
      remedy: "Write their last day.",
      at: [[...path, "left"]],
    });
  }
  return { start, end, left, isKnown: programme.isKnown, findings };
}

function reversed(start: CivilDate, end: CivilDate, path: Path): Finding {
  return {
    code: "date-order",
    message: `the end, ${end}, comes before the start, ${start}`,
    remedy: "Exchange the two, or check the year.",
    at: [path],
  };
}

interface Dated extends Hour {
  readonly title?: string | undefined;
  readonly date?: string | undefined;
}

/** Dates of the whole programme, sorted by id; hours are counted in `zone` where they name none. */
export function readMilestones(
  section: Draft<CohortFile["milestones"]>,
  zone: string,
): { readonly milestones: readonly Milestone[]; readonly findings: readonly Finding[] } {
  const plain: Record<string, Dated> | readonly (Dated | undefined)[] | undefined =
    Array.isArray(section) || section === undefined
      ? (section as readonly Dated[] | undefined)
      : unfold(section as Readonly<Record<string, string | Dated | undefined>>);
  const { entries, findings } = listEntries<Dated>(plain, ["milestones"], "id", {});
  const milestones = entries.map(({ id, value }) => ({
    id,
    title: value.title ?? nameFromId(id),
    due: toDate(value.date),
    ...readHour(value, zone),
  }));
  return {
    milestones: sortBy(milestones, (milestone) => milestone.id),
    findings: [...findings, ...entries.flatMap(({ value, path }) => checkHour(value, path))],
  };
}

interface Hour {
  readonly time?: string | undefined;
  readonly zone?: string | undefined;
}

/** A deadline's hour as a milestone has it; nothing where the file names none. */
export function readHour(value: Hour, zone: string): Pick<Milestone, "at"> {
  const time = value.time === undefined ? null : parseTime(value.time);
  return time === null ? {} : { at: { time, zone: value.zone ?? zone } };
}

/** A zone is nothing without the hour that it belongs to. */
export function checkHour(value: Hour, path: Path): readonly Finding[] {
  if (value.zone === undefined || value.time !== undefined) return [];
  const remedy = 'Add the hour, such as time: "16:00", or leave zone out.';
  return [{ code: "missing-key", message: "`time` is missing", remedy, at: [[...path, "zone"]], onKey: true }];
}

function unfold(section: Readonly<Record<string, string | Dated | undefined>>) {
  return Object.fromEntries(
    Object.entries(section).map(([id, value]) => [id, typeof value === "string" ? { date: value } : (value ?? {})]),
  );
}

export function toDate(text: string | undefined): CivilDate | null {
  return text === undefined ? null : parseDate(text);
}

/** How far from a programme its own dates may lie: eight weeks of preparation, twelve of what follows, and some air. */
export function programmeWindow(
  start: CivilDate,
  end: CivilDate,
): { readonly from: CivilDate; readonly to: CivilDate } {
  return { from: addDays(start, -7 * 12), to: addDays(end, 7 * 12) };
}
