import type HolidayRules from "date-holidays";
import type { Holiday, HolidayTable } from "../core/model/cohort.ts";
import { addDays, parseDate } from "../core/model/date.ts";
import type { Diagnostic } from "../core/diagnostics/diagnostic.ts";
import { suggest } from "../core/diagnostics/suggest.ts";

type RulesConstructor = typeof HolidayRules;

/**
 * Public holidays of countries and regions (`DE`, `DE-BY`), by code as written and sorted by day. The library and its
 * 45 MB of data are loaded only when somebody names a country. A code it does not know is an error, and has no entry.
 */
export async function readHolidays(
  codes: readonly string[],
  years: readonly number[],
): Promise<{ readonly table: HolidayTable; readonly diagnostics: readonly Diagnostic[] }> {
  if (codes.length === 0) return { table: {}, diagnostics: [] };
  const { default: Rules } = await import("date-holidays");
  const table: Record<string, readonly Holiday[]> = {};
  const diagnostics: Diagnostic[] = [];
  for (const code of [...new Set(codes)].sort()) {
    const problem = checkCode(code, Rules);
    if (problem === null) table[code] = listHolidays(code, years, Rules);
    else diagnostics.push(problem);
  }
  return { table, diagnostics };
}

function listHolidays(code: string, years: readonly number[], Rules: RulesConstructor): readonly Holiday[] {
  const [country = "", ...region] = code.split("-");
  const rules = new Rules(country, region[0] ?? "", region[1] ?? "");
  rules.setLanguages("en");
  const names = new Map<Holiday["date"], Set<string>>();
  for (const year of years) {
    for (const found of rules.getHolidays(year)) {
      if (found.type !== "public") continue;
      for (const date of listDays(found)) names.set(date, (names.get(date) ?? new Set()).add(found.name));
    }
  }
  return [...names]
    .map(([date, all]) => ({ date, name: [...all].sort().join(", ") }))
    .sort((a, b) => (a.date < b.date ? -1 : 1));
}

/**
 * Whole days off alone: an afternoon off (12-24 in some countries) is still worked. `date` is the civil day; a clock
 * change makes the instants an hour longer or shorter than the days they stand for.
 */
function listDays(found: {
  readonly date: string;
  readonly start: Date;
  readonly end: Date;
}): readonly Holiday["date"][] {
  const first = parseDate(found.date.slice(0, 10));
  if (first === null) return [];
  const days = Math.floor((found.end.getTime() - found.start.getTime()) / 86_400_000 + 0.1);
  return Array.from({ length: days }, (_, index) => addDays(first, index));
}

function checkCode(code: string, Rules: RulesConstructor): Diagnostic | null {
  const rules = new Rules();
  const [country = "", state, region, ...rest] = code.split("-");
  const countries = rules.getCountries("en");
  if (!Object.hasOwn(countries, country)) {
    return describe(
      `"${code}" is no country whose holidays are known`,
      nearCode(
        country,
        "",
        countries,
        "Write a country code of two letters, such as DE, or a country and a region, such as DE-BY.",
      ),
    );
  }
  const states = rules.getStates(country, "en") ?? {};
  if (state === undefined) return null;
  if (!Object.hasOwn(states, state)) {
    return describe(
      `"${code}" is no region of ${country} whose holidays are known`,
      nearCode(state, `${country}-`, states, regionsOf(country, states)),
    );
  }
  const regions = rules.getRegions(country, state, "en") ?? {};
  if (region === undefined || (Object.hasOwn(regions, region) && rest.length === 0)) return null;
  const prefix = `${country}-${state}`;
  return describe(
    `"${code}" is no part of ${prefix} whose holidays are known`,
    nearCode(region, `${prefix}-`, regions, regionsOf(prefix, regions)),
  );
}

function nearCode(part: string, prefix: string, known: Readonly<Record<string, string>>, otherwise: string): string {
  const byCode = Object.keys(known).find((code) => code.toLowerCase() === part.toLowerCase());
  const byName = suggest(part, Object.values(known));
  const found = byCode ?? Object.keys(known).find((code) => known[code] === byName) ?? null;
  return found === null ? otherwise : `Did you mean ${prefix}${found} (${known[found] ?? ""})?`;
}

function regionsOf(code: string, known: Readonly<Record<string, string>>): string {
  const list = Object.keys(known).sort();
  return list.length === 0
    ? `Write ${code} alone.`
    : `Write ${code} alone, or one of ${list.map((part) => `${code}-${part}`).join(", ")}.`;
}

function describe(message: string, remedy: string): Diagnostic {
  return {
    severity: "error",
    code: "unknown-holidays",
    message,
    remedy,
    file: null,
    path: null,
    line: null,
    column: null,
    excerpt: null,
  };
}
