import { PHRASES, type Phrase, type Phrases } from "../../kinds/model/phrases.ts";
import { addDays, daysBetween, weekdayOf, type CivilDate, type Weekday } from "../../model/date.ts";

/** A date as templates name it. */
export interface DateWords {
  readonly iso: CivilDate;
  readonly weekday: string;
  readonly short: string;
  readonly text: string;
}

/** One language: how it says dates, and the phrases that the program itself puts into texts. */
export interface Words {
  readonly language: string;
  say(phrase: Phrase, values: Readonly<Record<string, string | number>>): string;
  /** Without the year, which nobody needs in a programme of weeks: `Thursday 4 June`. */
  date(date: CivilDate): DateWords;
  weekday(day: Weekday): string;
  /** `a, b and c`. */
  list(items: readonly string[]): string;
}

/** English dates as people in most of the world write them. */
const PLAIN_ENGLISH = "en-GB";
const known = new Map<string, Words>();

/** The words of a language by its code, `de` or `pt-BR`; English for what its translation does not say. */
export function wordsOf(language: string, phrases: Phrases = {}): Words {
  const name = JSON.stringify([language, phrases]);
  const found = known.get(name) ?? buildWords(language, phrases);
  known.set(name, found);
  return found;
}

function buildWords(language: string, phrases: Phrases): Words {
  const locale = language === "en" ? PLAIN_ENGLISH : language;
  const weekday = formatter(locale, { weekday: "long" });
  const short = formatter(locale, { day: "numeric", month: "long" });
  const text = formatter(locale, { weekday: "long", day: "numeric", month: "long" });
  const items = new Intl.ListFormat(locale, { type: "conjunction" });
  return {
    language,
    say: (phrase, values) => fill(phrases[phrase] ?? PHRASES[phrase], values),
    date: (date) => ({
      iso: date,
      weekday: weekday(date),
      short: short(date),
      text: locale === PLAIN_ENGLISH ? `${weekday(date)} ${short(date)}` : text(date),
    }),
    // 2024 began on a Monday.
    weekday: (day) => weekday(addDays("2024-01-01", day - 1)),
    list: (given) => items.format(given),
  };
}

function formatter(locale: string, options: Intl.DateTimeFormatOptions): (date: CivilDate) => string {
  const format = new Intl.DateTimeFormat(locale, { ...options, timeZone: "UTC", calendar: "gregory" });
  return (date) => format.format(daysBetween("1970-01-01", date) * 86_400_000);
}

function fill(phrase: string, values: Readonly<Record<string, string | number>>): string {
  return phrase.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
}

/** `09:30`. */
export function formatTime(minutes: number): string {
  return `${String(Math.floor(minutes / 60)).padStart(2, "0")}:${String(minutes % 60).padStart(2, "0")}`;
}

/** Days in a row: `3 to 14 August`, `28 July to 3 August`, or one day alone. */
export function formatDates(words: Words, from: CivilDate, to: CivilDate): string {
  const until = words.date(to).short;
  if (from === to) return until;
  const isOneMonth = from.slice(0, 7) === to.slice(0, 7);
  const first = isOneMonth ? words.say("day_of_month", { day: Number(from.slice(8)) }) : words.date(from).short;
  return words.say("dates", { from: first, until });
}

/** The day of the week that is so many days later. */
export function shiftWeekday(day: Weekday, shift: number): Weekday {
  return weekdayOf(addDays("2024-01-01", day - 1 + shift));
}
