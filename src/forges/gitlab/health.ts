import { z } from "zod";
import type { ObservedSchedule, ObservedSeats } from "../../core/model/health.ts";
import { ForgeError } from "../../core/diagnostics/errors.ts";
import { listMembers } from "./accounts.ts";
import { isFailure } from "./api/client.ts";
import type { Call } from "./api/failure.ts";
import { Account } from "./api/schema.ts";
import { PLANNER } from "./access.ts";
import type { Session } from "./api/session.ts";
import { foldAccount } from "../../core/model/lookup/accounts.ts";

const Schedule = z.object({ id: z.int(), description: z.string().nullish(), active: z.boolean() });
const WithPipeline = z.object({ last_pipeline: z.object({ id: z.int() }).nullish() });
const Pipeline = z.object({ created_at: z.string(), status: z.string() });
const Group = z.object({ path: z.string(), visibility: z.enum(["public", "internal", "private"]) });

/** Every pipeline schedule of a project; null where the token may not look, for which it takes the role Developer. */
export async function readSchedules(session: Session, repository: string): Promise<readonly ObservedSchedule[] | null> {
  const { client } = session;
  const call = (operation: string): Call => ({ operation, target: repository, writes: false });
  const found = await allowed(
    client.list(call("list schedules"), Schedule, (api, page) => api.PipelineSchedules.all(repository, page)),
  );
  if (found === null) return null;
  const schedules: ObservedSchedule[] = [];
  for (const { id, description, active } of found) {
    const whole = await allowed(
      client.send(call("read a schedule"), WithPipeline, (api) => api.PipelineSchedules.show(repository, id)),
    );
    const pipeline = whole?.last_pipeline?.id;
    const last =
      pipeline === undefined
        ? null
        : await allowed(
            client.send(call("read a pipeline"), Pipeline, (api) => api.Pipelines.show(repository, pipeline)),
          );
    const name = (description ?? "").trim() === "" ? `schedule ${id}` : (description ?? "");
    schedules.push({
      name,
      active,
      last: last === null ? null : { at: last.created_at, succeeded: judge(last.status) },
    });
  }
  return schedules.sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** Null while it is not over. */
function judge(status: string): boolean | null {
  if (status === "success") return true;
  return ["failed", "canceled", "skipped"].includes(status) ? false : null;
}

/** Bots of access tokens and service accounts, which take no seat. */
const BOT = /^(?:project|group)_\d+_bot|^service_account_/;

/** People of the top-level group and of this project; null for somebody's own namespace, and where it is not told. */
export async function readSeats(session: Session): Promise<ObservedSeats | null> {
  const { client, place } = session;
  const top = place.split("/")[0] ?? "";
  const call = { operation: "read the top-level group", target: top, writes: false };
  const group = await client.attempt(call, Group, (api) => api.Groups.show(top, { withProjects: false }));
  if (isFailure(group)) {
    if (["forbidden", "not-found"].includes(group.error.fault)) return null;
    throw group.error;
  }
  const ofGroup = await allowed(
    client.list({ ...call, operation: "list the group's members" }, Account, (api, page) =>
      api.GroupMembers.all(top, page),
    ),
  );
  const people = (ofGroup ?? []).map(({ username }) => foldAccount(username)).filter((name) => !BOT.test(name));
  const members = [...((await listMembers(session)) ?? [])].filter((name) => !BOT.test(name));
  const mayReadAll = (name: string) => (session.accounts.get(name)?.access_level ?? 0) >= PLANNER;
  return {
    group: group.data.path,
    visibility: group.data.visibility,
    people: [...new Set([...people, ...members])].sort(),
    readers: members.filter(mayReadAll).sort(),
  };
}

/** Null where the token lacks the right, or the forge hides what it asks for. */
async function allowed<T>(answer: Promise<T>): Promise<T | null> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof ForgeError && ["forbidden", "not-found", "unauthorized"].includes(error.fault)) return null;
    throw error;
  }
}
