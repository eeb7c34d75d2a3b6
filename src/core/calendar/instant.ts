import type { CivilDate } from "../model/date.ts";
import { addDays, daysBetween, parseDate } from "../model/date.ts";

/*
 * Instants as ISO text, and what clocks of a zone show at them. Offsets come from `Intl`, which has the same zones as
 * everything else in Node.js; what is counted with them here is whole numbers alone.
 */

/** An hour of a day, as a clock on the wall of some zone shows it. */
export interface ClockTime {
  readonly date: CivilDate;
  /** Minutes after midnight. */
  readonly time: number;
}

/** The day it is at `instant` (ISO 8601 with an offset or Z) for somebody in `zone` (IANA name). Throws on what is no instant or zone. */
export function dateInZone(instant: string, zone: string): CivilDate {
  return readClock(instant, zone).date;
}

/** What a clock in a zone shows at an ISO instant. Throws on what is no instant or zone. */
export function readClock(instant: string, zone: string): ClockTime {
  return showClock(parseInstant(instant).milliseconds, zone);
}

/** Whole minutes from one ISO instant to another; negative when the second is earlier. Throws on what is none. */
export function minutesBetween(from: string, to: string): number {
  const [a, b] = [parseInstant(from), parseInstant(to)];
  const begun = b.nanoseconds < a.nanoseconds ? 1 : 0;
  return Math.floor((b.milliseconds - a.milliseconds - begun) / MINUTE);
}

/** Negative when the first of two ISO instants is the earlier one, whatever their offsets. Throws on what is none. */
export function compareInstants(a: string, b: string): number {
  const [one, other] = [parseInstant(a), parseInstant(b)];
  return Math.sign(one.milliseconds - other.milliseconds || one.nanoseconds - other.nanoseconds);
}

/** What a clock in one zone shows when it is `at` in another. An hour that clocks skip counts as the one after, one that comes twice as the first. */
export function convertTime(at: ClockTime, from: string, to: string): ClockTime {
  return showClock(locate(at, from), to);
}

/** Minutes that a zone is ahead of UTC at the noon of a day there. */
export function offsetOf(zone: string, date: CivilDate): number {
  return Math.round(offsetAt(zone, locate({ date, time: 12 * 60 }, zone)) / MINUTE);
}

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const EPOCH: CivilDate = "1970-01-01";

/** Since 1970 in UTC; nanoseconds beyond the millisecond. */
interface Instant {
  readonly milliseconds: number;
  readonly nanoseconds: number;
}

const INSTANT =
  /^(\d{4})-?(\d\d)-?(\d\d)[Tt ](\d\d)(?::?(\d\d)(?::?(\d\d)(?:[.,](\d{1,9}))?)?)?(?:[Zz]|([+-])(\d\d)(?::?(\d\d))?)$/;

function parseInstant(text: string): Instant {
  const [, year, month, day, hour, minute = "0", second = "0", part = "", sign, ahead = "0", rest = "0"] =
    INSTANT.exec(text) ?? [];
  const date = parseDate(`${year}-${month}-${day}`);
  const isClock = Number(hour) < 24 && Number(minute) < 60 && Number(second) <= 60;
  if (date === null || !isClock || Number(ahead) > 23 || Number(rest) > 59)
    throw new RangeError(`"${text}" is no instant: a day, an hour, and an offset or Z`);
  const offset = (Number(ahead) * 60 + Number(rest)) * (sign === "-" ? -1 : 1);
  // A leap second is the last one of its minute again.
  const seconds = Number(hour) * 3600 + (Number(minute) - offset) * 60 + Math.min(59, Number(second));
  const fraction = Number(part.padEnd(9, "0"));
  return {
    milliseconds: daysBetween(EPOCH, date) * DAY + seconds * 1000 + Math.floor(fraction / 1e6),
    nanoseconds: fraction % 1e6,
  };
}

function showClock(milliseconds: number, zone: string): ClockTime {
  const local = milliseconds + offsetAt(zone, milliseconds);
  const day = Math.floor(local / DAY);
  return { date: addDays(EPOCH, day), time: Math.floor((local - day * DAY) / MINUTE) };
}

/**
 * The instant at which a clock shows this, in milliseconds: by the offset of the day before or of the day after,
 * whichever it really has there; where clocks skip the hour, by the one before.
 */
function locate({ date, time }: ClockTime, zone: string): number {
  const local = daysBetween(EPOCH, date) * DAY + time * MINUTE;
  const before = offsetAt(zone, local - DAY);
  const after = offsetAt(zone, local + DAY);
  const offset = [before, after].find((one) => offsetAt(zone, local - one) === one) ?? before;
  return local - offset;
}

interface Zone {
  readonly format: Intl.DateTimeFormat;
  /** By instant. */
  readonly offsets: Map<number, number>;
}

const zones = new Map<string, Zone>();
const MOST_ZONES = 1000;
const MOST_OFFSETS = 5000;

/** Milliseconds that a zone is ahead of UTC at an instant. A cohort asks the same again and again. */
function offsetAt(zone: string, milliseconds: number): number {
  if (zone === "UTC") return 0;
  const { format, offsets } = zones.get(zone) ?? openZone(zone);
  const known = offsets.get(milliseconds);
  if (known !== undefined) return known;
  const offset = readOffset(format.format(milliseconds));
  if (offsets.size >= MOST_OFFSETS) offsets.clear();
  offsets.set(milliseconds, offset);
  return offset;
}

/** Throws `RangeError` for a zone that there is none of. */
function openZone(name: string): Zone {
  const zone = {
    format: new Intl.DateTimeFormat("en-US", { timeZone: name, timeZoneName: "longOffset" }),
    offsets: new Map(),
  };
  if (zones.size >= MOST_ZONES) zones.clear();
  zones.set(name, zone);
  return zone;
}

/** The end of `6/12/2026, GMT+05:30`; `GMT` alone is none, and some zones of long ago have seconds. */
function readOffset(shown: string): number {
  const [, sign, hours, minutes, seconds = "0"] = /GMT([+-])(\d\d):(\d\d)(?::(\d\d))?$/.exec(shown) ?? [];
  const offset = Number(hours ?? 0) * 60 * MINUTE + Number(minutes ?? 0) * MINUTE + Number(seconds) * 1000;
  return sign === "-" ? -offset : offset;
}
