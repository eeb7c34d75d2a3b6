import { resolve } from "node:path";
import type { Lane } from "../core/model/cohort.ts";
import { ForgeError, UsageError } from "../core/diagnostics/errors.ts";
import { parseKey } from "../core/model/key.ts";
import type { Problem } from "../core/report/parts/entry.ts";
import { openChat, readWebhook } from "../program/apply/chat.ts";
import { readToken } from "../program/files.ts";
import { connectCohort } from "../forges/index.ts";
import type { ForgeConnection } from "../forges/types.ts";
import type { CohortRun } from "../program/cohort-run.ts";
import type { LoadedCohort, SoundCohort } from "../program/load.ts";
import { loadCohorts } from "../program/load.ts";
import { nameRepository } from "./shell/surroundings.ts";
import { tellDiagnostics, tellProblem } from "./shell/print-diagnostics.ts";
import type { Context } from "./shell/types.ts";

/** One sound cohort, ready to be looked at or worked on. */
export interface Job {
  readonly file: string;
  readonly sound: SoundCohort;
  readonly run: CohortRun;
  /** How to reach each of its forge projects, by place. */
  readonly connections: ReadonlyMap<string, ForgeConnection>;
}

/** What became of one cohort file, and the exit code it asks for. */
export interface Result<T> {
  readonly loaded: LoadedCohort;
  readonly value: T | null;
  readonly problem: Problem | null;
  readonly code: number;
}

/**
 * Does `work` for each cohort in turn. A broken file, a forge that refuses, a missing token stop their own cohort
 * alone; a stop leaves out those not yet begun.
 */
export async function forEachCohort<T>(
  context: Context,
  work: (job: Job) => Promise<{ readonly value: T; readonly code: number }>,
): Promise<readonly Result<T>[]> {
  const { options, io } = context;
  const token = options.tokenFile === null ? null : await readToken(options.tokenFile, io.cwd);
  if (token !== null) context.secrets.add(token);
  const all = await loadCohorts({ ...options, forges: context.profiles }, io.cwd);
  checkReset(context, all);
  const results: Result<T>[] = [];
  for (const loaded of all) {
    const result = await doOne(context, loaded, token, work);
    if (result.problem !== null) tellProblem(context, loaded, result.problem);
    results.push(result);
  }
  return results;
}

async function doOne<T>(
  context: Context,
  loaded: LoadedCohort,
  token: string | null,
  work: (job: Job) => Promise<{ readonly value: T; readonly code: number }>,
): Promise<Result<T>> {
  const { sound } = loaded;
  if (sound === null) {
    tellDiagnostics(context, loaded.diagnostics, true);
    return { loaded, value: null, problem: null, code: 2 };
  }
  if (context.io.stop.aborted)
    return {
      loaded,
      value: null,
      problem: { message: "It was not begun: the run was asked to stop.", remedy: "Run it again to go on." },
      code: 1,
    };
  try {
    const connections = connect(context, sound, token);
    return {
      loaded,
      problem: null,
      ...(await work({ file: loaded.file, sound, run: describeRun(context, sound), connections })),
    };
  } catch (error) {
    const usage = error instanceof UsageError;
    if (!usage && !(error instanceof ForgeError)) throw error;
    const remedy = usage ? null : context.io.stop.aborted ? "Run it again to go on." : error.remedy;
    return { loaded, value: null, problem: { message: error.message, remedy }, code: usage ? 2 : 1 };
  }
}

function connect(
  { io, options, trace, limits }: Context,
  { cohort, library }: SoundCohort,
  token: string | null,
): ReadonlyMap<string, ForgeConnection> {
  const lanes: readonly Lane[] = [...new Set(library.kinds.map((kind) => kind.lane))];
  return connectCohort(cohort, lanes, {
    env: io.env,
    token,
    directory: resolve(io.cwd, options.dir),
    now: options.now,
    signal: io.stop,
    trace,
    limits,
  });
}

function describeRun({ io, options }: Context, sound: SoundCohort): CohortRun {
  const { cohort } = sound;
  const webhook = readWebhook(io.env);
  const reset = options.reset.filter((entry) => parseKey(entry.key)?.cohort === cohort.id);
  return {
    ...sound,
    now: options.now,
    repository: nameRepository(io.env),
    until: options.until,
    reset,
    confirmed: options.confirm,
    chat: webhook === null ? null : openChat(webhook, io.stop),
  };
}

/** A key of no cohort given would be passed over in silence. */
function checkReset({ options }: Context, all: readonly LoadedCohort[]): void {
  const ids = all.flatMap((loaded) => (loaded.id === null ? [] : [loaded.id]));
  const stray = options.reset.find((entry) => !ids.includes(parseKey(entry.key)?.cohort ?? ""));
  if (stray !== undefined) throw new UsageError(`--reset ${stray.key}: none of the files has that cohort.`);
}

/** The gravest of several: a wrong file before a failed action. */
export function worstCode(results: readonly { readonly code: number }[]): number {
  return Math.max(0, ...results.map((result) => result.code));
}
