import type { PlaceFacts, Refusal, SetupFacts } from "../core/doctor/setup-facts.ts";
import { readBody } from "../core/marker/body.ts";
import type { Activity } from "../core/model/activity.ts";
import type { Cohort, Lane } from "../core/model/cohort.ts";
import { dateInZone } from "../core/calendar/instant.ts";
import { ForgeError } from "../core/diagnostics/errors.ts";
import type { ObservedSchedule } from "../core/model/health.ts";
import type { Observation } from "../core/model/issue.ts";
import type { Plan } from "../core/model/plan.ts";
import { listRepositories } from "../core/plan/match/activity-query.ts";
import type { ForgeReader } from "../forges/types.ts";
import { observeActivity, type Readers } from "./observe.ts";
import type { CohortRun } from "./cohort-run.ts";
import { planCohort } from "./reconcile.ts";

/** A project that the file names, and the way to it, or why there is none. */
export interface AccessAttempt {
  readonly place: string;
  readonly lanes: readonly Lane[];
  readonly reader: ForgeReader | null;
  readonly refusal: Refusal | null;
}

/** Asks a cohort's forge everything that `doctor` judges. It only reads, and what is refused is a fact like any other. */
export async function inspectSetup(
  run: CohortRun,
  attempts: readonly AccessAttempt[],
  named: boolean,
): Promise<SetupFacts> {
  const { cohort, library, occurrences, now } = run;
  const places: PlaceFacts[] = [];
  for (const attempt of attempts) places.push(await inspectPlace(cohort, attempt));
  const readers = new Map(attempts.flatMap(({ place, reader }) => (reader === null ? [] : [[place, reader] as const])));
  const open = places.every((place) => place.refusal === null);
  const planned = open ? await planOrNull(run, readers) : null;
  const repository = run.repository === "" ? findRepository(planned?.observation ?? null) : run.repository;
  return {
    cohort,
    library,
    occurrences,
    today: dateInZone(now, cohort.zone),
    now,
    places,
    repository,
    schedules: await readSchedules(attempts, places, repository),
    work: planned === null ? null : await lookAtWork(run, readers),
    observation: planned?.observation ?? null,
    plan: planned?.plan ?? null,
    named,
  };
}

async function inspectPlace(cohort: Cohort, { place, lanes, reader, refusal }: AccessAttempt): Promise<PlaceFacts> {
  const nothing = { place, lanes, observed: null, access: null, labels: null, accounts: null, seats: null, refusal };
  if (reader === null) return nothing;
  try {
    const observed = await reader.observePlace();
    const people = cohort.people.filter((person) => person.roles.length > 0).map((person) => person.username);
    return {
      ...nothing,
      observed,
      access: await orNull(reader.describeAccess()),
      labels: await orNull(reader.listLabels()),
      accounts: await orNull(reader.findAccounts([...new Set(people)].sort())),
      seats: await orNull(reader.readSeats()),
    };
  } catch (error) {
    if (!(error instanceof ForgeError)) throw error;
    return { ...nothing, refusal: toRefusal(error) };
  }
}

/** A forge's no, or its silence, as a fact. */
export function toRefusal(error: ForgeError): Refusal {
  const subject = error.fault === "unauthorized" ? "token" : error.fault === "forbidden" ? "rights" : "lane";
  return { subject, message: error.message.replace(/\.$/, ""), remedy: error.remedy.replace(/\.$/, "") };
}

async function planOrNull(
  run: CohortRun,
  readers: ReadonlyMap<string, ForgeReader>,
): Promise<{ plan: Plan; observation: Observation } | null> {
  return orNull(planCohort({ ...run, until: null }, readers));
}

/** A glance at where the work is done: enough to know what cannot be read. */
async function lookAtWork({ cohort, now }: CohortRun, readers: Readers): Promise<Activity | null> {
  const places = listRepositories(cohort);
  return places.length === 0 ? null : observeActivity(cohort, readers, { places, since: now, until: now });
}

/** The config repository as issues of earlier runs remember it. */
function findRepository(observation: Observation | null): string {
  const names = (observation?.issues ?? []).map((issue) => readBody(issue.body).marker?.repository ?? "");
  return names.filter((name) => name !== "").sort()[0] ?? "";
}

/** By the first token that may look. */
async function readSchedules(
  attempts: readonly AccessAttempt[],
  places: readonly PlaceFacts[],
  repository: string,
): Promise<readonly ObservedSchedule[] | null> {
  if (repository === "") return null;
  for (const { reader, place } of attempts) {
    if (reader === null || places.find((one) => one.place === place)?.refusal !== null) continue;
    const found = await orNull(reader.readSchedules(repository));
    if (found !== null) return found;
  }
  return null;
}

/** What a forge refused to tell. */
async function orNull<T>(answer: Promise<T>): Promise<T | null> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof ForgeError) return null;
    throw error;
  }
}
