import { z } from "zod";
import { InvariantError } from "../../../core/diagnostics/errors.ts";
import type { IssueAddress } from "../../../core/model/issue.ts";
import { isFailure } from "./client.ts";
import type { Failure } from "./failure.ts";
import type { Issue } from "./schema.ts";
import type { Session } from "./session.ts";

/**
 * REST puts issues under epics by a number that neither people nor GraphQL use. An issue that stands under the epic told
 * it, or one request does; a refusal where this server does not tell it any more.
 */
export async function findEpicId(session: Session, { place, number }: IssueAddress): Promise<number | Failure> {
  const known = session.epicIds.get(`${place}#${number}`);
  if (known !== undefined) return known;
  const group = /^groups\/(.+)$/.exec(place)?.[1];
  if (group === undefined) throw new InvariantError(`An issue was to go under one in ${place}, which is no group`);
  const call = { operation: "find the epic", target: `${place}#${number}`, writes: false };
  const result = await session.client.attempt(call, z.object({ id: z.int() }), (api) => api.Epics.show(group, number));
  if (isFailure(result)) return result;
  session.epicIds.set(`${place}#${number}`, result.data.id);
  return result.data.id;
}

/** What an answer tells of the epic that an issue stands under. */
export function noteEpicId({ epicIds }: Session, { epic }: Issue, parent: IssueAddress | null | undefined): void {
  if (epic && parent) epicIds.set(`${parent.place}#${parent.number}`, epic.id);
}
