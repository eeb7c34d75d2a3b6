import { parseDate } from "../../model/date.ts";
import { suggest } from "../../diagnostics/suggest.ts";
import type { Check } from "./check-text.ts";
import { checkOneOf } from "./check-text.ts";
import type { Fault } from "../problems/finding.ts";
import { parseHours, parseLength, parseRhythm, parseTime, WEEKDAYS, WEEKDAYS_IN_FULL } from "./time-text.ts";
import { quote } from "../problems/quoting.ts";

const WRITE_A_DATE = "Write year, month and day, such as 2026-06-01.";

export function checkDate(text: string): Fault | null {
  if (parseDate(text) !== null) return checkYear(text);
  if (/^\d{4}-\d{2}-\d{2}$/.test(text))
    return {
      code: "impossible-date",
      message: `there is no ${text} in any calendar`,
      remedy: "Check the month and how many days it has.",
    };
  const hasWeekday = /\b(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\b/i.test(text);
  const remedy = hasWeekday ? `${WRITE_A_DATE} The day of the week follows from it and is never typed.` : WRITE_A_DATE;
  return { code: "bad-date", message: `${quote(text)} is not a date`, remedy };
}

function checkYear(date: string): Fault | null {
  const year = Number(date.slice(0, 4));
  if (2000 <= year && year <= 2100) return null;
  return {
    code: "implausible-year",
    message: `the year ${year} is not one an internship could be in`,
    remedy: "Check the first four digits.",
  };
}

export function checkLength(text: string): Fault | null {
  if (parseLength(text) !== null) return null;
  return {
    code: "bad-length",
    message: `${quote(text)} is not a length`,
    remedy: "Write a number of weeks, days or months, such as 16 weeks.",
  };
}

export function checkHours(text: string): Fault | null {
  if (parseHours(text) !== null) return null;
  return {
    code: "bad-hours",
    message: `${quote(text)} are not working hours of one day`,
    remedy: "Write the first and last time, such as 09:00-17:00.",
  };
}

export function checkTime(text: string): Fault | null {
  if (parseTime(text) !== null) return null;
  return {
    code: "bad-time",
    message: `${quote(text)} is not a time of a day`,
    remedy: "Write hours and minutes as a clock with 24 hours shows them, such as 16:00.",
  };
}

/** How often a meeting happens. */
export function checkRhythm(text: string): Fault | null {
  if (parseRhythm(text) !== null) return null;
  return {
    code: "bad-rhythm",
    message: `${quote(text)} does not say how often a meeting happens`,
    remedy: "Write 1w for every week, 2w for every other one, or 1d for every working day.",
  };
}

export const checkWeekday: Check = checkOneOf(
  [...WEEKDAYS, ...WEEKDAYS_IN_FULL],
  "unknown-weekday",
  "a day of the week",
);

export function checkZone(text: string): Fault | null {
  if (isZone(text)) return null;
  const near = findZone(text);
  const remedy =
    near === null ? "Write the region and a city, such as Europe/Berlin or Africa/Lagos." : `Did you mean ${near}?`;
  return { code: "bad-zone", message: `${quote(text)} is not a time zone`, remedy };
}

/** Offsets such as +01:00 are none: they know no summer time. */
function isZone(text: string): boolean {
  if (!/^[A-Za-z][A-Za-z0-9_+/-]{1,60}$/.test(text)) return false;
  try {
    return new Intl.DateTimeFormat("en", { timeZone: text }).resolvedOptions().timeZone !== "";
  } catch {
    return false;
  }
}

function findZone(text: string): string | null {
  if (text.length > 60) return null;
  const known = [...Intl.supportedValuesOf("timeZone"), "UTC"];
  const city = text.trim().replaceAll(" ", "_").toLowerCase();
  return known.find((zone) => zone.toLowerCase().endsWith(`/${city}`)) ?? suggest(text, known);
}

/** Whether the country is known is the holiday data's to say. */
export function checkHolidays(text: string): Fault | null {
  if (/^[A-Z]{2}(?:-[A-Z0-9]{1,3}){0,2}$/.test(text)) return null;
  const upper = text.toUpperCase();
  const remedy = /^[A-Z]{2}(?:-[A-Z0-9]{1,3}){0,2}$/.test(upper)
    ? `Did you mean ${upper}?`
    : "Write a country of two letters, such as DE, or a country and a region, such as DE-BY.";
  return { code: "bad-holidays", message: `${quote(text)} is not a code of a country or region`, remedy };
}

export function checkLanguage(text: string): Fault | null {
  if (/^[a-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,3}$/.test(text)) return null;
  return {
    code: "bad-language",
    message: `${quote(text)} is not a language code`,
    remedy: "Write a code such as en, de or pt-BR.",
  };
}
