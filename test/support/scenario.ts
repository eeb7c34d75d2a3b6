import { withObservation } from "../../src/core/plan/match/with-observation.ts";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { holidayCodes, holidayYears } from "../../src/core/calendar/holiday-codes.ts";
import { parseCohort } from "./parse-cohort.ts";
import { buildOccurrences } from "../../src/core/desired/occurrences/build-occurrences.ts";
import { buildLibrary } from "../../src/core/kinds/build-library.ts";
import { type TemplateSource } from "../../src/core/kinds/model/template-source.ts";
import type { CivilDate } from "../../src/core/model/date.ts";
import type { Observation, ObservedIssue } from "../../src/core/model/issue.ts";
import { NO_ACCESS } from "../../src/core/model/issue.ts";
import type { Plan } from "../../src/core/model/plan.ts";
import { buildPlan } from "../../src/core/plan/build-plan.ts";
import { type PlanInput } from "../../src/core/plan/model/plan-input.ts";
import { playRun } from "../../src/program/look-ahead.ts";
import { readHolidays } from "../../src/program/holidays.ts";
import { templatesFolder } from "../../src/program/paths.ts";
import { isKnownTemplate } from "./known-kinds.ts";

/** The forge of a scenario: GitLab, private, with everybody in it. */
const EMPTY: Observation = {
  places: [
    {
      place: "acme/internships",
      visibility: "private",
      account: "fledgling-bot",
      canWrite: true,
      capabilities: {
        dueDate: true,
        confidential: true,
        scopedLabels: false,
        reference: "number-plus",
        creationsPerHour: null,
        titleLimit: 255,
        children: null,
        epics: false,
        bodyLimit: 1_000_000,
      },
      access: NO_ACCESS,
    },
  ],
  issues: [],
  comments: [],
  activity: null,
  details: null,
};

function readFolder(folder: string, own: boolean): readonly TemplateSource[] {
  return (readdirSync(folder, { recursive: true }) as string[])
    .filter((path) => path.endsWith(".md.hbs") || path.endsWith("words.yaml"))
    .map((path) => ({ path, file: `templates/${path}`, text: readFileSync(join(folder, path), "utf8"), own }));
}

/** The built-in templates as files, known kinds alone; `changed` replaces or adds some. */
export function readScenarioTemplates(changed: Readonly<Record<string, string>> = {}): readonly TemplateSource[] {
  const own = Object.entries(changed).map(([path, text]) => ({ path, file: `own/${path}`, text, own: true }));
  return [...readFolder(templatesFolder(), false).filter(({ path }) => isKnownTemplate(path)), ...own];
}

/** What a plan follows from, for a cohort file on a day. */
export async function buildScenario(
  text: string,
  today: CivilDate,
  more: {
    readonly observation?: Observation;
    readonly templates?: Readonly<Record<string, string>>;
    readonly confirmed?: boolean;
  } = {},
): Promise<PlanInput> {
  const { cohort, diagnostics } = parseCohort({ file: "cohort.yaml", text });
  if (cohort === null) throw new Error(diagnostics.map((one) => `${one.line ?? 0}: ${one.message}`).join("\n"));
  const { library, diagnostics: faults } = buildLibrary(readScenarioTemplates(more.templates), cohort);
  const errors = faults.filter((one) => one.severity === "error");
  if (errors.length > 0) throw new Error(errors.map((one) => one.message).join("\n"));
  const { table } = await readHolidays(holidayCodes(cohort), holidayYears(cohort));
  const input = {
    cohort,
    library,
    holidays: table,
    occurrences: buildOccurrences({ cohort, kinds: library.kinds, holidays: table }).occurrences,
    now: `${today}T09:00:00Z`,
    today,
    repository: "",
    reset: [],
    confirmed: more.confirmed ?? false,
    chat: false,
    reads: 3,
    diagnostics: [],
  };
  return withObservation(input, more.observation ?? EMPTY);
}

/** The forge after runs on the given days, nobody else having touched it. */
export async function playRuns(text: string, days: readonly CivilDate[]): Promise<Observation> {
  let observation = EMPTY;
  for (const today of days) {
    const input = await buildScenario(text, today, { observation });
    observation = await playRun(input, buildPlan(input));
  }
  return observation;
}

/** One issue as a person leaves it. */
export function editIssue(
  observation: Observation,
  key: string,
  edit: (issue: ObservedIssue) => Partial<ObservedIssue>,
): Observation {
  const issues = observation.issues.map((issue) =>
    issue.body.includes(`key=${key} `) ? { ...issue, ...edit(issue) } : issue,
  );
  return { ...observation, issues };
}

/** What a plan does, a line for each action that does something or says why not, for people to read and check in. */
export function describePlan(plan: Plan): readonly string[] {
  const lines = plan.actions
    .filter((action) => action.type !== "unchanged")
    .flatMap((action) => {
      const head = `${action.type.padEnd(8)} ${action.key}: ${action.reason}`;
      if (action.type === "update")
        return [
          head,
          ...action.changes
            .filter((change) => change.field !== "body")
            .map((change) => `         ${change.field}: ${change.before ?? "none"} -> ${change.after ?? "none"}`),
        ];
      return action.type === "close" && action.comment !== null ? [head, `         says: ${action.comment}`] : [head];
    });
  const { unchanged, ...counts } = plan.summary;
  const errors = plan.diagnostics
    .filter((one) => one.severity === "error")
    .map((one) => `error    ${one.code}: ${one.message}`);
  return [
    ...lines,
    ...errors,
    `${
      Object.entries(counts)
        .filter(([, count]) => count > 0)
        .map(([type, count]) => `${count} ${type}`)
        .join(", ") || "nothing to do"
    }; ${unchanged} unchanged; ${plan.halted ? "halted" : "goes ahead"}`,
  ];
}
