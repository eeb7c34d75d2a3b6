/** A day on the calendar, `YYYY-MM-DD`, in a zone the holder knows. Never an instant. Compares as text. */
export type CivilDate = `${number}-${number}-${number}`;

/** ISO weekday: 1 is Monday, 7 is Sunday. */
export type Weekday = 1 | 2 | 3 | 4 | 5 | 6 | 7;

/** The date a text names, or null when it is not `YYYY-MM-DD` or no such day exists (2026-02-30). */
export function parseDate(text: string): CivilDate | null {
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && countText(text) !== null ? (text as CivilDate) : null;
}

/** `date` plus a number of calendar days (negative goes back). */
export function addDays(date: CivilDate, days: number): CivilDate {
  return nameDay(numberOf(date) + days);
}

/** `date` plus calendar months; the 31st becomes the last day of a shorter month. */
export function addMonths(date: CivilDate, months: number): CivilDate {
  const all = Number(date.slice(0, -6)) * 12 + Number(date.slice(-5, -3)) - 1 + months;
  const year = Math.floor(all / 12);
  const month = all - 12 * year + 1;
  return nameDay(countDays(year, month, Math.min(Number(date.slice(-2)), lengthOf(year, month))));
}

/** Calendar days from `from` to `to`; 0 on the same day, negative when `to` is earlier. */
export function daysBetween(from: CivilDate, to: CivilDate): number {
  return numberOf(to) - numberOf(from);
}

export function weekdayOf(date: CivilDate): Weekday {
  return (modulo(numberOf(date) + 3, 7) + 1) as Weekday;
}

/*
 * Days are text outside and whole numbers inside, counted from 1970-01-01. A cohort of hundreds asks for hundreds of
 * thousands of steps between the same few hundred days, so both ways of the conversion are remembered.
 */
const numbers = new Map<string, number>();
const names = new Map<number, CivilDate>();
const MOST_KEPT = 20_000;
/** Farther from 1970 than any date in use; what counts on from there is a mistake. */
const FARTHEST = 10_000_000;

/** Throws `RangeError` for what is no day: whoever holds a `CivilDate` has had its text checked. */
function numberOf(date: CivilDate): number {
  const known = numbers.get(date);
  if (known !== undefined) return known;
  const day = countText(date);
  if (day === null) throw new RangeError(`"${date}" is no day of the calendar`);
  if (numbers.size >= MOST_KEPT) numbers.clear();
  numbers.set(date, day);
  return day;
}

function nameDay(day: number): CivilDate {
  const known = names.get(day);
  if (known !== undefined) return known;
  if (!Number.isInteger(day) || Math.abs(day) > FARTHEST) throw new RangeError(`No calendar has a day ${day}`);
  const name = formatDay(day);
  if (names.size >= MOST_KEPT) names.clear();
  names.set(day, name);
  return name;
}

/** Years beyond 0 to 9999 have a sign and six digits, as in ISO 8601. */
function countText(text: string): number | null {
  const [, years, months, days] = /^(\d{4}|[+-]\d{6})-(\d{2})-(\d{2})$/.exec(text) ?? [];
  const [year, month, day] = [Number(years), Number(months), Number(days)];
  if (years === undefined || month < 1 || month > 12 || day < 1 || day > lengthOf(year, month)) return null;
  return countDays(year, month, day);
}

/**
 * Days from 1970-01-01 in the Gregorian calendar, which repeats every 400 years of 146,097 days. Years begin in March
 * here, so that the leap day is the last of one (https://howardhinnant.github.io/date_algorithms.html#days_from_civil).
 */
function countDays(year: number, month: number, day: number): number {
  const shifted = month > 2 ? year : year - 1;
  const cycle = Math.floor(shifted / 400);
  const ofCycle = shifted - cycle * 400;
  const ofYear = Math.floor((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5) + day - 1;
  return cycle * CYCLE + ofCycle * 365 + Math.floor(ofCycle / 4) - Math.floor(ofCycle / 100) + ofYear - TO_1970;
}

const CYCLE = 146_097;
/** Days from 0000-03-01 to 1970-01-01. */
const TO_1970 = 719_468;

/** The way back (https://howardhinnant.github.io/date_algorithms.html#civil_from_days). */
function formatDay(number: number): CivilDate {
  const cycle = Math.floor((number + TO_1970) / CYCLE);
  const ofCycle = number + TO_1970 - cycle * CYCLE;
  const [leaps, centuries] = [Math.floor(ofCycle / 1460), Math.floor(ofCycle / 36_524)];
  const yearOfCycle = Math.floor((ofCycle - leaps + centuries - Math.floor(ofCycle / (CYCLE - 1))) / 365);
  const ofYear = ofCycle - (365 * yearOfCycle + Math.floor(yearOfCycle / 4) - Math.floor(yearOfCycle / 100));
  const monthFromMarch = Math.floor((5 * ofYear + 2) / 153);
  const month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9;
  const day = ofYear - Math.floor((153 * monthFromMarch + 2) / 5) + 1;
  const year = yearOfCycle + cycle * 400 + (month > 2 ? 0 : 1);
  return `${nameYear(year)}-${pad(month, 2)}-${pad(day, 2)}` as CivilDate;
}

function nameYear(year: number): string {
  if (0 <= year && year <= 9999) return pad(year, 4);
  return `${year < 0 ? "-" : "+"}${pad(Math.abs(year), 6)}`;
}

function lengthOf(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

function pad(number: number, width: number): string {
  return String(number).padStart(width, "0");
}

function modulo(number: number, by: number): number {
  return ((number % by) + by) % by;
}
