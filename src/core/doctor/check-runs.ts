import { dateInZone } from "../calendar/instant.ts";
import { daysBetween, parseDate, type CivilDate } from "../model/date.ts";
import type { ScheduleWords } from "../forge/forge-words.ts";
import type { ObservedSchedule } from "../model/health.ts";
import { matchIssues } from "../plan/match/match-issues.ts";
import { statusLabel } from "../desired/labels.ts";
import type { SetupFacts } from "./setup-facts.ts";
import { bad, ok, type Finding } from "./check-result.ts";

/** A long weekend is no sign of anything; more days without a run are. */
const QUIET_DAYS = 4;

/** Whether something runs Fledgling by the clock, and whether it still does. */
export function checkSchedule(facts: SetupFacts): readonly Finding[] {
  const { schedules, repository, cohort } = facts;
  const { schedules: words, without } = cohort.forge.profile.words;
  if (words === null) return [ok("schedule", without.schedule ?? "nothing runs by the clock there")];
  if (repository === "") {
    const text = "nothing tells which repository runs this: this is no CI, and no earlier run left its name";
    return [bad("unknown", "schedule", text, `Look under ${words.menu} of the config repository, or run doctor there`)];
  }
  if (schedules === null) {
    const text = `the token may not ask what runs by the clock in ${repository}`;
    return [bad("unknown", "schedule", text, `Look under ${words.menu} of ${repository}`)];
  }
  const active = schedules.filter((schedule) => schedule.active);
  return active.length > 0
    ? active.map((schedule) => judge(facts, words, schedule))
    : [describeStopped(repository, words, schedules[0] ?? null)];
}

function describeStopped(repository: string, words: ScheduleWords, stopped: ObservedSchedule | null): Finding {
  if (stopped === null) {
    const remedy = `Set it up under ${words.menu}: three times on working days, away from the full hour, such as 17 6,10,14 * * 1-5`;
    return bad("fault", "schedule", `nothing runs Fledgling by the clock in ${repository}`, remedy);
  }
  const remedy = `Switch it on under ${words.menu}: it stops ${words.stops}`;
  return bad("fault", "schedule", `${stopped.name} in ${repository} is switched off`, remedy);
}

function judge(
  { repository, cohort, today }: SetupFacts,
  { runs }: ScheduleWords,
  { name, last }: ObservedSchedule,
): Finding {
  const what = `${name} in ${repository}`;
  if (last === null)
    return bad(
      "warning",
      "schedule",
      `${what} is set, and has never run`,
      `Wait for its hour; if nothing happens, see that its owner may run ${runs} on that branch`,
    );
  const day = dateInZone(last.at, cohort.zone);
  const days = daysBetween(day, today);
  if (days > QUIET_DAYS)
    return bad(
      "warning",
      "schedule",
      `${what} ran last on ${day}, ${days} days ago`,
      `See whether its owner may still run ${runs}, and whether the forge has switched it off`,
    );
  if (last.succeeded === false)
    return bad(
      "warning",
      "schedule",
      `${what} ran on ${day} and failed`,
      "Its log says why; the next run goes on where it stopped",
    );
  return ok("schedule", `${what} is alive: it ran on ${day}`);
}

/** The last run that wrote something, as the issues remember it, and what other runs have missed. */
export function checkRuns(facts: SetupFacts): readonly Finding[] {
  const { observation, plan, cohort, today } = facts;
  if (observation === null || plan === null) return [];
  const runs = [...matchIssues(cohort, observation, facts.repository).byKey.values()]
    .flatMap((match) => readDay(match.body.marker?.run ?? "") ?? [])
    .sort();
  const last = runs.at(-1) ?? null;
  const told = last === null ? "no run has written anything yet" : `the last run that wrote anything was on ${last}`;
  const late = plan.actions.flatMap((action) =>
    action.type === "create" && action.issue.occurrence.opens < today ? [action.issue.occurrence.opens] : [],
  );
  const since = late.sort()[0];
  if (since === undefined || last === null) return [ok("runs", told)];
  return [
    bad(
      "warning",
      "runs",
      `${told}; ${late.length} issue${late.length === 1 ? "" : "s"} should have been made since ${since}`,
      "Run `fledgling apply`: it catches up, and says what it skips because its day is over",
    ),
  ];
}

/** `20260612T090000Z-a1b2c3`. */
function readDay(run: string): CivilDate | null {
  const [, year, month, day] = /^(\d{4})(\d{2})(\d{2})T\d{6}Z-/.exec(run) ?? [];
  return year === undefined ? null : parseDate(`${year}-${month ?? ""}-${day ?? ""}`);
}

/** Our labels: those that are there, and whether the missing ones can be made. */
export function checkLabels({ cohort, places }: SetupFacts): readonly Finding[] {
  if (!cohort.forge.profile.behaviour.labelsNeedRight) return [];
  const wanted = (["todo", "doing", "done", "blocked"] as const).map(statusLabel);
  return places.flatMap(({ place, labels, access, observed }) => {
    if (labels === null) return [];
    const missing = wanted.filter((label) => !labels.some((one) => one.toLowerCase() === label));
    if (missing.length === 0) return [ok("labels", `${place}: ${labels.length} labels, ours among them`)];
    if (!(access ?? observed?.access)?.lacks.includes("labels"))
      return [ok("labels", `${place}: ${missing.join(", ")} will be made when first needed`)];
    return [
      bad(
        "fault",
        "labels",
        `${place}: ${missing.join(", ")} ${missing.length === 1 ? "is" : "are"} not there, and the token may not make labels`,
        "Make them by hand, or give the token's account a role that may",
      ),
    ];
  });
}
