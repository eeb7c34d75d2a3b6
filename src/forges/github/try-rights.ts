import type { PlaceAccess } from "../../core/model/issue.ts";
import { withoutRights } from "./access.ts";
import { isFailure, parseAnswer } from "./api/client.ts";
import type { Call } from "./api/failure.ts";
import { Labels } from "./api/schema.ts";
import type { Session } from "./api/session.ts";

/**
 * Of a fine-grained token or an App's no answer to a read tells whether it may write issues. So it asks to make a label
 * that is there already: GitHub refuses that to everybody, and to who lacks the right for want of the right.
 */
export async function tryRights(session: Session, access: PlaceAccess): Promise<PlaceAccess> {
  const told = access.token === null || access.token.scopes !== null || access.lacks.length > 0;
  const label = told ? null : await findLabel(session);
  if (label === null) return access;
  const { client, place, names } = session;
  const route = "POST /repos/{owner}/{repo}/labels";
  const parameters = { ...names, name: label };
  const result = await client.attempt({ operation: "try the token's rights", target: place, route, parameters });
  const refused = isFailure(result) && (result.error.fault === "forbidden" || result.error.fault === "not-found");
  return refused ? withoutRights(access) : access;
}

async function findLabel({ client, place, names }: Session): Promise<string | null> {
  const parameters = { ...names, per_page: 1 };
  const route = "GET /repos/{owner}/{repo}/labels";
  const call: Call = { operation: "look for a label", target: place, route, parameters };
  const result = await client.attempt(call);
  return isFailure(result) ? null : (parseAnswer(call, result, Labels)[0]?.name ?? null);
}
