import type { Reply } from "./request.ts";
import { refuse } from "./rules.ts";
import type { State } from "./state.ts";

/** Workflows by their place in the list, and the runs of one that the clock began. */
export function respondActions({ workflows }: State, under: string, perPage: number): Reply {
  if (workflows === null) return refuse(403, "Resource not accessible by personal access token");
  if (under === "/actions/workflows") {
    const found = workflows.map(({ path, state }, id) => ({ id, node_id: `W_${id}`, name: path, path, state }));
    return { status: 200, data: { total_count: found.length, workflows: found } };
  }
  const file = /^\/actions\/workflows\/([^/]+)\/runs$/.exec(under)?.[1] ?? "";
  const run = workflows.find(({ path }) => path.endsWith(`/${file}`))?.run ?? null;
  const runs =
    run === null ? [] : [{ id: 1, event: "schedule", created_at: run.createdAt, conclusion: run.conclusion }];
  return { status: 200, data: { total_count: runs.length, workflow_runs: runs.slice(0, perPage) } };
}
