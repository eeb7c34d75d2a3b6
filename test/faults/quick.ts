import {
  applyCohort,
  buildLibrary,
  buildOccurrences,
  holidayCodes,
  holidayYears,
  parseCohort,
  readHolidays,
  readTemplates,
  templatesFolder,
} from "../../src/index.ts";
import type { CohortRun, Outcome, Plan } from "../../src/index.ts";
import type { ForgeWorld } from "../support/harness.ts";

const loaded = new Map<string, Omit<CohortRun, "now">>();

/** A cohort file as a run needs it. Read once: thousands of runs of few files would do nothing else. */
async function load(text: string): Promise<Omit<CohortRun, "now">> {
  const known = loaded.get(text);
  if (known !== undefined) return known;
  const { cohort, diagnostics } = parseCohort({ file: "cohort.yaml", text });
  if (cohort === null) throw new Error(diagnostics.map((diagnostic) => diagnostic.message).join("\n"));
  const { library } = buildLibrary(await readTemplates(templatesFolder(), null), cohort);
  const { table: holidays } = await readHolidays(holidayCodes(cohort), holidayYears(cohort));
  const { occurrences } = buildOccurrences({ cohort, kinds: library.kinds, holidays });
  const run = {
    cohort,
    library,
    holidays,
    occurrences,
    repository: "",
    until: null,
    reset: [],
    chat: null,
    confirmed: false,
    diagnostics: [],
    dateDiagnostics: [],
  };
  loaded.set(text, run);
  return run;
}

/** What `fledgling apply` does between its arguments and its report. */
export async function applyQuickly(
  world: ForgeWorld,
  text: string,
  now: string,
): Promise<{ readonly plan: Plan; readonly outcomes: readonly Outcome[] }> {
  return applyCohort({ ...(await load(text)), now, id: "clean" }, new Map([[world.place, world.writer()]]), {
    planned: () => undefined,
    outcome: () => undefined,
    stopped: () => false,
  });
}
