import { z } from "zod";
import type { ObservedSchedule } from "../../core/model/health.ts";
import { isFailure, parseAnswer } from "./api/client.ts";
import type { Call } from "./api/failure.ts";
import { splitPlace, type Session } from "./api/session.ts";

const Workflow = z.object({ name: z.string(), path: z.string(), state: z.string() });
const Workflows = z.object({ workflows: z.array(Workflow) });
const Runs = z.object({
  workflow_runs: z.array(z.object({ created_at: z.string(), conclusion: z.string().nullish() })),
});

/** Workflows of a repository that run Fledgling, known by the file's name; null where the token may not look. */
export async function readSchedules(session: Session, repository: string): Promise<readonly ObservedSchedule[] | null> {
  const names = splitPlace(repository);
  if (names === null) return null;
  const found = await read(session, Workflows, {
    operation: "list workflows",
    target: repository,
    route: "GET /repos/{owner}/{repo}/actions/workflows",
    parameters: { ...names, per_page: 100 },
  });
  if (found === null) return null;
  const ours = found.workflows.filter(
    ({ path, name }) => /(?:^|\/)apply\.ya?ml$/.test(path) || /fledgling/i.test(`${path} ${name}`),
  );
  const schedules: ObservedSchedule[] = [];
  for (const { path, state } of ours) {
    const runs = await read(session, Runs, {
      operation: "list runs",
      target: repository,
      route: "GET /repos/{owner}/{repo}/actions/workflows/{workflow_id}/runs",
      // By the name of its file, which GitHub takes as well as its number.
      parameters: { ...names, workflow_id: path.split("/").at(-1) ?? path, event: "schedule", per_page: 1 },
    });
    const run = runs?.workflow_runs[0];
    // No conclusion: it is still at it.
    const succeeded = (run?.conclusion ?? null) === null ? null : run?.conclusion === "success";
    schedules.push({
      name: path,
      active: state === "active",
      last: run === undefined ? null : { at: run.created_at, succeeded },
    });
  }
  return schedules.sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** GitHub says 404 for what a token may not see, and 403 for what it may not do. */
async function read<T>({ client }: Session, schema: z.ZodType<T>, call: Call): Promise<T | null> {
  const result = await client.attempt(call);
  if (!isFailure(result)) return parseAnswer(call, result, schema);
  if (result.error.fault === "forbidden" || result.error.fault === "not-found") return null;
  throw result.error;
}
