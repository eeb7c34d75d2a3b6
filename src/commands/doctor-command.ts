import { resolve } from "node:path";
import { checkFile } from "../core/doctor/check-file.ts";
import { examineSetup } from "../core/doctor/examine.ts";
import { bad, type Finding } from "../core/doctor/check-result.ts";
import type { Cohort, Lane } from "../core/model/cohort.ts";
import { dateInZone } from "../core/calendar/instant.ts";
import { ForgeError, UsageError } from "../core/diagnostics/errors.ts";
import { doctorJson, renderDoctorMarkdown, renderDoctorText, type DoctorEntry } from "../core/report/render-doctor.ts";
import { formatJson } from "../core/report/json.ts";
import { LANES } from "../core/report/parts/shown-lanes.ts";
import type { AccessAttempt } from "../program/inspect.ts";
import { describeEnvironment, FILES } from "./shell/help.ts";
import type { LoadedCohort, SoundCohort } from "../program/load.ts";
import type { CommandDefinition, Context } from "./shell/types.ts";
import { foldPlace } from "../core/model/lookup/places.ts";

export const doctorCommand: CommandDefinition = {
  name: "doctor",
  description: `Looks at everything a programme needs and says of each thing whether it is as it should be: the cohort file, the templates, the token and its last day, its rights, the forge's tier, each lane's project and who can read it, members, labels, the schedule and whether it is alive, the last run and what runs have missed. Each line is ok, a warning, a fault, or unknown where the token may not ask; what is wrong comes with what to do. It only reads.

With --live it does once, in a scratch project that you name, all that a programme will ask of the forge: makes a label, a milestone and an issue, reads them again, edits, comments, puts one issue under another, and closes what it made. That shows what this forge and this token can really do.

${FILES}`,
  options: [
    { flags: "--live", description: "try everything once, in the scratch project that --project names" },
    { flags: "--project <project>", description: "a project that nothing depends on, such as acme/scratch" },
  ],
  after: (forges) => `Examples:
  $ fledgling doctor
  $ fledgling doctor config/summer.yaml --format markdown --output doctor.md
  $ fledgling doctor --json | jq '.cohorts[].checks[] | select(.state == "fault")'
  $ fledgling doctor config/summer.yaml --live --project acme/scratch

Exit codes:
  0  no fault; warnings are no faults
  1  at least one fault
  2  the command line is wrong

${describeEnvironment(forges)}

Privacy:
  In CI, people are only counted, since many can read logs. --lane all names them in the report.`,
  run: async (context) => {
    const { loadCohorts } = await import("../program/load.ts");
    const { readToken } = await import("../program/files.ts");
    const { options, io } = context;
    const token = options.tokenFile === null ? null : await readToken(options.tokenFile, io.cwd);
    if (token !== null) context.secrets.add(token);
    const loaded = await loadCohorts({ ...options, forges: context.profiles }, io.cwd);
    checkLive(context, loaded);
    const entries: DoctorEntry[] = [];
    for (const one of loaded) entries.push(await examine(context, one, token));
    await context.report(render(context, entries));
    return entries.some(({ findings }) => findings.some((finding) => finding.state === "fault")) ? 1 : 0;
  },
};

/** A rehearsal writes, so it is told exactly where: never where a programme lives. */
function checkLive({ options }: Context, loaded: readonly LoadedCohort[]): void {
  const { live, project } = options;
  if (!live && project !== null) throw new UsageError("--project goes with --live alone.");
  if (!live) return;
  const [first, ...others] = loaded;
  if (first === undefined || others.length > 0) throw new UsageError("--live takes one cohort file, for its forge.");
  const forge = first.sound?.cohort.forge;
  if (forge === undefined) return;
  if (project === null)
    throw new UsageError("--live writes, so it wants --project: a scratch project that nothing depends on.");
  const taken = [...Object.values(forge.projects), forge.group ?? ""].map((place) => foldPlace(place));
  if (taken.includes(foldPlace(project)))
    throw new UsageError(
      `--project ${project} is where the programme lives. Name a scratch project that nothing depends on.`,
    );
}

async function examine(context: Context, loaded: LoadedCohort, token: string | null): Promise<DoctorEntry> {
  const { file, id, sound, diagnostics } = loaded;
  const kinds = sound === null ? null : new Set(sound.occurrences.map((one) => one.kind)).size;
  const ofFile = checkFile(file, diagnostics, { kinds });
  const { live } = context.options;
  const found = sound === null ? [] : live ? await goLive(context, sound, token) : await look(context, sound, token);
  return { file, id, findings: [...ofFile, ...found] };
}

async function look(context: Context, sound: SoundCohort, token: string | null): Promise<readonly Finding[]> {
  const { inspectSetup } = await import("../program/inspect.ts");
  const { nameRepository } = await import("./shell/surroundings.ts");
  const { options, io, reportLanes } = context;
  const run = {
    ...sound,
    now: options.now,
    repository: nameRepository(io.env),
    until: null,
    reset: [],
    confirmed: false,
    chat: null,
  };
  const attempts = await attemptAccess(context, sound, token);
  return examineSetup(await inspectSetup(run, attempts, reportLanes.has("team")));
}

/** The project of each lane in use, and the way there; a token that is missing is told like any other fault. */
async function attemptAccess(
  context: Context,
  sound: SoundCohort,
  token: string | null,
): Promise<readonly AccessAttempt[]> {
  const { cohort, occurrences } = sound;
  const used = LANES.filter((lane) => occurrences.some((one) => one.lane === lane));
  const places = [...new Set(used.map((lane) => cohort.forge.projects[lane]))].sort();
  const attempts = new Map<string, AccessAttempt>();
  for (const place of places) {
    const lanes = used.filter((lane) => cohort.forge.projects[lane] === place);
    for (const attempt of await attemptPlace(context, cohort, { lanes, place, token }))
      if (!attempts.has(attempt.place) || attempt.place === place) attempts.set(attempt.place, attempt);
  }
  return [...attempts.values()];
}

/** One project, and what else is reached for it, such as the group that holds its epics. */
async function attemptPlace(
  context: Context,
  cohort: Cohort,
  { lanes, place, token }: { readonly lanes: readonly Lane[]; readonly place: string; readonly token: string | null },
): Promise<readonly AccessAttempt[]> {
  const { openReader } = await import("../forges/index.ts");
  const { toRefusal } = await import("../program/inspect.ts");
  const attempts: AccessAttempt[] = [];
  try {
    for (const [name, connection] of await connect(context, cohort, lanes, token))
      attempts.push({
        place: name,
        lanes: name === place ? lanes : [],
        reader: await openReader(connection, context.forges),
        refusal: null,
      });
    return attempts;
  } catch (error) {
    if (error instanceof ForgeError) return [{ place, lanes, reader: null, refusal: toRefusal(error) }];
    if (!(error instanceof UsageError)) throw error;
    const [message = "", ...rest] = error.message.split(/(?<=\.) /);
    const refusal = { subject: "token", message: trim(message), remedy: trim(rest.join(" ")) } as const;
    return [{ place, lanes, reader: null, refusal }];
  }
}

async function connect(
  { io, options, trace, limits }: Context,
  cohort: Cohort,
  lanes: readonly Lane[],
  token: string | null,
) {
  const { connectCohort } = await import("../forges/index.ts");
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

async function goLive(context: Context, { cohort }: SoundCohort, token: string | null): Promise<readonly Finding[]> {
  const { openWriter } = await import("../forges/index.ts");
  const { rehearse } = await import("../program/rehearse.ts");
  const project = context.options.project ?? "";
  const projects = { public: project, team: project, private: project };
  const scratch = { ...cohort, forge: { ...cohort.forge, projects, group: null } };
  try {
    const connection = (await connect(context, scratch, ["team"], token)).get(project);
    if (connection === undefined) return [];
    return await rehearse(await openWriter(connection, context.forges), dateInZone(context.options.now, cohort.zone));
  } catch (error) {
    if (!(error instanceof UsageError) && !(error instanceof ForgeError)) throw error;
    const remedy = error instanceof ForgeError ? error.remedy : "docs/forges.md says which token it takes";
    return [bad("fault", "live", trim(error.message), trim(remedy))];
  }
}

function trim(sentence: string): string {
  return sentence.replace(/\.$/, "");
}

function render({ options, paint }: Context, entries: readonly DoctorEntry[]): string {
  switch (options.format) {
    case "json":
      return `${formatJson(doctorJson(entries))}\n`;
    case "markdown":
      return entries.flatMap((entry) => [...renderDoctorMarkdown(entry), ""]).join("\n");
    case "text":
      return entries
        .map((entry) => `${renderDoctorText(entry, { paint, quiet: options.quiet }).join("\n")}\n`)
        .join("\n");
  }
}
